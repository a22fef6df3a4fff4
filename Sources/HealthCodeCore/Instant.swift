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

    /// The instant a span later: elapsed seconds, or the midnight that ends the last of so many civil days.
    /// A negative span counts as none, because nothing that a rule counts runs backwards.
    public func advanced(by span: Span, in offset: UTCOffset) -> Instant {
        switch span {
        case .elapsed(let seconds):
            return advanced(bySeconds: max(seconds, 0))
        case .civilDays(let days):
            if self == .distantPast || self == .distantFuture { return self }
            return CivilDate(of: self, in: offset).advanced(byDays: max(days, 0)).advanced(byDays: 1).midnight(
                in: offset)
        }
    }

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.seconds < right.seconds
    }
}
