public import HealthCodeCore

/// A pack made ready to decide people who come from files, with no database.
///
/// Everybody in the file is decided under the pack, wherever they live. A timeline begins at the pack's `since`, or at
/// a later `registered` among the facts. A record without a region happened where the person then lived, and a residence
/// that ends leads back to the region of their line.
public struct FileDecisions: Sendable {
    /// The pack's policy.
    public let policy: Policy
    private let history: PolicyHistory
    /// The policy's `since` as answers write it.
    let beginning: String

    /// Makes a policy ready under these notices about regions.
    public init(_ policy: Policy, notices: RegionNotices = RegionNotices()) {
        self.policy = policy
        beginning = policy.since.rfc3339(in: policy.offset)
        // A policy governs one region; a copy for the first two digits of every code makes it govern all.
        let everywhere = (0..<100).map { digits in
            var copy = policy
            copy.region = RegionCode(number: Int64(digits) * 10_000_000_000)
            return copy
        }
        history = PolicyHistory(everywhere, notices: notices)
    }

    /// The timeline of a person.
    /// - Parameters:
    ///   - home: where the person lives while no residence among the facts says otherwise.
    ///   - facts: in the order of their file; their ids are given here.
    ///   - asKnown: with an instant, facts that became known after it are left out, and the order in which the others
    ///     became known counts; without one, all count, in the order of the file.
    public func timeline(home: RegionCode, facts: [Fact], asKnown: Instant? = nil) -> Timeline {
        var facts = facts
        if let asKnown {
            facts.removeAll { $0.known > asKnown }
            let order = facts.indices.sorted { (facts[$0].known, $0) < (facts[$1].known, $1) }
            facts = order.map { facts[$0] }
        }
        facts.addReturns(to: home)
        facts.fillRegions(from: home)
        var start = policy.since
        for index in facts.indices {
            facts[index].id = FactID(Int64(index + 1))
            if facts[index].kind == .registered { start = facts[index].from }
        }
        return HealthCodeCore.timeline(of: Subject(start: start, region: home, facts: facts), under: history)
    }
}
