import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func admitPass(_ pass: Pass) async throws -> PassOutcome {
        try await writer.write { try $0.admit(pass) }
    }

    public func admitPass(_ pass: Pass, then answer: @escaping @Sendable (Result<PassOutcome, any Error>) -> Void) {
        writer.begin({ try $0.admit(pass) }, then: answer)
    }

    public func pass(_ id: PassID) async throws -> Pass? {
        try readers.read { db in try db.pass(id) }
    }

    public func isUsed(token: [UInt8]) async throws -> Bool {
        try readers.read { db in try db.isUsed(token) }
    }

    public func addPoint(_ point: NewPoint) async throws -> PointID {
        try await writer.write { transaction in
            try transaction.db.run(
                "INSERT INTO points (name, region, added) VALUES (?, ?, ?)", point.name, point.region, point.added)
            return PointID(transaction.db.lastInsertedRowID)
        }
    }

    public func points() async throws -> [Point] {
        try readers.read { db in
            try db.all("SELECT \(Point.columns) FROM points t ORDER BY t.id") { try Point(&$0) }
        }
    }

    public func point(_ id: PointID) throws -> Point? {
        try readers.read { db in try db.point(id) }
    }

    public func crossing(
        of person: PersonID, at point: PointID, in session: Digest32, at now: Instant
    ) throws -> Crossing? {
        try readers.read { db in
            var crossing: Crossing?
            try db.each(Crossing.sought, session, now, point, person) { columns in
                let (session, duty) = try Session.read(&columns)
                if crossing == nil {
                    crossing = Crossing(person: try Person(&columns), point: try Point(&columns), session: session)
                }
                if let duty { crossing?.session.duties.append(duty) }
            }
            return crossing
        }
    }

    public func revokePoint(_ id: PointID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run("UPDATE points SET revoked = coalesce(revoked, ?) WHERE id = ?", now, id)
        }
    }

    public func addStaff(_ staff: NewStaff) async throws -> StaffID {
        try await writer.write { transaction in
            try transaction.db.run(
                "INSERT INTO staff (phone, role, sealed, region, added) VALUES (?, ?, ?, ?, ?)",
                staff.phone, staff.role, staff.sealed, staff.region, staff.added)
            return StaffID(transaction.db.lastInsertedRowID)
        }
    }

    public func staff() async throws -> [Staff] {
        try readers.read { db in
            try db.all("SELECT \(Staff.columns) FROM staff d ORDER BY d.id") { try Staff(&$0) }
        }
    }

    public func revokeStaff(_ id: StaffID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run("UPDATE staff SET revoked = coalesce(revoked, ?) WHERE id = ?", now, id)
        }
    }
}

extension Transaction {
    fileprivate func admit(_ pass: Pass) throws -> PassOutcome {
        guard let person = pass.person else { return try admitVisitor(pass) }
        // The one statement that almost always succeeds asks everything: that neither id nor token was used, and that
        // the person was not erased. That there is such a person was read from the database by whoever records this.
        try db.run(
            """
            INSERT INTO passes (\(Pass.columns))
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
            WHERE NOT EXISTS (
                SELECT 1 FROM people INDEXED BY people_erased WHERE id = ?3 AND erased IS NOT NULL)
            ON CONFLICT DO NOTHING
            """, pass.id, pass.token, person, pass.point, pass.collector, pass.at, pass.recorded, pass.temperature,
            pass.colour, pass.allowed, pass.why, pass.offline)
        if db.changes == 1 {
            count(.passes)
            return .recorded
        }
        if let earlier = try db.pass(pass.id) { return .repeated(earlier) }
        guard try db.isUsed(pass.token) else { throw StoreError.noSuchPerson }
        return .tokenUsed
    }

    private func admitVisitor(_ pass: Pass) throws -> PassOutcome {
        guard pass.issuer != nil || pass.certificate != nil else { throw StoreError.noSuchPerson }
        try db.run(
            """
            INSERT INTO visitor_passes (\(Pass.visitorColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, pass.id, pass.token, pass.issuer?.number, pass.point, pass.collector, pass.at, pass.recorded,
            pass.temperature, pass.colour, pass.allowed, pass.why, pass.offline, pass.certificate)
        if db.changes == 1 {
            count(.passes)
            return .recorded
        }
        let earlier = try db.first("SELECT \(Pass.visitorColumns) FROM visitor_passes WHERE id = ?", pass.id) {
            try Pass(visitor: &$0)
        }
        return earlier.map { .repeated($0) } ?? .tokenUsed
    }
}

extension Connection {
    fileprivate func point(_ id: PointID) throws -> Point? {
        try first("SELECT \(Point.columns) FROM points t WHERE t.id = ?", id) { try Point(&$0) }
    }

    fileprivate func pass(_ id: PassID) throws -> Pass? {
        try first("SELECT \(Pass.columns) FROM passes WHERE id = ?", id) { try Pass(&$0) }
    }

    fileprivate func isUsed(_ token: [UInt8]) throws -> Bool {
        try first("SELECT 1 FROM passes WHERE token = ?", token) { _ in true } ?? false
    }
}

extension Crossing {
    /// One row for each duty: what is asked thousands of times a second is asked in one statement.
    fileprivate static let sought = """
        SELECT \(Session.columns), \(Person.columns), NULL, 0, \(Point.columns)
        FROM \(Session.tables) CROSS JOIN points t CROSS JOIN people p LEFT JOIN assignments a ON a.person = p.id
        WHERE s.token = ? AND s.expires > ? AND t.id = ? AND p.id = ? AND p.erased IS NULL
        """
}

extension Pass {
    fileprivate static let columns = """
        id, token, person, point, collector, at, recorded, temperature, colour, allowed, why, offline
        """

    /// Those of `visitor_passes`, which has who issued the code, or what sort of certificate it was, in place of the person.
    fileprivate static let visitorColumns = columns.replacing("person", with: "peer") + ", certificate"

    fileprivate init(visitor columns: inout Columns) throws {
        let (id, token): (PassID, [UInt8]) = (try columns.next(), try columns.next())
        let issuer: Int64? = try columns.next()
        self.init(
            id: id, token: token, person: nil, point: try columns.next(), collector: try columns.next(),
            at: try columns.next(), recorded: try columns.next(), temperature: try columns.next(),
            colour: try columns.next(), allowed: try columns.next(), why: try columns.next(),
            offline: try columns.next(), issuer: issuer.map(PeerID.init), certificate: try columns.next())
    }

    fileprivate init(_ columns: inout Columns) throws {
        let (id, token, person): (PassID, [UInt8], PersonID) = (
            try columns.next(), try columns.next(), try columns.next()
        )
        self.init(
            id: id, token: token, person: person, point: try columns.next(), collector: try columns.next(),
            at: try columns.next(), recorded: try columns.next(), temperature: try columns.next(),
            colour: try columns.next(), allowed: try columns.next(), why: try columns.next(),
            offline: try columns.next())
    }
}

extension Point {
    fileprivate static let columns = "t.id, t.name, t.region, t.added, t.revoked"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), name: try columns.next(), region: try columns.next(), added: try columns.next(),
            revoked: try columns.next())
    }
}

extension Staff {
    /// What `init(_:)` reads from `staff d`.
    static let columns = "d.id, d.role, d.sealed, d.region, d.added, d.revoked"
    private static let columnCount: Int32 = 6

    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), role: try columns.next(), sealed: try columns.next(), region: try columns.next(),
            added: try columns.next(), revoked: try columns.next())
    }

    /// The same of a row that may be missing, where all columns are null.
    static func ifAny(_ columns: inout Columns) throws -> Staff? {
        guard columns.isNull else { return try Staff(&columns) }
        columns.index += columnCount
        return nil
    }
}
