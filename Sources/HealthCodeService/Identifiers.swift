public import HealthCodeCore

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

/// The UUID that a client gives a pass, so that asking twice records once.
public struct PassID: Hashable, Sendable {
    /// The 16 bytes of the UUID.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new UUID of version 7 (RFC 9562, section 5.7), random but for the instant: a store that keeps them in order adds
    /// those of today side by side.
    public static func new(at now: Instant) -> PassID {
        let milliseconds = UInt64(max(0, now.seconds)) * 1_000
        return PassID(
            high: milliseconds << 16 | 0x7000 | .random(in: 0...0xfff), low: .random(in: 0..<(1 << 62)) | 1 << 63)
    }

    /// The 16 bytes, the first of the UUID first.
    var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }
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
