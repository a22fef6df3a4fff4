import HealthCodeCore

/// Random people, policies and notices over the whole vocabulary. All happens within a few weeks, a few regions and on
/// few round times, so that things often meet to the second.
struct Anyone {
    var random: Seeded

    init(_ seed: Int) {
        random = Seeded(seed)
    }

    static let regions = [
        "420000", "000000", "420100", "420106", "420106", "420106001", "420106001", "420106001002", "420200", "420200",
        "330100",
    ].compactMap { RegionCode($0) }
    /// The kinds that most facts and patterns are about.
    static let common: [FactKind] = [
        .confirmed, .recovered, .test, .quarantine, .stay, .declaration, .checkIn, .residence, .closeContact,
        .caseOnset,
    ]

    mutating func instant() -> Instant {
        let halfDay = Int64(random.number(0...30)) * 43_200
        return Instant(seconds: halfDay + (random.once(in: 4) ? Int64(random.number(0...43_199)) : 0))
    }

    mutating func region() -> RegionCode { random.one(of: Anyone.regions) }

    mutating func span() -> Span {
        switch random.number(0...9) {
        case 0...4: .elapsed(Int64(random.number(0...16)) * 43_200)
        case 5...8: .civilDays(Int64(random.number(0...7)))
        default: .elapsed(Int64(random.number(-90_000...90_000)))
        }
    }

    mutating func kind() -> FactKind {
        random.one(of: random.once(in: 4) ? FactKind.allCases : Anyone.common)
    }

    mutating func sometimes<Value>(_ times: Int = 2, _ draw: (inout Anyone) -> Value) -> Value? {
        random.once(in: times) ? draw(&self) : nil
    }

    mutating func many<Value>(_ count: ClosedRange<Int>, _ draw: (inout Anyone) -> Value) -> [Value] {
        (0..<random.number(count)).map { _ in draw(&self) }
    }

    mutating func person() -> (start: Instant, region: RegionCode, facts: [Fact]) {
        var id: Int64 = 0
        let facts = many(0...random.one(of: [3, 8, 16])) { anyone in
            id += 1
            return anyone.fact(id)
        }
        let tracked = facts + (sometimes(4) { $0.checkIns(from: id + 1) } ?? [])
        let start = sometimes { $0.instant() } ?? random.one(of: [.distantPast, Instant(seconds: 0)])
        return (start, region(), tracked)
    }

    /// A run of daily check-ins, most of them clean.
    mutating func checkIns(from id: Int64) -> [Fact] {
        let first = instant()
        return (0..<Int64(random.number(2...8))).filter { _ in !random.once(in: 8) }.map { day in
            let at = first.advanced(bySeconds: day * 86_400 + Int64(random.number(-20_000...20_000)))
            let answers = random.once(in: 8) ? answers() : Answers()
            return Fact(
                id: FactID(id + day), kind: .checkIn, from: at, known: at, origin: .person, detail: .answers(answers))
        }
    }

    mutating func fact(_ id: Int64, after earliest: Instant? = nil) -> Fact {
        let kind = kind()
        var from = instant()
        if let earliest, from <= earliest { from = earliest.advanced(bySeconds: Int64(random.number(1...400_000))) }
        let hasEnd = kind.isState ? !random.once(in: 3) : random.once(in: 20)
        return Fact(
            id: FactID(id), kind: kind, from: from,
            until: hasEnd ? from.advanced(bySeconds: Int64(random.number(-1...20)) * 43_200) : nil,
            known: from, region: random.once(in: 6) ? nil : region(), origin: .person,
            detail: random.once(in: 20) ? .none : detail(of: kind, from))
    }

    private mutating func detail(of kind: FactKind, _ from: Instant) -> FactDetail {
        switch kind {
        case .test:
            let sampled = from.advanced(bySeconds: -Int64(random.number(-1...8)) * 43_200)
            let (method, result) = (random.one(of: TestDetail.Method.allCases), random.one(of: results))
            return .test(TestDetail(method: method, result: result, sampled: sampled))
        case .quarantine:
            let place = random.one(of: QuarantineDetail.Place.allCases)
            return .quarantine(QuarantineDetail(place: place, symptomsRechecked: random.once(in: 2)))
        case .declaration, .checkIn, .screening: return .answers(answers())
        case .closeContact, .secondaryContact, .caseOnset: return .linked(CaseNumber(Int64(random.number(1...2))))
        default: return .none
        }
    }

    private var results: [TestDetail.Result] { [.negative, .negative, .positive, .inconclusive] }

    mutating func answers() -> Answers {
        Answers(
            symptoms: sometimes(3) { $0.symptoms() } ?? [],
            diagnosis: sometimes(4) { $0.random.one(of: Answers.Diagnosis.allCases) } ?? .none,
            contact: random.once(in: 5),
            temperature: sometimes(3) { $0.temperature() })
    }

    mutating func temperature() -> Temperature {
        Temperature(hundredths: 3_690 + 10 * Int32(random.number(0...6)))
    }

    mutating func symptoms() -> Symptoms {
        Symptoms(many(1...2) { $0.random.one(of: Symptoms.named).symptom })
    }

    mutating func notices() -> RegionNotices {
        RegionNotices(
            many(0...6) { anyone in
                let from = anyone.sometimes(8) { _ in Instant.distantPast } ?? anyone.instant()
                let until = anyone.sometimes(3) { _ in Instant.distantFuture } ?? anyone.instant()
                let closing = anyone.sometimes(3) { $0.random.once(in: 3) ? RegionNotice.What.open : .closed }
                return RegionNotice(
                    region: anyone.region(), what: closing ?? .risk(anyone.random.one(of: RiskLevel.allCases)),
                    interval: Interval(from: from, until: until), known: anyone.instant())
            })
    }
}
