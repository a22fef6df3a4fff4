import HealthCodeCore

/// The same rules written in Swift for this one policy: what a programmer would write who knew that it never changes.
enum ByHand {
    /// From this instant on, this rule of the policy decides.
    struct Step: Equatable {
        var from: Instant
        var rule: Int
    }

    private static let everyoneElse = 6

    static func timeline(_ subject: Subject) -> [Step] {
        let begin = max(subject.start, Hubei.since)
        let isSealed = Hubei.wuhan.contains(subject.region) && begin < Hubei.reopened
        if subject.facts.isEmpty {
            return isSealed
                ? [Step(from: begin, rule: 2), Step(from: Hubei.reopened, rule: everyoneElse)]
                : [Step(from: begin, rule: everyoneElse)]
        }
        var spans: [(span: Interval, rule: Int)] = []
        if isSealed { spans.append((Interval(from: begin, until: Hubei.reopened), 2)) }
        for (index, fact) in subject.facts.enumerated() {
            if let span = span(of: fact, before: subject.facts[(index + 1)...]) { spans.append(span) }
        }
        return steps(spans, from: begin)
    }

    private static func span(of fact: Fact, before later: ArraySlice<Fact>) -> (Interval, Int)? {
        let end = fact.until ?? .distantFuture
        switch (fact.kind, fact.detail) {
        case (.confirmed, _), (.clinical, _), (.suspected, _), (.asymptomatic, _):
            return (Interval(from: fact.from, until: min(end, first(of: .recovered, .excluded, in: later, fact))), 0)
        case (.test, .test(let test)) where test.method == .nucleicAcid && test.result == .positive:
            return (Interval(from: fact.from, until: first(of: .recovered, .excluded, in: later, fact)), 0)
        case (.closeContact, _):
            return (Interval(from: fact.from, until: fact.from.advanced(bySeconds: 14 * Hubei.day)), 3)
        case (.feverClinic, _):
            guard let region = fact.region else { return nil }
            if Hubei.wuhan.contains(region) {
                return (Interval(from: fact.from, until: first(of: .excluded, .excluded, in: later, fact)), 1)
            }
            guard Hubei.province.contains(region) else { return nil }
            return (Interval(from: fact.from, until: fact.from.advanced(bySeconds: 7 * Hubei.day)), 4)
        case (.declaration, .answers(let answers)):
            let isIll =
                answers.symptoms.contains(.fever) || answers.diagnosis != .none
                || (answers.temperature ?? Temperature(hundredths: 0)) >= .feverLimit
            return isIll ? (Interval(from: fact.from, until: end), 5) : nil
        default:
            return nil
        }
    }

    private static func first(
        of kind: FactKind, _ other: FactKind, in later: ArraySlice<Fact>, _ fact: Fact
    ) -> Instant {
        for next in later where (next.kind == kind || next.kind == other) && next.from > fact.from { return next.from }
        return .distantFuture
    }

    private static func steps(_ spans: [(span: Interval, rule: Int)], from begin: Instant) -> [Step] {
        var steps: [Step] = []
        var from = begin
        while from < .distantFuture {
            var rule = everyoneElse
            var until = Instant.distantFuture
            for (span, candidate) in spans {
                if span.contains(from) {
                    rule = min(rule, candidate)
                    until = min(until, span.until)
                } else if span.from > from {
                    until = min(until, span.from)
                }
            }
            if steps.last?.rule != rule { steps.append(Step(from: from, rule: rule)) }
            from = until
        }
        return steps
    }
}
