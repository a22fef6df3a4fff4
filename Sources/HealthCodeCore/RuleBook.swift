/// A policy history made ready: for every area of the map, what its policies come to for people of whom nothing that
/// they ask for is known, so that of others only the rules that can tell them apart are worked out.
final class RuleBook: Sendable {
    /// A rule's condition with what it depends on.
    private struct Test: Sendable {
        var condition: Condition
        var kinds: FactKinds
        var countsFromRegistration: Bool
    }

    /// A stretch of time that one policy governs.
    struct Reign: Sendable {
        var from: Instant
        var policy: Int
        /// When each rule holds of people without facts in one area; nil for people who move between areas.
        var plain: [IntervalSet]?
    }

    /// What is worked out beforehand for an area.
    private struct Prepared: Sendable {
        var reigns: [Reign]
        /// The timeline of people without facts; nil where it depends on their registration.
        var steps: [Step]?
    }

    let policies: [Policy]
    let map: RegionMap
    /// For each policy, all its rules but the last, which holds always.
    private let tests: [[Test]]
    private let prepared: [Prepared]
    /// The kinds of facts that any rule asks for, and residence, which decides between policies.
    private let kinds: FactKinds

    init(_ policies: [Policy], _ notices: RegionNotices) {
        let map = RegionMap(policies, notices)
        let tests = policies.map { policy in
            policy.rules.dropLast().map { rule in
                Test(
                    condition: rule.condition, kinds: rule.condition.kinds,
                    countsFromRegistration: rule.condition.countsFromRegistration)
            }
        }
        self.policies = policies
        self.map = map
        self.tests = tests
        kinds = tests.joined().reduce(into: FactKinds(.residence)) { $0.formUnion($1.kinds) }
        prepared = zip(map.areas, map.samples).map { area, region in
            let nobody = Subject(start: .distantPast, region: region)
            let reigns = area.government.map { from, policy in
                let evaluation = Evaluation(of: nobody, under: policies[policy], on: map)
                return Reign(from: from, policy: policy, plain: tests[policy].map { evaluation.times($0.condition) })
            }
            let isShared = reigns.allSatisfy { !tests[$0.policy].contains(where: \.countsFromRegistration) }
            return Prepared(reigns: reigns, steps: isShared ? RuleBook.steps(reigns, from: .distantPast) : nil)
        }
    }

    /// The assignments of a subject as the instants at which each begins; those shared with others may begin before
    /// the subject's registration.
    func steps(of subject: Subject) -> [Step] {
        let prepared = prepared[map.index(of: subject.region)]
        if subject.kinds.isDisjoint(with: kinds), let steps = prepared.steps { return steps }
        var reigns = subject.kinds.contains(.residence) ? reigns(following: subject.homes) : prepared.reigns
        if let last = reigns.lastIndex(where: { $0.from <= subject.start }) { reigns.removeFirst(last) }
        for index in reigns.indices { work(out: &reigns[index], of: subject) }
        return RuleBook.steps(reigns, from: subject.start)
    }

    /// Works out when the rules of a reign hold of the subject.
    private func work(out reign: inout Reign, of subject: Subject) {
        let evaluation = Evaluation(of: subject, under: policies[reign.policy], on: map)
        let tests = tests[reign.policy]
        guard reign.plain != nil else {
            reign.plain = tests.map { evaluation.times($0.condition) }
            return
        }
        for index in tests.indices
        where tests[index].countsFromRegistration || !tests[index].kinds.isDisjoint(with: subject.kinds) {
            reign.plain?[index] = evaluation.times(tests[index].condition)
        }
    }

    /// The policies over people who move: where no policy governs the region in which they live, those of the last
    /// region that one governs go on, because a policy ends by its successor only.
    func reigns(following homes: [(from: Instant, region: RegionCode)]) -> [Reign] {
        let governments = homes.map { map.areas[map.index(of: $0.region)].government }
        let cuts = homes.map(\.from) + governments.joined().map(\.from)
        var reigns: [Reign] = []
        for cut in Set(cuts).sorted() {
            let governing = zip(homes, governments).reversed().lazy.compactMap { home, government in
                home.from <= cut ? government.last { $0.from <= cut }?.policy : nil
            }.first
            if let governing, reigns.last?.policy != governing { reigns.append(Reign(from: cut, policy: governing)) }
        }
        return reigns
    }

    /// Goes along the reigns from change to change; at each instant the first rule that holds decides, else the last.
    private static func steps(_ reigns: [Reign], from start: Instant) -> [Step] {
        var steps: [Step] = []
        for (index, reign) in reigns.enumerated() {
            let end = index + 1 < reigns.count ? reigns[index + 1].from : .distantFuture
            var from = max(reign.from, start)
            while from < end, let times = reign.plain {
                var rule = 0
                var until = end
                while rule < times.count {
                    let state = times[rule].state(at: from)
                    until = min(until, state.until)
                    if state.holds { break }
                    rule += 1
                }
                if steps.last.map({ $0.policy != reign.policy || $0.rule != rule }) ?? true {
                    steps.append(Step(from: from, policy: reign.policy, rule: rule))
                }
                from = until
            }
        }
        return steps
    }
}

/// From this instant on, until the next step, this rule of this policy decides; both by their indices.
struct Step: Sendable {
    var from: Instant
    var policy: Int
    var rule: Int
}
