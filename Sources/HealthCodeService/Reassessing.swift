internal import HealthCodeCore

extension HealthCode {
    /// Decides anew for everyone whom a change of a pack or of a region concerns, as long as such work is due and nobody
    /// else is at it; gives how many people were decided. What was cut off goes on where it stopped.
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
            guard let work else { return count }
            // The change may have come from another process.
            try await reload()
            var reached = work.reached
            while let next = try await reassess(work, after: reached) {
                reached = next.last
                count += next.people
                progress(count)
            }
            let end = dependencies.now()
            try await ask { try await store.finishReassessment(work.number, at: end) }
        }
    }

    /// How many changes of packs and regions have not reached everyone whom they concern yet; 0 but for moments.
    public func reassessmentsOpen() async throws(Problem) -> Int {
        try await ask { try await store.openReassessments() }
    }

    /// For how long, in seconds, work is held from its last step on, so that what a stopped process left is taken up soon.
    private static let hold: Int64 = 30

    private func reassess(
        _ work: Reassessment, after last: Whereabout?
    ) async throws(Problem) -> (last: Whereabout, people: Int)? {
        let next = try await ask {
            try await store.concerned(by: work.region, after: last, limit: Self.batch)
        }
        guard let end = next.last else { return nil }
        let now = dependencies.now()
        let people = Set(next.map(\.person)).sorted { $0.number < $1.number }
        try await reassign(people, at: now)
        try await ask {
            try await store.noteReassessment(
                work.number, reached: end, until: now.advanced(bySeconds: Self.hold))
        }
        return (end, people.count)
    }
}
