/// One of the things from which an assignment follows, for the person to read.
public enum Ground: Hashable, Sendable {
    /// A fact, with the end it really has.
    case fact(Fact)
    /// Check-ins without a sign of illness on every day from the one to the other, both included.
    case streak(from: CivilDate, through: CivilDate)
    /// So many negative tests in a row, the first sampled and the last reported then.
    case negativeTests(count: Int64, from: Instant, through: Instant)
    /// Where the person lives.
    case residence(RegionCode)
    /// The rule holds between two dates.
    case dated(Interval)
    /// None of these facts has happened since the instant: that of the last one, or of registration.
    case lapse(of: FactPattern, since: Instant)
    /// Nothing known makes this hold at any time; never a condition made of others.
    case absence(of: Condition)
    /// This held, and ended at the instant; never a condition made of others.
    case ended(Condition, at: Instant)
    /// This does not hold yet, and by what is known will from the instant on; never a condition made of others.
    case coming(Condition, from: Instant)
    /// Nothing more was needed.
    case always
}

/// One rule as it was tried at an instant, and why it held or did not.
public struct Trial: Hashable, Sendable {
    public var rule: Rule
    public var holds: Bool
    /// Of a rule that holds, what makes it hold; of one that does not, what is wanting or stands against it.
    public var grounds: [Ground]
}

extension Timeline {
    /// What makes the rule of the assignment at an instant hold then: of `any` the parts that hold, of `all` each, of
    /// what must not hold its absence. Empty where there is no assignment.
    public func grounds(at instant: Instant) -> [Ground] {
        trace(at: instant).last?.grounds ?? []
    }

    /// What makes the rule of an assignment hold at any time within it, each ground once, in the order of time.
    public func grounds(of assignment: Assignment) -> [Ground] {
        let evaluation = evaluation(under: assignment)
        let condition = assignment.rule.condition
        let changes = condition.leaves.flatMap { leaf in
            evaluation.times(leaf).intervals.flatMap { [$0.from, $0.until] }
        }
        let within = Set(changes.filter(assignment.interval.contains)).union([assignment.interval.from])
        var grounds: [Ground] = []
        for instant in within.sorted() {
            for ground in evaluation.grounds(of: condition, at: instant) ?? [.always] where !grounds.contains(ground) {
                grounds.append(ground)
            }
        }
        return grounds
    }

    /// The rules in their order at an instant, each with why it does not hold, down to the one that decides.
    public func trace(at instant: Instant) -> [Trial] {
        guard let assignment = assignment(at: instant) else { return [] }
        let evaluation = evaluation(under: assignment)
        return assignment.policy.rules.prefix(assignment.decision.rule + 1).enumerated().map { index, rule in
            let holds = index == assignment.decision.rule
            let grounds = evaluation.grounds(of: rule.condition, holding: holds, at: instant)
            return Trial(rule: rule, holds: holds, grounds: grounds ?? [.always])
        }
    }
}

extension Evaluation {
    /// Why the condition holds at the instant (or, if so asked, why it does not); nil where the contrary is the case.
    func grounds(of condition: Condition, holding: Bool = true, at instant: Instant) -> [Ground]? {
        switch condition {
        case .all(let parts):
            let grounds = parts.map { self.grounds(of: $0, holding: holding, at: instant) }
            return holding ? each(grounds) : some(grounds)
        case .any(let parts):
            let grounds = parts.map { self.grounds(of: $0, holding: holding, at: instant) }
            return holding ? some(grounds) : each(grounds)
        case .not(let part):
            return grounds(of: part, holding: !holding, at: instant)
        case .unless(let part, let other):
            return grounds(of: .all([part, .not(other)]), holding: holding, at: instant)
        case .always, .facts, .residence, .dated, .lapse:
            let times = times(condition)
            guard times.contains(instant) == holding else { return nil }
            return holding ? grounds(ofLeaf: condition, at: instant) : [want(of: condition, times, at: instant)]
        }
    }

    /// What is wanting of a condition that does not hold at the instant, given when it does: the nearest past first.
    private func want(of condition: Condition, _ times: IntervalSet, at instant: Instant) -> Ground {
        if let last = times.intervals.last(where: { $0.until <= instant }) { return .ended(condition, at: last.until) }
        if let next = times.intervals.first(where: { $0.from > instant }) { return .coming(condition, from: next.from) }
        return .absence(of: condition)
    }

    /// The grounds of all, nil where one has none.
    private func each(_ grounds: [[Ground]?]) -> [Ground]? {
        let known = grounds.compactMap(\.self)
        return known.count == grounds.count ? known.flatMap(\.self) : nil
    }

    /// The grounds of those that have any, nil where none has.
    private func some(_ grounds: [[Ground]?]) -> [Ground]? {
        let known = grounds.compactMap(\.self)
        return known.isEmpty ? nil : known.flatMap(\.self)
    }

    private func grounds(ofLeaf condition: Condition, at instant: Instant) -> [Ground] {
        switch condition {
        case .facts(let spans):
            var grounds: [Ground] = []
            eachSpan(of: spans) { occurrence, span in
                if span.contains(instant) { grounds.append(ground(occurrence, of: spans.pattern)) }
            }
            return grounds
        case .residence:
            return [.residence(subject.home(at: instant))]
        case .dated(let from, let until):
            return [.dated(Interval(from: from, until: until))]
        case .lapse(let pattern, _):
            var since = subject.start
            each(of: pattern) { if $0.start <= instant { since = max(since, $0.counted) } }
            return [.lapse(of: pattern, since: since)]
        case .always, .all, .any, .not, .unless:
            return [.always]
        }
    }

    private func ground(_ occurrence: Occurrence, of pattern: FactPattern) -> Ground {
        if let fact = occurrence.fact { return .fact(subject.facts[fact]) }
        if case .negativeTests(let count, _, _) = pattern.subject {
            return .negativeTests(count: count, from: occurrence.counted, through: occurrence.start)
        }
        return .streak(
            from: CivilDate(of: occurrence.counted, in: offset),
            through: CivilDate(of: occurrence.start, in: offset).advanced(byDays: -1))
    }
}
