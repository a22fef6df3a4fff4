import Crypto
import Foundation
import HealthCodeCredential
import SwiftASN1
import Testing
import X509

/// An authority that issues the certificates of document signers.
private struct Authority {
    let key = P256.Signing.PrivateKey()
    let name: DistinguishedName
    let certificate: [UInt8]

    init(
        _ common: String = "Authority of XX", isAuthority: Bool = true, usage: KeyUsage = KeyUsage(keyCertSign: true),
        from: Int64 = CertificateIssuer.now - 1_000_000
    ) throws {
        name = try DistinguishedName {
            CountryName("XX")
            CommonName(common)
        }
        certificate = try Self.der(
            name, by: name, Certificate.PrivateKey(key).publicKey, key, from: from,
            try Certificate.Extensions {
                Critical(
                    isAuthority ? .isCertificateAuthority(maxPathLength: 0) : BasicConstraints.notCertificateAuthority)
                Critical(usage)
            })
    }

    /// The certificate of a document signer.
    func signer(named issuer: DistinguishedName? = nil, from: Int64 = CertificateIssuer.now - 86_400) throws -> [UInt8]
    {
        let subject = try DistinguishedName { CountryName("XX") }
        return try Self.der(
            subject, by: issuer ?? name, Certificate.PrivateKey(P256.Signing.PrivateKey()).publicKey, key, from: from,
            Certificate.Extensions())
    }

    private static func der(
        _ subject: DistinguishedName, by issuer: DistinguishedName, _ publicKey: Certificate.PublicKey,
        _ key: P256.Signing.PrivateKey, from: Int64, _ extensions: Certificate.Extensions
    ) throws -> [UInt8] {
        let signed = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: Date(timeIntervalSince1970: Double(from)),
            notValidAfter: Date(timeIntervalSince1970: Double(CertificateIssuer.now + 86_400)), issuer: issuer,
            subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(key))
        var serializer = DER.Serializer()
        try serializer.serialize(signed)
        return serializer.serializedBytes
    }
}

@Suite("Authorities in a list of trust")
struct CertificateAuthorityTests {
    private func signers(_ certificate: [UInt8], _ authority: Authority) throws -> [Signer] {
        var file = TrustFile()
        (file.certificates, file.authorities) = ([certificate], [authority.certificate])
        return try file.signers()
    }

    @Test("A certificate that an authority of the list issued is a signer")
    func issued() throws {
        let authority = try Authority()
        #expect(try signers(authority.signer(), authority).count == 1)
    }

    @Test("The authority itself is no signer")
    func authorityAlone() throws {
        var file = TrustFile()
        file.authorities = [try Authority().certificate]
        #expect(try file.signers().isEmpty)
    }

    @Test("A certificate that somebody of the same name issued is refused")
    func otherKey() throws {
        let (authority, impostor) = (try Authority(), try Authority())
        #expect(throws: CredentialError.self) { try signers(impostor.signer(), authority) }
    }

    @Test("A certificate that names another issuer is refused")
    func otherName() throws {
        let authority = try Authority()
        let name = try DistinguishedName { CountryName("YY") }
        #expect(throws: CredentialError.self) { try signers(authority.signer(named: name), authority) }
    }

    @Test("A certificate from before its authority is refused")
    func tooEarly() throws {
        let authority = try Authority(from: CertificateIssuer.now)
        #expect(throws: CredentialError.self) { try signers(authority.signer(), authority) }
    }

    @Test("A certificate that says it is no authority issues none")
    func noAuthority() throws {
        let authority = try Authority(isAuthority: false)
        #expect(throws: CredentialError.self) { try signers(authority.signer(), authority) }
    }

    @Test("An authority whose key may not sign certificates issues none")
    func otherUsage() throws {
        let authority = try Authority(usage: KeyUsage(digitalSignature: true))
        #expect(throws: CredentialError.self) { try signers(authority.signer(), authority) }
    }

    @Test("A certificate of which one bit was changed is refused")
    func damaged() throws {
        let authority = try Authority()
        var certificate = try authority.signer()
        certificate[certificate.count - 5] ^= 1
        #expect(throws: CredentialError.self) { try signers(certificate, authority) }
    }
}
