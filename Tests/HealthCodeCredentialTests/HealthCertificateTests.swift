import Crypto
import Foundation
import HealthCodeCredential
import SwiftASN1
import Testing
import X509

/// Someone who signs health certificates in tests.
struct CertificateIssuer {
    static let now: Int64 = 1_622_000_000
    let key: SigningKey
    let signer: HealthCertificateSigner
    /// The document signer certificate, valid for a year around `now`.
    let certificate: [UInt8]

    init(usages: [ASN1ObjectIdentifier] = [], from: Int64 = now - 86_400, until: Int64 = now + 365 * 86_400) throws {
        key = SigningKey()
        let name = try DistinguishedName { CountryName("XX") }
        let signingKey = Certificate.PrivateKey(try #require(key.p256))
        let signed = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: signingKey.publicKey,
            notValidBefore: Date(timeIntervalSince1970: Double(from)),
            notValidAfter: Date(timeIntervalSince1970: Double(until)), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                if !usages.isEmpty { try ExtendedKeyUsage(usages.map { ExtendedKeyUsage.Usage(oid: $0) }) }
            }, issuerPrivateKey: signingKey)
        var serializer = DER.Serializer()
        try serializer.serialize(signed)
        certificate = serializer.serializedBytes
        signer = try HealthCertificateSigner(key: key, certificate: certificate)
    }

    func verifier() throws -> CredentialVerifier {
        CredentialVerifier(trust: try TrustList(file: certificate))
    }

    static func content(_ event: CovidCertificate.Event = .recovery(recovery)) -> CovidCertificate {
        CovidCertificate(
            name: .init(surname: "Müller", standardSurname: "MUELLER", forename: nil, standardForename: nil),
            birth: "1990-01-02", event: event, country: "XX", issuer: "Ministry of Health",
            id: "URN:UVCI:01:XX:1234567890#X")
    }

    static let recovery = CovidCertificate.Recovery(
        firstPositive: "2021-02-20", validFrom: "2021-04-04", validUntil: "2021-10-04")
    static let vaccination = CovidCertificate.Vaccination(
        vaccine: "1119349007", product: "EU/1/20/1528", holder: "ORG-100030215", dose: 2, doses: 2, date: "2021-05-01")
    static let test = CovidCertificate.Test(
        type: "LP6464-4", name: "a test", sampledText: "2021-05-25T10:00:00+02:00", result: "260415000")

    func text(
        _ content: CovidCertificate = content(), issued: Int64 = now - 60, expires: Int64 = now + 60
    ) throws -> String {
        try signer.sign(content, country: "XX", issued: issued, expires: expires)
    }
}

@Suite("Health certificates of our own")
struct HealthCertificateTests {
    private let issuer: CertificateIssuer
    private let now = CertificateIssuer.now

    init() throws {
        issuer = try CertificateIssuer()
    }

    private func report(_ text: String, at now: Int64 = CertificateIssuer.now) throws -> Report {
        try issuer.verifier().verify(text, at: now)
    }

    @Test(
        "What is signed is valid and says what it was made from",
        arguments: [
            CovidCertificate.Event.recovery(CertificateIssuer.recovery), .vaccination(CertificateIssuer.vaccination),
            .test(CertificateIssuer.test),
        ])
    func roundTrip(event: CovidCertificate.Event) throws {
        let content = CertificateIssuer.content(event)
        let report = try report(try issuer.text(content))
        #expect(report.outcome == .valid)
        #expect(report.content == .covidCertificate(content))
        #expect(report.payload?.sorted == content.json.sorted)
        #expect(report.notes.isEmpty)
        #expect(report.issuer == "XX")
        #expect(report.signer?.issuer == "XX")
        #expect(report.issued == now - 60)
        #expect(report.expires == now + 60)
    }

    @Test("It holds from its issue to its end, that second included")
    func times() throws {
        let text = try issuer.text()
        #expect(try report(text, at: now - 61).outcome == .notYetValid)
        #expect(try report(text, at: now - 60).outcome == .valid)
        #expect(try report(text, at: now + 60).outcome == .valid)
        #expect(try report(text, at: now + 61).outcome == .expired)
    }

    @Test("What a verifier would refuse is not signed")
    func refusesToSign() throws {
        var content = CertificateIssuer.content()
        content.country = ""
        #expect(throws: CredentialError.self) { try issuer.text(content) }
        #expect(throws: CredentialError.badLifetime) { try issuer.text(issued: now, expires: now - 1) }
    }

    @Test("The certificate of another key is no certificate to sign with")
    func otherCertificate() throws {
        let other = try CertificateIssuer()
        #expect(throws: CredentialError.self) {
            try HealthCertificateSigner(key: issuer.key, certificate: other.certificate)
        }
    }

    @Test("A signer whose certificate has ended, or has not begun, is not relied on")
    func certificateTimes() throws {
        let old = try CertificateIssuer(from: now - 100, until: now - 10)
        let text = try old.text()
        #expect(try old.verifier().verify(text, at: now).reasons.map(\.layer) == [.time])
        #expect(try old.verifier().verify(text, at: now).outcome == .expired)
        #expect(try old.verifier().verify(text, at: now - 10).outcome == .valid)
        let new = try CertificateIssuer(from: now + 10, until: now + 100)
        let early = try new.verifier().verify(try new.text(issued: now + 10), at: now + 10)
        #expect(early.outcome == .valid)
        #expect(try new.verifier().verify(try new.text(issued: now + 10), at: now).outcome == .notYetValid)
    }

    @Test("What was signed before the signer's certificate began is not relied on")
    func signedBefore() throws {
        let new = try CertificateIssuer(from: now - 10, until: now + 100)
        let report = try new.verifier().verify(try new.text(issued: now - 60), at: now)
        #expect(report.outcome == .invalid)
        #expect(report.reasons.map(\.layer) == [.key])
    }

    @Test(
        "A signer signs what its certificate is for, and nothing else",
        arguments: [[1, 3, 6, 1, 4, 1, 1847, 2021, 1], [1, 3, 6, 1, 4, 1, 0, 1847, 2021, 1]] as [[UInt]])
    func usages(root: [UInt]) throws {
        let events: [CovidCertificate.Event] = [
            .test(CertificateIssuer.test), .vaccination(CertificateIssuer.vaccination),
            .recovery(CertificateIssuer.recovery),
        ]
        for (allowed, arc) in zip(events, 1...3) as Zip2Sequence<[CovidCertificate.Event], ClosedRange<UInt>> {
            let text = (root + [arc]).map { String($0) }.joined(separator: ".")
            let issuer = try CertificateIssuer(usages: [try ASN1ObjectIdentifier(dotRepresentation: text)])
            for event in events {
                let text = try issuer.text(CertificateIssuer.content(event))
                let layers = try issuer.verifier().verify(text, at: now).reasons.map(\.layer)
                #expect(layers == (event == allowed ? [] : [.usage]))
            }
        }
    }

    @Test("Another prefix, version or case of it is not understood", arguments: ["HC2:", "HL0:", "hc1:", "", "HC1"])
    func prefix(prefix: String) throws {
        let report = try report(prefix + issuer.text().dropFirst(4))
        #expect(report.outcome == .unsupported)
        #expect(report.layer == .prefix)
    }

    @Test("A space is a digit of base45, at the ends too: one more is damage")
    func spaces() throws {
        let text = try issuer.text()
        #expect(try report(text + " ").outcome == .invalid)
        #expect(try report("HC1: " + text.dropFirst(4)).outcome == .invalid)
        #expect(try report(text + "\n").layer == .base45)
    }

    @Test("What is not compressed, compressed too well, or followed by something is refused at the inflation")
    func inflate() throws {
        let message = try HealthCertificate.message(in: try issuer.text())
        let bomb = Zlib.deflate([UInt8](repeating: 0, count: 1 << 22))
        for bytes in [message, bomb, Zlib.deflate(message) + [0], Zlib.deflate(message, .bare), []] {
            #expect(try report(Base45.encode(bytes, prefix: "HC1:")).reasons.map(\.layer) == [.inflate])
        }
        #expect(try report(HealthCertificate.text(of: message)).outcome == .valid)
    }

    @Test("Of several signers with one key id, each is tried")
    func sharedID() throws {
        let other = SigningKey().verifyingKey
        let own = try Signer(certificate: issuer.certificate)
        let trust = TrustList([Signer(key: other, ids: own.ids), own])
        #expect(CredentialVerifier(trust: trust).verify(try issuer.text(), at: now).outcome == .valid)
        let wrong = CredentialVerifier(trust: TrustList([Signer(key: other, ids: own.ids)]))
        #expect(wrong.verify(try issuer.text(), at: now).outcome == .invalid)
        #expect(wrong.verify(try issuer.text(), at: now).layer == .cose)
    }

    @Test("A check of one's own follows the signature, and is not asked about what nobody signed")
    func ownChecks() throws {
        struct Revoked: CredentialCheck {
            func reasons(against report: Report, at now: Int64) -> [Reason] {
                [
                    Reason(.revocation, .revoked, "It was taken back."),
                    Reason(.rule, .insufficient, "It is not enough."),
                ]
            }
        }
        let text = try issuer.text()
        let strict = CredentialVerifier(trust: try TrustList(file: issuer.certificate), checks: [Revoked()])
        #expect(strict.verify(text, at: now).outcome == .revoked)
        #expect(strict.verify(text, at: now + 61).reasons.map(\.layer) == [.revocation, .time, .rule])
        let nobody = CredentialVerifier(trust: TrustList(), checks: [Revoked()])
        #expect(nobody.verify(text, at: now).reasons.map(\.layer) == [.key])
    }
}
