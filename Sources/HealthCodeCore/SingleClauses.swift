/// Conditions by themselves, as an explanation goes through a rule part by part: each is taken apart when it is asked for.
extension Evaluation {
    /// When the condition holds, from ever to ever.
    func times(_ condition: Condition) -> IntervalSet {
        var tables = ClauseTables()
        let place = tables.add(condition)
        return by(tables).times(place)
    }

    /// Visits everything that the spans are made from, each with its span.
    func eachSpan(of spans: FactSpans, _ visit: (Occurrence, Interval) -> Void) {
        var tables = ClauseTables()
        let spans = tables.clause(spans)
        let evaluation = by(tables)
        evaluation.each(of: spans.pattern, from: spans.anchor) {
            visit($0, evaluation.span(of: $0, by: spans))
        }
    }

    /// Visits everything that the pattern finds, in no order.
    func each(of pattern: FactPattern, _ visit: (Occurrence) -> Void) {
        var tables = ClauseTables()
        let pattern = tables.clause(pattern)
        by(tables).each(of: pattern, visit)
    }

    /// The same person under the same policy, by other clauses.
    private func by(_ tables: ClauseTables) -> Evaluation {
        Evaluation(of: subject, under: terms, by: Clauses(tables, on: clauses.map))
    }
}

extension Timeline {
    /// What works out conditions under the policy of an assignment.
    func evaluation(under assignment: Assignment) -> Evaluation {
        Evaluation(
            of: subject, under: history.book.terms[assignment.decision.policy], by: history.book.clauses)
    }
}
