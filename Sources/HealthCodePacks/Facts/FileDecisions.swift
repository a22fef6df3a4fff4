public import HealthCodeCore

/// A pack made ready to decide people who come from files, with no database.
///
/// Under one pack everybody in the file is decided, wherever they live; under several, each person by that of the region
/// in which they then live. A timeline begins at the first pack's `since`, or at a later `registered` among the facts. A record without a region happened where the person then lived, and a residence
/// that ends leads back to the region of their line.
public struct FileDecisions: Sendable {
    /// The pack's policy; of several the first.
    public let policy: Policy
    private let history: PolicyHistory
    let since: Instant
    /// The first `since` as answers write it.
    let beginning: [UInt8]
    /// What answers say of each policy's rules, so that it is put together once.
    let ruleWords: [[[UInt8]]]

    /// Makes a policy ready under these notices about regions, and with it others, where each governs its own region.
    public init(_ policy: Policy, and others: [Policy] = [], notices: RegionNotices = RegionNotices()) {
        self.policy = policy
        since = others.reduce(policy.since) { min($0, $1.since) }
        beginning = Array(since.rfc3339(in: policy.offset).utf8)
        var everywhere = policy
        everywhere.region = .country
        history = PolicyHistory(others.isEmpty ? [everywhere] : [policy] + others, notices: notices)
        ruleWords = history.policies.map { policy in
            policy.rules.map { Array(",\"colour\":\"\($0.colour.rawValue)\",\"rule\":\"\($0.id)\"}".utf8) }
        }
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
        var start = since
        for index in facts.indices {
            facts[index].id = FactID(Int64(index + 1))
            if facts[index].kind == .registered { start = facts[index].from }
        }
        return HealthCodeCore.timeline(of: Subject(start: start, region: home, facts: facts), under: history)
    }
}
