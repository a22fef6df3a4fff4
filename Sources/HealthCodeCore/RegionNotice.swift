/// What is said of a region over a stretch of time: its risk level (HU-08), or that it is closed (HB-18).
public struct RegionNotice: Hashable, Sendable {
    /// What is said.
    public enum What: Hashable, Sendable {
        case risk(RiskLevel)
        /// Under closed management: nobody is issued a yellow or green code.
        case closed
        /// No longer under closed management: takes back what was said before of the region itself.
        case open
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

extension RegionNotice.What {
    /// Everything that can be said, with its word in files and records.
    public static let named: [(String, RegionNotice.What)] =
        RiskLevel.allCases.map { ($0.rawValue, .risk($0)) } + [("closed", .closed), ("open", .open)]

    /// Its word in files and records.
    public var name: String {
        switch self {
        case .risk(let level): level.rawValue
        case .closed: "closed"
        case .open: "open"
        }
    }
}

/// All notices about regions, and what they come to for one region.
///
/// A notice about a region speaks for all under it. Of risk, the nearest region at or above that has a level then
/// decides, and `low` where none has; of notices about one region that overlap, the one known later does, and of those
/// known at once the one that stands later here. A region is closed while any region at or above it is, and of each of
/// them what was said last of its closing or opening counts.
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
        var closed: [RegionCode: IntervalSet] = [:]
        let said = notices.enumerated().filter { $0.element.region.contains(region) }.sorted { left, right in
            (left.element.known, left.offset) < (right.element.known, right.offset)
        }
        for notice in said.map(\.element) {
            let (times, meant) = (closed[notice.region, default: .nothing], IntervalSet(notice.interval))
            switch notice.what {
            case .risk: break
            case .closed: closed[notice.region] = times.union(meant)
            case .open: closed[notice.region] = times.subtracting(meant)
            }
        }
        return closed.values.reduce(.nothing) { $0.union($1) }
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
