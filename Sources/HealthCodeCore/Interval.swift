/// The instants from one (inclusive) until another (exclusive). It is empty where it does not begin before it ends.
public struct Interval: Hashable, Sendable {
    /// The first instant within; `distantPast` where it is open at the start.
    public var from: Instant
    /// The first instant after it; `distantFuture` where it is open at the end.
    public var until: Instant

    /// All instants.
    public static let everything = Interval(from: .distantPast, until: .distantFuture)

    /// Makes an interval of its two ends.
    @inlinable
    public init(from: Instant, until: Instant) {
        self.from = from
        self.until = until
    }

    /// Whether no instant is within.
    @inlinable
    public var isEmpty: Bool { from >= until }

    /// Whether the instant is within.
    @inlinable
    public func contains(_ instant: Instant) -> Bool {
        from <= instant && instant < until
    }

    /// What both have in common; empty where they have nothing.
    @inlinable
    public func intersection(_ other: Interval) -> Interval {
        Interval(from: max(from, other.from), until: min(until, other.until))
    }
}
