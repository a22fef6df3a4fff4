extension Evaluation {
    /// Whether a fact of this detail that counts from this instant meets a demand. A row of others is nowhere, says nothing
    /// and lasts no time, and so meets only what is asked of when it counts. Of a fact, its places, its lasting, what
    /// it follows and the onset of its case are asked elsewhere, since they cut it.
    func meets(_ demand: DemandClause, _ detail: FactDetail, counted: Instant) -> Bool {
        switch demand {
        case .before(let instant):
            return counted < instant
        case .since(let instant):
            return counted >= instant
        case .method(let methods):
            if case .test(let test) = detail { return methods.contains(test.method) }
        case .result(let results):
            if case .test(let test) = detail { return results.contains(test.result) }
        case .quarantine(let places):
            if case .quarantine(let quarantine) = detail { return places.contains(quarantine.place) }
        case .symptomsRechecked(let rechecked):
            if case .quarantine(let quarantine) = detail { return quarantine.symptomsRechecked == rechecked }
        case .declares(let symptoms, let diagnoses, let contact):
            if case .answers(let answers) = detail {
                return !answers.symptoms.isDisjoint(with: symptoms)
                    || (symptoms.contains(.fever) && hasFever(answers))
                    || diagnoses.contains(answers.diagnosis)
                    || (contact && answers.contact)
            }
        case .clean(let clean):
            if case .answers(let answers) = detail { return isClean(answers) == clean }
        case .temperature(let limit):
            if case .answers(let answers) = detail, let measured = answers.temperature {
                return measured >= limit
            }
        case .place, .lasting, .following, .beforeOnset, .onsetUnknown:
            break
        }
        return false
    }

    /// From when on it is known that something (a fact, or nil: a row) that counts from this instant follows all that the
    /// demands say it does, and is as near to the onset of its case; nil where it does not.
    func completion(of demands: Range<Int>, _ fact: Int?, counted: Instant) -> Instant? {
        var completion = Instant.distantPast
        for demand in demands {
            var first: Instant?
            switch clauses.tables.demands[demand] {
            case .following(let pattern, let anchor, let atLeast, let atMost):
                first = firstBefore(counted, clauses.tables.patterns[pattern], anchor, atLeast: atLeast, atMost: atMost)
            case .beforeOnset(let span):
                guard let fact else { return nil }
                eachOnset(of: fact) { if $0 <= later(counted, by: span) { first = min(first ?? $0, $0) } }
            default:
                continue
            }
            guard let first else { return nil }
            completion = max(completion, first)
        }
        return completion
    }

    /// When the first is known of the things that lie so long before an instant; nil where there is none. A test counts
    /// from its sampling here too, and may be reported later.
    private func firstBefore(
        _ counted: Instant, _ pattern: PatternClause, _ anchor: FactSpans.Anchor, atLeast: Span?, atMost: Span?
    ) -> Instant? {
        var first: Instant?
        each(of: pattern, from: anchor) { other in
            let point = anchor == .end ? other.end : beginning(of: other)
            guard point < counted, later(point, by: atLeast) <= counted,
                atMost.map({ counted <= later(point, by: $0) }) ?? true
            else { return }
            let known = anchor == .end ? other.end : other.start
            first = min(first ?? known, known)
        }
        return first
    }

    /// Of a single event the instant from which it counts, of anything else that from which it holds.
    private func beginning(of occurrence: Occurrence) -> Instant {
        guard let fact = occurrence.fact, !subject.facts[fact].kind.isState else { return occurrence.start }
        return occurrence.counted
    }

    /// Whether a check-in gives no sign of illness.
    func isClean(_ answers: Answers) -> Bool {
        answers.symptoms.isEmpty && answers.diagnosis == .none && !hasFever(answers)
    }

    private func hasFever(_ answers: Answers) -> Bool {
        answers.temperature.map { $0 >= terms.feverLimit } ?? false
    }
}
