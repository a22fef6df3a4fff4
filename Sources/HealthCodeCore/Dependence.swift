/// What a condition depends on, so that a rule is worked out only for people whom it can tell apart.
extension Condition {
    /// The conditions in it that are not made of other conditions.
    public var leaves: [Condition] {
        switch self {
        case .always, .facts, .residence, .dated, .lapse: [self]
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        case .unless(let part, let other): part.leaves + other.leaves
        }
    }

    /// The kinds of facts of which a person who does not move must have one for it to hold at other times than of
    /// somebody without facts. What ends a span, or must come before it, does not count: without the fact itself
    /// there is no span.
    var kinds: FactKinds {
        var kinds = FactKinds()
        for case .facts(let spans) in leaves { kinds.formUnion(spans.pattern.kinds) }
        return kinds
    }

    /// Whether it counts from a person's registration, and so differs between people of whom no fact is known.
    var countsFromRegistration: Bool {
        leaves.contains { if case .lapse = $0 { true } else { false } }
    }
}

extension FactPattern {
    /// The kinds of the facts that it finds, or finds streaks of.
    var kinds: FactKinds {
        switch subject {
        case .kinds(let kinds): kinds
        case .streak: FactKinds(.checkIn)
        case .negativeTests: FactKinds(.test)
        }
    }
}

extension FactKinds {
    /// The set of one kind.
    init(_ kind: FactKind) {
        self.init(rawValue: 1 << UInt32(kind.rawValue))
    }
}
