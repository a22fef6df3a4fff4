/// Where the places of conditions lie on the map, and when.
extension Clauses {
    /// Whether a region is like the place by its code; it may be so at some times only.
    func isEver(_ place: PlaceClause, _ region: RegionCode) -> Bool {
        (place.inside.isEmpty || isAmong(place.inside, region)) && !isAmong(place.outside, region)
    }

    private func isAmong(_ places: Range<Int>, _ region: RegionCode) -> Bool {
        for place in places where tables.regions[place].contains(region) { return true }
        return false
    }

    /// When a region is like the place.
    func times(of region: RegionCode, like place: PlaceClause) -> IntervalSet {
        guard isEver(place, region) else { return .nothing }
        guard place.changes else { return .everything }
        let area = map.areas[map.index(of: region)]
        var times = IntervalSet.everything
        if !place.risk.isEmpty {
            times = area.risk.enumerated().reduce(.nothing) { times, level in
                place.risk.contains(UInt8(level.offset)) ? times.union(level.element) : times
            }
        }
        if let closed = place.closed {
            times = closed ? times.intersection(area.closed) : times.subtracting(area.closed)
        }
        return times
    }

    /// Whether a region is like the place at an instant.
    func isLike(_ place: PlaceClause, _ region: RegionCode, at instant: Instant) -> Bool {
        isEver(place, region) && (!place.changes || map.isAt(place.risk, closed: place.closed, region, at: instant))
    }
}

extension RegionMap {
    /// Whether a region is at one of these risk levels at an instant, and closed or not; any where none is named.
    func isAt(_ risk: Choices, closed: Bool?, _ region: RegionCode, at instant: Instant) -> Bool {
        let area = areas[index(of: region)]
        if !risk.isEmpty {
            let level = area.risk.firstIndex { $0.contains(instant) }
            guard let level, risk.contains(UInt8(level)) else { return false }
        }
        return closed.map { $0 == area.closed.contains(instant) } ?? true
    }
}

extension PolicyHistory {
    /// Whether a region is like a place at an instant.
    public func isLike(_ place: Place, _ region: RegionCode, at instant: Instant) -> Bool {
        (place.inside.isEmpty || place.inside.contains { $0.contains(region) })
            && !place.outside.contains { $0.contains(region) }
            && book.map.isAt(Choices(place.risk), closed: place.closed, region, at: instant)
    }
}

extension Choices {
    /// Risk levels by their places among all.
    init(_ levels: [RiskLevel]) {
        self.init(numbers: levels.compactMap { RiskLevel.allCases.firstIndex(of: $0).map(UInt8.init) })
    }
}
