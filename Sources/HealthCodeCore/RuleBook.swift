/// A policy history made ready: for every area of the map, what its policies come to for people of whom nothing that
/// they ask for is known, so that of others only the rules that can tell them apart are worked out.
final class RuleBook: Sendable {
    /// A rule's condition, by its place among the clauses, with what it depends on.
    struct Test: Sendable {
        var condition: Int
        var kinds: FactKinds
        var countsFromRegistration: Bool
        var colour: Colour

        init(_ rule: Rule, in tables: inout ClauseTables) {
            condition = tables.add(rule.condition)
            kinds = rule.condition.kinds
            countsFromRegistration = rule.condition.countsFromRegistration
            colour = rule.colour
        }

        /// Whether the rule may hold of the subject at other times than of somebody without facts.
        func tellsApart(_ subject: Subject) -> Bool {
            countsFromRegistration || !kinds.isDisjoint(with: subject.kinds)
        }

        /// Whether the rule may hold at other times of one who registered earlier, of both nothing more being known.
        var tellsNewcomersApart: Bool {
            countsFromRegistration || !kinds.isDisjoint(with: FactKinds([.registered, .residence]))
        }
    }

    /// What is worked out beforehand for an area.
    private struct Prepared: Sendable {
        var reigns: [Reign]
        /// The steps of people without facts; nil where they depend on registration.
        var steps: [Step]?
    }

    let policies: [Policy]
    let notices: RegionNotices
    let map: RegionMap
    let clauses: Clauses
    /// Of each policy.
    let terms: [PolicyTerms]
    /// Of all policies, all rules but the last of each, which holds always.
    let tests: [Test]
    private let prepared: [Prepared]
    /// The kinds of facts that any rule asks for.
    private let kinds: FactKinds

    init(_ policies: [Policy], _ notices: RegionNotices) {
        let map = RegionMap(policies, notices)
        var tables = ClauseTables()
        var tests: [Test] = []
        let terms = policies.map { policy in
            tests += policy.rules.dropLast().map { Test($0, in: &tables) }
            return PolicyTerms(policy, tests: tests.count - max(policy.rules.count - 1, 0)..<tests.count)
        }
        let clauses = Clauses(tables, on: map)
        self.policies = policies
        self.notices = notices
        self.map = map
        self.clauses = clauses
        self.terms = terms
        self.tests = tests
        kinds = tests.reduce(into: FactKinds()) { $0.formUnion($1.kinds) }
        prepared = zip(map.areas, map.samples).map { area, region in
            let nobody = Subject(start: .distantPast, region: region)
            let reigns = area.government.map { from, policy in
                let evaluation = Evaluation(of: nobody, under: terms[policy], by: clauses)
                return Reign(
                    from: from, policy: policy, colours: policies[policy].rules.map(\.colour),
                    plain: terms[policy].tests.map { evaluation.times(tests[$0].condition) })
            }
            let dependsOnStart = reigns.contains { reign in
                tests[terms[reign.policy].tests].contains(where: \.countsFromRegistration)
            }
            return Prepared(
                reigns: reigns, steps: dependsOnStart ? nil : reigns.steps(from: .distantPast) { $0.plain ?? [] })
        }
    }

    /// The steps of a subject's timeline; those shared with others may begin before the subject's registration.
    func steps(of subject: Subject) -> [Step] {
        let area = map.index(of: subject.region)
        if !subject.hasMoved, subject.kinds.isDisjoint(with: kinds), let steps = prepared[area].steps { return steps }
        let reigns = subject.hasMoved ? reigns(following: subject.homes) : prepared[area].reigns
        return reigns.steps(from: subject.start) { times(in: $0, of: subject) }
    }

    /// The policies over an area.
    func reigns(in area: Int) -> [Reign] { prepared[area].reigns }

    /// The policy over people who move, at an instant, by its place; nil where none governs.
    func policy(governing homes: [(from: Instant, region: RegionCode)], at instant: Instant) -> Int? {
        reigns(following: homes).last { $0.from <= instant }?.policy
    }

    /// When each rule of a reign holds of the subject.
    private func times(in reign: Reign, of subject: Subject) -> [IntervalSet] {
        let terms = terms[reign.policy]
        let evaluation = Evaluation(of: subject, under: terms, by: clauses)
        guard var times = reign.plain else { return terms.tests.map { evaluation.times(tests[$0].condition) } }
        for (rule, test) in terms.tests.enumerated() where tests[test].tellsApart(subject) {
            let own = evaluation.times(tests[test].condition)
            if own != times[rule] { times[rule] = own }
        }
        return times
    }

    /// The policies over people who move: where no policy governs the region in which they live, those of the last
    /// region that one governs go on, because a policy ends by its successor only.
    private func reigns(following homes: [(from: Instant, region: RegionCode)]) -> [Reign] {
        let governments = homes.map { map.areas[map.index(of: $0.region)].government }
        let cuts = homes.map(\.from) + governments.joined().map(\.from)
        var reigns: [Reign] = []
        for cut in Set(cuts).sorted() {
            let governing = zip(homes, governments).reversed().lazy.compactMap { home, government in
                home.from <= cut ? government.last { $0.from <= cut }?.policy : nil
            }.first
            guard let governing, reigns.last?.policy != governing else { continue }
            reigns.append(
                Reign(from: cut, policy: governing, colours: policies[governing].rules.map(\.colour), plain: nil))
        }
        return reigns
    }
}

/// What of a policy everything that is worked out under it needs.
struct PolicyTerms {
    /// The policy's civil time.
    var offset: UTCOffset
    var feverLimit: Temperature
    /// Its rules but the last, by their places among the tests of the book.
    var tests: Range<Int>
    /// The colour of the last.
    var otherwise: Colour

    init(_ policy: Policy, tests: Range<Int>) {
        offset = policy.offset
        feverLimit = policy.feverLimit
        self.tests = tests
        otherwise = policy.rules.last?.colour ?? .grey
    }

    /// Whether the same conditions hold at the same times.
    func countsAs(_ other: PolicyTerms) -> Bool {
        offset == other.offset && feverLimit == other.feverLimit
    }
}
