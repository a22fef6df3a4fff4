import Crypto
import CryptoExtras
import Foundation
import HealthCodeCredential
import SwiftASN1
import Testing
import X509

@Suite("Files of trust")
struct TrustFileTests {
    private let certificate: [UInt8]
    private let key: VerifyingKey

    init() throws {
        let issuer = try CertificateIssuer()
        certificate = issuer.certificate
        key = issuer.key.verifyingKey
    }

    private func pem(lineLength: Int, end: String = "\n") -> String {
        let text = Array(Data(certificate).base64EncodedString())
        let lines = stride(from: 0, to: text.count, by: lineLength).map {
            String(text[$0..<min($0 + lineLength, text.count)])
        }
        return (["-----BEGIN CERTIFICATE-----"] + lines + ["-----END CERTIFICATE-----", ""]).joined(separator: end)
    }

    private func read(_ text: String) throws -> [Signer] { try TrustList(file: Array(text.utf8)).signers }

    @Test("A certificate in DER, in base64 or in PEM is the same signer")
    func forms() throws {
        let signer = try Signer(certificate: certificate)
        #expect(signer.key == key)
        #expect(signer.ids == [KeyID(Array(SHA256.hash(data: certificate).prefix(8)))])
        #expect(signer.usages == nil)
        #expect(try TrustList(file: certificate).signers == [signer])
        #expect(try read(Data(certificate).base64EncodedString() + "\n") == [signer])
        for (length, end) in [(64, "\n"), (76, "\r\n"), (10_000, "\n")] {
            #expect(try read(pem(lineLength: length, end: end)) == [signer])
        }
    }

    @Test("Several certificates stand in one file, with words between them")
    func several() throws {
        let other = try CertificateIssuer()
        let both = "subject=one\n\(pem(lineLength: 64))subject=two\n"
        #expect(try read(both).count == 1)
        let second = Data(other.certificate).base64EncodedString()
        let text = both + "-----BEGIN CERTIFICATE-----\n\(second)\n-----END CERTIFICATE-----\n"
        #expect(try read(text).map(\.key) == [key, other.key.verifyingKey])
    }

    @Test("Keys of every type are read from their certificates")
    func keyTypes() throws {
        let keys: [Certificate.PrivateKey] = [
            .init(P256.Signing.PrivateKey()), .init(P384.Signing.PrivateKey()), .init(P521.Signing.PrivateKey()),
            .init(Curve25519.Signing.PrivateKey()), .init(try _RSA.Signing.PrivateKey(keySize: .bits2048)),
        ]
        let own: [SignatureAlgorithm] = [.es256, .es384, .es512, .edDSA, .ps256]
        for (key, algorithm) in zip(keys, own) {
            let name = try DistinguishedName { CommonName("signer") }
            let signed = try Certificate(
                version: .v3, serialNumber: .init(), publicKey: key.publicKey,
                notValidBefore: Date(timeIntervalSince1970: 0),
                notValidAfter: Date(timeIntervalSince1970: 4_000_000_000),
                issuer: name, subject: name, extensions: Certificate.Extensions(), issuerPrivateKey: key)
            var serializer = DER.Serializer()
            try serializer.serialize(signed)
            let signer = try Signer(certificate: serializer.serializedBytes)
            #expect(signer.key.algorithm == algorithm)
            #expect(signer.issuer == "signer")
            #expect(signer.validity == 0...4_000_000_000)
        }
    }

    @Test(
        "What is neither certificate nor key is refused",
        arguments: [
            "", " ", "hello", "AAAA", "{}", "[]", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\nMIIB", "-----BEGIN CERTIFICATE", "-----BEGIN PRIVATE KEY-----\nAAAA\n",
        ])
    func nonsense(text: String) { #expect(throws: CredentialError.self) { try read(text) } }

    @Test("Every truncation of a certificate is refused, and a byte after it")
    func damaged() {
        for length in 0..<certificate.count {
            #expect(throws: CredentialError.self) { try Signer(certificate: Array(certificate[..<length])) }
        }
        #expect(throws: CredentialError.self) { try Signer(certificate: certificate + [0]) }
    }

    @Test("A list has the signers of both, and ends with the one that ends first")
    func union() throws {
        let one = TrustList(try [Signer(certificate: certificate)], name: "one", issuedAt: 5, expires: 20)
        let two = TrustList([Signer(key: key, ids: [])], name: "two", issuedAt: 6, expires: 10)
        let both = one.union(two)
        #expect(both.signers.count == 2)
        #expect(both.name == "one")
        #expect(both.issuedAt == 5)
        #expect(both.expires == 10)
    }
}
