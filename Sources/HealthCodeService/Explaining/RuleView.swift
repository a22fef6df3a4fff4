public import HealthCodeCore

/// A rule of a place as people read it (HZ-12): what gives which colour, and what ends it.
public struct RuleView: Sendable {
    public var rule: String
    public var colour: Colour
    public var reason: LocalizedText
    public var ends: LocalizedText?
    /// What the rule asks for, to the letter: built from its condition.
    public var asks: LocalizedText

    public init(
        rule: String, colour: Colour, reason: LocalizedText, ends: LocalizedText? = nil, asks: LocalizedText
    ) {
        self.rule = rule
        self.colour = colour
        self.reason = reason
        self.ends = ends
        self.asks = asks
    }
}

extension HealthCode {
    /// The rules of a policy as people read them, in the order in which they are tried.
    ///
    /// - Throws: `unavailable`.
    public func rules(of policy: Policy) async throws(Problem) -> [RuleView] {
        let known = rules.edition.policy(policy.name)
        let names = try await ask {
            try await store.names(of: PolicyWords.regions(of: policy), sources: []).regions
        }
        let words = known?.words(naming: names) ?? PolicyWords(policy, names: names)
        return zip(policy.rules, words.rules).map { rule, asks in
            RuleView(rule: rule.id, colour: rule.colour, reason: rule.reason, ends: rule.ends, asks: asks)
        }
    }
}
