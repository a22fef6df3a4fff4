import HealthCodeCore

extension Anyone {
    mutating func policies() -> [Policy] {
        var number = 0
        return many(1...random.one(of: [1, 1, 4])) { anyone in
            number += 1
            return anyone.policy(number)
        }
    }

    /// One of the policies as somebody may rework it: its rules in another order, some left out, one new.
    mutating func draft(after policies: [Policy]) -> Policy {
        var draft = random.one(of: policies)
        draft.version = "draft"
        draft.since = sometimes(2) { $0.instant() } ?? draft.since
        if random.once(in: 8) { draft.feverLimit = temperature() }
        var rules = Array(draft.rules.dropLast().shuffled(using: &random).prefix(random.number(0...6)))
        if !rules.isEmpty, random.once(in: 2) { rules[0].condition = condition(depth: 1) }
        draft.rules = rules + draft.rules.suffix(1)
        return draft
    }

    /// A policy in which each rule has an id of its own; its last rule mostly, but not always, holds always.
    private mutating func policy(_ number: Int) -> Policy {
        let nothing = LocalizedText(simplifiedChinese: "", english: "")
        var rules = many(1...6) { anyone in anyone.condition(depth: 2) }
        rules.append(random.once(in: 10) ? condition(depth: 0) : .always)
        let region = random.once(in: 4) ? region() : Anyone.regions[0]
        let replaces = random.once(in: 4) ? many(1...2) { $0.region() }.filter(region.contains) : []
        return Policy(
            region: region, replaces: replaces, place: nothing, version: "\(number)",
            since: sometimes(4) { $0.instant() } ?? .distantPast,
            offset: random.one(of: [.china, .utc, UTCOffset(seconds: -19_800)]),
            feverLimit: temperature(),
            rules: rules.enumerated().map { index, condition in
                Rule(
                    id: "\(number).\(index)", colour: random.one(of: Colour.allCases), condition: condition,
                    reason: nothing)
            },
            options: ServiceOptions(meanings: [:]))
    }

    mutating func condition(depth: Int) -> Condition {
        switch random.number(0...(depth > 0 ? 15 : 9)) {
        case 0...6: .facts(spans())
        case 7: .residence(place(), linger: sometimes { $0.span() })
        case 8: random.once(in: 4) ? .always : .dated(from: instant(), until: instant())
        case 9: .lapse(of: pattern(depth: 1), for: span())
        case 10...11: .all(many(0...3) { $0.condition(depth: depth - 1) })
        case 12...13: .any(many(0...3) { $0.condition(depth: depth - 1) })
        case 14: .not(condition(depth: depth - 1))
        default: .unless(condition(depth: depth - 1), condition(depth: depth - 1))
        }
    }

    private mutating func spans() -> FactSpans {
        FactSpans(
            pattern(depth: 2), anchor: anchor(), after: sometimes(4) { $0.span() },
            length: sometimes { $0.span() },
            until: sometimes { $0.many(1...2) { Ender($0.pattern(depth: 1), atLeast: $0.sometimes { $0.span() }) } }
                ?? [],
            linger: sometimes(4) { $0.span() })
    }

    private mutating func anchor() -> FactSpans.Anchor { random.one(of: [.start, .start, .end, .onset]) }

    private mutating func pattern(depth: Int) -> FactPattern {
        if random.once(in: 8) {
            return FactPattern(
                .negativeTests(
                    count: Int64(random.number(0...3)), methods: sometimes { [$0.method()] } ?? [],
                    apart: sometimes { $0.span() }),
                many(0...1) { $0.demand(of: .checkIn, depth: depth) })
        }
        if random.once(in: 6) {
            return FactPattern(
                .streak(days: Int64(random.number(-1...4))), many(0...1) { $0.demand(of: .checkIn, depth: depth) })
        }
        let kinds = many(1...4) { $0.kind() }
        let demands = random.once(in: 3) ? [] : many(1...2) { $0.demand(of: kinds[0], depth: depth) }
        return FactPattern(.kinds(FactKinds(kinds)), demands)
    }

    /// A demand that a fact of the kind may well meet, and now and then one that it cannot.
    private mutating func demand(of kind: FactKind, depth: Int) -> Demand {
        switch random.number(0...11) {
        case 0...2: return .place(place())
        case 3: return .lasting(span())
        case 4: return .before(instant())
        case 5: return .since(instant())
        case 6...7 where depth > 0:
            return .following(
                pattern(depth: depth - 1), anchor: anchor(), atLeast: sometimes { $0.span() },
                atMost: sometimes { $0.span() })
        case 8: return random.once(in: 2) ? .quarantine([.home]) : .temperature(atLeast: temperature())
        default: return said(of: kind)
        }
    }

    private mutating func said(of kind: FactKind) -> Demand {
        switch kind {
        case .test:
            return random.once(in: 2)
                ? .result([random.one(of: TestDetail.Result.allCases)])
                : .method(many(1...2) { $0.method() })
        case .quarantine:
            return random.once(in: 2)
                ? .quarantine([random.one(of: QuarantineDetail.Place.allCases)])
                : .symptomsRechecked(random.once(in: 2))
        case .closeContact, .secondaryContact:
            return random.once(in: 2) ? .onsetUnknown : .beforeOnset(atMost: span())
        case .checkIn where random.once(in: 3), .declaration where random.once(in: 3):
            return .clean(random.once(in: 2))
        default:
            return .declares(
                Declared(
                    symptoms: sometimes { $0.symptoms() } ?? [],
                    diagnoses: many(0...2) { $0.random.one(of: Answers.Diagnosis.allCases) },
                    contact: random.once(in: 3)))
        }
    }

    private mutating func method() -> TestDetail.Method { random.one(of: TestDetail.Method.allCases) }

    mutating func place() -> Place {
        Place(
            inside: sometimes { $0.many(1...2) { $0.region() } } ?? [], outside: sometimes(4) { [$0.region()] } ?? [],
            risk: sometimes { $0.many(1...2) { $0.random.one(of: RiskLevel.allCases) } } ?? [],
            closed: sometimes(4) { $0.random.once(in: 2) })
    }
}
