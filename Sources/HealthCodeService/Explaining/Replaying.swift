internal import HealthCodeCore

/// A decision of the log that comes out otherwise when it is made again from what was known then.
public struct ReplayDifference: Hashable, Sendable {
    public var person: PersonID
    /// The decision as it was made.
    public var decision: Decision
    /// What it comes to now.
    public var replayed: StoredAssignment
}

/// What came of making decisions again.
public struct Replay: Hashable, Sendable {
    /// How many decisions were made again.
    public var decisions = 0
    /// Those that differ; none, unless something was changed behind the log's back.
    public var differences: [ReplayDifference] = []
}

extension HealthCode {
    /// Makes every decision of a person's log again, from the facts, packs and notices as they were known then.
    ///
    /// - Throws: `noSuchPerson`.
    public func replay(_ id: PersonID) async throws(Problem) -> Replay {
        guard try await ask({ try await store.person(id) }) != nil else { throw Problem(.noSuchPerson) }
        var editions = EarlierEditions(current: rules.edition)
        var replay = Replay()
        try await add(id, to: &replay, under: &editions)
        return replay
    }

    /// Makes every decision of everybody's log again.
    ///
    /// - Parameter progress: is told how many people are done, now and then.
    public func replayEveryone(progress: (Int) -> Void = { _ in }) async throws(Problem) -> Replay {
        var editions = EarlierEditions(current: rules.edition)
        var replay = Replay()
        var last: PersonID?
        var count = 0
        while true {
            let ids = try await ask { try await store.people(after: last, limit: 1_024) }
            guard let end = ids.last else { return replay }
            for id in ids { try await add(id, to: &replay, under: &editions) }
            last = end
            count += ids.count
            progress(count)
        }
    }

    private func add(_ id: PersonID, to replay: inout Replay, under editions: inout EarlierEditions)
        async throws(Problem)
    {
        for decision in try await ask({ try await store.decisions(of: id) }) {
            let subject = try await ask { try await store.subject(id, asKnown: .through(decision.knownFacts)) }
            guard let subject else { continue }
            let edition = editions.edition(decision.assignment.edition)
            let again = edition.assignment(of: subject, at: decision.assignment.decided)
            replay.decisions += 1
            if again != decision.assignment {
                replay.differences.append(ReplayDifference(person: id, decision: decision, replayed: again))
            }
        }
    }
}

/// The rules as they stood at each mark, made once for all who were decided under them.
private struct EarlierEditions {
    let current: Edition
    private var made: [EditionMark: Edition] = [:]

    init(current: Edition) {
        self.current = current
    }

    mutating func edition(_ mark: EditionMark) -> Edition {
        if mark == current.mark { return current }
        if let edition = made[mark] { return edition }
        let edition = current.earlier(mark)
        made[mark] = edition
        return edition
    }
}
