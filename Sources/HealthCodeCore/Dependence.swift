/// What a condition depends on, so that a rule is worked out only for people whom it can tell apart.
extension Condition {
    /// The conditions in it that are not made of other conditions.
    var leaves: [Condition] {
        switch self {
        case .always, .facts, .residence, .dated, .lapse: [self]
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        case .unless(let part, let other): part.leaves + other.leaves
        }
    }

    /// The kinds of facts that can change when it holds.
    public var kinds: FactKinds {
        leaves.reduce(into: FactKinds()) { kinds, leaf in
            switch leaf {
            case .facts(let spans):
                kinds.formUnion(spans.pattern.kinds)
                for ender in spans.until { kinds.formUnion(ender.pattern.kinds) }
            case .lapse(let pattern, _): kinds.formUnion(pattern.kinds)
            case .residence: kinds.formUnion(FactKinds(.residence))
            default: break
            }
        }
    }

    /// Whether it counts from a person's registration, and so differs between people of whom no fact is known.
    var countsFromRegistration: Bool {
        leaves.contains { if case .lapse = $0 { true } else { false } }
    }
}

extension FactPattern {
    /// The kinds of facts that can change what it finds.
    var kinds: FactKinds {
        var kinds =
            switch subject {
            case .kinds(let kinds): kinds
            case .streak: FactKinds(.checkIn)
            }
        for case .following(let pattern, _, _) in demands { kinds.formUnion(pattern.kinds) }
        return kinds
    }
}

extension FactKinds {
    /// The set of one kind.
    init(_ kind: FactKind) {
        self.init(rawValue: 1 << UInt32(kind.rawValue))
    }
}
