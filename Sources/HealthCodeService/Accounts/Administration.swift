internal import HealthCodeCredential
public import HealthCodeCore

/// A source that was just added, with its key, which is shown once and never again.
public struct AddedSource: Hashable, Sendable {
    public var id: SourceID
    public var key: String
}

/// A member of staff, for the operator to read.
public struct StaffView: Hashable, Sendable {
    public var id: StaffID
    public var role: Role
    public var name: String
    public var phone: String
    public var region: RegionCode
    public var added: Instant
    public var revoked: Instant?
}

extension HealthCode {
    /// Adds an authorised supplier of records.
    ///
    /// - Throws: `invalidFields`, `unknownRegion`; `exists`, at `/name`, where a source in use has the name.
    public func addSource(
        name: String, kind: SourceKind, region: RegionCode
    ) async throws(Problem) -> AddedSource {
        let now = dependencies.now()
        let name = try title(name)
        _ = try await self.region(region)
        guard try await !sources().contains(where: { $0.name == name && $0.revoked == nil }) else {
            throw Problem(.exists, fields: [FieldProblem("/name", .nameTaken)])
        }
        let key = dependencies.randomBytes(32)
        let source = NewSource(name: name, kind: kind, region: region, key: Digest32(sha256: key), added: now)
        let id = try await ask { try await store.addSource(source) }
        return AddedSource(id: id, key: Base64URL.encode(key))
    }

    /// All sources, revoked ones too.
    public func sources() async throws(Problem) -> [Source] {
        try await ask { try await store.sources() }
    }

    /// Takes the key of a source out of use; what it reported stays.
    public func revokeSource(_ id: SourceID) async throws(Problem) {
        let now = dependencies.now()
        try await ask { try await store.revokeSource(id, at: now) }
    }

    /// Adds a collection point.
    ///
    /// - Throws: `invalidFields`, `unknownRegion`; `exists`, at `/name`, where one in use of the region has the name.
    public func addPoint(name: String, region: RegionCode) async throws(Problem) -> Point {
        let now = dependencies.now()
        let name = try title(name)
        _ = try await self.region(region)
        let isTaken = try await points().contains { $0.name == name && $0.region == region && $0.revoked == nil }
        guard !isTaken else { throw Problem(.exists, fields: [FieldProblem("/name", .nameTaken)]) }
        let id = try await ask { try await store.addPoint(NewPoint(name: name, region: region, added: now)) }
        return Point(id: id, name: name, region: region, added: now, revoked: nil)
    }

    /// All points, revoked ones too.
    public func points() async throws(Problem) -> [Point] {
        try await ask { try await store.points() }
    }

    /// Closes a point; what was recorded there stays.
    public func revokePoint(_ id: PointID) async throws(Problem) {
        let now = dependencies.now()
        try await ask { try await store.revokePoint(id, at: now) }
    }

    /// Gives a duty to whoever signs in with a phone; it takes effect at once (WH-09).
    ///
    /// - Throws: `invalidFields`, `unknownRegion`; `exists`, at `/phone`, where the phone has the very duty already.
    public func addStaff(
        role: Role, phone: String, name: String, region: RegionCode
    ) async throws(Problem) -> StaffView {
        let now = dependencies.now()
        let phone = try Self.phone(phone, at: "/phone")
        let name = try title(name)
        _ = try await self.region(region)
        let isHeld = try await staff().contains {
            $0.phone == phone.number && $0.role == role && $0.region == region && $0.revoked == nil
        }
        guard !isHeld else { throw Problem(.exists, fields: [FieldProblem("/phone", .dutyHeld)]) }
        let sealed = try secrets.accounts.seal(Array("\(phone.number)\n\(name)".utf8), nonce: nonce())
        let staff = NewStaff(
            phone: secrets.hashes.phone(phone), role: role, sealed: sealed, region: region, added: now)
        let id = try await ask { try await store.addStaff(staff) }
        return StaffView(id: id, role: role, name: name, phone: phone.number, region: region, added: now, revoked: nil)
    }

    /// All staff, revoked ones too.
    public func staff() async throws(Problem) -> [StaffView] {
        var views: [StaffView] = []
        for staff in try await ask({ try await store.staff() }) {
            let words = String(decoding: try secrets.accounts.open(staff.sealed), as: UTF8.self)
            let parts = words.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            views.append(
                StaffView(
                    id: staff.id, role: staff.role, name: String(parts.last ?? ""), phone: String(parts.first ?? ""),
                    region: staff.region, added: staff.added, revoked: staff.revoked))
        }
        return views
    }

    /// Takes a duty away, at once (WH-16).
    public func revokeStaff(_ id: StaffID) async throws(Problem) {
        let now = dependencies.now()
        try await ask { try await store.revokeStaff(id, at: now) }
    }

    /// Adds or renames regions of the register; gives how many changed.
    public func importRegions(_ regions: [Region]) async throws(Problem) -> Int {
        try await ask { try await store.importRegions(regions) }
    }

    /// Adds the regions of a register that are not known yet; gives how many. What is known keeps its name, which the
    /// operator may have chosen.
    public func addMissingRegions(_ regions: [Region]) async throws(Problem) -> Int {
        try await ask { try await store.addMissing(regions) }
    }

    /// Figures without personal data.
    public func census() async throws(Problem) -> Census {
        let moment = PolicyMoment(rules.edition.history, at: dependencies.now())
        return try await ask {
            var census = try await store.census()
            var others: Set<RegionCode> = []
            for (region, people) in try await store.newcomers() {
                switch moment.sharedVerdict(in: region) {
                case .none: census.colours[.grey, default: 0] += people
                case .same(let verdict): census.colours[verdict.colour, default: 0] += people
                case .dependsOnRegistration: others.insert(region)
                }
            }
            guard !others.isEmpty else { return census }
            let regions = others
            try await eachStretch { numbers in
                try await store.newcomers(in: numbers).filter { regions.contains($0.region) }.map {
                    moment.verdict(on: .newcomer(at: $0.registered, in: $0.region))?.colour ?? .grey
                }
            } take: { colours, _, _ in
                for colour in colours { census.colours[colour, default: 0] += 1 }
            }
            return census
        }
    }

    /// How many changes of colour are due and not made yet, counted to 1,000. It is 0 but for moments.
    public func changesDue() async throws(Problem) -> Int {
        let now = dependencies.now()
        return try await ask { try await store.due(at: now, limit: 1_000).count }
    }

    /// Copies the whole database into a new file while others read and write. Keys are not in it.
    ///
    /// - Throws: `exists` where there is a file already.
    public func backup(to path: String) async throws(Problem) {
        try await ask { try await store.backup(to: path) }
    }

    private func title(_ name: String) throws(Problem) -> String {
        var check = FieldCheck()
        let name = check.text(name, limit: 100, at: "/name")
        if name == nil { check.note("/name", .missing) }
        try check.finish()
        return name ?? ""
    }
}
