import HealthCodeCore
import Testing

@Suite("Two evaluators and one law")
struct AgreementTests {
    static let seeds = 0..<16
    /// With four people each, 102,400 pairs in a release build; a tenth of them where nothing is optimised.
    #if DEBUG
        static let histories = 160
    #else
        static let histories = 1_600
    #endif

    @Test("A second, naive evaluator agrees at every change and one second to either side", arguments: seeds)
    func agreement(_ seed: Int) {
        var anyone = Anyone(1_000 + seed)
        for number in 0..<Self.histories {
            let policies = anyone.policies()
            let notices = anyone.notices()
            let history = PolicyHistory(policies, notices: notices)
            for _ in 0..<4 {
                let person = anyone.person()
                let subject = Subject(start: person.start, region: person.region, facts: person.facts)
                let timeline = timeline(of: subject, under: history)
                let judge = Judge(
                    start: person.start, region: person.region, facts: person.facts, policies: policies,
                    notices: notices.notices)
                for instant in instants(of: timeline, person.facts, &anyone) {
                    let (given, expected) = (timeline.assignment(at: instant)?.rule.id, judge.rule(at: instant))
                    if given != expected {
                        Issue.record(
                            "seed \(seed), history \(number), at \(instant.seconds): \(given as Any), not \(expected as Any)"
                        )
                        return
                    }
                    let moment = PolicyMoment(history, at: instant).verdict(on: subject)?.rule.id
                    if moment != expected {
                        Issue.record("seed \(seed), history \(number), moment \(instant.seconds): \(moment as Any)")
                        return
                    }
                }
            }
        }
    }

    @Test("Newcomers of a region are decided as one, or one by one where rules tell them apart", arguments: 0..<4)
    func newcomers(_ seed: Int) {
        var anyone = Anyone(5_000 + seed)
        var shared = 0
        for _ in 0..<Self.histories {
            let history = PolicyHistory(anyone.policies(), notices: anyone.notices())
            let moment = PolicyMoment(history, at: anyone.instant())
            for _ in 0..<4 {
                let start = anyone.instant()
                guard start <= moment.instant else { continue }
                let newcomer = Subject.newcomer(at: start, in: anyone.region())
                let expected = timeline(of: newcomer, under: history).assignment(at: moment.instant)?.rule.id
                switch moment.sharedVerdict(in: newcomer.region) {
                case .none: #expect(expected == nil)
                case .same(let verdict):
                    #expect(verdict.rule.id == expected)
                    shared += 1
                case .dependsOnRegistration: break
                }
            }
        }
        #expect(shared > 0)
    }

    @Test("What a draft changes is what the two timelines say", arguments: 0..<8)
    func drafts(_ seed: Int) {
        var anyone = Anyone(6_000 + seed)
        var changed = 0
        for number in 0..<Self.histories {
            let policies = anyone.policies()
            let notices = anyone.notices()
            let before = PolicyHistory(policies, notices: notices)
            let after = PolicyHistory(
                policies + [anyone.draft(after: policies)],
                notices: anyone.random.once(in: 8) ? anyone.notices() : notices)
            for _ in 0..<4 {
                let person = anyone.person()
                let subject = Subject(start: person.start, region: person.region, facts: person.facts)
                let (old, new) = (timeline(of: subject, under: before), timeline(of: subject, under: after))
                for instant in instants(of: new, person.facts, &anyone) {
                    let colours = PolicyChange(from: before, to: after, at: instant).apart().colours(of: subject)
                    let expected = (old.assignment(at: instant)?.colour, new.assignment(at: instant)?.colour)
                    if colours != expected {
                        Issue.record("seed \(seed), history \(number), \(instant.seconds): \(colours), not \(expected)")
                        return
                    }
                    if expected.0 != expected.1 { changed += 1 }
                }
            }
        }
        #expect(changed > 0)
    }

    /// Every change and a second to either side; likewise every fact, lest a change be missing; and some instants between.
    private func instants(of timeline: Timeline, _ facts: [Fact], _ anyone: inout Anyone) -> [Instant] {
        let edges = timeline.map(\.interval.from) + facts.map(\.from) + anyone.many(2...2) { $0.instant() }
        return edges.flatMap { edge in [-1, 0, 1].map { edge.advanced(bySeconds: $0) } }
    }

    @Test("Assignments follow one another without a gap, and each differs from the one before it", arguments: 0..<4)
    func form(_ seed: Int) {
        var anyone = Anyone(2_000 + seed)
        for _ in 0..<1_000 {
            let history = PolicyHistory(anyone.policies(), notices: anyone.notices())
            let person = anyone.person()
            let timeline = timeline(
                of: Subject(start: person.start, region: person.region, facts: person.facts), under: history)
            guard let first = timeline.first, let last = timeline.last else { continue }
            #expect(first.interval.from >= person.start)
            #expect(last.interval.until == .distantFuture)
            for (one, next) in zip(timeline, timeline.dropFirst()) {
                #expect(one.interval.until == next.interval.from)
                #expect(!one.interval.isEmpty)
                #expect(one.rule.id != next.rule.id)
            }
        }
    }

    @Test("Facts that take effect after an instant never change the colour at or before it", arguments: 0..<8)
    func causality(_ seed: Int) {
        var anyone = Anyone(3_000 + seed)
        for number in 0..<2 * Self.histories {
            let history = PolicyHistory(anyone.policies(), notices: anyone.notices())
            let person = anyone.person()
            let now = anyone.instant()
            let later = anyone.many(1...4) { $0.fact(Int64($0.random.number(1...99)), after: now) }
            let before = past(person, person.facts, history, until: now)
            let after = past(person, (person.facts + later).shuffled(using: &anyone.random), history, until: now)
            if before != after {
                Issue.record("seed \(seed), history \(number): \(before) became \(after)")
                return
            }
        }
    }

    @Test("No input stops it: instants, spans, streaks and regions at the ends of their ranges")
    func extremes() {
        var anyone = Anyone(5_000)
        let ends = [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max]
        for _ in 0..<4_000 {
            func instant() -> Instant { Instant(seconds: anyone.random.one(of: ends)) }
            func number() -> Int64 { anyone.random.one(of: ends) }
            func span() -> Span { anyone.random.once(in: 2) ? .elapsed(number()) : .civilDays(number()) }
            let here = RegionCode(number: number())
            let facts = (0..<4).map { id in
                Fact(
                    id: FactID(number()), kind: anyone.random.one(of: [.stay, .checkIn, .residence, .test]),
                    from: instant(), until: anyone.random.once(in: 2) ? instant() : nil, known: instant(),
                    region: here, origin: .person,
                    detail: .test(TestDetail(method: .nucleicAcid, result: .positive, sampled: instant())))
            }
            let kinds = FactPattern(
                .kinds(FactKinds([.stay, .test])), [.lasting(span()), .place(Place(risk: [.low]))])
            let streak = FactPattern(.streak(days: number()))
            let spans = FactSpans(
                kinds, after: span(), length: span(), until: [Ender(streak, atLeast: span())], linger: span())
            let rules = policy(
                region: here.description, ("spans", .red, .facts(spans)),
                ("lapse", .grey, .lapse(of: streak, for: span())), ("else", .green, .always))
            let notice = RegionNotice(
                region: here, what: .closed, interval: Interval(from: instant(), until: instant()), known: instant())
            let timeline = timeline(
                of: Subject(start: instant(), region: here, facts: facts),
                under: PolicyHistory([rules], notices: RegionNotices([notice])))
            #expect(zip(timeline, timeline.dropFirst()).allSatisfy { $0.interval.until == $1.interval.from })
        }
    }

    /// What was decided, and from when on, up to an instant.
    private func past(
        _ person: (start: Instant, region: RegionCode, facts: [Fact]), _ facts: [Fact], _ history: PolicyHistory,
        until now: Instant
    ) -> [String] {
        timeline(of: Subject(start: person.start, region: person.region, facts: facts), under: history)
            .prefix { $0.interval.from <= now }
            .map { "\($0.interval.from.seconds) \($0.rule.id)" }
    }
}
