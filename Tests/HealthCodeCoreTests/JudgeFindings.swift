import HealthCodeCore

/// Something that a pattern looks for.
struct Found {
    var start: Instant
    /// Where a state ends; nil for events and open states.
    var end: Instant?
    var counted: Instant
}

extension Inquiry {
    func found(_ pattern: FactPattern) -> [Found] {
        switch pattern.subject {
        case .kinds(let kinds):
            judge.facts.filter { kinds.contains($0.kind) }.flatMap { found($0, pattern.demands) }
        case .streak(let days):
            streaks(of: days).filter { streak in pattern.demands.allSatisfy { meets(nil, streak.counted, $0) } }
        }
    }

    private func found(_ fact: Fact, _ demands: [Demand]) -> [Found] {
        var counted = fact.from
        if case .test(let test) = fact.detail, test.sampled < counted { counted = test.sampled }
        guard demands.allSatisfy({ meets(fact, counted, $0) }) else { return [] }
        if !fact.kind.isState {
            return isPlaced(fact, demands, at: fact.from) ? [Found(start: fact.from, counted: counted)] : []
        }
        return stretches(of: fact, demands).compactMap { stretch in
            var start = stretch.from
            for case .lasting(let span) in demands { start = max(start, later(stretch.from, span)) }
            if let end = stretch.end, start > end { return nil }
            return Found(start: start, end: stretch.end, counted: stretch.from)
        }
    }

    /// Tries every instant at which a notice begins or ends, and joins the stretches between which are as demanded.
    private func stretches(of fact: Fact, _ demands: [Demand]) -> [(from: Instant, end: Instant?)] {
        let isAffected = demands.contains { if case .place = $0 { true } else { false } }
        let turns = isAffected ? judge.notices.flatMap { [$0.interval.from, $0.interval.until] } : []
        let cuts = Set(turns.filter { $0 > fact.from && $0 < fact.until ?? .distantFuture }).sorted()
        var stretches: [(from: Instant, end: Instant?)] = []
        var from: Instant?
        for cut in [fact.from] + cuts {
            let isPlaced = isPlaced(fact, demands, at: cut)
            if let began = from, !isPlaced {
                stretches.append((began, cut))
                from = nil
            } else if from == nil, isPlaced {
                from = cut
            }
        }
        if let from { stretches.append((from, fact.until)) }
        return stretches
    }

    private func isPlaced(_ fact: Fact, _ demands: [Demand], at instant: Instant) -> Bool {
        for case .place(let place) in demands {
            guard let region = fact.region, judge.isLike(region, place, at: instant) else { return false }
        }
        return true
    }

    private func meets(_ fact: Fact?, _ counted: Instant, _ demand: Demand) -> Bool {
        switch (demand, fact?.detail) {
        case (.place, _): fact != nil
        case (.lasting, _): fact?.kind.isState ?? false
        case (.before(let instant), _): counted < instant
        case (.since(let instant), _): counted >= instant
        case (.following(let pattern, let anchor, let atLeast), _):
            found(pattern).contains { other in
                guard let point = anchor == .start ? other.start : other.end else { return false }
                return counted > point && counted >= later(point, atLeast)
            }
        case (.method(let methods), .test(let test)): methods.contains(test.method)
        case (.result(let results), .test(let test)): results.contains(test.result)
        case (.quarantine(let places), .quarantine(let quarantine)): places.contains(quarantine.place)
        case (.symptomsRechecked(let rechecked), .quarantine(let quarantine)):
            quarantine.symptomsRechecked == rechecked
        case (.temperature(let limit), .answers(let answers)): answers.temperature.map { $0 >= limit } ?? false
        case (.declares(let declared), .answers(let answers)):
            declared.diagnoses.contains(answers.diagnosis) || (declared.contact && answers.contact)
                || Symptoms.named.contains { declared.symptoms.contains($0.symptom) && says(answers, $0.symptom) }
        default: false
        }
    }

    private func says(_ answers: Answers, _ symptom: Symptoms) -> Bool {
        let isHot = answers.temperature.map { $0 >= policy.feverLimit } ?? false
        return answers.symptoms.contains(symptom) || (symptom == .fever && isHot)
    }

    /// Tries for every day with a check-in whether it completes so many good days.
    private func streaks(of days: Int64) -> [Found] {
        guard days > 0 else { return [] }
        let checkIns = judge.facts.filter { $0.kind == .checkIn }
        func day(_ fact: Fact) -> Int64 { CivilDate(of: fact.from, in: policy.offset).daysSinceEpoch }
        func isGood(_ number: Int64) -> Bool {
            let those = checkIns.filter { day($0) == number }
            return !those.isEmpty
                && those.allSatisfy { fact in
                    guard case .answers(let answers) = fact.detail else { return true }
                    return answers.diagnosis == .none
                        && !Symptoms.named.contains { says(answers, $0.symptom) }
                }
        }
        func midnight(_ number: Int64) -> Instant { CivilDate(daysSinceEpoch: number).midnight(in: policy.offset) }
        return Set(checkIns.map(day)).filter { last in (last - days + 1...last).allSatisfy(isGood) }
            .map { Found(start: midnight($0 + 1), counted: midnight($0 - days + 1)) }
    }
}
