/// One person's facts under one policy: works out when conditions hold. Not copyable, so that it is passed about freely
/// without counting references.
struct Evaluation: ~Copyable {
    let subject: Subject
    let clauses: Clauses
    let terms: PolicyTerms

    init(of subject: Subject, under terms: PolicyTerms, by clauses: Clauses) {
        self.subject = subject
        self.clauses = clauses
        self.terms = terms
    }

    /// The policy's civil time.
    var offset: UTCOffset { terms.offset }

    /// When the condition at this place holds, from ever to ever. No fact changes this before it takes effect.
    func times(_ place: Int) -> IntervalSet {
        switch clauses.tables.conditions[place] {
        case .always: .everything
        case .facts(let spans): times(of: spans)
        case .residence(let place, let linger): residence(like: place).lengthened { later($0, by: linger) }
        case .dated(let interval): IntervalSet(interval)
        case .lapse(let pattern, let span): lapse(of: pattern, for: span)
        case .all(let parts): parts.reduce(.everything) { $0.isEmpty ? $0 : $0.intersection(times($1)) }
        case .any(let parts): parts.reduce(.nothing) { $0.union(times($1)) }
        case .not(let part): times(part).complement()
        case .unless(let part, let other): times(part).subtracting(times(other))
        }
    }

    private func times(of spans: SpansClause) -> IntervalSet {
        var times = IntervalSet.nothing
        each(of: spans.pattern, from: spans.anchor) { times.insert(span(of: $0, by: spans)) }
        return times
    }

    /// The span that one occurrence gives; empty where it gives none.
    func span(of occurrence: Occurrence, by spans: SpansClause) -> Interval {
        let anchor = occurrence.instant(of: spans.anchor)
        var counted = anchor
        var end = Instant.distantFuture
        if spans.anchor != .end {
            counted = occurrence.counted
            end = later(occurrence.end, by: spans.linger)
        }
        if let length = spans.length { end = min(end, later(later(counted, by: spans.after), by: length)) }
        // What counts from an onset may take effect later than that.
        let effect = spans.anchor == .onset ? occurrence.start : anchor
        for ender in spans.until {
            end = min(end, firstEnd(by: clauses.tables.enders[ender], after: effect, counted: anchor))
        }
        let from = later(anchor, by: spans.after)
        return Interval(from: spans.anchor == .onset ? max(effect, from) : from, until: end)
    }

    /// The first instant strictly after another at which the ender happens, so long after the anchor as it says.
    private func firstEnd(by ender: EnderClause, after effect: Instant, counted anchor: Instant) -> Instant {
        let due = ender.atLeast.map { later(anchor, by: $0) } ?? ender.pattern.earliestBeginning(effect, in: offset)
        var first = Instant.distantFuture
        each(of: ender.pattern) { other in
            if other.start > effect && other.counted >= due { first = min(first, other.start) }
        }
        return first
    }

    private func residence(like place: PlaceClause) -> IntervalSet {
        guard subject.kinds.contains(.residence) else { return clauses.times(of: subject.region, like: place) }
        var times = IntervalSet.nothing
        var until = Instant.distantFuture
        for home in subject.homes.reversed() {
            let stay = Interval(from: home.from, until: until)
            times = times.union(clauses.times(of: home.region, like: place).clipped(to: stay))
            until = home.from
        }
        return times
    }

    private func lapse(of pattern: PatternClause, for span: Span) -> IntervalSet {
        var covered = IntervalSet(Interval(from: .distantPast, until: later(subject.start, by: span)))
        each(of: pattern) { covered.insert(Interval(from: $0.start, until: later($0.counted, by: span))) }
        return covered.complement()
    }

    /// The instant a span later, or the instant itself where there is no span.
    func later(_ instant: Instant, by span: Span?) -> Instant {
        span.map { instant.advanced(by: $0, in: offset) } ?? instant
    }
}

extension PatternClause {
    /// The earliest beginning of a row of check-ins or tests that can end a span anchored here; of what is no row, any.
    fileprivate func earliestBeginning(_ anchor: Instant, in offset: UTCOffset) -> Instant {
        switch subject {
        case .kinds: .distantPast
        case .streak: CivilDate(of: anchor, in: offset).midnight(in: offset)
        case .negativeTests: anchor
        }
    }
}
