/// A history of policies at one instant, ready to decide many people then: only whether each rule holds at that instant is
/// worked out, where a timeline works out when. Both always agree.
public struct PolicyMoment: Sendable {
    /// The instant.
    public let instant: Instant
    private let book: RuleBook
    private let areas: [Area]

    /// What is the same for all who live in an area and did not move.
    private struct Area: Sendable {
        /// Which policy governs, by its place; nil where none does.
        var policy: Int?
        /// Which of its rules hold of people without facts; the last is not among them.
        var plain: [Bool]
        /// The decision about everybody of whom nothing more is known than that they registered; nil where it depends on
        /// when they did.
        var shared: Decision?
    }

    /// Makes a history ready for an instant.
    public init(_ history: PolicyHistory, at instant: Instant) {
        self.instant = instant
        let book = history.book
        self.book = book
        areas = book.map.areas.indices.map { index in
            guard let reign = book.reigns(in: index).last(where: { $0.from <= instant }) else {
                return Area(policy: nil, plain: [])
            }
            let plain = (reign.plain ?? []).map { $0.contains(instant) }
            let rule = plain.firstIndex(of: true) ?? plain.count
            let isShared = !book.tests[reign.policy].prefix(rule + 1).contains(where: \.tellsNewcomersApart)
            let decision = Decision(policy: reign.policy, rule: rule, colour: reign.colours[rule])
            return Area(policy: reign.policy, plain: plain, shared: isShared ? decision : nil)
        }
    }

    /// What is decided about a person; nil before they registered, and where no policy governs.
    public func verdict(on subject: Subject) -> Verdict? {
        guard subject.start <= instant, let decision = decision(on: subject) else { return nil }
        return Verdict(book: book, decision: decision)
    }

    /// What is decided about everybody who registered from a region by now and of whom nothing more is known.
    public func sharedVerdict(in region: RegionCode) -> SharedVerdict {
        let area = areas[book.map.index(of: region)]
        if area.policy == nil { return .none }
        return area.shared.map { .same(Verdict(book: book, decision: $0)) } ?? .dependsOnRegistration
    }

    private func decision(on subject: Subject) -> Decision? {
        if subject.hasMoved { return decision(onMover: subject) }
        let area = areas[book.map.index(of: subject.region)]
        guard let policy = area.policy else { return nil }
        let tests = book.tests[policy]
        let evaluation = Evaluation(of: subject, under: book.policies[policy], on: book.map)
        var rule = 0
        while rule < tests.count {
            let holds =
                tests[rule].tellsApart(subject)
                ? evaluation.holds(tests[rule].condition, at: instant) : area.plain[rule]
            if holds { break }
            rule += 1
        }
        return Decision(policy: policy, rule: rule, colour: book.policies[policy].rules[rule].colour)
    }

    private func decision(onMover subject: Subject) -> Decision? {
        guard let policy = book.policy(governing: subject.homes, at: instant) else { return nil }
        let tests = book.tests[policy]
        let evaluation = Evaluation(of: subject, under: book.policies[policy], on: book.map)
        let rule = tests.firstIndex { evaluation.holds($0.condition, at: instant) } ?? tests.count
        return Decision(policy: policy, rule: rule, colour: book.policies[policy].rules[rule].colour)
    }

    /// A decision about everybody in a region of whom nothing more is known than that they registered.
    public enum SharedVerdict: Sendable {
        /// No policy governs the region.
        case none
        /// It is the same for all.
        case same(Verdict)
        /// A rule counts from registration, so that each has to be decided.
        case dependsOnRegistration
    }

    /// The rule that decides at the instant, and its colour.
    public struct Verdict: Sendable {
        let book: RuleBook
        let decision: Decision

        /// The rule's colour.
        public var colour: Colour { decision.colour }
        /// The policy that governs.
        public var policy: Policy { book.policies[decision.policy] }
        /// The rule.
        public var rule: Rule { policy.rules[decision.rule] }
    }
}

extension Evaluation {
    /// Whether the condition holds at an instant: whether `times` contains it.
    func holds(_ condition: Condition, at instant: Instant) -> Bool {
        switch condition {
        case .always: true
        case .facts(let spans): holds(spans, at: instant)
        case .residence(let place, linger: nil): map.isLike(place, subject.home(at: instant), at: instant)
        case .residence: times(condition).contains(instant)
        case .dated(let from, let until): from <= instant && instant < until
        case .lapse(let pattern, let span): hasLapsed(pattern, for: span, at: instant)
        case .all(let parts): parts.allSatisfy { holds($0, at: instant) }
        case .any(let parts): parts.contains { holds($0, at: instant) }
        case .not(let part): !holds(part, at: instant)
        case .unless(let part, let other): holds(part, at: instant) && !holds(other, at: instant)
        }
    }

    private func holds(_ spans: FactSpans, at instant: Instant) -> Bool {
        var holds = false
        each(of: spans.pattern, from: spans.anchor) { occurrence in
            // Only what has happened by now can have a span that has begun.
            if !holds && occurrence.start <= instant { holds = span(of: occurrence, by: spans).contains(instant) }
        }
        return holds
    }

    private func hasLapsed(_ pattern: FactPattern, for span: Span, at instant: Instant) -> Bool {
        var lapsed = later(subject.start, by: span) <= instant
        each(of: pattern) { other in
            if other.start <= instant && instant < later(other.counted, by: span) { lapsed = false }
        }
        return lapsed
    }
}

extension RegionMap {
    /// Whether a region is like the place at an instant.
    func isLike(_ place: Place, _ region: RegionCode, at instant: Instant) -> Bool {
        guard place.inside.isEmpty || place.inside.contains(where: { $0.contains(region) }),
            !place.outside.contains(where: { $0.contains(region) })
        else { return false }
        if place.risk.isEmpty && place.closed == nil { return true }
        let area = areas[index(of: region)]
        if !place.risk.isEmpty {
            let level = zip(RiskLevel.allCases, area.risk).first { $0.1.contains(instant) }?.0
            guard let level, place.risk.contains(level) else { return false }
        }
        return place.closed.map { $0 == area.closed.contains(instant) } ?? true
    }
}
