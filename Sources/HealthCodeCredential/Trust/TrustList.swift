/// The signers that a verifier trusts. A value: it reads no file and asks no network.
public struct TrustList: Sendable {
    /// What the list is called: of whom, or for what; nil where nobody said.
    public var name: String?
    /// When it was put together, in seconds since 1970-01-01T00:00:00Z; nil where that is not known.
    public var issuedAt: Int64?
    /// From when on a newer list is needed, likewise; nil for never.
    public var expires: Int64?
    /// The signers, in the order they were given.
    public let signers: [Signer]

    private let byID: [KeyID: [Signer]]
    private let byFingerprint: [[UInt8]: [Signer]]
    private let withoutID: [Signer]

    /// A list of these signers. Several may share an id.
    public init(_ signers: [Signer] = [], name: String? = nil, issuedAt: Int64? = nil, expires: Int64? = nil) {
        self.signers = signers
        self.name = name
        self.issuedAt = issuedAt
        self.expires = expires
        var byID: [KeyID: [Signer]] = [:]
        var byFingerprint: [[UInt8]: [Signer]] = [:]
        for signer in signers {
            for id in signer.ids { byID[id, default: []].append(signer) }
            if let fingerprint = signer.fingerprint { byFingerprint[fingerprint, default: []].append(signer) }
        }
        self.byID = byID
        self.byFingerprint = byFingerprint
        withoutID = signers.filter(\.ids.isEmpty)
    }

    /// A list of our own issuers.
    public init(_ keys: KeySet, name: String? = nil) {
        self.init(keys.entries.map { Signer(key: $0.key, ids: [$0.id]) }, name: name)
    }

    /// The signers that a signature may mean by this id: those of the id, which are all to be tried, since an id of 8 bytes is a
    /// hint and no proof; where there are none, those that name no id. A signature that names no id may be anybody's.
    public func signers(named id: KeyID?) -> [Signer] {
        guard let id else { return signers }
        return byID[id] ?? withoutID
    }

    /// The signers whose signature this may be, and whether it names them: by its key id, or by their certificate
    /// (RFC 9360 sections 2 and 3). A key that names no id is tried for every signature, and a signature that names
    /// nobody with every key; where those do not fit, nobody forged anything.
    func signers(for signature: some COSESigned) -> (signers: [Signer], areNamed: Bool) {
        if let id = signature.keyID {
            let named = byID[id]
            return (named ?? withoutID, named != nil)
        }
        let found = signature.certificateFingerprints.flatMap { byFingerprint[$0, default: []] }
        return found.isEmpty ? (signers, false) : (found, true)
    }

    /// The same signers, each trusted for these formats alone: a place that takes a list for one sort of credential takes nothing
    /// else from those on it.
    public func limited(to formats: Set<Format>?) -> TrustList {
        guard let formats else { return self }
        return TrustList(signers.map { $0.limited(to: formats) }, name: name, issuedAt: issuedAt, expires: expires)
    }

    /// The keys that may sign our own codes: those for ES256 on P-256.
    public var ownKeys: KeySet {
        KeySet(
            signers.flatMap { signer -> [KeySet.Entry] in
                guard case .p256(let point) = signer.key.material, signer.key.algorithms.contains(.es256),
                    signer.isTrusted(for: .live) || signer.isTrusted(for: .printed)
                else { return [] }
                let ids = signer.ids.isEmpty ? [signer.key.id] : Array(signer.ids)
                return ids.map { KeySet.Entry(id: $0, key: VerifyingKey(point)) }
            })
    }

    /// The signers of both lists. Name and age are those of this one, the end that of the one that ends first.
    public func union(_ other: TrustList) -> TrustList {
        let ends = [expires, other.expires].compactMap(\.self)
        return TrustList(
            signers + other.signers, name: name ?? other.name, issuedAt: issuedAt ?? other.issuedAt, expires: ends.min()
        )
    }
}
