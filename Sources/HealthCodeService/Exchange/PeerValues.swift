public import HealthCodeCore
internal import HealthCodeCredential

/// The number of another installation among those that this one knows.
public struct PeerID: Hashable, Sendable {
    public var number: Int64

    public init(_ number: Int64) {
        self.number = number
    }
}

/// Another installation to be known: another place's health code.
public struct NewPeer: Hashable, Sendable {
    public var name: String
    public var region: RegionCode
    /// Where it is reached, such as `https://code.example.cn`.
    public var address: String
    /// Its public keys, as a JWK Set, from a person whom the operator knows.
    public var keys: String
    /// Under which what it tells of people is kept.
    public var source: SourceID
    /// The lists of issuers on which it stands: packs say by their names whose codes count.
    public var lists: [String]
    public var added: Instant

    public init(
        name: String, region: RegionCode, address: String, keys: String, source: SourceID, lists: [String],
        added: Instant
    ) {
        self.name = name
        self.region = region
        self.address = address
        self.keys = keys
        self.source = source
        self.lists = lists
        self.added = added
    }

    /// The lists on which an installation stands where nobody says otherwise: `national` for the country's own, `provinces` for
    /// every other.
    public static func usualLists(of region: RegionCode) -> [String] {
        region == .country ? ["national"] : ["provinces"]
    }
}

/// Another installation that this one knows (国家接口的对方平台).
public struct Peer: Hashable, Sendable {
    public var id: PeerID
    public var name: String
    public var region: RegionCode
    public var address: String
    /// The text of the JWK Set.
    public var keys: String
    public var source: SourceID
    /// The lists of issuers on which it stands: packs say by their names whose codes count.
    public var lists: [String]
    public var added: Instant
    /// When its keys were given, or last fetched under a signature of one of them.
    public var keysFetched: Instant
    public var revoked: Instant?

    public init(
        id: PeerID, name: String, region: RegionCode, address: String, keys: String, source: SourceID, lists: [String],
        added: Instant, keysFetched: Instant, revoked: Instant?
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.address = address
        self.keys = keys
        self.source = source
        self.lists = lists
        self.added = added
        self.keysFetched = keysFetched
        self.revoked = revoked
    }

    /// The keys that it signs with; none where the text is damaged.
    var keySet: KeySet { (try? KeySet(jwks: keys)) ?? KeySet([KeySet.Entry]()) }
}

/// The way to other installations.
public protocol PeerNetwork: Sendable {
    /// Posts a message to the installation at an address, and gives its answer. Throws where it cannot be reached within
    /// seconds, or answers no message.
    func post(_ message: [UInt8], of exchange: Exchange, to address: String) async throws -> [UInt8]
}

/// The other installation was reached, and did not take the message.
public struct PeerRefusal: Error {
    /// The last part of the `type` of the problem that it answered; nil where it answered none.
    public let problem: String?
    /// The HTTP status.
    public let status: UInt

    public init(problem: String?, status: UInt) {
        self.problem = problem
        self.status = status
    }
}

/// An installation that did not tell its keys.
public struct SilentPeer: Sendable {
    public var name: String
    /// What it answered instead; nil where it could not be reached.
    public var refusal: String?
}

/// No way: an installation that knows no other.
public struct NoPeerNetwork: PeerNetwork {
    /// That there is no way.
    public struct Unreachable: Error {}

    public init() {}

    public func post(_ message: [UInt8], of exchange: Exchange, to address: String) async throws -> [UInt8] {
        throw Unreachable()
    }
}

/// The seven exchanges between places' codes, aligned with GB/T 38963-2020, and the one by which keys are kept fresh.
public enum Exchange: String, Hashable, Sendable, CaseIterable {
    /// 健康申报: what a person declared to the sender.
    case declaration
    /// 行程: where a person was, as they told the sender.
    case itinerary
    /// 健康状态查询: the colour of a person whose document and name the sender has seen.
    case healthQuery = "health-query"
    /// 码调用: a live code of a person, for the sender to show.
    case codeCall = "code-call"
    /// 码生成: a person to be registered, for a place without a code of its own (NA-02).
    case codeMaking = "code-making"
    /// 验码: the state behind a code that the sender has scanned.
    case codeCheck = "code-check"
    /// 更正: the sender takes back what it told before.
    case correction
    /// The receiver's public keys as they are now.
    case keys
}

/// Who issued a visitor's code, and how it was checked.
public struct Issuer: Hashable, Sendable {
    public var name: String
    public var region: RegionCode
    /// Whether the issuer answered; else the colour is the one that was signed at `asOf`.
    public var isReached: Bool
    /// When the state was true: now, or when the code was signed.
    public var asOf: Instant
}
