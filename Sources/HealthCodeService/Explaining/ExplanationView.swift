public import HealthCodeCore

/// Why a person has the colour that they have at an instant, in words: what a page, a command or a counter shows.
public struct ExplanationView: Sendable {
    /// A rule that stands above the one that decided, and why it did not apply.
    public struct PassedRule: Sendable {
        public var rule: String
        public var colour: Colour
        /// What it says to those of whom it holds.
        public var reason: LocalizedText
        /// What the rule asks for, built from its condition.
        public var asks: LocalizedText
        /// What was wanting of it, or stood against it.
        public var wants: [LocalizedText]
        /// Whether nothing of the kind is known, so that the wants say no more than that.
        public var isUnheardOf = false
    }

    /// A colour that follows by itself, if nothing new becomes known.
    public struct ComingColour: Sendable {
        public var at: Instant
        public var colour: Colour
        public var rule: String
        public var reason: LocalizedText
    }

    public var person: PersonID
    /// The instant that is explained.
    public var at: Instant
    /// Only what was known at this instant counts; nil for all that is known now.
    public var asKnown: Instant?
    public var colour: Colour
    /// Since when the rule has decided.
    public var since: Instant
    /// The rule that decides; `undisclosed` to an account that may not know it, and empty where no policy governs.
    public var rule: String
    public var reason: LocalizedText
    /// What ends it, in the pack's words.
    public var ends: LocalizedText?
    public var advice: LocalizedText
    /// Where a green code is valid; nil where the pack says nothing.
    public var validity: LocalizedText?
    public var policy: PolicyName
    public var place: LocalizedText
    public var offset: UTCOffset
    /// What the rule rests on, each with its source; empty for an account that may not see the person's records.
    public var grounds: [GroundView]
    /// The rules above, in their order; those that ask for records are left out for such an account.
    public var above: [PassedRule]
    /// In order; a change of rule that keeps the colour is among them.
    public var coming: [ComingColour]
    /// What the person, or somebody for them, can do.
    public var actions: [LocalizedText]
}

/// How much of what is known of a person counts.
public enum Knowledge: Hashable, Sendable {
    /// What was known at the instant, inclusive.
    case at(Instant)
    /// What was known when the fact or retraction of this number was the last.
    case through(FactID)
}
