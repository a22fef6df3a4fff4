/// The public keys that a verifier trusts, found by key id. It needs no network: a phone keeps the text of `GET /keys`.
public struct KeySet: Sendable, Hashable {
    /// One trusted key and the id by which signatures name it.
    public struct Entry: Sendable, Hashable {
        /// The id in the headers of signatures.
        public let id: KeyID
        /// The key.
        public let key: VerifyingKey

        /// A key under an id of someone's choice.
        public init(id: KeyID, key: VerifyingKey) {
            self.id = id
            self.key = key
        }
    }

    /// The keys in the order they were given.
    public let entries: [Entry]
    private let positions: [KeyID: [Int]]

    /// Keys under ids of someone's choice. Several may share an id.
    public init(_ entries: [Entry]) {
        self.entries = entries
        positions = Dictionary(grouping: entries.indices) { entries[$0].id }
    }

    /// Keys under the ids of their thumbprints: our own.
    public init(_ keys: [VerifyingKey]) {
        self.init(keys.map { Entry(id: $0.id, key: $0) })
    }

    /// The keys of this id, in practice one; none where the issuer is foreign.
    public subscript(_ id: KeyID) -> [VerifyingKey] {
        positions[id, default: []].map { entries[$0].key }
    }

    /// Both sets in one.
    public func union(_ other: KeySet) -> KeySet {
        KeySet(entries + other.entries.filter { !entries.contains($0) })
    }
}

extension KeySet {
    /// A set from the text of a JWK Set (RFC 7517).
    ///
    /// Keys of a type or curve that is not understood, and keys for other uses, are passed over, as section 5 asks; unknown
    /// members too. A `kid` is the base64url text of the COSE key id; a key without one goes by its thumbprint.
    ///
    /// - Throws: `CredentialError.badKeySet` for a text that is no JWK Set, for a P-256 key that is damaged, and for a private
    ///   key, which has no place in a list of trusted ones.
    public init(jwks text: String) throws(CredentialError) {
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw .badKeySet("\(error.reason) (byte \(error.offset))") }
        guard let keys = json["keys"]?.array else { throw .badKeySet("a member “keys” with an array is expected") }
        var entries: [Entry] = []
        for key in keys {
            if let entry = try Self.entry(key) { entries.append(entry) }
        }
        self.init(entries)
    }

    private static func entry(_ key: JSON) throws(CredentialError) -> Entry? {
        guard case .object = key, let type = key["kty"]?.string else { throw .badKeySet("a key has no “kty”") }
        guard key["d"] == nil else { throw .badKeySet("a private key stands in a set of public ones") }
        guard type == "EC", key["crv"]?.string == "P-256" else { return nil }
        if let use = key["use"]?.string, use != "sig" { return nil }
        if let algorithm = key["alg"]?.string, algorithm != SignatureAlgorithm.es256.name { return nil }
        guard let x = key["x"]?.string.flatMap(Base64URL.decode), let y = key["y"]?.string.flatMap(Base64URL.decode)
        else {
            throw .badKeySet("“x” and “y” of a P-256 key must be base64url")
        }
        guard let verifying = try? VerifyingKey(x: x, y: y) else { throw .badKeySet("a key is not a point of P-256") }
        guard let kid = key["kid"] else { return Entry(id: verifying.id, key: verifying) }
        guard let id = kid.string.flatMap(KeyID.init(text:)) else { throw .badKeySet("a “kid” is not base64url") }
        return Entry(id: id, key: verifying)
    }

    /// The text of the JWK Set: members in alphabetical order, no spaces, so that the same keys are always the same bytes.
    public var jwks: String {
        let keys = entries.map { entry in
            JSON.object([
                .init("alg", .string(entry.key.algorithm.name)), .init("crv", .string("P-256")),
                .init("kid", .string(entry.id.description)), .init("kty", .string("EC")), .init("use", .string("sig")),
                .init("x", .string(Base64URL.encode(entry.key.x))), .init("y", .string(Base64URL.encode(entry.key.y))),
            ])
        }
        return JSON.object([.init("keys", .array(keys))]).text
    }
}
