/// All policies ever published and all notices about regions, as known at one time; what a timeline is made under.
///
/// A region is governed by the policies of the nearest region at or above it that has one whose `since` has come, and
/// of these by the latest. A policy ends only by its successor, or by one above that replaces it: who moves to where no
/// policy governs stays under those of the last place that had one. A policy without rules governs nothing.
public struct PolicyHistory: Sendable {
    /// The policies, in the order given.
    public var policies: [Policy] { book.policies }
    /// The notices about regions.
    public var notices: RegionNotices { book.notices }
    let book: RuleBook

    /// Makes a history and prepares it; costly beside a timeline, so one is kept until a policy or notice is added.
    public init(_ policies: [Policy], notices: RegionNotices = RegionNotices()) {
        book = RuleBook(policies, notices)
    }

    /// The policy that governs a region at an instant, or nil where none does yet.
    public func policy(governing region: RegionCode, at instant: Instant) -> Policy? {
        let government = book.map.areas[book.map.index(of: region)].government
        return government.last { $0.from <= instant }.map { policies[$0.policy] }
    }
}
