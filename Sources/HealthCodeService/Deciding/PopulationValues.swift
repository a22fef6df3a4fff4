public import HealthCodeCore

// Values that are read and written for everybody at once.

/// Somebody of whom nothing is known but that they registered. Nothing is kept of their colour: it follows from the rules
/// of their region, and is decided as it is shown.
public struct Newcomer: Hashable, Sendable {
    public var person: PersonID
    public var registered: Instant
    public var region: RegionCode

    public init(person: PersonID, registered: Instant, region: RegionCode) {
        self.person = person
        self.registered = registered
        self.region = region
    }
}

/// Somebody of whom more is known, with the colour as last decided.
public struct Standing: Sendable {
    public var person: PersonID
    public var subject: Subject
    public var assignment: StoredAssignment
    /// The last thing that was known when it was decided.
    public var known: FactID
    /// The number of the last line of the log of decisions of them.
    public var logged: Int64

    public init(person: PersonID, subject: Subject, assignment: StoredAssignment, known: FactID, logged: Int64) {
        self.person = person
        self.subject = subject
        self.assignment = assignment
        self.known = known
        self.logged = logged
    }
}

/// A person decided anew outside the store, to be kept if nothing has happened since.
public struct Reassignment: Sendable {
    public var person: PersonID
    public var old: StoredAssignment
    public var new: StoredAssignment
    /// The last thing that was known for both.
    public var known: FactID
    /// The number of the last line of the log, by the old one.
    public var logged: Int64

    /// The decision that follows the one that stands.
    public init(_ standing: Standing, new: StoredAssignment) {
        person = standing.person
        old = standing.assignment
        self.new = new
        known = standing.known
        logged = standing.logged
    }
}

/// What came of keeping the first of some changes.
public struct Kept: Hashable, Sendable {
    /// How many of them it were.
    public var count = 0
    /// Those of whom something else was decided since the change was worked out; of them nothing was kept.
    public var overtaken: [PersonID] = []

    public init(count: Int = 0, overtaken: [PersonID] = []) {
        self.count = count
        self.overtaken = overtaken
    }
}

extension StoredAssignment {
    /// Whether the other says anything else of the person than this one.
    public func tellsOtherwise(than other: StoredAssignment) -> Bool {
        since != other.since || isLogged(after: other)
    }

    /// Whether the change from another one belongs into the log of decisions.
    public func isLogged(after other: StoredAssignment) -> Bool {
        colour != other.colour || rule != other.rule || policy != other.policy || next != other.next
    }
}
