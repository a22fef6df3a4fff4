public import HealthCodeCore

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
