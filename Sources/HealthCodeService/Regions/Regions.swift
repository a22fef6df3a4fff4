public import HealthCodeCore

extension Store {
    /// Adds the regions that are not known yet, and gives how many; those that are keep their names.
    public func addMissing(_ regions: [Region]) async throws -> Int {
        let known = try await names(of: Set(regions.map(\.code)), sources: []).regions
        let missing = regions.filter { known[$0.code] == nil }
        return missing.isEmpty ? 0 : try await importRegions(missing)
    }
}

extension HealthCode {
    /// The regions directly under one, or the provinces: for pickers.
    public func regions(under parent: RegionCode?) async throws(Problem) -> [Region] {
        try await ask { try await store.regions(under: parent) }
    }

    /// A region of the register.
    ///
    /// - Throws: `unknownRegion`.
    public func region(_ code: RegionCode) async throws(Problem) -> Region {
        guard let region = try await ask({ try await store.region(code) }) else { throw Problem(.unknownRegion) }
        return region
    }
}
