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
    func each(of pattern: FactPattern, from anchor: FactSpans.Anchor, _ visit: (Occurrence) -> Void) {
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
    func each(of pattern: FactPattern, _ visit: (Occurrence) -> Void) {
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
    private func each(ofRow row: Occurrence, _ demands: [Demand], _ visit: (Occurrence) -> Void) {
        guard demands.allSatisfy({ $0.isFollowing || meets($0, nil, counted: row.counted) }),
            let completion = completion(of: demands, nil, counted: row.counted)
        else { return }
        var row = row
        row.start = max(row.start, completion)
        visit(row)
    }

    /// Visits a fact that meets the demands: an event whole, a state in the stretches at which its region is as demanded.
    private func each(ofFact index: Int, _ demands: [Demand], _ visit: (Occurrence) -> Void) {
        let fact = subject.facts[index]
        if demands.isEmpty {
            let span = fact.span
            return visit(Occurrence(fact: index, start: span.from, end: span.until, counted: fact.counted))
        }
        guard let times = times(of: fact, meeting: demands) else { return }
        guard fact.kind.isState else {
            if times.contains(fact.from), let completion = completion(of: demands, index, counted: fact.counted) {
                let start = max(fact.from, completion)
                var end = Instant.distantFuture
                if demands.contains(.onsetUnknown) { eachOnset(of: index) { end = min(end, $0) } }
                if start < end { visit(Occurrence(fact: index, start: start, end: end, counted: fact.counted)) }
            }
            return
        }
        for stretch in times.clipped(to: fact.span).intervals {
            guard let completion = completion(of: demands, index, counted: stretch.from) else { continue }
            var known = max(stretch.from, completion)
            for case .lasting(let span) in demands { known = max(known, later(stretch.from, by: span)) }
            if known <= stretch.until {
                visit(Occurrence(fact: index, start: known, end: stretch.until, counted: stretch.from))
            }
        }
    }

    /// When the fact's region is as demanded, whether the fact is then so or not; nil where another demand is not met.
    private func times(of fact: Fact, meeting demands: [Demand]) -> IntervalSet? {
        var times = IntervalSet.everything
        for demand in demands {
            switch demand {
            case .place(let place):
                guard let region = fact.region else { return nil }
                times = times.intersection(map.times(of: region, like: place))
            case .lasting:
                guard fact.kind.isState else { return nil }
            case .beforeOnset, .onsetUnknown:
                guard !fact.kind.isState else { return nil }
            case .following:
                break
            default:
                guard meets(demand, fact, counted: fact.counted) else { return nil }
            }
        }
        return times
    }
}

extension Demand {
    /// Whether it says what the fact follows.
    fileprivate var isFollowing: Bool {
        if case .following = self { true } else { false }
    }
}
