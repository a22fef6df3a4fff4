internal import HealthCodeCore

/// What the rules of a policy ask for, in words, put together once for all who are explained under it: a pure function of
/// the policy and of the names of the regions that it names.
struct PolicyWords: Sendable {
    /// The names with which it was put together.
    let names: [RegionCode: String]
    /// What each rule asks for, in their order, without a full stop.
    let rules: [LocalizedText]
    /// What the parts ask for that are not made of others.
    let parts: [Condition: LocalizedText]

    /// Puts the conditions of all rules into words, and the parts of which they are made.
    init(_ policy: Policy, names: [RegionCode: String]) {
        self.names = names
        let text = ConditionText(offset: policy.offset, regions: names)
        rules = policy.rules.map { text.words($0.condition) }
        let leaves = policy.rules.flatMap(\.condition.leaves)
        parts = Dictionary(leaves.map { ($0, text.words($0)) }) { first, _ in first }
    }

    /// The regions that the rules of a policy name.
    static func regions(of policy: Policy) -> Set<RegionCode> {
        Set(policy.rules.map(\.condition).flatMap(ConditionText.regions))
    }
}
