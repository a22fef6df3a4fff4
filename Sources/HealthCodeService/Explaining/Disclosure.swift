internal import HealthCodeCore

/// What may be read from a rule by someone who knows that it decided.
extension Condition {
    /// The kinds of facts that the condition asks for.
    var factKinds: FactKinds {
        switch self {
        case .always, .residence, .dated: []
        case .facts(let spans): spans.pattern.factKinds
        case .lapse(let pattern, _): pattern.factKinds
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.factKinds) }
        case .not(let part): part.factKinds
        case .unless(let part, let other): part.factKinds.union(other.factKinds)
        }
    }
}

extension FactPattern {
    fileprivate var factKinds: FactKinds {
        let own =
            switch subject {
            case .kinds(let kinds): kinds
            case .streak: FactKinds([.checkIn])
            case .negativeTests: FactKinds([.test])
            }
        return demands.reduce(into: own) { kinds, demand in
            if case .following(let pattern, _, _, _) = demand { kinds.formUnion(pattern.factKinds) }
        }
    }
}
