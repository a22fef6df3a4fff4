/// A signature of COSE with the headers that it covers and names its key in: that of a COSE_Sign1 message, or one of
/// several of a COSE_Sign message.
public protocol COSESigned: Sendable {
    /// The header that the signature covers.
    var protected: COSEHeader { get }
    /// The header that it does not cover.
    var unprotected: COSEHeader { get }
    /// The signature.
    var signature: [UInt8] { get }

    /// The Sig_structure that the signature covers (RFC 9052 section 4.4).
    ///
    /// - Parameters:
    ///   - payload: the content.
    ///   - external: data that was signed along but travels apart (section 4.3).
    func toBeSigned(_ payload: [UInt8], external: [UInt8]) -> [UInt8]
}

extension COSESigned {
    /// The algorithm that is named, in the protected header first; nil where none is, or one that is not understood.
    public var algorithm: SignatureAlgorithm? {
        (protected[COSEHeader.Label.algorithm] ?? unprotected[COSEHeader.Label.algorithm])?.integer
            .flatMap(SignatureAlgorithm.init(rawValue:))
    }

    /// The id of the signing key, from the protected header first.
    public var keyID: KeyID? { protected.keyID ?? unprotected.keyID }

    /// The SHA-256 of the certificates by which the signer is named, the protected header's first.
    var certificateFingerprints: [[UInt8]] {
        [protected.certificateFingerprint, unprotected.certificateFingerprint].compactMap(\.self)
    }

    /// Whether the signature is this key's over this content, by the algorithm that is named and that the key is for.
    func isSigned(by key: VerifyingKey, over payload: [UInt8], external: [UInt8] = []) -> Bool {
        guard let algorithm else { return false }
        return key.isValid(signature, for: toBeSigned(payload, external: external), by: algorithm)
    }
}
