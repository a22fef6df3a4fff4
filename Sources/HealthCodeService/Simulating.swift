public import HealthCodeCore
public import HealthCodePacks

extension HealthCode {
    /// Runs a draft against the stored population without changing anything: the colour everybody would have under it
    /// beside the one that the rules in force give them.
    /// - Parameters:
    ///   - pack: the draft; it takes the place of a published one of its region and version.
    ///   - region: whose people are counted: who lives at or under it then. Nil for all whom the draft would govern.
    ///   - instant: when; nil for now, or for the draft's `since` where that is yet to come.
    ///   - listed: at most so many of those who would newly be red are named.
    ///   - progress: told the part that is done, from 0 to 1, now and then and from any thread.
    /// - Throws: `unavailable`.
    public func simulate(
        _ pack: Pack, region: RegionCode? = nil, at instant: Instant? = nil, listed: Int = Simulation.listed,
        progress: @Sendable (Double) -> Void = { _ in }
    ) async throws(Problem) -> Simulation {
        let at = instant ?? max(dependencies.now(), pack.policy.since)
        let edition = rules.edition
        let draft = edition.trying(pack)
        var counties: [RegionCode: [Simulation.Move: Int]] = [:]
        var newlyRed: [Simulation.NewlyRed] = []
        let people = try await census().people
        var last: PersonID?
        var seen = 0
        while true {
            let ids = try await ask { try await store.people(after: last, limit: 1_000) }
            guard let end = ids.last else { break }
            for id in ids {
                guard let subject = try await ask({ try await store.subject(id) }), subject.start <= at else {
                    continue
                }
                let (before, after) = (edition.assignment(of: subject, at: at), draft.assignment(of: subject, at: at))
                let home = subject.home(at: at)
                let isCounted =
                    (region ?? pack.policy.region).contains(home)
                    || (region == nil && after.policy == pack.policy.name)
                guard isCounted else { continue }
                let move = Simulation.Move(from: before.colour, to: after.colour)
                counties[home.enclosing(.county), default: [:]][move, default: 0] += 1
                if move.to == .red, move.from != .red, newlyRed.count < listed {
                    newlyRed.append(.init(person: id, region: home, from: move.from, rule: after.rule))
                }
            }
            (last, seen) = (end, seen + ids.count)
            progress(min(1, Double(seen) / Double(max(1, people))))
        }
        progress(1)
        let rows = counties.sorted { $0.key < $1.key }.map { Simulation.Row(region: $0.key, counts: $0.value) }
        return Simulation(at: at, rows: rows, newlyRed: newlyRed)
    }
}
