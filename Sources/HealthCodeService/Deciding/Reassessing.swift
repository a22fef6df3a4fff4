internal import HealthCodeCore

// After rules change, everybody whom it concerns is decided anew. Until then a code that is shown is decided first
// (`current(_:at:)`), so that nobody waits for it.

extension HealthCode {
    /// Decides anew for everyone whom a change of a pack or of a region concerns, as long as such work is due and nobody
    /// else is at it; gives how many people were looked at. What was cut off goes on where it stopped. Newcomers are no
    /// work: what they are shown follows from the rules of their region.
    ///
    /// - Parameter progress: is told after each step how many it were so far.
    /// - Throws: `storageFull`, `unavailable`.
    public func reassessConcerned(progress: (Int) -> Void = { _ in }) async throws(Problem) -> Int {
        var count = 0
        while true {
            let now = dependencies.now()
            let work = try await ask {
                try await store.takeReassessment(at: now, until: now.advanced(bySeconds: Self.hold))
            }
            // The change may have come from another process.
            try await reload()
            guard let work else {
                try await noteWhetherSettled()
                return count
            }
            let before = count
            var noted = now
            try await reassess(in: work.region, after: work.reached?.person) { people, through in
                count += people
                if count > before { progress(count) }
                let now = dependencies.now()
                // It is a commit of its own; what is done again after a crash, changes nothing.
                guard now != noted else { return }
                noted = now
                let reached = Whereabout(region: work.region, person: through)
                try await store.noteReassessment(
                    work.number, reached: reached, until: now.advanced(bySeconds: Self.hold))
            }
            let end = dependencies.now()
            try await ask { try await store.finishReassessment(work.number, at: end) }
        }
    }

    /// Decides anew for everyone, and forgets the codes that were given out: for a clock that was set back.
    ///
    /// - Throws: `storageFull`, `unavailable`.
    public func reassessEveryone() async throws(Problem) {
        try await reassess(in: nil, after: nil) { _, _ in }
    }

    /// How many changes of packs and regions have not reached everyone whom they concern yet; 0 but for moments.
    public func reassessmentsOpen() async throws(Problem) -> Int {
        try await ask { try await store.openReassessments() }
    }

    /// Notes where what is stored can be shown as it is, because no change of rules is still on its way.
    func noteWhetherSettled() async throws(Problem) {
        guard !rules.isSettled else { return }
        let mark = rules.edition.mark
        if try await reassessmentsOpen() == 0 { rules.settle(mark) }
    }

    /// For how long, in seconds, work is held from its last step on, so that what a stopped process left is taken up soon.
    private static let hold: Int64 = 30

    /// Decides those who ever lived in a region, or have a fact there, by the rules as they are now; everyone, where no
    /// region is named.
    /// - Parameter reached: told after each stretch how many of them there were, and the last of its numbers.
    private func reassess(
        in region: RegionCode?, after last: PersonID?, reached: (Int, PersonID) async throws -> Void
    ) async throws(Problem) {
        let edition = rules.edition
        let now = dependencies.now()
        try await ask {
            try await eachStretch(after: last?.number ?? .min) { numbers in
                let concerned = try await store.standings(in: numbers).filter { $0.subject.isConcerned(by: region) }
                let changes = concerned.compactMap { standing -> Reassignment? in
                    let new = edition.assignment(of: standing.subject, at: now)
                    guard new.tellsOtherwise(than: standing.assignment) else { return nil }
                    return Reassignment(standing, new: new)
                }
                return (people: concerned.count, changes: changes)
            } take: { part, numbers, _ in
                try await keep(part.changes, under: edition, at: now)
                try await reached(part.people, PersonID(numbers.upperBound))
            }
        }
    }

    private func keep(_ changes: [Reassignment], under edition: Edition, at now: Instant) async throws {
        var rest = changes[...]
        while !rest.isEmpty {
            let kept = try await store.keep(rest)
            if !kept.overtaken.isEmpty { try await store.reassign(kept.overtaken, decide: edition.decide(at: now)) }
            for change in rest.prefix(kept.count) { liveTokens.forget(change.person) }
            rest.removeFirst(kept.count)
        }
    }
}

extension Subject {
    /// Whether the person ever lived in the region or has a fact there; true where none is named.
    fileprivate func isConcerned(by concerned: RegionCode?) -> Bool {
        guard let concerned else { return true }
        return concerned.contains(region) || facts.contains { $0.region.map(concerned.contains) ?? false }
    }
}
