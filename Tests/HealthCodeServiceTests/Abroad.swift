import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Synchronization

/// Another country that signs certificates, what is kept here of it, and a pack that speaks of it.
final class Abroad: TrustShelf {
    let key = SigningKey()
    private let lists: Mutex<[String: TrustList]>
    private let sets = Mutex<[String: CertLogicRuleSet]>([:])
    private let lost = Mutex<Set<String>>([])

    init() {
        let verifying = key.verifyingKey
        let signer = Signer(key: verifying, ids: [verifying.id, KeyID(verifying.webThumbprint)])
        lists = Mutex(["partners": TrustList([signer])])
    }

    func trust(named name: String, in jurisdiction: RegionCode) async -> TrustList? {
        jurisdiction == code("420000") ? lists.withLock { $0[name] } : nil
    }

    func rules(named name: String) async -> CertLogicRuleSet? { sets.withLock { $0[name] } }
    func valueSets() async -> JSON { .object([]) }

    func revocations(signedBy trust: TrustList) async -> RevocationCheck {
        guard let list = try? revoked() else { return RevocationCheck([]) }
        return RevocationCheck([RevocationCheck.Source(list, for: nil)])
    }

    private func revoked() throws -> Revocations {
        let ids = lost.withLock { Array($0) }.map { RevokedID.certificate($0) }
        return try Revocations(signing: RevocationList(ids), sequence: 1, at: 1, lifetime: 1, by: key)
    }

    /// Takes a certificate back.
    func revoke(_ id: String) { lost.withLock { _ = $0.insert(id) } }

    /// Keeps a list of one key.
    func keep(_ key: VerifyingKey, as name: String) {
        lists.withLock { $0[name] = TrustList([Signer(key: key, ids: [key.id])]) }
    }

    /// Takes everybody off the trust list.
    func dropSigner() { lists.withLock { $0["partners"] = TrustList() } }

    /// Publishes a rule that asks for two doses.
    func publishRule() throws {
        let json = try JSON(parsing: Self.rule, maximumBytes: 65_536, maximumDepth: 64)
        let set = try CertLogicRuleSet(json)
        sets.withLock { $0["entry"] = set }
    }

    /// A certificate that this country signs.
    func sign(
        _ event: CovidCertificate.Event, name: CovidCertificate.Name = Abroad.zhang, birth: String = "1990-03-07",
        id: String = "URN:UVCI:01:XX:1", issued: String = "2020-04-01T00:00:00Z",
        expires: String = "2020-10-01T00:00:00Z", key other: SigningKey? = nil
    ) throws -> String {
        let signer = HealthCertificateSigner(key: other ?? key, keyID: key.verifyingKey.id)
        let certificate = CovidCertificate(
            name: name, birth: birth, event: event, country: "XX", issuer: "Ministry of Health", id: id)
        return try signer.sign(
            certificate, country: "XX", issued: instant(issued).seconds, expires: instant(expires).seconds)
    }

    /// A SMART Health Card of this country's, over a patient and what happened to them.
    func signCard(_ resources: [String], name: String = #"{"family":"Zhang","given":["San Feng"]}"#) throws -> String {
        let patient = #"{"resourceType":"Patient","name":[\#(name)],"birthDate":"1990-03-07"}"#
        let entries = ([patient] + resources).enumerated().map { index, resource in
            #"{"fullUrl":"resource:\#(index)","resource":\#(resource)}"#
        }
        let bundle = #"{"resourceType":"Bundle","type":"collection","entry":[\#(entries.joined(separator: ","))]}"#
        return try HealthCardSigner(key: key).sign(
            bundle: JSON(parsing: bundle), issuer: "https://cards.example",
            notBefore: instant("2020-04-01T00:00:00Z").seconds
        ).joined(separator: " ")
    }

    static let zhang = CovidCertificate.Name(
        surname: "Zhang", standardSurname: "ZHANG", forename: "San Feng", standardForename: "SAN<FENG")

    static func dose(_ number: Int64, on date: String = "2020-03-01") -> CovidCertificate.Event {
        .vaccination(
            .init(
                vaccine: "1119349007", product: "EU/1/20/1528", holder: "ORG-100030215", dose: number, doses: 2,
                date: date))
    }

    static func test(
        _ result: String = "260415000", at sampled: String = "2020-04-09T08:00:00Z"
    ) -> CovidCertificate.Event {
        .test(.init(type: "LP6464-4", name: "a test", sampledText: sampled, result: result, centre: "a centre"))
    }

    private static let rule = """
        {"Identifier": "VR-XX-0001", "Type": "Acceptance", "Country": "XX", "Version": "1.0.0", "SchemaVersion": "1.0.0",
         "Engine": "CERTLOGIC", "EngineVersion": "0.7.5", "CertificateType": "Vaccination",
         "Description": [{"lang": "en", "desc": "All doses must have been given."},
          {"lang": "zh", "desc": "必须完成全部剂次。"}],
         "ValidFrom": "2020-01-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z", "AffectedFields": ["v.0.dn", "v.0.sd"],
         "Logic": {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]}}
        """

    /// Hubei's pack, with what it says of this country's certificates.
    static func pack(
        as standing: String = "tests", more: String = "", format: String = "hcert"
    ) throws -> String {
        let entry = """
            recognises:
              - id: partners
                name: {zh: 伙伴国家的证书, en: Certificates of partners}
                format: \(format)
                attests: [vaccination, test]
                trust: partners
                as: \(standing)
                records:
                  - {kind: test, result: negative}
                  - {kind: vaccinated, after: 14d, for: 90d}
                says: {zh: 请看护照。, en: Look at the passport.}
            \(more.isEmpty ? "" : "    \(more)")

            """
        return try World.hubeiPack().replacing("recognises:\n", with: entry)
    }
}
