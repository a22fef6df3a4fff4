/// What becomes of people's colours at an instant where rules change: two histories, asked together. Of a draft most rules
/// stand in the policy before it too, and those are worked out once.
public struct PolicyChange: Sendable {
    public private(set) var before: PolicyMoment
    public private(set) var after: PolicyMoment
    /// For each policy before, and each test after: the rule of that policy which holds whenever the test does.
    private let twins: [Int?]

    /// Makes two histories ready for an instant.
    public init(from before: PolicyHistory, to after: PolicyHistory, at instant: Instant) {
        self.before = PolicyMoment(before, at: instant)
        self.after = PolicyMoment(after, at: instant)
        twins = before.notices == after.notices ? after.book.twins(in: before.book) : []
    }

    /// The colours before and after; nil as of a `verdict`.
    public func colours(of subject: Subject) -> (before: Colour?, after: Colour?) {
        guard subject.start <= before.instant else { return (nil, nil) }
        let old = before.decision(on: subject)
        let new = after.decision(on: subject) { test in
            // All that come before the rule that decides do not hold; of those after it nothing is known.
            guard let old, !twins.isEmpty, let twin = twins[old.policy * after.book.tests.count + test],
                twin <= old.rule
            else {
                return nil
            }
            return twin == old.rule
        }
        return (old?.colour, new?.colour)
    }

    /// The same for one of several workers, as of a moment.
    public func apart() -> PolicyChange {
        var copy = self
        copy.before = before.apart()
        copy.after = after.apart()
        return copy
    }
}

extension RuleBook {
    /// For each policy of another book, and each test of this one: the rule of that policy which holds whenever the test does.
    fileprivate func twins(in other: RuleBook) -> [Int?] {
        zip(other.policies, other.terms).flatMap { policy, terms in
            let rules = Dictionary(
                zip(policy.rules.dropLast().map(\.condition), 0...), uniquingKeysWith: { first, _ in first })
            return zip(policies, self.terms).flatMap { own, ownTerms in
                own.rules.dropLast().map { terms.countsAs(ownTerms) ? rules[$0.condition] : nil }
            }
        }
    }
}
