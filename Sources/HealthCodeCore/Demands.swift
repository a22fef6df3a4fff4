extension Evaluation {
    /// Whether a fact (nil: a streak) that counts from this instant meets a demand. A streak is nowhere, says nothing
    /// and lasts no time, and so meets only what is asked of when it counts. Of a fact, its places and its lasting are
    /// asked elsewhere, since they cut it.
    func meets(_ demand: Demand, _ fact: Fact?, counted: Instant) -> Bool {
        switch demand {
        case .before(let instant):
            return counted < instant
        case .since(let instant):
            return counted >= instant
        case .following(let pattern, let anchor, let atLeast):
            return follows(pattern, anchor, atLeast, counted: counted)
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
        case .temperature(let limit):
            if case .answers(let answers) = fact?.detail, let measured = answers.temperature {
                return measured >= limit
            }
        case .place, .lasting:
            break
        }
        return false
    }

    /// Whether something of the pattern lies strictly before the instant, and at least so long.
    private func follows(
        _ pattern: FactPattern, _ anchor: FactSpans.Anchor, _ atLeast: Span?, counted: Instant
    ) -> Bool {
        var follows = false
        each(of: pattern) { other in
            let point = other.instant(of: anchor)
            if point < counted && later(point, by: atLeast) <= counted { follows = true }
        }
        return follows
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
