public import HealthCodeCore

/// How an account stands to a person it acts for.
public enum Relation: String, Hashable, Sendable, CaseIterable, Codable {
    case `self`, child, parent, spouse, other
}

/// A person to be registered, sealed.
public struct NewPerson: Sendable {
    /// Keyed hash of document type and number.
    public var document: Digest32
    /// The person's own key, wrapped under the master key.
    public var wrappedKey: [UInt8]
    /// Name, document, phone, address, sealed under that key.
    public var sealed: [UInt8]
    public var region: RegionCode
    public var channel: String
    public var registered: Instant
    /// Who registers them and acts for them; nil where staff do, for somebody without a phone (HZ-06).
    public var account: AccountID?
    public var relation: Relation
    /// Whether the identity verifier matched the document to this account (or, for a dependant, to its guardian's).
    public var verified: Bool
    /// The version of the purposes that were consented to.
    public var consent: String
    /// What is known from the start: `registered` and `residence`.
    public var facts: [NewFact]
    /// The duty by which staff register them; nil where an account does.
    public var staff: StaffID?

    public init(
        document: Digest32, wrappedKey: [UInt8], sealed: [UInt8], region: RegionCode, channel: String,
        registered: Instant, account: AccountID?, relation: Relation, verified: Bool, consent: String,
        facts: [NewFact], staff: StaffID? = nil
    ) {
        self.document = document
        self.wrappedKey = wrappedKey
        self.sealed = sealed
        self.region = region
        self.channel = channel
        self.registered = registered
        self.account = account
        self.relation = relation
        self.verified = verified
        self.consent = consent
        self.facts = facts
        self.staff = staff
    }
}

/// What came of a registration. One document, one person, one code (HB-02).
public enum RegistrationOutcome: Hashable, Sendable {
    case registered(PersonID)
    /// This account holds the document already.
    case heldByCaller(PersonID)
    /// Another account holds it; `verified` tells whether it proved to be the owner.
    case heldByOther(PersonID, verified: Bool)
}

/// A registered person, sealed.
public struct Person: Hashable, Sendable {
    public var id: PersonID
    public var wrappedKey: [UInt8]
    public var sealed: [UInt8]
    /// Where the person lives now.
    public var region: RegionCode
    public var channel: String
    public var registered: Instant
    /// How many times details were corrected.
    public var corrections: Int
    /// How the asking account stands to the person; nil where nobody asked for an account.
    public var relation: Relation?
    /// Whether the asking account may see what records say of the person.
    public var verified: Bool
    /// The kinds of all facts ever recorded of the person, so that nobody looks for what is not there.
    public var kinds: FactKinds
    /// The colour as last decided; nil for a newcomer, whose colour is decided as it is shown.
    public var assignment: StoredAssignment?

    public init(
        id: PersonID, wrappedKey: [UInt8], sealed: [UInt8], region: RegionCode, channel: String, registered: Instant,
        corrections: Int, relation: Relation?, verified: Bool, kinds: FactKinds, assignment: StoredAssignment?
    ) {
        self.id = id
        self.wrappedKey = wrappedKey
        self.sealed = sealed
        self.region = region
        self.channel = channel
        self.registered = registered
        self.corrections = corrections
        self.relation = relation
        self.verified = verified
        self.kinds = kinds
        self.assignment = assignment
    }
}

/// New details of a person, sealed under the key that they already have.
public struct Correction: Sendable {
    public var sealed: [UInt8]
    public var region: RegionCode
    public var at: Instant
    /// The correction is refused where the person has had this many already; nil for no limit.
    public var limit: Int?
    /// The new residence, where it changed.
    public var facts: [NewFact]
    /// Whether it counts among the corrections that the person has had.
    public var isCounted = true

    public init(sealed: [UInt8], region: RegionCode, at: Instant, limit: Int?, facts: [NewFact]) {
        self.sealed = sealed
        self.region = region
        self.at = at
        self.limit = limit
        self.facts = facts
    }
}

/// One entry of the local population register, as keyed hashes: enough to compare with, too little to read.
public struct IdentityEntry: Hashable, Sendable {
    public var document: Digest32
    public var name: Digest32
    /// The owner's phone, where the register knows it.
    public var phone: Digest32?

    public init(document: Digest32, name: Digest32, phone: Digest32?) {
        self.document = document
        self.name = name
        self.phone = phone
    }
}
