/// A second on the time line, counted from 1970-01-01T00:00:00Z without leap seconds.
///
/// All arithmetic saturates at `distantPast` and `distantFuture`, which stand for "since ever" and "for good".
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64

    /// Before everything: the beginning of an interval that is open at the start.
    public static let distantPast = Instant(seconds: .min)
    /// After everything: the end of an interval that is open at the end.
    public static let distantFuture = Instant(seconds: .max)

    /// Makes the instant that lies so many seconds after 1970-01-01T00:00:00Z.
    @inlinable
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The instant so many seconds later (earlier, where negative). The two distant ends stay where they are.
    @inlinable
    public func advanced(bySeconds delta: Int64) -> Instant {
        if self == .distantPast || self == .distantFuture { return self }
        let (sum, overflow) = seconds.addingReportingOverflow(delta)
        if overflow { return delta < 0 ? .distantPast : .distantFuture }
        return Instant(seconds: sum)
    }

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.seconds < right.seconds
    }
}

/// How far a place's civil time is ahead of UTC, in seconds; +08:00 is 28,800.
public struct UTCOffset: Hashable, Sendable {
    /// Seconds east of UTC, between -64,800 and +64,800.
    public var seconds: Int64

    /// China Standard Time, +08:00.
    public static let china = UTCOffset(seconds: 28_800)
    /// No offset.
    public static let utc = UTCOffset(seconds: 0)

    /// Makes the offset of so many seconds east of UTC.
    public init(seconds: Int64) {
        self.seconds = seconds
    }
}

/// A length of time as a pack writes it: `14d`, `24h` and `30m` are elapsed time, `7 days` are civil days.
public enum Span: Hashable, Sendable {
    /// Elapsed seconds; `7d` is 604,800 of them, to the second.
    case elapsed(Int64)
    /// Whole civil days in the pack's offset. The day on which the count begins is day 0, and the span ends at the
    /// midnight after the last of the days that follow it.
    case civilDays(Int64)
}
