/// Conditions taken apart, each part at its place in the table of its type.
struct ClauseTables {
    private(set) var conditions: [Clause] = []
    private(set) var patterns: [PatternClause] = []
    private(set) var demands: [DemandClause] = []
    private(set) var enders: [EnderClause] = []
    private(set) var regions: [RegionClause] = []

    /// Adds a condition and gives its place.
    mutating func add(_ condition: Condition) -> Int { add([condition]).lowerBound }

    private mutating func add(_ parts: [Condition]) -> Range<Int> {
        let places = conditions.count..<conditions.count + parts.count
        conditions += parts.map { _ in .always }
        for (place, part) in zip(places, parts) {
            let clause = clause(part)
            conditions[place] = clause
        }
        return places
    }

    private mutating func clause(_ condition: Condition) -> Clause {
        switch condition {
        case .always: .always
        case .facts(let spans): .facts(clause(spans))
        case .residence(let place, let linger): .residence(clause(place), linger: linger)
        case .dated(let from, let until): .dated(Interval(from: from, until: until))
        case .lapse(let pattern, let span): .lapse(of: clause(pattern), for: span)
        case .all(let parts): .all(add(parts))
        case .any(let parts): .any(add(parts))
        case .not(let part): .not(add(part))
        case .unless(let part, let other): .unless(add(part), add(other))
        }
    }

    mutating func clause(_ spans: FactSpans) -> SpansClause {
        let pattern = clause(spans.pattern)
        let until = spans.until.map { EnderClause(pattern: clause($0.pattern), atLeast: $0.atLeast) }
        enders += until
        return SpansClause(
            pattern: pattern, anchor: spans.anchor, after: spans.after, length: spans.length,
            until: enders.count - until.count..<enders.count, linger: spans.linger)
    }

    mutating func clause(_ pattern: FactPattern) -> PatternClause {
        let clauses = pattern.demands.map { clause($0) }
        demands += clauses
        let subject: PatternClause.Subject =
            switch pattern.subject {
            case .kinds(let kinds): .kinds(kinds)
            case .streak(let days): .streak(days: days)
            case .negativeTests(let count, let methods, let apart):
                .negativeTests(
                    count: count, methods: Choices(methods.isEmpty ? TestDetail.Method.allCases : methods),
                    apart: apart)
            }
        return PatternClause(subject: subject, demands: demands.count - clauses.count..<demands.count)
    }

    private mutating func clause(_ demand: Demand) -> DemandClause {
        switch demand {
        case .place(let place): return .place(clause(place))
        case .method(let methods): return .method(Choices(methods))
        case .result(let results): return .result(Choices(results))
        case .quarantine(let places): return .quarantine(Choices(places))
        case .symptomsRechecked(let rechecked): return .symptomsRechecked(rechecked)
        case .declares(let said):
            let diagnoses = Choices(said.diagnoses)
            return .declares(said.symptoms, diagnoses: diagnoses, contact: said.contact)
        case .clean(let clean): return .clean(clean)
        case .temperature(let limit): return .temperature(atLeast: limit)
        case .lasting(let span): return .lasting(span)
        case .before(let instant): return .before(instant)
        case .since(let instant): return .since(instant)
        case .following(let pattern, let anchor, let atLeast, let atMost):
            let followed = clause(pattern)
            patterns.append(followed)
            return .following(patterns.count - 1, anchor: anchor, atLeast: atLeast, atMost: atMost)
        case .beforeOnset(let span): return .beforeOnset(atMost: span)
        case .onsetUnknown: return .onsetUnknown
        }
    }

    private mutating func clause(_ place: Place) -> PlaceClause {
        PlaceClause(
            inside: add(place.inside), outside: add(place.outside), risk: Choices(place.risk), closed: place.closed)
    }

    private mutating func add(_ places: [RegionCode]) -> Range<Int> {
        regions += places.map(RegionClause.init)
        return regions.count - places.count..<regions.count
    }
}
