public import HealthCodeCore

/// What a member of staff may do. Each role allows its own acts and no others.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    /// Scans codes and records passes; nothing else (采集员).
    case collector
    /// Runs a region: collectors, points, history (管理员).
    case administrator
}

/// A member of staff to be added; a duty belongs to a phone, whoever signs in with it.
public struct NewStaff: Hashable, Sendable {
    public var phone: Digest32
    public var role: Role
    /// Name and phone, sealed under the master key.
    public var sealed: [UInt8]
    public var region: RegionCode
    public var added: Instant

    public init(phone: Digest32, role: Role, sealed: [UInt8], region: RegionCode, added: Instant) {
        self.phone = phone
        self.role = role
        self.sealed = sealed
        self.region = region
        self.added = added
    }
}

/// A member of staff.
public struct Staff: Hashable, Sendable {
    public var id: StaffID
    public var role: Role
    public var sealed: [UInt8]
    public var region: RegionCode
    public var added: Instant
    public var revoked: Instant?

    public init(id: StaffID, role: Role, sealed: [UInt8], region: RegionCode, added: Instant, revoked: Instant?) {
        self.id = id
        self.role = role
        self.sealed = sealed
        self.region = region
        self.added = added
        self.revoked = revoked
    }
}

/// A collection point to be added.
public struct NewPoint: Hashable, Sendable {
    public var name: String
    public var region: RegionCode
    public var added: Instant

    public init(name: String, region: RegionCode, added: Instant) {
        self.name = name
        self.region = region
        self.added = added
    }
}

/// A collection point.
public struct Point: Hashable, Sendable {
    public var id: PointID
    public var name: String
    public var region: RegionCode
    public var added: Instant
    public var revoked: Instant?

    public init(id: PointID, name: String, region: RegionCode, added: Instant, revoked: Instant?) {
        self.id = id
        self.name = name
        self.region = region
        self.added = added
        self.revoked = revoked
    }
}

/// What kind of institution a source is; decides which kinds of record it may send.
public enum SourceKind: String, Hashable, Sendable, CaseIterable, Codable {
    case hospital, clinic, laboratory, cdc, border, police
}

/// A source to be added.
public struct NewSource: Hashable, Sendable {
    public var name: String
    public var kind: SourceKind
    public var region: RegionCode
    /// SHA-256 of the key, which is shown once.
    public var key: Digest32
    public var added: Instant

    public init(name: String, kind: SourceKind, region: RegionCode, key: Digest32, added: Instant) {
        self.name = name
        self.kind = kind
        self.region = region
        self.key = key
        self.added = added
    }
}

/// An authorised supplier of records.
public struct Source: Hashable, Sendable {
    public var id: SourceID
    public var name: String
    public var kind: SourceKind
    public var region: RegionCode
    public var added: Instant
    public var revoked: Instant?

    public init(id: SourceID, name: String, kind: SourceKind, region: RegionCode, added: Instant, revoked: Instant?) {
        self.id = id
        self.name = name
        self.kind = kind
        self.region = region
        self.added = added
        self.revoked = revoked
    }
}

/// One record of a source, checked in form, on its way to the person who holds the document.
public struct SourceRecord: Sendable {
    /// What the record does.
    public enum Body: Sendable {
        /// Adds a fact; its note (an institution) is sealed under the records key, since its person may not be known
        /// yet.
        case fact(NewFact)
        /// Takes back the source's own record of this id.
        case retraction(of: String)
    }

    public var source: SourceID
    /// The source's own id of the record.
    public var id: String
    /// SHA-256 of the record as it was sent, to tell a repetition from a conflict.
    public var content: Digest32
    /// Keyed hash of the document; a retraction has none of its own.
    public var document: Digest32?
    public var body: Body
    public var received: Instant

    public init(
        source: SourceID, id: String, content: Digest32, document: Digest32?, body: Body, received: Instant
    ) {
        self.source = source
        self.id = id
        self.content = content
        self.document = document
        self.body = body
        self.received = received
    }
}

/// What came of one record.
public enum RecordOutcome: Hashable, Sendable {
    case accepted
    /// Nobody has registered this document yet; the record attaches when somebody does.
    case waiting
    /// The same record was taken before.
    case repeated
    /// The source sent another record under this id before.
    case conflict
    /// The retraction names no record of this source.
    case nothingToRetract
}

/// One crossing of a checkpoint, as it was decided.
public struct Pass: Hashable, Sendable {
    public var id: PassID
    /// The id of the live code; each admits one pass.
    public var token: [UInt8]
    public var person: PersonID
    public var point: PointID
    public var collector: StaffID
    public var at: Instant
    public var recorded: Instant
    public var temperature: Temperature?
    public var colour: Colour
    public var allowed: Bool
    /// Why it was or was not allowed; a word of `PassReason`.
    public var why: PassReason
    public var offline: Bool

    public init(
        id: PassID, token: [UInt8], person: PersonID, point: PointID, collector: StaffID, at: Instant,
        recorded: Instant, temperature: Temperature?, colour: Colour, allowed: Bool, why: PassReason, offline: Bool
    ) {
        self.id = id
        self.token = token
        self.person = person
        self.point = point
        self.collector = collector
        self.at = at
        self.recorded = recorded
        self.temperature = temperature
        self.colour = colour
        self.allowed = allowed
        self.why = why
        self.offline = offline
    }
}

/// Why a crossing was allowed or not.
public enum PassReason: String, Hashable, Sendable, CaseIterable, Codable {
    case allowed
    /// The colour does not pass here.
    case colour
    /// The temperature is at or above the pack's limit.
    case fever
    /// The pack asks for a temperature and none was given.
    case temperatureMissing = "temperature_missing"
    /// The code was past its expiry and the pack does not let it pass.
    case aged
}

/// What came of recording a crossing.
public enum PassOutcome: Hashable, Sendable {
    case recorded
    /// This id was recorded before; here is that pass.
    case repeated(Pass)
    /// The live code was used for another pass.
    case tokenUsed
}

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

/// A pack as it was published, to the letter.
public struct PublishedPack: Hashable, Sendable {
    public var name: PolicyName
    public var since: Instant
    public var text: String
    public var digest: Digest32
    public var published: Instant

    public init(name: PolicyName, since: Instant, text: String, digest: Digest32, published: Instant) {
        self.name = name
        self.since = since
        self.text = text
        self.digest = digest
        self.published = published
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
