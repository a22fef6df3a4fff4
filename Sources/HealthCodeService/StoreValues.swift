public import HealthCodeCore

/// Why the store could not do what it was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// The disk, or the size set for the database, is full; nothing of what was asked is kept.
    case full
    /// The database was written by a newer version of HealthCode.
    case newerVersion(found: Int, known: Int)
    /// The file is not a HealthCode database, or is damaged.
    case unreadable(String)
    /// The person was erased or never was.
    case noSuchPerson
    /// So many writes wait already that this one was not taken; nothing of it is kept.
    case busy
    /// There is a file where a new one was to be written; nothing is overwritten.
    case exists(String)
    /// Anything else, in the backend's words, for the operator's log alone.
    case failed(String)
}

/// A one-time code on its way to a phone. The code itself is not kept, only an HMAC of it.
public struct OneTimeCode: Hashable, Sendable {
    public var phone: Digest32
    public var code: Digest32
    public var issued: Instant
    public var expires: Instant

    public init(phone: Digest32, code: Digest32, issued: Instant, expires: Instant) {
        self.phone = phone
        self.code = code
        self.issued = issued
        self.expires = expires
    }
}

/// What one phone may use up in one civil day.
public struct OneTimeCodeBudget: Hashable, Sendable {
    /// The day, as days since 1970-01-01 in the installation's offset.
    public var day: Int64
    /// Codes sent per day.
    public var sends: Int
    /// Wrong answers per day.
    public var failures: Int
    /// Wrong answers that burn one code.
    public var failuresPerCode: Int

    public init(day: Int64, sends: Int, failures: Int, failuresPerCode: Int) {
        self.day = day
        self.sends = sends
        self.failures = failures
        self.failuresPerCode = failuresPerCode
    }
}

/// An answer to a one-time code.
public struct OneTimeCodeAttempt: Hashable, Sendable {
    public var phone: Digest32
    public var code: Digest32
    /// The phone number sealed under the master key, for an account that has to be made.
    public var sealedPhone: [UInt8]
    public var at: Instant
    public var budget: OneTimeCodeBudget

    public init(phone: Digest32, code: Digest32, sealedPhone: [UInt8], at: Instant, budget: OneTimeCodeBudget) {
        self.phone = phone
        self.code = code
        self.sealedPhone = sealedPhone
        self.at = at
        self.budget = budget
    }
}

/// What came of an answer to a one-time code.
public enum OneTimeCodeOutcome: Hashable, Sendable {
    case opened(AccountID)
    /// Wrong; so many tries are left for this code.
    case wrong(triesLeft: Int)
    /// There is no code that could still be used: none was sent, it expired, or wrong answers burnt it.
    case noCode
    /// Too many wrong answers for this phone today.
    case budgetSpent
}

/// What came of moving an account to another phone.
public enum PhoneChange: Hashable, Sendable {
    case changed
    /// The phone has an account of its own already.
    case taken
    /// The one-time code was not right: as in `OneTimeCodeOutcome`.
    case wrong(triesLeft: Int)
    case noCode
    case budgetSpent
}

/// A session to be opened.
public struct NewSession: Hashable, Sendable {
    /// SHA-256 of the token; the token itself is only with the client.
    public var token: Digest32
    public var opened: Instant
    public var expires: Instant

    public init(token: Digest32, opened: Instant, expires: Instant) {
        self.token = token
        self.opened = opened
        self.expires = expires
    }
}

/// Who is behind a session token, looked up at each request, so that new and revoked rights take effect at once
/// (WH-09).
public struct Session: Hashable, Sendable {
    public var account: AccountID
    public var sealedPhone: [UInt8]
    public var expires: Instant
    /// The staff duties of the account's phone that are not revoked.
    public var duties: [Staff]

    public init(account: AccountID, sealedPhone: [UInt8], expires: Instant, duties: [Staff]) {
        self.account = account
        self.sealedPhone = sealedPhone
        self.expires = expires
        self.duties = duties
    }
}

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
    public var account: AccountID
    public var relation: Relation
    /// Whether the identity verifier matched the document to this account (or, for a dependant, to its guardian's).
    public var verified: Bool
    /// The version of the purposes that were consented to.
    public var consent: String
    /// What is known from the start: `registered` and `residence`.
    public var facts: [NewFact]

    public init(
        document: Digest32, wrappedKey: [UInt8], sealed: [UInt8], region: RegionCode, channel: String,
        registered: Instant, account: AccountID, relation: Relation, verified: Bool, consent: String,
        facts: [NewFact]
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
    /// The colour as last decided.
    public var assignment: StoredAssignment

    public init(
        id: PersonID, wrappedKey: [UInt8], sealed: [UInt8], region: RegionCode, channel: String, registered: Instant,
        corrections: Int, relation: Relation?, verified: Bool, kinds: FactKinds, assignment: StoredAssignment
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

    public init(
        colour: Colour, since: Instant, rule: String, policy: PolicyName, next: NextColour?, decided: Instant
    ) {
        self.colour = colour
        self.since = since
        self.rule = rule
        self.policy = policy
        self.next = next
        self.decided = decided
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
