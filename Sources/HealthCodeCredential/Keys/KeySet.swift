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
    /// A set from the text of a JWK Set (RFC 7517): the keys of ES256 on P-256, which sign our own codes.
    ///
    /// Other keys are passed over, as section 5 asks; unknown members too. A `kid` is the base64url text of the COSE key id; a
    /// key without one goes by its thumbprint.
    ///
    /// - Throws: `CredentialError.badKeySet` for a text that is no JWK Set, for a key that is damaged, and for a private key,
    ///   which has no place in a list of trusted ones.
    public init(jwks text: String) throws(CredentialError) {
        var entries: [Entry] = []
        for webKey in try JSONWebKey.all(in: text) {
            guard case .p256(let point) = webKey.key.material, webKey.key.algorithm == .es256 else { continue }
            let key = VerifyingKey(point)
            guard let kid = webKey.id else {
                entries.append(Entry(id: key.id, key: key))
                continue
            }
            guard let id = KeyID(text: kid) else { throw .badKeySet("a “kid” is not base64url") }
            entries.append(Entry(id: id, key: key))
        }
        self.init(entries)
    }

    /// The text of the JWK Set: members in alphabetical order, no spaces, so that the same keys are always the same bytes.
    public var jwks: String {
        let keys = entries.map { entry in
            let members: [JSON.Member] = [
                .init("alg", .string(entry.key.algorithm.name)), .init("kid", .string(entry.id.description)),
                .init("use", .string("sig")),
            ]
            return JSON.object((members + entry.key.webMembers).sorted { $0.name < $1.name })
        }
        return JSON.object([.init("keys", .array(keys))]).text
    }
}
