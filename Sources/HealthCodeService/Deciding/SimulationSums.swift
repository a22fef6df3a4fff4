public import HealthCodeCore

extension Simulation {
    /// The same counts by the regions of a level, in the order of their codes. Who lives in a region above that level
    /// is counted there.
    public func rows(by level: RegionCode.Level) -> [Row] {
        var sums: [RegionCode: [Move: Int]] = [:]
        for row in rows { sums[row.region.enclosing(level), default: [:]].merge(row.counts, uniquingKeysWith: +) }
        return sums.sorted { $0.key < $1.key }.map { Row(region: $0.key, counts: $0.value) }
    }
}

extension Simulation.Row {
    /// How many people live there.
    public var people: Int { counts.values.reduce(0, +) }

    /// How many of them would have another colour.
    public var changed: Int { count { $0.from != $0.to } }

    /// How many would come to have a colour who have another now.
    public func newly(_ colour: Colour) -> Int { count { $0.to == colour && $0.from != colour } }

    private func count(where isCounted: (Simulation.Move) -> Bool) -> Int {
        counts.reduce(0) { $0 + (isCounted($1.key) ? $1.value : 0) }
    }
}
