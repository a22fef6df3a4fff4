/// A history of policies at one instant, ready to decide many people then: only whether each rule holds at that instant is
/// worked out, where a timeline works out when. Both always agree.
public struct PolicyMoment: Sendable {
    /// The instant.
    public let instant: Instant
    let book: RuleBook
    private var clauses: Clauses
    private let areas: [Area]
    /// Of each area in turn, which of the tests of its policy hold of people without facts.
    private let plain: [Bool]

    /// What is the same for all who live in an area and did not move.
    private struct Area: Sendable {
        /// Which policy governs, by its place; nil where none does.
        var policy: Int?
        /// Where its part of `plain` begins.
        var plain = 0
        /// The decision about everybody of whom nothing more is known than that they registered; nil where it depends on
        /// when they did.
        var shared: Decision?
    }

    /// Makes a history ready for an instant.
    public init(_ history: PolicyHistory, at instant: Instant) {
        self.instant = instant
        let book = history.book
        self.book = book
        clauses = book.clauses
        var plain: [Bool] = []
        areas = book.map.areas.indices.map { index in
            guard let reign = book.reigns(in: index).last(where: { $0.from <= instant }) else { return Area() }
            let holding = (reign.plain ?? []).map { $0.contains(instant) }
            plain += holding
            let rule = holding.firstIndex(of: true) ?? holding.count
            let isShared = !book.tests[book.terms[reign.policy].tests].prefix(rule + 1)
                .contains(where: \.tellsNewcomersApart)
            let decision = Decision(policy: reign.policy, rule: rule, colour: reign.colours[rule])
            return Area(
                policy: reign.policy, plain: plain.count - holding.count, shared: isShared ? decision : nil)
        }
        self.plain = plain
    }

    /// The same for one of several workers: clauses that they shared would have their references counted by all of them.
    public func apart() -> PolicyMoment {
        var copy = self
        copy.clauses = Clauses(clauses.tables, on: clauses.map)
        return copy
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

    /// The decision about a person who has registered by then, given what is known already of a test.
    func decision(on subject: Subject, known: (Int) -> Bool? = { _ in nil }) -> Decision? {
        if subject.hasMoved { return decision(onMover: subject, known) }
        let area = book.map.index(of: subject.region)
        guard let policy = areas[area].policy else { return nil }
        let terms = book.terms[policy]
        let evaluation = Evaluation(of: subject, under: terms, by: clauses)
        for test in terms.tests {
            let rule = test - terms.tests.lowerBound
            let holds =
                book.tests[test].tellsApart(subject)
                ? known(test) ?? evaluation.holds(book.tests[test].condition, at: instant)
                : plain[areas[area].plain + rule]
            if holds { return Decision(policy: policy, rule: rule, colour: book.tests[test].colour) }
        }
        return Decision(policy: policy, rule: terms.tests.count, colour: terms.otherwise)
    }

    private func decision(onMover subject: Subject, _ known: (Int) -> Bool?) -> Decision? {
        guard let policy = book.policy(governing: subject.homes, at: instant) else { return nil }
        let terms = book.terms[policy]
        let evaluation = Evaluation(of: subject, under: terms, by: clauses)
        for test in terms.tests where known(test) ?? evaluation.holds(book.tests[test].condition, at: instant) {
            return Decision(policy: policy, rule: test - terms.tests.lowerBound, colour: book.tests[test].colour)
        }
        return Decision(policy: policy, rule: terms.tests.count, colour: terms.otherwise)
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
    /// Whether the condition at this place holds at an instant: whether `times` contains it.
    func holds(_ place: Int, at instant: Instant) -> Bool {
        switch clauses.tables.conditions[place] {
        case .always: true
        case .facts(let spans): holds(spans, at: instant)
        case .residence(let place, linger: nil): clauses.isLike(place, subject.home(at: instant), at: instant)
        case .residence: times(place).contains(instant)
        case .dated(let interval): interval.contains(instant)
        case .lapse(let pattern, let span): hasLapsed(pattern, for: span, at: instant)
        case .all(let parts): parts.allSatisfy { holds($0, at: instant) }
        case .any(let parts): parts.contains { holds($0, at: instant) }
        case .not(let part): !holds(part, at: instant)
        case .unless(let part, let other): holds(part, at: instant) && !holds(other, at: instant)
        }
    }

    private func holds(_ spans: SpansClause, at instant: Instant) -> Bool {
        var holds = false
        each(of: spans.pattern, from: spans.anchor) { occurrence in
            // Only what has happened by now can have a span that has begun.
            if !holds && occurrence.start <= instant { holds = span(of: occurrence, by: spans).contains(instant) }
        }
        return holds
    }

    private func hasLapsed(_ pattern: PatternClause, for span: Span, at instant: Instant) -> Bool {
        var lapsed = later(subject.start, by: span) <= instant
        each(of: pattern) { other in
            if other.start <= instant && instant < later(other.counted, by: span) { lapsed = false }
        }
        return lapsed
    }
}
