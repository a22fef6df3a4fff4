internal import HealthCodeCore
internal import HealthCodePacks
internal import Synchronization

/// The published policies and notices that decide at this moment, exchanged as a whole when either changes.
final class RulesInForce: Sendable {
    private let current = Mutex(Edition())
    /// Whether everyone was decided by the rules as they are now, so that what is stored can be shown as it is.
    private let settled = Atomic(false)

    /// The rules as they are now; a caller keeps one edition through one verb.
    var edition: Edition { current.withLock { $0 } }

    var isSettled: Bool { settled.load(ordering: .acquiring) }

    func replace(by edition: Edition) {
        current.withLock { current in
            current = edition
            settled.store(false, ordering: .releasing)
        }
    }

    /// Notes that everyone was decided by the rules of this mark, where they are still in force.
    func settle(_ mark: EditionMark) {
        current.withLock { if $0.mark == mark { settled.store(true, ordering: .releasing) } }
    }

    /// Whether a colour may be another by the rules as they are now, of which the caller has this edition.
    func mayDiffer(_ assignment: StoredAssignment, from edition: Edition) -> Bool {
        !isSettled && assignment.edition != edition.mark
    }
}

/// All packs and notices as known at one time, ready to decide with.
final class Edition: Sendable {
    let history: PolicyHistory
    /// Names it for good.
    let mark: EditionMark
    let published: [PublishedPack]
    private let said: [KeptNotice]
    private let policies: [PolicyName: KnownPolicy]
    /// What the history's policies and their rules are called, by their places in it: a policy taken out of the history is a
    /// copy of all that it holds.
    private let names: [(policy: PolicyName, rules: [String])]

    /// The rules of these policies, published in this order, and of all that was ever said of regions.
    init(policies: [Policy] = [], said: [KeptNotice] = [], published: [PublishedPack] = []) {
        mark = EditionMark(packs: policies.count, notices: Int(said.last))
        self.published = published
        self.said = said
        history = PolicyHistory(policies, notices: said.standing)
        names = policies.map { ($0.name, $0.rules.map(\.id)) }
        self.policies = Dictionary(policies.map { ($0.name, KnownPolicy($0)) }) { _, last in last }
    }

    /// Whether these are the packs and notices that it was made of.
    func isMade(of published: [PublishedPack], _ said: [KeptNotice]) -> Bool {
        self.published == published && self.said == said
    }

    /// The rules as they were known at an instant, inclusive.
    func asKnown(at instant: Instant) -> Edition {
        let isAll =
            published.allSatisfy { $0.published <= instant }
            && history.notices.notices.allSatisfy { $0.known <= instant }
        if isAll { return self }
        return Edition(
            policies: zip(history.policies, published).filter { $1.published <= instant }.map(\.0),
            said: said.prefix(known: instant), published: published.filter { $0.published <= instant })
    }

    /// The rules as they stood when no more than these had been published.
    func earlier(_ mark: EditionMark) -> Edition {
        Edition(
            policies: Array(history.policies.prefix(mark.packs)), said: said.prefix(through: Int64(mark.notices)),
            published: Array(published.prefix(mark.packs)))
    }

    /// The rules in force with a draft among them, in place of a published pack of its name.
    func trying(_ draft: Pack) -> Edition {
        Edition(policies: history.policies.filter { $0.name != draft.policy.name } + [draft.policy], said: said)
    }

    /// The kinds of facts that sources report of a person.
    static let records = FactKinds(
        FactKind.allCases.filter {
            ![.registered, .declaration, .checkIn, .stay, .residence, .screening].contains($0)
        })

    func policy(_ name: PolicyName) -> KnownPolicy? { policies[name] }

    /// The policy that governs a region at an instant.
    func policy(governing region: RegionCode, at instant: Instant) -> Policy? {
        history.policy(governing: region, at: instant)
    }

    /// The civil time of the place whose rules gave a person their colour.
    func offset(of person: Person) -> UTCOffset {
        person.assignment.flatMap { policy($0.policy)?.policy.offset } ?? .china
    }

    /// Decides, under these rules, what a person's colour is at an instant.
    func decide(at now: Instant) -> Decide {
        { subject in self.assignment(of: subject, at: now) }
    }

    func assignment(of subject: Subject, at now: Instant) -> StoredAssignment {
        let line = timeline(of: subject, under: history)
        let next = line.nextChange(after: now).map { NextColour(at: $0.interval.from, colour: $0.colour) }
        guard let assignment = line.assignment(at: now) else {
            let nowhere = PolicyName(region: subject.region, version: "")
            return StoredAssignment(
                colour: .grey, since: subject.start, rule: "", policy: nowhere, next: next, decided: now,
                edition: mark)
        }
        let (policy, rule) = assignment.place
        return StoredAssignment(
            colour: assignment.colour, since: assignment.interval.from, rule: names[policy].rules[rule],
            policy: names[policy].policy, next: next, decided: now, edition: mark)
    }
}

/// A published policy with what each of its rules may tell. Shared by reference, for it is looked at in every request.
final class KnownPolicy: Sendable {
    let policy: Policy
    /// The regions that its rules name.
    let regions: Set<RegionCode>
    private let rules: [String: KnownRule]
    private let words = Mutex<PolicyWords?>(nil)

    /// A rule, and whether what records say of a person can be read from it.
    struct KnownRule: Sendable {
        var rule: Rule
        var restsOnRecords: Bool
    }

    init(_ policy: Policy) {
        self.policy = policy
        regions = PolicyWords.regions(of: policy)
        let known = policy.rules.map { rule in
            let restsOnRecords = !rule.condition.factKinds.isDisjoint(with: Edition.records)
            return (rule.id, KnownRule(rule: rule, restsOnRecords: restsOnRecords))
        }
        rules = Dictionary(known) { first, _ in first }
    }

    func rule(_ id: String) -> KnownRule? { rules[id] }

    /// What its rules ask for, in words; put together again only where a region that it names was renamed.
    func words(naming names: [RegionCode: String]) -> PolicyWords {
        let names = names.filter { regions.contains($0.key) }
        return words.withLock { words in
            if let words, words.names == names { return words }
            let new = PolicyWords(policy, names: names)
            words = new
            return new
        }
    }
}

extension Policy {
    var name: PolicyName { PolicyName(region: region, version: version) }
}
