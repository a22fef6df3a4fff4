import Foundation
import HealthCodeCredential
import Testing

/// The examples of docs/credentials.md, compiled and run.
@Suite("The guide to credentials")
struct GuideTests {
    private let issuer: CertificateIssuer

    init() throws {
        issuer = try CertificateIssuer()
    }

    @Test("Checking a code as the guide shows it")
    func checking() throws {
        let (text, now) = (try issuer.text(), CertificateIssuer.now)
        let (certificateFile, keySetFile) = (issuer.certificate, Array(KeySet([SigningKey().verifyingKey]).jwks.utf8))

        let trust = try TrustList(file: certificateFile).union(TrustList(file: keySetFile))
        let verifier = CredentialVerifier(trust: trust)
        let report = verifier.verify(text, at: now)
        switch (report.outcome, report.content) {
        case (.valid, .covidCertificate(let certificate)):
            print(certificate.name.standardSurname ?? "", certificate.event)
        case (.valid, _): print("valid: \(report.format.rawValue)")
        default: print(report.outcome.rawValue, report.reasons.map { "\($0.layer.rawValue): \($0.text)" })
        }

        #expect(report.outcome == .valid)
    }

    @Test("A check of one's own as the guide shows it")
    func ownCheck() throws {
        struct Withdrawn: CredentialCheck {
            let ids: Set<String>

            func reasons(against report: Report, at now: Int64) -> [Reason] {
                guard case .covidCertificate(let certificate)? = report.content, ids.contains(certificate.id) else {
                    return []
                }
                return [Reason(.revocation, .revoked, "Its issuer took it back.")]
            }
        }
        let trust = try TrustList(file: issuer.certificate)
        let ids: Set<String> = [CertificateIssuer.content().id]

        let verifier = CredentialVerifier(trust: trust, checks: [Withdrawn(ids: ids)])

        #expect(verifier.verify(try issuer.text(), at: CertificateIssuer.now).outcome == .revoked)
    }

    @Test("Signing as the guide shows it")
    func signing() throws {
        let (key, certificateFile, now) = (issuer.key, issuer.certificate, CertificateIssuer.now)

        let signer = try HealthCertificateSigner(key: key, certificate: certificateFile)
        let certificate = CovidCertificate(
            name: .init(surname: "Müller", standardSurname: "MUELLER", forename: "Jo", standardForename: "JO"),
            birth: "1990-01-02",
            event: .recovery(.init(firstPositive: "2021-02-20", validFrom: "2021-04-04", validUntil: "2021-10-04")),
            country: "XX", issuer: "Ministry of Health", id: "URN:UVCI:01:XX:1234567890")
        let text = try signer.sign(certificate, country: "XX", issued: now, expires: now + 180 * 86_400)

        #expect(try issuer.verifier().verify(text, at: now).outcome == .valid)
    }

    @Test("Every line of code in the guide stands in these tests")
    func linesAreCompiled() throws {
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let source = try String(contentsOf: here, encoding: .utf8)
        let compiled = Set(source.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        let guide = try String(contentsOf: root.appendingPathComponent("docs/credentials.md"), encoding: .utf8)
        let blocks = guide.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(blocks.count >= 3)
        for line in blocks.flatMap({ $0.split(separator: "\n") }) {
            let line = line.trimmingCharacters(in: .whitespaces)
            #expect(compiled.contains(line), "\(line)")
        }
    }
}
