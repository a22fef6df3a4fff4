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
    /// The formats in which it is trusted; nil for all.
    public private(set) var formats: Set<Format>?

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

    /// The same signer, trusted for these formats alone; for as many as before where there are none given.
    public func limited(to formats: Set<Format>?) -> Signer {
        guard let formats else { return self }
        var signer = self
        signer.formats = signer.formats?.intersection(formats) ?? formats
        return signer
    }

    /// Whether it is trusted for a format.
    func isTrusted(for format: Format) -> Bool { formats?.contains(format) ?? true }

    /// A name for messages to an operator.
    var shortName: String {
        let id = ids.map(\.description).sorted().first ?? key.id.description
        return issuer.map { "\($0) (\(id))" } ?? id
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
        try all(webKeys: try JSONWebKey.values(in: text))
    }

    static func all(webKeys values: [JSON]) throws(CredentialError) -> [Signer] {
        var signers: [Signer] = []
        for value in values {
            guard let webKey = try JSONWebKey(value) else { continue }
            var ids: Set<KeyID> = []
            if let id = webKey.id {
                ids = [KeyID(Array(id.utf8)), webKey.key.id, KeyID(webKey.key.webThumbprint)]
                if let bytes = KeyID(text: id) { ids.insert(bytes) }
            }
            signers.append(Signer(key: webKey.key, ids: ids))
        }
        return signers
    }
}
