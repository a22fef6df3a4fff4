public import HealthCodeCore
public import HealthCodePacks

extension HealthCode {
    /// What the lines of a file would change; nothing is changed.
    ///
    /// - Parameter isWhole: whether the file is all that the feed says, so that what is missing from it is taken back.
    /// - Throws: `unknownRegion`, with the line of each region that the register does not have; `unavailable`.
    public func plan(_ lines: [NoticeLine], isWhole: Bool) async throws(Problem) -> NoticePlan {
        let now = dependencies.now()
        try await checkRegions(lines)
        let kept = try await ask { try await store.keptNotices() }
        let said = lines.map { line in
            RegionNotice(region: line.notice.region, what: line.notice.what, interval: line.notice.interval, known: now)
        }
        return isWhole
            ? NoticePlan(replacing: kept, by: said, at: now) : NoticePlan(adding: said, to: kept, at: now)
    }

    /// How many people a plan concerns.
    ///
    /// - Throws: `unavailable`.
    public func countConcerned(by plan: NoticePlan) async throws(Problem) -> Int {
        try await ask { try await store.countConcerned(by: plan.regions) }
    }

    /// How many people a plan concerns, and how many would change from which colour to which, were it carried out now.
    ///
    /// - Parameter progress: is told after each step how many people were looked at.
    /// - Throws: `unavailable`.
    public func effect(of plan: NoticePlan, progress: (Int) -> Void = { _ in }) async throws(Problem) -> NoticeEffect {
        let now = dependencies.now()
        let edition = rules.edition
        let gone = Set(plan.withdrawn.map(\.number))
        let kept = try await ask { try await store.keptNotices() }
        let standing = kept.filter { $0.retracted == nil && !gone.contains($0.number) }.map(\.notice)
        let after = PolicyHistory(edition.history.policies, notices: RegionNotices(standing + plan.new))
        var effect = NoticeEffect()
        for region in plan.regions {
            var last: Whereabout?
            while true {
                let (next, previous) = (last, effect.seen)
                let people = try await ask {
                    try await store.concerned(by: region, after: next, limit: Self.batch)
                }
                guard let end = people.last else { break }
                last = end
                for id in Set(people.map(\.person)).subtracting(previous) {
                    guard let subject = try await ask({ try await store.subject(id) }) else { continue }
                    effect.count(
                        id, from: subject.colour(at: now, under: edition.history),
                        to: subject.colour(at: now, under: after))
                }
                progress(effect.seen.count)
            }
        }
        return effect
    }

    /// Carries a plan out; whom it concerns is decided anew by `reassessConcerned`.
    ///
    /// - Throws: `storageFull`, `unavailable`.
    public func carryOut(_ plan: NoticePlan) async throws(Problem) {
        guard !plan.isEmpty else { return }
        let now = dependencies.now()
        let changes =
            plan.withdrawn.map {
                NewNotice(origin: plan.origin, body: .withdrawal(of: $0.number), received: now)
            } + plan.new.map { NewNotice(origin: plan.origin, body: .notice($0), received: now) }
        _ = try await ask { try await store.receiveNotices(changes) }
        try await reload()
    }

    /// Takes notices of the operator, where they say anything new, and decides anew for everyone whom they concern.
    ///
    /// - Throws: `unknownRegion`, `storageFull`, `unavailable`.
    public func importNotices(_ notices: [RegionNotice]) async throws(Problem) {
        let lines = notices.enumerated().map { NoticeLine(number: $0.offset + 1, notice: $0.element) }
        try await carryOut(try await plan(lines, isWhole: false))
        _ = try await reassessConcerned()
    }

    /// All notices ever taken, oldest first, also those that were taken back.
    public func keptNotices() async throws(Problem) -> [KeptNotice] {
        try await ask { try await store.keptNotices() }
    }

    /// The notices as they were known at an instant: what was taken back later still stood then.
    public func notices(asKnown instant: Instant) async throws(Problem) -> RegionNotices {
        try await keptNotices().standing(asKnown: instant)
    }

    /// Takes back a notice that the operator imported; what it covered holds again.
    ///
    /// - Throws: `nothingToRetract` for any other number; `storageFull`, `unavailable`.
    public func retractNotice(_ number: NoticeID) async throws(Problem) {
        let now = dependencies.now()
        let retraction = NewNotice(origin: .operator, body: .withdrawal(of: number), received: now)
        guard try await ask({ try await store.receiveNotices([retraction]) }) == [.accepted] else {
            throw Problem(.nothingToRetract)
        }
        try await reload()
    }

    private func checkRegions(_ lines: [NoticeLine]) async throws(Problem) {
        var known: [RegionCode: Bool] = [:]
        var problem = Problem(.unknownRegion)
        for line in lines {
            let region = line.notice.region
            if known[region] == nil { known[region] = try await ask { try await store.region(region) } != nil }
            if known[region] == false {
                problem.fields.append(FieldProblem("/\(line.number)/region", .badRegion))
            }
        }
        guard problem.fields.isEmpty else { throw problem }
    }
}

/// What carrying out a plan would do to people's colours now.
public struct NoticeEffect: Sendable {
    /// How many go from one colour to another, those that keep theirs included.
    public private(set) var moves: [Move: Int] = [:]
    private(set) var seen: Set<PersonID> = []

    /// From one colour to another, or to the same.
    public struct Move: Hashable, Sendable {
        public var from: Colour
        public var to: Colour

        public init(from: Colour, to: Colour) {
            self.from = from
            self.to = to
        }
    }

    /// How many people the plan concerns.
    public var people: Int { seen.count }
    /// How many of them get another colour.
    public var changed: Int { moves.reduce(0) { $0 + ($1.key.from == $1.key.to ? 0 : $1.value) } }

    mutating func count(_ id: PersonID, from: Colour, to: Colour) {
        seen.insert(id)
        moves[Move(from: from, to: to), default: 0] += 1
    }
}

extension NoticePlan {
    /// The regions that it changes, without those that lie under another of them.
    var regions: [RegionCode] {
        let all = Set(new.map(\.region) + withdrawn.map(\.notice.region))
        return all.filter { region in !all.contains { $0 != region && $0.contains(region) } }.sorted()
    }
}

extension Subject {
    fileprivate func colour(at instant: Instant, under history: PolicyHistory) -> Colour {
        timeline(of: self, under: history).assignment(at: instant)?.colour ?? .grey
    }
}
