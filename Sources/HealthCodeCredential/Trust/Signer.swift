/// Someone whose signatures are trusted: a key, and how far the trust goes.
public struct Signer: Hashable, Sendable {
    /// What a signer of health certificates may sign, by the extended key usages of its certificate.
    public enum Usage: String, Hashable, Sendable, CaseIterable {
        /// Certificates of a test.
        case test
        /// Certificates of a vaccination.
        case vaccination
        /// Certificates of a recovery.
        case recovery
    }

    /// The key that checks the signatures.
    public let key: VerifyingKey
    /// The ids by which signatures may name the key; none where it names none itself, and then it is tried for every id.
    public let ids: Set<KeyID>
    /// Who it is: the country of a certificate, or its common name; nil where that is not known.
    public let issuer: String?
    /// What it may sign; nil for anything.
    public let usages: Set<Usage>?
    /// From when to when it is trusted, both included, in seconds since 1970-01-01T00:00:00Z; nil for always.
    public let validity: ClosedRange<Int64>?
    /// The SHA-256 of its certificate's DER, 32 bytes; nil for a bare key.
    public let fingerprint: [UInt8]?

    /// A signer with everything said of it.
    public init(
        key: VerifyingKey, ids: Set<KeyID>, issuer: String? = nil, usages: Set<Usage>? = nil,
        validity: ClosedRange<Int64>? = nil, fingerprint: [UInt8]? = nil
    ) {
        self.key = key
        self.ids = ids
        self.issuer = issuer
        self.usages = usages
        self.validity = validity
        self.fingerprint = fingerprint
    }
}

extension Signer {
    /// The signers of a JWK Set (RFC 7517), or of one JSON Web Key.
    ///
    /// A key may be named by its `kid`, read as base64url or as plain text, since issuers do both, and by its thumbprints
    /// (RFC 7638, and the 8 bytes of RFC 9679 that are ours). A key without `kid` is tried for every id.
    ///
    /// - Throws: `CredentialError.badKeySet` for a text that is neither, for a damaged key, and for a private one.
    public static func all(jwks text: String) throws(CredentialError) -> [Signer] {
        try JSONWebKey.all(in: text).map { webKey in
            guard let id = webKey.id else { return Signer(key: webKey.key, ids: []) }
            let named = [KeyID(Array(id.utf8)), KeyID(text: id)].compactMap(\.self)
            return Signer(key: webKey.key, ids: Set(named + [webKey.key.id, KeyID(webKey.key.webThumbprint)]))
        }
    }
}
