import Crypto
import HealthCodeCredential
import Testing

@Suite("What looks right and is not")
struct StrictnessTests {
    private static let now = CertificateIssuer.now

    private func message(_ claims: [CBOR.Entry], by key: SigningKey) throws -> [UInt8] {
        try COSESigner(key: key, isTagged: true).sign(CBOREncoder.encode(.map(claims)))
    }

    /// A health certificate with one more claim.
    private func report(adding claim: CBOR.Entry) throws -> Report {
        let issuer = try CertificateIssuer()
        let text = try HealthCertificate.message(in: try issuer.text())
        let payload = try #require(try COSESign1(decoding: text).payload)
        guard case .map(let claims) = try CBORDecoder().decode(payload) else { throw CredentialError.signing }
        let signed = try message(claims + [claim], by: issuer.key)
        let trust = TrustList(KeySet([issuer.key.verifyingKey]))
        return CredentialVerifier(trust: trust).verify(HealthCertificate.text(of: signed), at: Self.now)
    }

    @Test("A health certificate that does not hold yet by its own claim is not valid yet")
    func notBefore() throws {
        #expect(try report(adding: .init(CBOR(5), CBOR(Self.now))).outcome == .valid)
        #expect(try report(adding: .init(CBOR(5), CBOR(Self.now + 1))).outcome == .notYetValid)
    }

    @Test(
        "A public key under which anybody can sign is no key",
        arguments: [
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA", "7P_______________________________________38",
            "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU", "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o",
            "7f_______________________________________38", "7v_______________________________________38",
        ])
    func weakKey(x: String) throws {
        let text = #"{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}"#
        #expect(throws: CredentialError.self) { try Signer.all(jwks: text) }
    }

    @Test("Every other key of Ed25519 is one")
    func otherKeys() throws {
        for _ in 0..<20 {
            let x = Base64URL.encode(Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation))
            #expect(try Signer.all(jwks: #"{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}"#).count == 1)
        }
    }

    @Test(
        "RSA with an exponent that is even, one, or longer than any that is in use is refused",
        arguments: [
            [UInt8](arrayLiteral: 1), [4], [1, 0, 0], [0x80, 0, 0, 0, 0, 0, 0, 1],
        ])
    func exponents(e: [UInt8]) throws {
        let n = [0xc1] + [UInt8](repeating: 0x55, count: 254) + [0x01]
        let text = #"{"kty":"RSA","n":"\#(Base64URL.encode(n))","e":"\#(Base64URL.encode(e))"}"#
        #expect(throws: CredentialError.self) { try Signer.all(jwks: text) }
    }

    @Test("A certificate whose two parts name different algorithms is refused")
    func twoAlgorithms() throws {
        var certificate = try CertificateIssuer().certificate
        // The last name of ECDSA with SHA-256 stands outside what is signed; its last byte says the hash.
        let name: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
        let start = try #require(
            certificate.indices.last { certificate[$0...].starts(with: name) })
        certificate[start + 7] = 0x03
        #expect(throws: CredentialError.badCertificate("it names two algorithms of its signature")) {
            try Signer(certificate: certificate)
        }
    }
}
