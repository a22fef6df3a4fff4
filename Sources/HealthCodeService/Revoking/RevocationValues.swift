public import HealthCodeCore

/// What sort of thing was revoked.
public enum RevokedThing: String, Hashable, Sendable, CaseIterable {
    /// A printed code, under each key that may have signed it.
    case printed
    /// One live code.
    case live
    /// All that a key signed.
    case key
    /// Something named by its hashed id alone, from a file.
    case listed
}

/// Why something was revoked, or a code was printed for somebody; words and no free text, so that nothing about a person gets
/// into a record that is kept for good.
public enum RevocationReason: String, Hashable, Sendable, CaseIterable {
    /// The paper was lost or stolen.
    case lost
    /// The paper was damaged, or is taken for somebody else's.
    case spoiled
    /// The code was shown by somebody whose it is not, or made by fraud.
    case misused
    /// It should not have been made.
    case mistake
}

/// Something to be revoked.
public struct NewRevocation: Hashable, Sendable {
    /// The hashed id, as lists have it (`RevokedID.bits`).
    public var id: UInt64
    public var what: RevokedThing
    public var revoked: Instant
    /// When the code would have been over anyway; nil where that is not known, or never.
    public var expires: Instant?
    /// Who revoked it; nil for whoever acts for the person, and for the operator.
    public var staff: StaffID?
    public var reason: RevocationReason?

    public init(
        id: UInt64, what: RevokedThing, revoked: Instant, expires: Instant? = nil, staff: StaffID? = nil,
        reason: RevocationReason? = nil
    ) {
        self.id = id
        self.what = what
        self.revoked = revoked
        self.expires = expires
        self.staff = staff
        self.reason = reason
    }
}

/// A revocation list as the store keeps it: what was in it, and the signature.
public struct KeptRevocationList: Hashable, Sendable {
    public var sequence: UInt64
    /// The number of the last revocation in it.
    public var last: Int64
    /// Codes that were over at this instant are not in it.
    public var ended: Instant
    /// The signed statement.
    public var statement: [UInt8]

    public init(sequence: UInt64, last: Int64, ended: Instant, statement: [UInt8]) {
        self.sequence = sequence
        self.last = last
        self.ended = ended
        self.statement = statement
    }
}

/// What a scanner is given of the revocation list.
public enum RevocationUpdate: Hashable, Sendable {
    /// The whole list of a sequence.
    case whole([UInt8], sequence: UInt64)
    /// What leads from an earlier list to that of a sequence.
    case change([UInt8], from: UInt64, sequence: UInt64)
    /// The scanner has the newest one.
    case current(sequence: UInt64)
}
