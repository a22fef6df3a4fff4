public import HealthCodeCore

/// A region of the register.
public struct Region: Hashable, Sendable {
    public var code: RegionCode
    public var name: String
    public var level: RegionCode.Level
    public var parent: RegionCode?

    public init(code: RegionCode, name: String, level: RegionCode.Level, parent: RegionCode?) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
    }
}

/// What regions and sources are called.
public struct Names: Hashable, Sendable {
    public var regions: [RegionCode: String] = [:]
    /// By the numbers of the sources.
    public var sources: [Int64: String] = [:]

    public init() {}
}

/// A pack as it was published, to the letter.
public struct PublishedPack: Hashable, Sendable {
    public var name: PolicyName
    public var since: Instant
    public var text: String
    public var digest: Digest32
    public var published: Instant
    /// What it was tried with, where the operator published it; empty where it was proposed, which keeps them.
    public var scenarios: String

    public init(
        name: PolicyName, since: Instant, text: String, digest: Digest32, published: Instant, scenarios: String = ""
    ) {
        self.name = name
        self.since = since
        self.text = text
        self.digest = digest
        self.published = published
        self.scenarios = scenarios
    }
}

/// How much there is; no personal data. Those who were erased no longer count among the people and the colours; their
/// facts and passes remain.
public struct Census: Hashable, Sendable {
    public var people: Int
    public var facts: Int
    public var passes: Int
    public var waitingRecords: Int
    public var colours: [Colour: Int]

    public init(people: Int, facts: Int, passes: Int, waitingRecords: Int, colours: [Colour: Int]) {
        self.people = people
        self.facts = facts
        self.passes = passes
        self.waitingRecords = waitingRecords
        self.colours = colours
    }
}
