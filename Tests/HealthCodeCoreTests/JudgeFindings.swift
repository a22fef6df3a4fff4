import HealthCodeCore

/// Something that a pattern looks for.
struct Found {
    var start: Instant
    /// Where a state ends; nil for events and open states.
    var end: Instant?
    var counted: Instant
    /// Whether it happened at once: a fact that is an event.
    var isEvent = false
    /// When the case that it names fell ill, as far as that is known.
    var onsets: [Instant] = []
}

extension Inquiry {
    func found(_ pattern: FactPattern) -> [Found] {
        switch pattern.subject {
        case .kinds(let kinds):
            judge.facts.filter { kinds.contains($0.kind) }.flatMap { found($0, pattern.demands) }
        case .streak(let days):
            meeting(streaks(of: days), pattern.demands)
        case .negativeTests(let count, let methods, let apart):
            meeting(rows(of: count, methods, apart), pattern.demands)
        }
    }

    /// What the pattern looks for; counted from onsets, each contact once for every onset of its case.
    func found(_ pattern: FactPattern, from anchor: FactSpans.Anchor) -> [Found] {
        guard anchor == .onset else { return found(pattern) }
        return found(pattern).flatMap { found in
            found.onsets.map { onset in
                var found = found
                found.start = max(found.start, onset)
                found.counted = onset
                return found
            }
        }
    }

    private func onsets(for fact: Fact) -> [Instant] {
        guard case .linked(let number) = fact.detail else { return [] }
        return judge.facts.filter { $0.kind == .caseOnset && $0.detail == .linked(number) }.map(\.from)
    }

    private func found(_ fact: Fact, _ demands: [Demand]) -> [Found] {
        var counted = fact.from
        if case .test(let test) = fact.detail, test.sampled < counted { counted = test.sampled }
        guard demands.allSatisfy({ meets(fact, counted, $0) }) else { return [] }
        if !fact.kind.isState {
            let onsets = onsets(for: fact)
            guard isPlaced(fact, demands, at: fact.from), let known = known(demands, counted, onsets) else {
                return []
            }
            let start = max(fact.from, known)
            let end = demands.contains(.onsetUnknown) ? onsets.min() : nil
            if let end, end <= start { return [] }
            return [Found(start: start, end: end, counted: counted, isEvent: true, onsets: onsets)]
        }
        return stretches(of: fact, demands).compactMap { stretch in
            guard let known = known(demands, stretch.from, []) else { return nil }
            var start = max(stretch.from, known)
            for case .lasting(let span) in demands { start = max(start, later(stretch.from, span)) }
            if let end = stretch.end, start > end { return nil }
            return Found(start: start, end: stretch.end, counted: stretch.from, onsets: onsets(for: fact))
        }
    }

    private func meeting(_ rows: [Found], _ demands: [Demand]) -> [Found] {
        rows.filter { row in demands.allSatisfy { meets(nil, row.counted, $0) } }.compactMap { row in
            known(demands, row.counted, []).map { Found(start: max(row.start, $0), counted: row.counted) }
        }
    }

    /// From when on it is known that something follows all that it must; nil where it does not.
    private func known(_ demands: [Demand], _ counted: Instant, _ onsets: [Instant]) -> Instant? {
        var known = Instant.distantPast
        for case .beforeOnset(let span) in demands {
            guard let first = onsets.filter({ $0 <= later(counted, span) }).min() else { return nil }
            known = max(known, first)
        }
        for case .following(let pattern, let anchor, let atLeast, let atMost) in demands {
            let before = found(pattern, from: anchor).compactMap { other -> Instant? in
                let point = anchor == .end ? other.end : other.isEvent ? other.counted : other.start
                guard let point, counted > point, counted >= later(point, atLeast),
                    atMost.map({ counted <= later(point, $0) }) ?? true
                else { return nil }
                return anchor == .end ? other.end : other.start
            }
            guard let first = before.min() else { return nil }
            known = max(known, first)
        }
        return known
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
        case (.following, _): true
        case (.beforeOnset, _), (.onsetUnknown, _): fact.map { !$0.kind.isState } ?? false
        case (.method(let methods), .test(let test)): methods.contains(test.method)
        case (.result(let results), .test(let test)): results.contains(test.result)
        case (.quarantine(let places), .quarantine(let quarantine)): places.contains(quarantine.place)
        case (.symptomsRechecked(let rechecked), .quarantine(let quarantine)):
            quarantine.symptomsRechecked == rechecked
        case (.temperature(let limit), .answers(let answers)): answers.temperature.map { $0 >= limit } ?? false
        case (.clean(let clean), .answers(let answers)): isWell(answers) == clean
        case (.declares(let declared), .answers(let answers)):
            declared.diagnoses.contains(answers.diagnosis) || (declared.contact && answers.contact)
                || Symptoms.named.contains { declared.symptoms.contains($0.symptom) && says(answers, $0.symptom) }
        default: false
        }
    }

    private func isWell(_ answers: Answers) -> Bool {
        answers.diagnosis == .none && !Symptoms.named.contains { says(answers, $0.symptom) }
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
                    return isWell(answers)
                }
        }
        func midnight(_ number: Int64) -> Instant { CivilDate(daysSinceEpoch: number).midnight(in: policy.offset) }
        return Set(checkIns.map(day)).filter { last in (last - days + 1...last).allSatisfy(isGood) }
            .map { Found(start: midnight($0 + 1), counted: midnight($0 - days + 1)) }
    }

    /// Tries every choice of so many negative tests, each test with those that are known when the last of the chosen is.
    private func rows(of count: Int64, _ methods: [TestDetail.Method], _ apart: Span?) -> [Found] {
        guard count > 0 else { return [] }
        var tests: [(sampled: Instant, reported: Instant, isNegative: Bool)] = []
        for fact in judge.facts {
            guard fact.kind == .test, case .test(let test) = fact.detail else { continue }
            if !methods.isEmpty && !methods.contains(test.method) { continue }
            tests.append((min(test.sampled, fact.from), fact.from, test.result == .negative))
        }
        func choices(from last: Int, _ left: Int64) -> [[Int]] {
            if left == 0 { return [[last]] }
            let next = tests.indices.filter { index in
                tests[index].isNegative && tests[index].sampled > tests[last].sampled
                    && tests[index].sampled >= later(tests[last].sampled, apart)
            }
            return next.flatMap { choices(from: $0, left - 1).map { [last] + $0 } }
        }
        return tests.indices.filter { tests[$0].isNegative }.flatMap { choices(from: $0, count - 1) }.compactMap {
            row in
            let (first, last) = (tests[row[0]].sampled, tests[row[row.count - 1]].sampled)
            guard let report = row.map({ tests[$0].reported }).max() else { return nil }
            let isBroken = tests.contains { test in
                !test.isNegative && test.reported <= report && first <= test.sampled && test.sampled <= last
            }
            return isBroken ? nil : Found(start: report, counted: first)
        }
    }
}
