public import HealthCodeCore

/// A colour as it was decided, kept beside the person so that showing a code needs no rule.
public struct StoredAssignment: Hashable, Sendable {
    public var colour: Colour
    public var since: Instant
    /// The rule's id in its pack.
    public var rule: String
    /// The region and version of the policy.
    public var policy: PolicyName
    /// When time alone changes the assignment, and to which colour; nil where it does not.
    public var next: NextColour?
    /// When it was decided.
    public var decided: Instant
    /// Of which rules it was made.
    public var edition: EditionMark

    public init(
        colour: Colour, since: Instant, rule: String, policy: PolicyName, next: NextColour?, decided: Instant,
        edition: EditionMark = .nothing
    ) {
        self.colour = colour
        self.since = since
        self.rule = rule
        self.policy = policy
        self.next = next
        self.decided = decided
        self.edition = edition
    }
}

/// Names the rules as they stood after so many packs and notices about regions had been published. Since neither is
/// ever changed or removed, the two numbers say what they were for good.
public struct EditionMark: Hashable, Sendable {
    public var packs: Int
    /// The number of the last notice or retraction.
    public var notices: Int

    /// Before the first pack.
    public static let nothing = EditionMark(packs: 0, notices: 0)

    public init(packs: Int, notices: Int) {
        self.packs = packs
        self.notices = notices
    }
}

/// A change that time alone brings.
public struct NextColour: Hashable, Sendable {
    public var at: Instant
    public var colour: Colour

    public init(at: Instant, colour: Colour) {
        self.at = at
        self.colour = colour
    }
}

/// Names one published policy.
public struct PolicyName: Hashable, Sendable {
    public var region: RegionCode
    public var version: String

    public init(region: RegionCode, version: String) {
        self.region = region
        self.version = version
    }
}

/// A line of the log of decisions.
public struct Decision: Hashable, Sendable {
    public var number: Int64
    public var assignment: StoredAssignment
    /// The last fact that was known when it was made.
    public var knownFacts: FactID

    public init(number: Int64, assignment: StoredAssignment, knownFacts: FactID) {
        self.number = number
        self.assignment = assignment
        self.knownFacts = knownFacts
    }
}

/// A fact to be recorded; its `id` is given by the store.
public struct NewFact: Hashable, Sendable {
    public var fact: Fact
    /// What only people read (an institution, the words of a declaration), sealed under the person's key; empty
    /// where there is nothing.
    public var sealedNote: [UInt8]

    public init(_ fact: Fact, sealedNote: [UInt8] = []) {
        self.fact = fact
        self.sealedNote = sealedNote
    }
}

/// A fact as it was recorded, with its note.
public struct NotedFact: Hashable, Sendable {
    public var fact: Fact
    public var sealedNote: [UInt8]
    public var retracted: Bool

    public init(fact: Fact, sealedNote: [UInt8], retracted: Bool) {
        self.fact = fact
        self.sealedNote = sealedNote
        self.retracted = retracted
    }
}
