public import HealthCodeCore
internal import HealthCodePacks

/// What a file of notices would change, before anything is changed.
public struct NoticePlan: Sendable {
    /// What is to be taken, in the order of the file.
    public var new: [RegionNotice]
    /// What is to be taken back.
    public var withdrawn: [KeptNotice]
    /// How many lines say nothing new.
    public var repeated: Int
    /// The regions that are named and have another state than before, now or at another time.
    public var changes: [RegionChange]
    let origin: NoticeOrigin

    /// Whether there is nothing to do.
    public var isEmpty: Bool { new.isEmpty && withdrawn.isEmpty }
}

/// A region whose state a plan changes.
public struct RegionChange: Hashable, Sendable {
    /// What holds in a region at an instant.
    public struct State: Hashable, Sendable {
        public var level: RiskLevel
        public var isClosed: Bool
    }

    public var region: RegionCode
    /// Now, before and after.
    public var before: State
    public var after: State
}

extension NoticePlan {
    /// The plan of lines that are added to what stands, where they say anything new of their region. A line that is
    /// taken counts from then on before all earlier ones.
    init(adding lines: [RegionNotice], to kept: [KeptNotice], at now: Instant) {
        let standing = kept.filter { $0.retracted == nil }.map(\.notice)
        let said = Dictionary(grouping: lines, by: \.region)
        let changed = Set(
            said.keys.filter { region in
                let before = standing.filter { $0.region == region }
                return !RegionNotices(before).isSame(as: RegionNotices(before + (said[region] ?? [])), of: region)
            })
        let new = lines.filter { changed.contains($0.region) }
        self.init(
            new: new, withdrawn: [], repeated: lines.count - new.count,
            changes: Self.changes(of: changed, from: standing, to: standing + new, at: now), origin: .operator)
    }

    /// The plan that makes a feed say just these lines: of each region, what the feed said before is kept as far as it is
    /// the same, and from there on taken back and said anew.
    init(replacing kept: [KeptNotice], by lines: [RegionNotice], at now: Instant) {
        let standing = kept.filter { $0.retracted == nil }
        let old = Dictionary(grouping: standing.filter { $0.origin == .feed }, by: \.notice.region)
        let said = Dictionary(grouping: lines, by: \.region)
        var (new, withdrawn): ([RegionNotice], [KeptNotice]) = ([], [])
        for region in Set(old.keys).union(said.keys).sorted() {
            let (before, after) = (old[region] ?? [], said[region] ?? [])
            let same = zip(before, after).prefix { $0.notice.says($1) }.count
            withdrawn += before.dropFirst(same)
            new += after.dropFirst(same)
        }
        let gone = Set(withdrawn.map(\.number))
        let rest = standing.filter { !gone.contains($0.number) }.map(\.notice)
        let regions = Set(new.map(\.region) + withdrawn.map(\.notice.region))
        self.init(
            new: new, withdrawn: withdrawn, repeated: lines.count - new.count,
            changes: Self.changes(of: regions, from: standing.map(\.notice), to: rest + new, at: now), origin: .feed)
    }

    /// The regions of these whose state is another one, now or at another time.
    private static func changes(
        of regions: Set<RegionCode>, from old: [RegionNotice], to new: [RegionNotice], at now: Instant
    ) -> [RegionChange] {
        let (old, new) = (RegionNotices(old), RegionNotices(new))
        return regions.sorted().filter { !old.isSame(as: new, of: $0) }.map { region in
            RegionChange(region: region, before: old.state(of: region, at: now), after: new.state(of: region, at: now))
        }
    }
}

extension RegionNotice {
    /// Whether the other says the same, whenever it became known.
    fileprivate func says(_ other: RegionNotice) -> Bool {
        region == other.region && what == other.what && interval == other.interval
    }
}

extension RegionNotices {
    /// Whether the region is at each risk level and closed at the same times by the other notices.
    fileprivate func isSame(as other: RegionNotices, of region: RegionCode) -> Bool {
        closedTimes(of: region) == other.closedTimes(of: region)
            && RiskLevel.allCases.allSatisfy { times(of: region, at: $0) == other.times(of: region, at: $0) }
    }

    fileprivate func state(of region: RegionCode, at instant: Instant) -> RegionChange.State {
        RegionChange.State(
            level: risk(of: region, at: instant), isClosed: closedTimes(of: region).contains(instant))
    }
}
