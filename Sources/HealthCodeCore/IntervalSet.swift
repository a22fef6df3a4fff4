/// A set of instants as intervals in order, none empty and no two touching, so that equal sets are equal values.
public struct IntervalSet: Hashable, Sendable {
    /// The intervals, earliest first.
    public private(set) var intervals: [Interval]

    /// No instant.
    public static let nothing = IntervalSet()
    /// All instants.
    public static let everything = IntervalSet(.everything)

    /// Makes the set of no instant.
    public init() {
        intervals = []
    }

    /// Makes the set of the instants of one interval.
    public init(_ interval: Interval) {
        intervals = interval.isEmpty ? [] : [interval]
    }

    /// Makes the set of the instants of all these intervals, in any order.
    public init(_ intervals: some Sequence<Interval>) {
        self.init()
        for interval in intervals.sorted(by: { $0.from < $1.from }) { insert(interval) }
    }

    /// Whether the set holds no instant.
    public var isEmpty: Bool { intervals.isEmpty }

    /// Whether the instant is in the set.
    public func contains(_ instant: Instant) -> Bool {
        state(at: instant).holds
    }

    /// Whether the instant is in the set, and the first later instant of which this is no longer so.
    func state(at instant: Instant) -> (holds: Bool, until: Instant) {
        let index = firstIndex { instant < $0.until }
        guard index < intervals.count else { return (false, .distantFuture) }
        let next = intervals[index]
        return next.from <= instant ? (true, next.until) : (false, next.from)
    }

    /// Adds the instants of an interval; quickest where it comes after all the others.
    public mutating func insert(_ interval: Interval) {
        guard !interval.isEmpty else { return }
        guard let last = intervals.last, interval.from <= last.until else { return intervals.append(interval) }
        let low = firstIndex { interval.from <= $0.until }
        let high = firstIndex { interval.until < $0.from }
        guard low < high else { return intervals.insert(interval, at: low) }
        let joined = Interval(
            from: min(interval.from, intervals[low].from), until: max(interval.until, intervals[high - 1].until))
        intervals.replaceSubrange(low..<high, with: CollectionOfOne(joined))
    }

    /// The instants in either set.
    public func union(_ other: IntervalSet) -> IntervalSet {
        if other.isEmpty { return self }
        if isEmpty { return other }
        var union = IntervalSet()
        var (left, right) = (intervals[...], other.intervals[...])
        while let first = left.first ?? right.first {
            if let second = right.first, left.isEmpty || second.from < first.from {
                union.insert(second)
                right.removeFirst()
            } else {
                union.insert(first)
                left.removeFirst()
            }
        }
        return union
    }

    /// The instants in both sets.
    public func intersection(_ other: IntervalSet) -> IntervalSet {
        if isEmpty || other.intervals == IntervalSet.everything.intervals { return self }
        if other.isEmpty || intervals == IntervalSet.everything.intervals { return other }
        var common = IntervalSet()
        var (left, right) = (intervals[...], other.intervals[...])
        while let first = left.first, let second = right.first {
            common.insert(first.intersection(second))
            if first.until < second.until { left.removeFirst() } else { right.removeFirst() }
        }
        return common
    }

    /// The instants that are not in the set.
    public func complement() -> IntervalSet {
        var gaps = IntervalSet()
        var from = Instant.distantPast
        for interval in intervals {
            gaps.insert(Interval(from: from, until: interval.from))
            from = interval.until
        }
        gaps.insert(Interval(from: from, until: .distantFuture))
        return gaps
    }

    /// The instants that are in this set and not in the other.
    public func subtracting(_ other: IntervalSet) -> IntervalSet {
        isEmpty || other.isEmpty ? self : intersection(other.complement())
    }

    /// The set with each interval ended elsewhere.
    func lengthened(to end: (Instant) -> Instant) -> IntervalSet {
        IntervalSet(intervals.map { Interval(from: $0.from, until: end($0.until)) })
    }

    /// The instants of the set that are within the interval.
    public func clipped(to interval: Interval) -> IntervalSet {
        intersection(IntervalSet(interval))
    }

    /// The index of the first interval of which this is true, where it is true of all that follow it.
    private func firstIndex(where isReached: (Interval) -> Bool) -> Int {
        var (low, high) = (0, intervals.count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(intervals[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
