public import HealthCodeCore

/// What differs between two packs: rules, options, and what their scenarios' people would have.
public struct PackDifference: Hashable, Sendable, Encodable {
    /// A text of a rule or an option before and after, as the packs write it; nil where a pack does not say it.
    public struct Change: Hashable, Sendable, Encodable {
        /// The words that lead to it, such as `service.corrections`, or a rule's `when`.
        public var path: String
        public var before: String?
        public var after: String?

        /// Makes a change.
        public init(path: String, before: String?, after: String?) {
            self.path = path
            self.before = before
            self.after = after
        }
    }

    /// What became of one rule.
    public struct RuleChange: Hashable, Sendable, Encodable {
        /// The sorts of change; a rule that changed may have moved as well.
        public enum Sort: String, Hashable, Sendable, Encodable {
            case added, removed, moved, changed
        }

        public var rule: String
        public var sort: Sort
        /// Its place among the rules, counted from 1.
        public var placeBefore: Int?
        public var placeAfter: Int?
        /// Of a rule that changed, what did; of one that was added or removed, all that it says.
        public var words: [Change]
    }

    /// A person of the scenarios who would have another colour.
    public struct PersonChange: Hashable, Sendable, Encodable {
        /// Where the sentence stands that the person is told of under.
        public var cites: [String]
        public var person: String
        public var instants: [Outcome]
    }

    /// What a person would have at an instant, before and after.
    public struct Outcome: Hashable, Sendable, Encodable {
        /// The place's own date and time.
        public var at: String
        public var before: Verdict
        public var after: Verdict

        /// Makes an outcome.
        public init(at: String, before: Verdict, after: Verdict) {
            self.at = at
            self.before = before
            self.after = after
        }
    }

    /// A colour and the rule that gives it; told as `yellow (close-contact)`, or `no code` where there is none.
    public struct Verdict: Hashable, Sendable, Encodable, CustomStringConvertible {
        public var colour: Colour?
        public var rule: String?

        /// Makes a verdict.
        public init(_ colour: Colour?, _ rule: String?) {
            self.colour = colour
            self.rule = rule
        }

        public var description: String { described(colour, rule) }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    /// The names of the two packs: place, date.
    public var before: String
    public var after: String
    /// Removed ones first, then in the order of the later pack.
    public var rules: [RuleChange]
    /// In the order of the packs.
    public var options: [Change]
    public var people: [PersonChange]
    /// How many people of scenarios were tried.
    public var peopleTried: Int
    /// How many of them have the same colours, but by another rule.
    public var peopleByAnotherRule: Int

    /// Compares two packs, and tries the people of the scenarios of both under each. For that, both are taken as in force
    /// from the earlier beginning on.
    public init(from old: Pack, _ oldScenarios: [Scenarios], to new: Pack, _ newScenarios: [Scenarios]) {
        let (oldText, newText) = (PackText(old), PackText(new))
        before = old.policy.title
        after = new.policy.title
        rules = PackDifference.ruleChanges(from: old.policy, oldText, to: new.policy, newText)
        // What is only written otherwise is no difference; names of regions are not in the policy any more.
        let isSame = old.policy.saysTheSame(as: new.policy)
        options = PackText.changes(from: oldText, to: newText).filter { !isSame || $0.path.hasPrefix("regions.") }
        let tried = Trials(old.policy, new.policy, scenarios: oldScenarios + newScenarios)
        people = tried.changes
        peopleTried = tried.count
        peopleByAnotherRule = tried.byAnotherRule
    }

    /// Whether the packs rule, offer and decide the same.
    public var isEmpty: Bool { rules.isEmpty && options.isEmpty && people.isEmpty }
}

extension Policy {
    /// The place and the date of its rules.
    var title: String { "\(place[.english]) \(place[.simplifiedChinese]), rules of \(version)" }

    /// Whether all but the rules is the same.
    fileprivate func saysTheSame(as other: Policy) -> Bool {
        var (one, two) = (self, other)
        one.rules = []
        two.rules = []
        return one == two
    }
}
