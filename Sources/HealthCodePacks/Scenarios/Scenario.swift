public import HealthCodeCore

/// The scenarios of a pack: each sentence of the notice with people to whom it applies, and people to whom it just
/// does not. They are read from `scenarios.yaml` beside the pack.
public struct Scenarios: Hashable, Sendable {
    /// Other packs that are in force as well; each then governs its own region. Where there is none, everybody is decided
    /// under the pack, wherever they live.
    public var others: [Policy]
    /// In the order of the file, which is the order of the notice.
    public var sentences: [Sentence]

    /// One sentence of a notice, in the words of whoever wrote the scenarios.
    public struct Sentence: Hashable, Sendable {
        /// Where the sentence stands, such as `HB-03`.
        public var cites: [String]
        public var says: String
        public var people: [Scenario]
    }
}

/// One person, what is known of them, and the colours that they must have.
public struct Scenario: Hashable, Sendable {
    /// Who it is, in words.
    public var person: String
    /// Whether the sentence applies to the person, or just does not.
    public var matches: Bool
    /// Where the person lives, while no residence among the facts says otherwise.
    public var home: RegionCode
    /// What is known, in the order of the file, without numbers.
    public var facts: [Fact]
    /// Risk levels and closed management, those of the whole file and those of the sentence.
    public var notices: [RegionNotice]
    public var expectations: [Expectation]

    /// The colour that a person must have at an instant.
    public struct Expectation: Hashable, Sendable {
        public var at: Instant
        /// Nil where there must be no code yet.
        public var colour: Colour?
        /// The rule that gives it; nil where any will do.
        public var rule: String?
        /// The line in the file.
        public var line: Int
    }
}
