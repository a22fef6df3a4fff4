/// A person as the rules see them: when they registered, where they lived then, and the facts known of them.
///
/// The facts are put in order when a subject is made. A state of which the next of its kind takes the place
/// (a declaration, a residence) ends where that one begins; of two that begin at once the later id stays.
/// A state that ends before it holds, and an event with an end, are mistakes: the state is left out as though it had
/// never been said, the event keeps its instant.
public struct Subject: Hashable, Sendable {
    /// When the person registered; no colour is given before.
    public let start: Instant
    /// Where the person lives until the first residence among the facts begins.
    public let region: RegionCode
    /// The facts in the order in which they take effect, each state with its real end.
    public let facts: [Fact]
    /// The kinds of those facts, so that a rule that asks for none of them is passed over.
    let kinds: FactKinds
    /// Whether any residence among the facts is elsewhere.
    let hasMoved: Bool

    /// Makes a subject from facts in any order, retracted ones left out.
    public init(start: Instant, region: RegionCode, facts: [Fact] = []) {
        self.init(start: start, region: region, inOrder: facts.isEmpty ? facts : Subject.inOrder(facts))
    }

    /// Makes a subject from what `facts` of one gave, without putting it in order again.
    public init(start: Instant, region: RegionCode, inOrder facts: [Fact]) {
        self.start = start
        self.region = region
        self.facts = facts
        var kinds = FactKinds()
        var hasMoved = false
        for fact in facts {
            kinds.formUnion(FactKinds(fact.kind))
            if fact.kind == .residence, let home = fact.region, home != region { hasMoved = true }
        }
        self.kinds = kinds
        self.hasMoved = hasMoved
    }

    /// Somebody who has registered and of whom nothing more is known; the rules treat all such of one region alike,
    /// but for what they count from registration.
    public static func newcomer(at start: Instant, in region: RegionCode) -> Subject {
        let facts = [FactKind.registered, .residence].enumerated().map { index, kind in
            Fact(
                id: FactID(Int64(index + 1)), kind: kind, from: start, known: start, region: region, origin: .person)
        }
        return Subject(start: start, region: region, inOrder: facts)
    }

    /// Whether nothing is known but that the person registered.
    public var isNewcomer: Bool {
        facts.count == 2 && self == .newcomer(at: start, in: region)
    }

    /// The facts sorted by effect, with real ends, and without those that never take effect.
    private static func inOrder(_ facts: [Fact]) -> [Fact] {
        var facts = facts
        for index in facts.indices where !facts[index].kind.isState { facts[index].until = nil }
        facts.removeAll { $0.span.isEmpty }
        facts.sort { $0.from != $1.from ? $0.from < $1.from : $0.id < $1.id }
        for kind in [FactKind.declaration, .residence] { supersede(kind, in: &facts) }
        return facts
    }

    /// Ends each fact of the kind where the next begins, and takes away those that are left with no time.
    private static func supersede(_ kind: FactKind, in facts: inout [Fact]) {
        var next = Instant.distantFuture
        for index in facts.indices.reversed() where facts[index].kind == kind {
            if next < facts[index].span.until { facts[index].until = next }
            next = facts[index].from
        }
        facts.removeAll { $0.kind == kind && $0.span.isEmpty }
    }

    /// Where the person lives at an instant.
    public func home(at instant: Instant) -> RegionCode {
        hasMoved ? homes.last { $0.from <= instant }?.region ?? region : region
    }

    /// Where the person lives from when on, earliest first. A residence goes on until the next, whatever end it
    /// names, because everybody lives somewhere; one that names no region moves nobody.
    var homes: [(from: Instant, region: RegionCode)] {
        var homes = [(from: Instant.distantPast, region: region)]
        for fact in facts where fact.kind == .residence {
            if let region = fact.region { homes.append((fact.from, region)) }
        }
        return homes
    }
}

extension Fact {
    /// From where the fact takes effect until its end; open where it has none.
    var span: Interval {
        Interval(from: from, until: until ?? .distantFuture)
    }
}
