public import HealthCodeCore
public import HealthCodeCredential

/// What an installation keeps of other places, under the names by which packs speak of it: trust lists, published rules, and
/// what issuers took back. Asked anew for each certificate, so that what the operator changes counts at once.
public protocol TrustShelf: Sendable {
    /// The signers on the list of this name, each for what a jurisdiction may take it for; nil where there is none, where it
    /// cannot be read, and where the operator keeps it for other jurisdictions.
    func trust(named name: String, in jurisdiction: RegionCode) async -> TrustList?
    /// The published rules of this name; likewise.
    func rules(named name: String) async -> CertLogicRuleSet?
    /// The lists of codes that rules look into: an object of arrays of texts.
    func valueSets() async -> JSON
    /// The revocation lists that these signers signed.
    func revocations(signedBy trust: TrustList) async -> RevocationCheck
}

/// The shelf of an installation that trusts nobody else.
public struct EmptyShelf: TrustShelf {
    public init() {}

    public func trust(named name: String, in jurisdiction: RegionCode) async -> TrustList? { nil }
    public func rules(named name: String) async -> CertLogicRuleSet? { nil }
    public func valueSets() async -> JSON { .object([]) }
    public func revocations(signedBy trust: TrustList) async -> RevocationCheck { RevocationCheck([]) }
}
