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

/// Something that a member of staff did with the record of a person.
public struct StaffAct: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The person was registered, with the document in hand.
        case registered
        /// Somebody looked at why the person has their colour.
        case looked
    }

    public var staff: StaffID
    public var person: PersonID
    public var kind: Kind
    public var at: Instant

    public init(staff: StaffID, person: PersonID, kind: Kind, at: Instant) {
        self.staff = staff
        self.person = person
        self.kind = kind
        self.at = at
    }
}
