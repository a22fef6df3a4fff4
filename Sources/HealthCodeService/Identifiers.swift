/// A login: a phone number (账号). It may act for several persons.
public struct AccountID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// One human being with one identity document.
public struct PersonID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// A place where collectors scan people (采集点).
public struct PointID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// An authorised supplier of records (数据来源).
public struct SourceID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// A member of staff: a collector or an administrator.
public struct StaffID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// A keyed hash (HMAC-SHA256) or a plain SHA-256, under which something secret is found again without being kept.
public struct Digest32: Hashable, Sendable {
    /// Exactly 32 bytes.
    public let bytes: [UInt8]

    /// Makes a digest of 32 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }
}

/// A notice about a region as it is kept; later ones have greater numbers.
public struct NoticeID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}
