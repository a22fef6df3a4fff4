public import HealthCodeCore
internal import HealthCodePacks

/// What a draft changes of the pack in force, as people read it: what `policy diff` says, in words.
public struct DraftChanges: Hashable, Sendable {
    /// What became of a rule.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case added, removed, moved, changed
    }

    /// Something that a rule says, before and after; nil where a pack does not say it.
    public struct Part: Hashable, Sendable {
        /// What it is that is said.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// To whom the rule applies.
            case whom
            /// What people read of why, and of what ends it.
            case because, ends
            /// Whether the colour only stands for one that is still due.
            case pending
        }

        public var kind: Kind
        public var before: LocalizedText?
        public var after: LocalizedText?
    }

    /// One rule, by its place counted from 1.
    public struct RuleChange: Hashable, Sendable {
        public var rule: String
        public var sort: Sort
        public var placeBefore: Int?
        public var placeAfter: Int?
        public var colourBefore: Colour?
        public var colourAfter: Colour?
        public var parts: [Part]
    }

    /// An option, as the packs write it.
    public struct OptionChange: Hashable, Sendable {
        public var path: String
        public var before: String?
        public var after: String?
    }

    /// Somebody of the scenarios who would have another colour at an instant; nil for no code.
    public struct PersonChange: Hashable, Sendable {
        public var person: String
        public var cites: [String]
        /// The place's own date and time.
        public var at: String
        public var before: Colour?
        public var after: Colour?
        public var rule: String?
    }

    public var rules: [RuleChange]
    public var options: [OptionChange]
    public var people: [PersonChange]
    /// How many people of scenarios were tried under both.
    public var peopleTried: Int

    /// Whether the packs rule, offer and decide the same.
    public var isEmpty: Bool { rules.isEmpty && options.isEmpty && people.isEmpty }
}

extension HealthCode {
    /// What differs between two packs, tried on the people of scenarios.
    ///
    /// - Throws: `unavailable`.
    func changes(from old: Pack, to new: Pack, _ scenarios: [Scenarios]) async throws(Problem) -> DraftChanges {
        let difference = PackDifference(from: old, [], to: new, scenarios)
        let named = (old.policy.rules + new.policy.rules).flatMap { ConditionText.regions(of: $0.condition) }
        let names = try await ask { try await store.names(of: Set(named), sources: []) }
        let words = ConditionText(offset: new.policy.offset, regions: names.regions)
        return DraftChanges(
            rules: difference.rules.map { change in
                let before = change.placeBefore.map { old.policy.rules[$0 - 1] }
                let after = change.placeAfter.map { new.policy.rules[$0 - 1] }
                return DraftChanges.RuleChange(
                    rule: change.rule, sort: DraftChanges.Sort(rawValue: change.sort.rawValue) ?? .changed,
                    placeBefore: change.placeBefore, placeAfter: change.placeAfter, colourBefore: before?.colour,
                    colourAfter: after?.colour, parts: DraftChanges.parts(before, after, words))
            },
            options: difference.options.map { .init(path: $0.path, before: $0.before, after: $0.after) },
            people: difference.people.flatMap { person in
                person.instants.map { outcome in
                    DraftChanges.PersonChange(
                        person: person.person, cites: person.cites, at: outcome.at, before: outcome.before.colour,
                        after: outcome.after.colour, rule: outcome.after.rule)
                }
            },
            peopleTried: difference.peopleTried)
    }
}

extension DraftChanges {
    /// What a rule says otherwise; of one that is in one pack alone, to whom it applies and why.
    fileprivate static func parts(_ before: Rule?, _ after: Rule?, _ words: ConditionText) -> [Part] {
        let isInBoth = before != nil && after != nil
        var parts: [Part] = []
        if before?.condition != after?.condition {
            parts.append(
                Part(
                    kind: .whom, before: (before?.condition).map(words.words),
                    after: (after?.condition).map(words.words)))
        }
        if before?.reason != after?.reason {
            parts.append(Part(kind: .because, before: before?.reason, after: after?.reason))
        }
        if isInBoth && before?.ends != after?.ends {
            parts.append(Part(kind: .ends, before: before?.ends, after: after?.ends))
        }
        if let before, let after, before.isPending != after.isPending {
            parts.append(Part(kind: .pending, before: said(before.isPending), after: said(after.isPending)))
        }
        return parts
    }

    private static func said(_ isSo: Bool) -> LocalizedText {
        LocalizedText(simplifiedChinese: isSo ? "是" : "否", english: isSo ? "yes" : "no")
    }
}
