import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

/// One vector of the European test data that is valid whole; `HEALTHCODE_VECTORS` says where they are.
struct EUSample: Sendable, CustomStringConvertible {
    let description: String
    let text: String
    let trust: TrustList
    let clock: Int64
    let certificate: CovidCertificate

    private static let folder = ProcessInfo.processInfo.environment["HEALTHCODE_VECTORS"].map { URL(filePath: $0) }
    static var arePresent: Bool { !all.isEmpty }

    /// Three of each kind of event.
    static let all: [EUSample] = {
        var found: [Attestation: [EUSample]] = [:]
        for entry in json("eu-dcc/manifest.json")?.array ?? [] {
            guard let sample = EUSample(entry) else { continue }
            let kind: Attestation =
                switch sample.certificate.event {
                case .vaccination: .vaccination
                case .test: .test
                case .recovery: .recovery
                }
            if found[kind, default: []].count < 3 { found[kind, default: []].append(sample) }
        }
        return Attestation.allCases.flatMap { found[$0] ?? [] }
    }()

    private static func json(_ path: String) -> JSON? {
        guard let file = folder?.appending(path: path), let text = try? String(contentsOf: file, encoding: .utf8) else {
            return nil
        }
        return try? JSON(parsing: text)
    }

    private init?(_ entry: JSON) {
        guard let file = entry["file"]?.string, let vector = Self.json("eu-dcc/vectors/" + file),
            let clock = entry["clock"]?.string.flatMap(Instant.init(rfc3339:)), let text = vector["PREFIX"]?.string,
            let der = vector["TESTCTX"]?["CERTIFICATE"]?.string.flatMap({ Data(base64Encoded: $0) }),
            let signer = try? Signer(certificate: Array(der))
        else { return nil }
        trust = TrustList([signer])
        (description, self.text, self.clock) = (file, text, clock.seconds)
        let report = CredentialVerifier(trust: trust).verify(text, at: clock.seconds)
        guard report.outcome == .valid, case .covidCertificate(let certificate)? = report.content,
            [certificate.name.standardForename, certificate.name.standardSurname].allSatisfy({ $0?.isEmpty == false })
        else { return nil }
        self.certificate = certificate
    }

    /// The name as a passport has it.
    var name: String {
        [certificate.name.standardForename, certificate.name.standardSurname].compactMap(\.self)
            .joined(separator: " ").replacing("<", with: " ")
    }
}

/// A shelf with one list on it, under every name.
private struct OneList: TrustShelf {
    let list: TrustList

    func trust(named name: String, in jurisdiction: RegionCode) async -> TrustList? { list }
    func rules(named name: String) async -> CertLogicRuleSet? { nil }
    func valueSets() async -> JSON { .object([]) }
    func revocations(signedBy trust: TrustList) async -> RevocationCheck { RevocationCheck([]) }
}

@Suite("The European test data at a checkpoint and in an account", .enabled(if: EUSample.arePresent))
struct EUVectorFlowTests {
    private func world(_ sample: EUSample) async throws -> World {
        let pack = try Abroad.pack()
            .replacing("attests: [vaccination, test]", with: "attests: [vaccination, test, recovery]")
            .replacing(
                "- {kind: test, result: negative}\n",
                with: "- {kind: test, result: negative}\n      - {kind: recovered}\n")
        let world = try await World(pack: pack, shelf: OneList(list: sample.trust))
        world.clock.advance(seconds: sample.clock - world.clock.now.seconds)
        return world
    }

    @Test("A visitor's certificate is shown as what it is, and gives no colour", arguments: EUSample.all)
    func checkpoint(sample: EUSample) async throws {
        let world = try await world(sample)
        let (collector, point) = try await world.checkpoint()
        let check = try await world.healthCode.check(token: sample.text, point: point, by: collector)
        let shown = try #require(check.certificate)
        #expect(shown.answer == .valid && shown.format == "eu-dcc" && shown.recognisedAs == "partners")
        #expect(check.colour == .grey && !check.passes && check.needs.contains("document"))
        #expect(shown.name?.contains("*") == true)
    }

    @Test(
        "Added to an account it is put on record as what it attests, and changes no colour by itself",
        arguments: EUSample.all)
    func account(sample: EUSample) async throws {
        let world = try await world(sample)
        let caller = try await world.signIn("13800000009")
        let registration = Registration(
            name: sample.name, documentKind: "passport", documentNumber: "E12345678", region: "420102",
            relation: "self")
        let person = try await world.healthCode.register(registration, by: caller)
        let before = try await world.healthCode.code(of: person.id, by: caller).colour
        let held = try await world.healthCode.addCertificate(sample.text, to: person.id, by: caller)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == before)
        switch sample.certificate.event {
        case .vaccination: #expect(held.recorded?.kind == .vaccinated)
        case .recovery: #expect(held.recorded?.kind == .recovered)
        case .test(let test):
            let isNegative = test.type == "LP6464-4" && test.result == "260415000"
            #expect(held.recorded?.kind == (isNegative ? .test : nil))
        }
        #expect(held.recorded?.origin ?? .certificate == .certificate)
    }
}
