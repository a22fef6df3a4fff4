/// Why a person has the colour that they have at an instant, what will come of it by itself, and what would end it.
public struct Explanation: Sendable {
    /// The instant that is explained.
    public let at: Instant
    /// The assignment that holds then.
    public let assignment: Assignment
    /// The rules in their order down to the one that decides, each with why it holds or does not.
    public let trials: [Trial]
    /// The assignments that will follow by what is known, in order.
    public let coming: [Assignment]
    /// What would end the assignment, beside time; nothing for green.
    public let remedies: [Remedy]
}

/// Explains the colour of a person at an instant; nil before registration, and where no policy ever governed.
public func explain(_ subject: Subject, under history: PolicyHistory, at instant: Instant) -> Explanation? {
    timeline(of: subject, under: history).explanation(at: instant)
}

extension Timeline {
    /// Explains the assignment at an instant; nil where there is none.
    public func explanation(at instant: Instant) -> Explanation? {
        guard let assignment = assignment(at: instant) else { return nil }
        return Explanation(
            at: instant, assignment: assignment, trials: trace(at: instant),
            coming: filter { $0.interval.from > instant },
            remedies: assignment.colour == .green ? [] : remedies(of: assignment, at: instant))
    }

    private func remedies(of assignment: Assignment, at instant: Instant) -> [Remedy] {
        let evaluation = evaluation(under: assignment)
        var remedies: [Remedy] = []
        evaluation.eachRemedy(of: assignment.rule.condition, at: instant) { remedy in
            if !remedies.contains(remedy) { remedies.append(remedy) }
        }
        return remedies
    }
}

/// Something that would end what a rule rests on. Whether the colour then changes depends on the other rules as well.
public enum Remedy: Hashable, Sendable {
    /// The person declares again, truthfully, without the answers that made it.
    case declaration
    /// The person checks in without a sign of illness on so many days in a row; 1 for a single check-in.
    case checkIns(days: Int64)
    /// Somebody reports a fact like this, which counts at this instant at the earliest; nil where at any time from now.
    case report(FactPattern, notBefore: Instant?)
    /// It rests on what a source reported; if that is wrong, only this source puts it right.
    case correction(by: FactOrigin, of: FactKind)
}

extension Evaluation {
    /// Visits what would make the condition, which holds at the instant, no longer hold.
    func eachRemedy(of condition: Condition, at instant: Instant, _ visit: (Remedy) -> Void) {
        switch condition {
        case .all(let parts):
            for part in parts { eachRemedy(of: part, at: instant, visit) }
        case .any(let parts):
            for part in parts where times(part).contains(instant) { eachRemedy(of: part, at: instant, visit) }
        case .not(let part):
            eachSupply(of: part, visit)
        case .unless(let part, let other):
            eachRemedy(of: part, at: instant, visit)
            eachSupply(of: other, visit)
        case .facts(let spans):
            eachRemedy(of: spans, at: instant, visit)
        case .lapse(let pattern, _):
            visit(remedy(by: pattern, notBefore: nil))
        case .always, .residence, .dated:
            break
        }
    }

    private func eachRemedy(of spans: FactSpans, at instant: Instant, _ visit: (Remedy) -> Void) {
        eachSpan(of: spans) { occurrence, span in
            guard span.contains(instant) else { return }
            // An appeal is not for a report to end, and has its own page where there are any.
            for ender in spans.until where ender.pattern.subject != .kinds(FactKinds([.reviewed])) {
                let due = ender.atLeast.map { later(occurrence.instant(of: spans.anchor), by: $0) }
                visit(remedy(by: ender.pattern, notBefore: due.flatMap { $0 > instant ? $0 : nil }))
            }
            guard let fact = occurrence.fact.map({ subject.facts[$0] }) else { return }
            if fact.kind == .declaration { visit(.declaration) }
            if case .source = fact.origin { visit(.correction(by: fact.origin, of: fact.kind)) }
        }
    }

    /// Visits what would make a condition hold that does not.
    private func eachSupply(of condition: Condition, _ visit: (Remedy) -> Void) {
        switch condition {
        case .facts(let spans) where spans.pattern.isRemedial: visit(remedy(by: spans.pattern, notBefore: nil))
        case .all(let parts), .any(let parts): for part in parts { eachSupply(of: part, visit) }
        case .unless(let part, _): eachSupply(of: part, visit)
        case .facts, .not, .lapse, .always, .residence, .dated: break
        }
    }

    private func remedy(by pattern: FactPattern, notBefore: Instant?) -> Remedy {
        switch pattern.subject {
        case .streak(let days): return .checkIns(days: days)
        case .negativeTests: return .report(pattern, notBefore: notBefore)
        case .kinds(let kinds):
            if kinds == FactKinds([.checkIn]) { return .checkIns(days: 1) }
            if kinds == FactKinds([.declaration]) { return .declaration }
            return .report(pattern, notBefore: notBefore)
        }
    }
}

extension FactPattern {
    /// Whether somebody could wish for it: nobody is told that an infection would end their yellow.
    fileprivate var isRemedial: Bool {
        guard case .kinds(let kinds) = subject else { return true }
        return kinds.isSubset(
            of: FactKinds([.recovered, .excluded, .test, .checkIn, .declaration, .whitelisted]))
    }
}
