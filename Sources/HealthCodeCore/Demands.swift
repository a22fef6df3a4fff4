extension Evaluation {
    /// Whether a fact (nil: a row of others) that counts from this instant meets a demand. A row is nowhere, says nothing
    /// and lasts no time, and so meets only what is asked of when it counts. Of a fact, its places, its lasting and what
    /// it follows are asked elsewhere, since they cut it.
    func meets(_ demand: Demand, _ fact: Fact?, counted: Instant) -> Bool {
        switch demand {
        case .before(let instant):
            return counted < instant
        case .since(let instant):
            return counted >= instant
        case .method(let methods):
            if case .test(let test) = fact?.detail { return methods.contains(test.method) }
        case .result(let results):
            if case .test(let test) = fact?.detail { return results.contains(test.result) }
        case .quarantine(let places):
            if case .quarantine(let quarantine) = fact?.detail { return places.contains(quarantine.place) }
        case .symptomsRechecked(let rechecked):
            if case .quarantine(let quarantine) = fact?.detail { return quarantine.symptomsRechecked == rechecked }
        case .declares(let declared):
            if case .answers(let answers) = fact?.detail { return says(answers, declared) }
        case .clean(let clean):
            if case .answers(let answers) = fact?.detail { return isClean(answers) == clean }
        case .temperature(let limit):
            if case .answers(let answers) = fact?.detail, let measured = answers.temperature {
                return measured >= limit
            }
        case .place, .lasting, .following:
            break
        }
        return false
    }

    /// From when on it is known that something that counts from this instant follows all that the demands say it does;
    /// nil where it does not. A test that it follows counts from its sampling too, and may be reported later.
    func completion(of demands: [Demand], counted: Instant) -> Instant? {
        var completion = Instant.distantPast
        for case .following(let pattern, let anchor, let atLeast, let atMost) in demands {
            var first: Instant?
            each(of: pattern) { other in
                let point = anchor == .start ? beginning(of: other) : other.end
                guard point < counted, later(point, by: atLeast) <= counted,
                    atMost.map({ counted <= later(point, by: $0) }) ?? true
                else { return }
                let known = anchor == .start ? other.start : other.end
                first = min(first ?? known, known)
            }
            guard let first else { return nil }
            completion = max(completion, first)
        }
        return completion
    }

    /// Of a single event the instant from which it counts, of anything else that from which it holds.
    private func beginning(of occurrence: Occurrence) -> Instant {
        guard let fact = occurrence.fact, !subject.facts[fact].kind.isState else { return occurrence.start }
        return occurrence.counted
    }

    /// Whether the answers say at least one of these things.
    private func says(_ answers: Answers, _ declared: Declared) -> Bool {
        !answers.symptoms.isDisjoint(with: declared.symptoms)
            || (declared.symptoms.contains(.fever) && hasFever(answers))
            || declared.diagnoses.contains(answers.diagnosis)
            || (declared.contact && answers.contact)
    }

    /// Whether a check-in gives no sign of illness.
    func isClean(_ answers: Answers) -> Bool {
        answers.symptoms.isEmpty && answers.diagnosis == .none && !hasFever(answers)
    }

    private func hasFever(_ answers: Answers) -> Bool {
        answers.temperature.map { $0 >= feverLimit } ?? false
    }
}
