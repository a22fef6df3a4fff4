/// What must hold of a person for a rule to give its colour. A condition is a set of time intervals.
///
/// The vocabulary is closed: a pack that uses another word is refused with file, line and column.
public indirect enum Condition: Hashable, Sendable {
    /// Always holds; the last rule of a policy.
    case always
    /// Holds during spans made from facts, each fact by itself, before all are united.
    case facts(FactSpans)
    /// Holds while the person lives in a region in force like this (see `Place`), and for so long after.
    case residence(Place, linger: Span? = nil)
    /// Holds from the first instant (inclusive) until the second (exclusive): a switch with a date (HB-08).
    case dated(from: Instant, until: Instant)
    /// Holds while no such fact has happened for so long, counted from the latest one or from registration, whichever
    /// is later. A state happens where it begins; a test counts from its sampling.
    case lapse(of: FactPattern, for: Span)
    /// Holds while all hold.
    case all([Condition])
    /// Holds while at least one holds.
    case any([Condition])
    /// Holds while the other does not.
    case not(Condition)
    /// Holds while the first does and the second does not.
    case unless(Condition, Condition)
}

/// How a fact, by itself, becomes a span of time: *from* it, or so long *after* it, *for* a length or *until* the
/// first thing strictly after it that ends it, whichever comes first.
///
/// A span that runs from the start of a state also ends where the state itself ends; an event has no end of its own.
/// A span of which the end does not lie after its beginning is empty.
public struct FactSpans: Hashable, Sendable {
    /// The end of a fact from which its span runs.
    public enum Anchor: Hashable, Sendable {
        /// Where the fact takes effect.
        case start
        /// Where a state ends; an open state, or an event, gives no span.
        case end
        /// When the case fell ill with whom a contact was; none where that is not known. The span never begins before
        /// the contact.
        case onset
    }

    /// Which facts.
    public var pattern: FactPattern
    public var anchor: Anchor
    /// The span begins so long after the anchor.
    public var after: Span?
    /// The span lasts so long. A test's length counts from its sampling, though it holds only once reported; so does
    /// that of a state of a demanded length count from its beginning, though it holds only once that is reached.
    public var length: Span?
    /// The first of these strictly after the anchor ends the span.
    public var until: [Ender]
    /// For states: the span goes on for so long after the state ended.
    public var linger: Span?

    /// Makes spans of the facts of a pattern; by default each from its start to its own end, or for good.
    public init(
        _ pattern: FactPattern, anchor: Anchor = .start, after: Span? = nil, length: Span? = nil,
        until: [Ender] = [], linger: Span? = nil
    ) {
        self.pattern = pattern
        self.anchor = anchor
        self.after = after
        self.length = length
        self.until = until
        self.linger = linger
    }
}

/// Something that ends a span: a fact strictly after the span's anchor.
public struct Ender: Hashable, Sendable {
    public var pattern: FactPattern
    /// The fact counts (a test: was sampled) at least so long after the anchor; nil where any later one will do. A row
    /// of check-ins or tests then begins on the anchor's own day, or with a test sampled after it, at the earliest.
    public var atLeast: Span?

    /// Makes an ender.
    public init(_ pattern: FactPattern, atLeast: Span? = nil) {
        self.pattern = pattern
        self.atLeast = atLeast
    }
}

/// Which facts a condition looks for.
public struct FactPattern: Hashable, Sendable {
    /// What is looked for.
    public enum Subject: Hashable, Sendable {
        /// Facts of any of these kinds.
        case kinds(FactKinds)
        /// The derived event of so many civil days in a row, each with a check-in and with none that is not clean.
        /// It happens at the midnight that completes them, and counts from the midnight that began them. A check-in
        /// is clean that gives no symptom, no diagnosis and no temperature at or above the policy's fever limit.
        case streak(days: Int64)
        /// The derived event of so many negative tests in a row, by one of these methods (by any, where none is named),
        /// each sampled so long after the one before it. It happens at the report that completes them, and counts from
        /// the first sampling. A test by these methods that was not negative and was sampled among them breaks the row,
        /// if it is known by then.
        case negativeTests(count: Int64, methods: [TestDetail.Method], apart: Span?)
    }

    public var subject: Subject
    /// All must be met by the one fact.
    public var demands: [Demand]

    /// Makes a pattern.
    public init(_ subject: Subject, _ demands: [Demand] = []) {
        self.subject = subject
        self.demands = demands
    }
}

/// A set of fact kinds, as bits.
public struct FactKinds: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The set of these kinds.
    public init(_ kinds: some Sequence<FactKind>) {
        rawValue = kinds.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    /// Whether the kind is in the set.
    @inlinable
    public func contains(_ kind: FactKind) -> Bool {
        rawValue & 1 << UInt32(kind.rawValue) != 0
    }
}

/// One thing that a fact must meet.
public indirect enum Demand: Hashable, Sendable {
    /// The fact's region is like this while the fact lasts (of an event: when it happens). A state is cut to the
    /// times at which its region is, and each stretch is taken by itself. A fact that names no region is nowhere.
    case place(Place)
    case method([TestDetail.Method])
    case result([TestDetail.Result])
    case quarantine([QuarantineDetail.Place])
    case symptomsRechecked(Bool)
    /// The answers say at least one of these.
    case declares(Declared)
    /// Whether the answers give no symptom, no diagnosis and no fever.
    case clean(Bool)
    /// The temperature was at least this.
    case temperature(atLeast: Temperature)
    /// The state, or the stretch to which its place cuts it, lasts at least so long (a stay of an hour or more); known
    /// only at that point, so it holds from there. An event never does.
    case lasting(Span)
    /// The fact counts before this instant (HU-09).
    case before(Instant)
    /// The fact counts at or after this instant.
    case since(Instant)
    /// The fact counts strictly after some other thing (where they are given, also at least or at most so long after it):
    /// a negative test after quarantine ended. It holds once both are known. An event, or an open state, has no end that
    /// anything could follow.
    case following(FactPattern, anchor: FactSpans.Anchor, atLeast: Span? = nil, atMost: Span? = nil)
    /// The contact was after the onset of its case, or at most so long before it. It holds once the onset has come.
    case beforeOnset(atMost: Span)
    /// The onset of the contact's case is not known; the contact ends where the onset is, if it becomes known.
    case onsetUnknown
}

/// What people can say of themselves; any one of the parts suffices.
public struct Declared: Hashable, Sendable {
    public var symptoms: Symptoms
    public var diagnoses: [Answers.Diagnosis]
    public var contact: Bool

    /// Makes the set of things said. `fever` among the symptoms is also met by a temperature at the fever limit.
    public init(symptoms: Symptoms = [], diagnoses: [Answers.Diagnosis] = [], contact: Bool = false) {
        self.symptoms = symptoms
        self.diagnoses = diagnoses
        self.contact = contact
    }
}

/// A region as a rule sees it; each part that is given must hold.
public struct Place: Hashable, Sendable {
    /// At or under one of these; empty where any region will do.
    public var inside: [RegionCode]
    /// At or under none of these.
    public var outside: [RegionCode]
    /// At one of these risk levels; empty where any will do.
    public var risk: [RiskLevel]
    /// Under closed management (HB-18), or not; nil where either will do.
    public var closed: Bool?

    /// Makes a place; without arguments it is anywhere.
    public init(
        inside: [RegionCode] = [], outside: [RegionCode] = [], risk: [RiskLevel] = [], closed: Bool? = nil
    ) {
        self.inside = inside
        self.outside = outside
        self.risk = risk
        self.closed = closed
    }
}
