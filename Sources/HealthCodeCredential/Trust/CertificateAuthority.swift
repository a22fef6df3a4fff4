internal import Crypto
internal import CryptoExtras
internal import SwiftASN1

/// An authority that issues the certificates of document signers (the CSCA of ICAO 9303 part 12), which a list names beside
/// them.
struct CertificateAuthority {
    private let fields: CertificateFields

    /// The authority of a certificate in DER.
    ///
    /// - Throws: `CredentialError.badCertificate` for anything else, and for a certificate that may not issue others.
    init(_ der: [UInt8]) throws(CredentialError) {
        fields = try CertificateFields.read(der)
        guard fields.isAuthority else {
            throw .badCertificate("the certificate of \(fields.subject ?? "an authority") may not issue others")
        }
    }

    /// Whether it issued a certificate (DER): its name stands there as the issuer's, its signature fits, and it held when the
    /// certificate began to (RFC 5280 section 6.1.3).
    func issued(_ der: [UInt8]) -> Bool {
        guard let issued = try? CertificateFields.read(der), issued.issuerName == fields.subjectName,
            (fields.from...fields.until).contains(issued.from), let algorithm = issued.signatureAlgorithm
        else { return false }
        let bytes = issued.signedBytes
        switch algorithm {
        case [1, 2, 840, 10045, 4, 3, 2]: return holds(issued, SHA256.hash(data: bytes))
        case [1, 2, 840, 10045, 4, 3, 3]: return holds(issued, SHA384.hash(data: bytes))
        case [1, 2, 840, 10045, 4, 3, 4]: return holds(issued, SHA512.hash(data: bytes))
        case [1, 2, 840, 113549, 1, 1, 11]: return holds(issued, SHA256.hash(data: bytes), .insecurePKCS1v1_5)
        case [1, 2, 840, 113549, 1, 1, 12]: return holds(issued, SHA384.hash(data: bytes), .insecurePKCS1v1_5)
        case [1, 2, 840, 113549, 1, 1, 13]: return holds(issued, SHA512.hash(data: bytes), .insecurePKCS1v1_5)
        // RSASSA-PSS names its hash in parameters; a signature fits one of the three at most.
        case [1, 2, 840, 113549, 1, 1, 10]:
            return holds(issued, SHA256.hash(data: bytes), .PSS)
                || holds(issued, SHA384.hash(data: bytes), .PSS)
                || holds(issued, SHA512.hash(data: bytes), .PSS)
        case [1, 3, 101, 112]:
            guard case .ed25519(let key) = fields.key else { return false }
            return key.isValidSignature(issued.signature, for: bytes)
        default: return false
        }
    }

    private func holds(_ issued: CertificateFields, _ digest: some Digest) -> Bool {
        switch fields.key {
        case .p256(let key):
            return (try? P256.Signing.ECDSASignature(derRepresentation: issued.signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p384(let key):
            return (try? P384.Signing.ECDSASignature(derRepresentation: issued.signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p521(let key):
            return (try? P521.Signing.ECDSASignature(derRepresentation: issued.signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .rsa, .ed25519: return false
        }
    }

    private func holds(_ issued: CertificateFields, _ digest: some Digest, _ padding: _RSA.Signing.Padding) -> Bool {
        guard case .rsa(let key) = fields.key else { return false }
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: issued.signature), for: digest, padding: padding)
    }
}
