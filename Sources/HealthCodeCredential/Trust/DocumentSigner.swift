internal import Crypto
internal import SwiftASN1

extension Signer {
    /// The signer that a document signer certificate names.
    ///
    /// Trusted is this certificate as it stands, not who issued it: lists of document signers are themselves signed. Its key id is
    /// the first 8 bytes of the SHA-256 of its DER. The extended key usages of health certificates limit what it may sign; a
    /// certificate that has none of them may sign anything. Its general key usage is not looked at: some lists name the certificate of
    /// an authority that signs health certificates itself.
    ///
    /// - Parameter der: the certificate in DER, nothing after it.
    /// - Throws: `CredentialError.badCertificate`, with the reason, for anything else, and for keys that are not understood.
    public init(certificate der: [UInt8]) throws(CredentialError) {
        let fields = try CertificateFields.read(der)
        guard fields.from <= fields.until else { throw .badCertificate("it ends before it begins") }
        let usages = fields.extendedUsages.compactMap { Self.usages[$0] }
        let fingerprint = Array(SHA256.hash(data: der))
        self.init(
            key: VerifyingKey(fields.key), ids: [KeyID(Array(fingerprint.prefix(8)))], issuer: fields.subject,
            usages: usages.isEmpty ? nil : Set(usages), validity: fields.from...fields.until, fingerprint: fingerprint)
    }

    /// The extended key usages of health certificates, under the two roots that are in use: the one that was meant, and the one
    /// with a needless 0 that many issuers have.
    private static let usages: [ASN1ObjectIdentifier: Usage] = [
        [1, 3, 6, 1, 4, 1, 1847, 2021, 1, 1]: .test,
        [1, 3, 6, 1, 4, 1, 1847, 2021, 1, 2]: .vaccination,
        [1, 3, 6, 1, 4, 1, 1847, 2021, 1, 3]: .recovery,
        [1, 3, 6, 1, 4, 1, 0, 1847, 2021, 1, 1]: .test,
        [1, 3, 6, 1, 4, 1, 0, 1847, 2021, 1, 2]: .vaccination,
        [1, 3, 6, 1, 4, 1, 0, 1847, 2021, 1, 3]: .recovery,
    ]
}

extension CertificateFields {
    /// The fields of a certificate in DER, nothing after it.
    ///
    /// - Throws: `CredentialError.badCertificate`, with the reason.
    static func read(_ der: [UInt8]) throws(CredentialError) -> CertificateFields {
        guard der.count <= 65_536 else { throw .badCertificate("it is longer than a certificate can be") }
        do {
            return try CertificateFields(der: der)
        } catch CredentialError.badCertificate(let why) {
            throw .badCertificate(why)
        } catch let error as ASN1Error {
            throw .badCertificate("it is not an X.509 certificate (\(error.code))")
        } catch {
            throw .badCertificate("its key is not one that can be used")
        }
    }
}
