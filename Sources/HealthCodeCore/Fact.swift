/// Something known of a person: who said it, when it holds, and when it became known.
///
/// Facts are only ever added. A correction is a new fact together with the retraction of the old one by the same
/// source; the store leaves retracted facts out before it hands a person's facts to a policy.
///
/// A fact is a plain value of fixed size, because they are read ten million at a time.
public struct Fact: Hashable, Sendable {
    /// The fact's number among the facts of its person, in the order in which they became known.
    public var id: FactID
    /// What the fact says.
    public var kind: FactKind
    /// An event happens (for a test: is reported) here; a state begins here.
    public var from: Instant
    /// A state ends here; nil while it is open, and always nil for an event.
    public var until: Instant?
    /// When the installation came to know it.
    public var known: Instant
    /// Where it happened, or, of a stay or a residence, where the person is.
    public var region: RegionCode?
    /// Who said it.
    public var origin: FactOrigin
    /// What this kind of fact says beyond its time and place.
    public var detail: FactDetail

    /// Makes a fact from all that it says.
    public init(
        id: FactID, kind: FactKind, from: Instant, until: Instant? = nil, known: Instant,
        region: RegionCode? = nil, origin: FactOrigin, detail: FactDetail = .none
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.until = until
        self.known = known
        self.region = region
        self.origin = origin
        self.detail = detail
    }

    /// The instant from which windows count: when a test was sampled (never later than its report, whatever it
    /// says, or a fact would reach back before its own effect), else when the fact took effect.
    public var counted: Instant {
        if case .test(let test) = detail { return min(test.sampled, from) }
        return from
    }
}

/// The number of a fact among the facts of one person; later knowledge has the greater number.
public struct FactID: Hashable, Comparable, Sendable {
    /// Counts from 1 for each person.
    public var number: Int64

    /// Makes the id with this number.
    public init(_ number: Int64) {
        self.number = number
    }

    public static func < (left: FactID, right: FactID) -> Bool {
        left.number < right.number
    }
}

/// Who said a fact.
public enum FactOrigin: Hashable, Sendable {
    /// The person, or a guardian for them: declarations, check-ins, stays, residence.
    case person
    /// A checkpoint: screenings.
    case checkpoint
    /// An authorised source, by its number.
    case source(Int64)
    /// A certificate of another place, which the person added.
    case certificate
}

/// What a fact can say. Every kind is either an event (an instant) or a state (a span); see `isState`.
public enum FactKind: UInt8, Hashable, Sendable, CaseIterable {
    case registered
    case confirmed, clinical, suspected, asymptomatic, recovered, excluded
    case closeContact, secondaryContact
    case feverClinic, test, quarantine, entry
    case falseDeclaration, managed, whitelisted
    case declaration, checkIn, stay, residence, screening
    /// The last level of review approved an appeal (HB-06, Settled 1).
    case reviewed
    /// A course of vaccination that still protects, as a place counts it, by a certificate of another place.
    case vaccinated
    /// The case with whom the person was in contact fell ill then, or first tested positive.
    case caseOnset

    /// The kind's name in packs, records and files.
    public var name: String {
        switch self {
        case .registered: "registered"
        case .confirmed: "confirmed"
        case .clinical: "clinical"
        case .suspected: "suspected"
        case .asymptomatic: "asymptomatic"
        case .recovered: "recovered"
        case .excluded: "excluded"
        case .closeContact: "close_contact"
        case .secondaryContact: "secondary_contact"
        case .feverClinic: "fever_clinic"
        case .test: "test"
        case .quarantine: "quarantine"
        case .entry: "entry"
        case .falseDeclaration: "false_declaration"
        case .managed: "managed"
        case .whitelisted: "whitelisted"
        case .declaration: "declaration"
        case .checkIn: "checkin"
        case .stay: "stay"
        case .residence: "residence"
        case .screening: "screening"
        case .reviewed: "reviewed"
        case .vaccinated: "vaccinated"
        case .caseOnset: "case_onset"
        }
    }

    /// The kind of this name, or nil.
    public init?(name: String) {
        guard let kind = FactKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// A state lasts from `from` until its own end; anything else is an event.
    public var isState: Bool {
        switch self {
        case .confirmed, .clinical, .suspected, .asymptomatic, .quarantine, .managed, .whitelisted,
            .declaration, .stay, .residence, .vaccinated:
            true
        case .registered, .recovered, .excluded, .closeContact, .secondaryContact, .feverClinic, .test, .entry,
            .falseDeclaration, .checkIn, .screening, .reviewed, .caseOnset:
            false
        }
    }

    /// A state that the next fact of its own kind ends: the answers of a declaration, and the residence.
    public var isSuperseding: Bool {
        self == .declaration || self == .residence
    }
}
