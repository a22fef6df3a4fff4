/// What a SMART Health Card says: FHIR resources, signed by their issuer.
public struct HealthCard: Hashable, Sendable {
    /// The issuer's address, under which its keys are published.
    public let issuer: String
    /// From when it holds, in seconds since 1970-01-01T00:00:00Z, rounded up.
    public let notBefore: Int64
    /// When it ends; at that instant it is over. Most cards have no end.
    public let expires: Int64?
    /// The types of the credential, `https://smarthealth.cards#health-card` among them.
    public let types: [String]
    /// The version of FHIR, such as `4.0.1`.
    public let fhirVersion: String
    /// The FHIR bundle.
    public let bundle: JSON
    /// The id by which it is revoked, where it has one (`vc.rid`).
    public let revocationID: String?

    /// The type that every health card has.
    public static let type = "https://smarthealth.cards#health-card"

    /// The resources of the bundle.
    public var resources: [JSON] { (bundle["entry"]?.array ?? []).compactMap { $0["resource"] } }

    /// The resources of one type, such as `Patient`.
    public func resources(of type: String) -> [JSON] { resources.filter { $0["resourceType"]?.string == type } }
}

/// Reads what a SMART Health Card says, and finds every place where it breaks the specification.
struct HealthCardReader {
    /// Every place that breaks the specification, with what is wrong there.
    private(set) var problems: [String] = []
    /// Whether it is a credential of another type.
    private(set) var isOfOtherType = false
    private(set) var notBefore: Int64?
    private(set) var expires: Int64?
    /// What it says; nil where anything is broken.
    private(set) var card: HealthCard?

    init(_ json: JSON) {
        let issuer = json["iss"]?.string ?? ""
        if !issuer.hasPrefix("https://") || issuer.hasSuffix("/") {
            problems.append("/iss: it is not an https address without a slash at its end")
        }
        notBefore = instant("nbf", in: json)
        if notBefore == nil { problems.append("/nbf: it is not an instant in seconds since 1970") }
        expires = instant("exp", in: json)
        if json["exp"] != nil, expires == nil { problems.append("/exp: it is not an instant in seconds since 1970") }
        let credential = json["vc"] ?? .null
        let types = (credential["type"]?.array ?? []).compactMap(\.string)
        isOfOtherType = !types.contains(HealthCard.type)
        let subject = credential["credentialSubject"] ?? .null
        let version = subject["fhirVersion"]?.string ?? ""
        if !version.contains(Self.version) {
            problems.append("/vc/credentialSubject/fhirVersion: it is not a version such as 4.0.1")
        }
        let bundle = subject["fhirBundle"] ?? .null
        readBundle(bundle)
        guard problems.isEmpty, let notBefore else { return }
        card = HealthCard(
            issuer: issuer, notBefore: notBefore, expires: expires, types: types, fhirVersion: version, bundle: bundle,
            revocationID: credential["rid"]?.string)
    }

    private static var version: Regex<Substring> { /^\d+\.\d+\.\d+/ }

    /// An instant; a fraction is rounded up, which decides every comparison with a clock of whole seconds as it would
    /// itself.
    private func instant(_ name: String, in json: JSON) -> Int64? {
        switch json[name] {
        case .integer(let seconds)?: seconds
        case .number(let seconds)?: Int64(exactly: seconds.rounded(.up))
        default: nil
        }
    }

    /// The bundle: a collection or a document of resources, each of a type and under an address within the bundle.
    private mutating func readBundle(_ bundle: JSON) {
        let path = "/vc/credentialSubject/fhirBundle"
        guard bundle["resourceType"]?.string == "Bundle" else {
            return problems.append("\(path): it is not a FHIR bundle")
        }
        if bundle["type"]?.string == nil { problems.append("\(path)/type: it is not a text") }
        guard let entries = bundle["entry"]?.array, !entries.isEmpty else {
            return problems.append("\(path)/entry: it is not a list of resources")
        }
        var addresses: Set<String> = []
        for (index, entry) in entries.enumerated() {
            if let address = entry["fullUrl"]?.string {
                if !addresses.insert(address).inserted {
                    problems.append("\(path)/entry/\(index): its address stands twice")
                }
            } else {
                problems.append("\(path)/entry/\(index)/fullUrl: it is not a text")
            }
            if entry["resource"]?["resourceType"]?.string == nil {
                problems.append("\(path)/entry/\(index)/resource: it is not a resource with a type")
            }
        }
    }
}
