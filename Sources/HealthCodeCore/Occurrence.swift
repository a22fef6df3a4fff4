/// A time at which something that a pattern looks for happened or was so: an event, a stretch of a state, or a streak.
struct Occurrence {
    /// The fact's index among the subject's facts; nil for a streak, which is made of many.
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
        }
    }
}

extension Evaluation {
    /// Visits everything that the pattern finds, in no order.
    func each(of pattern: FactPattern, _ visit: (Occurrence) -> Void) {
        switch pattern.subject {
        case .kinds(let kinds):
            guard !kinds.isDisjoint(with: subject.kinds) else { return }
            for index in subject.facts.indices where kinds.contains(subject.facts[index].kind) {
                each(ofFact: index, pattern.demands, visit)
            }
        case .streak(let days):
            eachStreak(of: days) { streak in
                if pattern.demands.allSatisfy({ meets($0, nil, counted: streak.counted) }) { visit(streak) }
            }
        }
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
            if times.contains(fact.from) {
                visit(Occurrence(fact: index, start: fact.from, end: .distantFuture, counted: fact.counted))
            }
            return
        }
        for stretch in times.clipped(to: fact.span).intervals {
            var known = stretch.from
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
            default:
                guard meets(demand, fact, counted: fact.counted) else { return nil }
            }
        }
        return times
    }

    /// Visits every run of so many civil days in a row, each with a check-in and with none that is not clean. Runs
    /// overlap: of eight such days the last seven are a streak of seven as well as the first.
    private func eachStreak(of days: Int64, _ visit: (Occurrence) -> Void) {
        guard days > 0, subject.kinds.contains(.checkIn) else { return }
        var run: Int64 = 0
        var last: CivilDate?
        var allClean = true
        func close(_ day: CivilDate) {
            run = allClean ? run + 1 : 0
            guard run >= days else { return }
            let end = day.advanced(byDays: 1).midnight(in: offset)
            let counted = day.advanced(byDays: 1 - days).midnight(in: offset)
            visit(Occurrence(fact: nil, start: end, end: .distantFuture, counted: counted))
        }
        for fact in subject.facts where fact.kind == .checkIn {
            let day = CivilDate(of: fact.from, in: offset)
            if let last, last != day {
                close(last)
                if last.advanced(byDays: 1) != day { run = 0 }
                allClean = true
            }
            last = day
            if case .answers(let answers) = fact.detail, !isClean(answers) { allClean = false }
        }
        if let last { close(last) }
    }
}
