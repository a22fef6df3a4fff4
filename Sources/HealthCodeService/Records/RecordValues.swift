public import HealthCodeCore

/// What kind of institution a source is; decides which kinds of record it may send.
public enum SourceKind: String, Hashable, Sendable, CaseIterable, Codable {
    case hospital, clinic, laboratory, cdc, border, police
    /// Another place's health code, which tells what people declared there (GB/T 38963); it sends no records.
    case jurisdiction
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
