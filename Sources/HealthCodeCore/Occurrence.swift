/// A time at which something that a pattern looks for happened or was so: an event, a stretch of a state, or a row of
/// check-ins or tests.
struct Occurrence {
    /// The fact's index among the subject's facts; nil for a row, which is made of many.
    var fact: Int?
    /// Where it takes effect.
    var start: Instant
    /// Where it ends; `distantFuture` for an open state, and for an event, which has no end.
    var end: Instant
    /// From where windows count.
    var counted: Instant

    /// The instant of one end of it.
    func instant(of anchor: FactSpans.Anchor) -> Instant {
        switch anchor {
        case .start: start
        case .end: end
        case .onset: counted
        }
    }
}

extension Evaluation {
    /// Visits everything that the pattern finds, as it counts from the anchor: a contact whose case has an onset counts
    /// from that, and takes effect when both have.
    func each(of pattern: PatternClause, from anchor: FactSpans.Anchor, _ visit: (Occurrence) -> Void) {
        guard anchor == .onset else { return each(of: pattern, visit) }
        each(of: pattern) { occurrence in
            guard let fact = occurrence.fact else { return }
            eachOnset(of: fact) { onset in
                visit(
                    Occurrence(
                        fact: fact, start: max(occurrence.start, onset), end: occurrence.end, counted: onset))
            }
        }
    }

    /// Visits each onset known of the case that a fact names.
    func eachOnset(of index: Int, _ visit: (Instant) -> Void) {
        guard subject.kinds.contains(.caseOnset), case .linked = subject.facts[index].detail else { return }
        for fact in subject.facts where fact.kind == .caseOnset && fact.detail == subject.facts[index].detail {
            visit(fact.from)
        }
    }

    /// Visits everything that the pattern finds, in no order.
    func each(of pattern: PatternClause, _ visit: (Occurrence) -> Void) {
        switch pattern.subject {
        case .kinds(let kinds):
            guard !kinds.isDisjoint(with: subject.kinds) else { return }
            for index in subject.facts.indices where kinds.contains(subject.facts[index].kind) {
                each(ofFact: index, pattern.demands, visit)
            }
        case .streak(let days):
            eachStreak(of: days) { each(ofRow: $0, pattern.demands, visit) }
        case .negativeTests(let count, let methods, let apart):
            eachRow(of: count, methods, apart: apart) { each(ofRow: $0, pattern.demands, visit) }
        }
    }

    /// Visits a row that meets the demands, from when on it is known to.
    private func each(ofRow row: Occurrence, _ demands: Range<Int>, _ visit: (Occurrence) -> Void) {
        for demand in demands {
            if case .following = clauses.tables.demands[demand] { continue }
            guard meets(clauses.tables.demands[demand], FactDetail.none, counted: row.counted) else { return }
        }
        guard let completion = completion(of: demands, nil, counted: row.counted) else { return }
        var row = row
        row.start = max(row.start, completion)
        visit(row)
    }

    /// Visits a fact that meets the demands: an event whole, a state in the stretches at which its region is as demanded.
    private func each(ofFact index: Int, _ demands: Range<Int>, _ visit: (Occurrence) -> Void) {
        let fact = subject.facts[index]
        let span = fact.span
        if demands.isEmpty {
            return visit(Occurrence(fact: index, start: span.from, end: span.until, counted: fact.counted))
        }
        guard meets(demands, fact: index) else { return }
        if !fact.kind.isState {
            guard let completion = completion(of: demands, index, counted: fact.counted) else { return }
            let start = max(fact.from, completion)
            let end = onsetIsUnknown(demands) ? firstOnset(of: index) : .distantFuture
            if start < end { visit(Occurrence(fact: index, start: start, end: end, counted: fact.counted)) }
        } else if !hasChangingPlace(demands) {
            if !span.isEmpty { each(ofState: index, in: span, demands, visit) }
        } else {
            for stretch in times(of: fact, meeting: demands).intervals {
                each(ofState: index, in: stretch, demands, visit)
            }
        }
    }

    /// Visits a stretch of a state, from when on it has lasted as long as demanded.
    private func each(
        ofState index: Int, in stretch: Interval, _ demands: Range<Int>, _ visit: (Occurrence) -> Void
    ) {
        guard let completion = completion(of: demands, index, counted: stretch.from) else { return }
        var known = max(stretch.from, completion)
        for demand in demands {
            if case .lasting(let span) = clauses.tables.demands[demand] {
                known = max(known, later(stretch.from, by: span))
            }
        }
        if known <= stretch.until {
            visit(Occurrence(fact: index, start: known, end: stretch.until, counted: stretch.from))
        }
    }

    /// Whether a fact meets what is demanded of it alone; of a state, but for the times at which its region is so.
    private func meets(_ demands: Range<Int>, fact index: Int) -> Bool {
        let (kind, from, detail) = (subject.facts[index].kind, subject.facts[index].from, subject.facts[index].detail)
        for demand in demands {
            switch clauses.tables.demands[demand] {
            case .place(let place):
                guard let region = subject.facts[index].region else { return false }
                let isThere =
                    kind.isState ? clauses.isEver(place, region) : clauses.isLike(place, region, at: from)
                guard isThere else { return false }
            case .lasting:
                guard kind.isState else { return false }
            case .beforeOnset, .onsetUnknown:
                guard !kind.isState else { return false }
            case .following:
                break
            case let demand:
                guard meets(demand, detail, counted: subject.facts[index].counted) else { return false }
            }
        }
        return true
    }

    /// When a state's region is as demanded.
    private func times(of fact: Fact, meeting demands: Range<Int>) -> IntervalSet {
        var times = IntervalSet(fact.span)
        for demand in demands {
            if case .place(let place) = clauses.tables.demands[demand], let region = fact.region {
                times = times.intersection(clauses.times(of: region, like: place))
            }
        }
        return times
    }

    private func hasChangingPlace(_ demands: Range<Int>) -> Bool {
        for demand in demands {
            if case .place(let place) = clauses.tables.demands[demand], place.changes { return true }
        }
        return false
    }

    private func onsetIsUnknown(_ demands: Range<Int>) -> Bool {
        for demand in demands {
            if case .onsetUnknown = clauses.tables.demands[demand] { return true }
        }
        return false
    }

    private func firstOnset(of index: Int) -> Instant {
        var first = Instant.distantFuture
        eachOnset(of: index) { first = min(first, $0) }
        return first
    }
}
