/// What is said of a region over a stretch of time: its risk level (HU-08), or that it is closed (HB-18).
public struct RegionNotice: Hashable, Sendable {
    /// What is said.
    public enum What: Hashable, Sendable {
        case risk(RiskLevel)
        /// Under closed management: nobody is issued a yellow or green code.
        case closed
    }

    public var region: RegionCode
    public var what: What
    /// When it applies, whenever it was said.
    public var interval: Interval
    /// When the installation came to know it.
    public var known: Instant

    /// Makes a notice.
    public init(region: RegionCode, what: What, interval: Interval, known: Instant) {
        self.region = region
        self.what = what
        self.interval = interval
        self.known = known
    }
}

/// All notices about regions, and what they come to for one region.
///
/// A notice about a region speaks for all under it. Of risk, the nearest region at or above that has a level then
/// decides, and `low` where none has; of notices about one region that overlap, the one known later does, and of those
/// known at once the one that stands later here. A region is closed while any region at or above it is.
public struct RegionNotices: Hashable, Sendable {
    public var notices: [RegionNotice]

    /// Makes the collection of these notices.
    public init(_ notices: [RegionNotice] = []) {
        self.notices = notices
    }

    /// What was known at the instant (inclusive), for replaying a decision made then.
    public func asKnown(at instant: Instant) -> RegionNotices {
        RegionNotices(notices.filter { $0.known <= instant })
    }

    /// The risk level of a region at an instant.
    public func risk(of region: RegionCode, at instant: Instant) -> RiskLevel {
        RiskLevel.allCases.first { times(of: region, at: $0).contains(instant) } ?? .low
    }

    /// When a region is at a risk level.
    public func times(of region: RegionCode, at level: RiskLevel) -> IntervalSet {
        var times = IntervalSet.nothing
        var undecided = IntervalSet.everything
        for (said, interval) in levels(above: region) {
            if said == level { times = times.union(undecided.clipped(to: interval)) }
            undecided = undecided.subtracting(IntervalSet(interval))
        }
        return level == .low ? times.union(undecided) : times
    }

    /// When a region is under closed management.
    public func closedTimes(of region: RegionCode) -> IntervalSet {
        IntervalSet(notices.lazy.filter { $0.what == .closed && $0.region.contains(region) }.map(\.interval))
    }

    /// The levels said of a region and of all above it, the one that decides first.
    private func levels(above region: RegionCode) -> [(level: RiskLevel, interval: Interval)] {
        notices.enumerated().filter { $0.element.region.contains(region) }.sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.region != other.region { return one.region.width < other.region.width }
            return one.known != other.known ? one.known > other.known : left.offset > right.offset
        }.compactMap { _, notice in
            if case .risk(let level) = notice.what { (level, notice.interval) } else { nil }
        }
    }
}
