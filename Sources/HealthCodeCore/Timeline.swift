/// Every assignment of a person, past and future, under a history of policies.
///
/// The assignments follow one another without a gap from registration on, or from the first policy's `since` where that is
/// later, and the last has no end. Where no policy ever governs there are none. A pure function of what it is given:
/// facts that take effect after an instant never change the colour at or before it.
public func timeline(of subject: Subject, under history: PolicyHistory) -> Timeline {
    Timeline(of: subject, under: history)
}

/// The colour of a person over all time, as assignments in order; see `timeline(of:under:)`.
public struct Timeline: RandomAccessCollection, Sendable {
    /// The person.
    public let subject: Subject
    /// What the assignments follow from.
    public let history: PolicyHistory
    private let steps: [Step]
    /// Steps shared with other people may begin long before registration; those over by then are passed over.
    public let startIndex: Int

    fileprivate init(of subject: Subject, under history: PolicyHistory) {
        self.subject = subject
        self.history = history
        steps = history.book.steps(of: subject)
        startIndex = steps.lastIndex { $0.from <= subject.start } ?? 0
    }

    /// One past the last assignment, which has no end.
    public var endIndex: Int { steps.endIndex }

    /// The assignment at an index.
    public subscript(index: Int) -> Assignment {
        let step = steps[index]
        let interval = Interval(
            from: Swift.max(step.from, subject.start),
            until: index + 1 < endIndex ? steps[index + 1].from : .distantFuture)
        return Assignment(interval: interval, book: history.book, decision: step.decision)
    }

    /// The assignment at an instant; nil before the first, and where there is none at all.
    public func assignment(at instant: Instant) -> Assignment? {
        index(at: instant).map { self[$0] }
    }

    /// The first assignment that begins after the instant: the next change of rule, and mostly of colour.
    public func nextChange(after instant: Instant) -> Assignment? {
        first { $0.interval.from > instant }
    }

    /// The first assignment after the instant whose colour is another than that at the instant.
    public func nextColourChange(after instant: Instant) -> Assignment? {
        let colour = assignment(at: instant)?.colour
        return first { $0.interval.from > instant && $0.colour != colour }
    }

    private func index(at instant: Instant) -> Int? {
        instant < subject.start ? nil : steps.lastIndex { $0.from <= instant }
    }
}

/// The colour of a person over a stretch of time, with the rule that gave it.
public struct Assignment: Sendable {
    /// From when until when; open at the end where no fact or date known ends it.
    public let interval: Interval
    let book: RuleBook
    let decision: Decision

    /// The rule's colour.
    public var colour: Colour { decision.colour }
    /// Where the rule stands: its policy among those of the history, and the rule among the policy's.
    public var place: (policy: Int, rule: Int) { (decision.policy, decision.rule) }
    /// The policy that governed.
    public var policy: Policy { book.policies[decision.policy] }
    /// The rule that decided: the first of the policy's that held, or its last.
    public var rule: Rule { book.policies[decision.policy].rules[decision.rule] }
}
