/// The map of all regions cut into areas, such that every policy and every notice treats the regions of one area alike.
///
/// The codes under a region are consecutive numbers, so an area is a stretch of numbers and is found by bisection.
final class RegionMap: Sendable {
    /// What is the same for all regions of an area.
    struct Area: Sendable {
        /// When it is at each risk level, in the order of `RiskLevel.allCases`.
        var risk: [IntervalSet]
        var closed: IntervalSet
        /// Which policy governs from when on, by its index.
        var government: [(from: Instant, policy: Int)]
    }

    /// The first number of each area but the first, ascending.
    private let borders: [Int64]
    /// One more than there are borders.
    let areas: [Area]
    /// Some region of each area.
    let samples: [RegionCode]

    /// Draws the map of all that these policies and notices tell apart.
    init(_ policies: [Policy], _ notices: RegionNotices) {
        let homes = policies.flatMap(\.rules).flatMap(\.condition.leaves).flatMap { leaf in
            if case .residence(let place, _) = leaf { place.inside + place.outside } else { [RegionCode]() }
        }
        let named = Set(policies.flatMap { [$0.region] + $0.replaces } + notices.notices.map(\.region) + homes)
        borders = Set(named.flatMap { [$0.number, $0.number &+ $0.width] }).sorted()
        samples = ([.min] + borders).map(RegionCode.init(number:))
        let said = Dictionary(grouping: notices.notices, by: \.region)
        areas = samples.map { region in
            let notices = RegionNotices(region.andAbove.flatMap { said[$0] ?? [] })
            return Area(
                risk: RiskLevel.allCases.map { notices.times(of: region, at: $0) },
                closed: notices.closedTimes(of: region),
                government: government(of: region, by: policies))
        }
    }

    /// The index of the area in which the region lies.
    func index(of region: RegionCode) -> Int {
        var (low, high) = (0, borders.count)
        while low < high {
            let middle = (low + high) / 2
            if region.number < borders[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension RegionCode {
    /// The node and all above it, the country last.
    fileprivate var andAbove: [RegionCode] {
        let register = Array(sequence(first: self, next: \.parent))
        return self == .country ? register : register + [.country]
    }
}

/// Which policy governs a region from when on: that of the nearest region at or above which has one whose `since` has
/// come, and of its policies the one with the latest `since` (of equal ones, the last given). One that a later policy
/// replaces governs no more from that one's `since` on.
private func government(of region: RegionCode, by policies: [Policy]) -> [(from: Instant, policy: Int)] {
    let candidates = policies.indices.filter { policies[$0].region.contains(region) && !policies[$0].rules.isEmpty }
    var government: [(from: Instant, policy: Int)] = []
    let replacing = policies.filter { $0.replaces.contains { $0.contains(region) } }
    func isInForce(_ policy: Policy, at instant: Instant) -> Bool {
        policy.since <= instant
            && !replacing.contains { other in
                policy.since < other.since && other.since <= instant
                    && other.replaces.contains { $0.contains(policy.region) }
            }
    }
    for from in Set(candidates.map { policies[$0].since } + replacing.map(\.since)).sorted() {
        let governing = candidates.filter { isInForce(policies[$0], at: from) }.max { left, right in
            let (one, other) = (policies[left], policies[right])
            if one.region != other.region { return one.region.width > other.region.width }
            return one.since != other.since ? one.since < other.since : left < right
        }
        if let governing, government.last?.policy != governing { government.append((from, governing)) }
    }
    return government
}
