import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func assignment(of person: PersonID) async throws -> StoredAssignment? {
        try readers.read { db in try db.assignment(of: person) }
    }

    public func due(at now: Instant, limit: Int) async throws -> [PersonID] {
        try readers.read { db in
            try db.all("SELECT person FROM assignments WHERE nextAt <= ? ORDER BY nextAt LIMIT ?", now, limit) {
                try $0.next()
            }
        }
    }

    public func reassign(_ people: [PersonID], decide: @escaping Decide) async throws {
        // One alone may stand before somebody who waits to see their colour.
        try await writer.write(people.count > 1 ? .patient : .prompt) { transaction in
            for person in people { try transaction.assign(person, decide) }
        }
    }

    public func waiting(
        under policy: PolicyName, rule: String, since: Instant, limit: Int
    ) async throws -> [(region: RegionCode, since: Instant)] {
        try readers.read { db in
            try db.all(
                """
                SELECT p.region, a.since FROM assignments a JOIN people p ON p.id = a.person
                WHERE a.colour = 'grey' AND a.policyRegion = ? AND a.policyVersion = ? AND a.rule = ? AND a.since < ?
                    AND p.erased IS NULL LIMIT ?
                """, policy.region, policy.version, rule, since, limit
            ) { (region: try $0.next(), since: try $0.next()) }
        }
    }

    public func decisions(of person: PersonID) async throws -> [Decision] {
        try readers.read { db in
            try db.all(
                "SELECT a.number, \(StoredAssignment.columns), a.known FROM decisions a WHERE a.person = ? ORDER BY number",
                person
            ) { columns in
                let number: Int64 = try columns.next()
                let assignment = try StoredAssignment(&columns)
                return Decision(number: number, assignment: assignment, knownFacts: try columns.next())
            }
        }
    }
}

extension StoredAssignment {
    /// What `init(_:)` reads from `assignments a` or `decisions a`.
    static let columns = """
        a.colour, a.since, a.rule, a.policyRegion, a.policyVersion, a.nextAt, a.nextColour, a.decided, a.packs,
        a.notices
        """
    private static let columnCount: Int32 = 10

    init(_ columns: inout Columns) throws {
        let colour: Colour = try columns.next()
        let since: Instant = try columns.next()
        let rule: String = try columns.next()
        let policy = PolicyName(region: try columns.next(), version: try columns.next())
        let nextAt: Instant? = try columns.next()
        let nextColour: Colour? = try columns.next()
        let next = nextAt.flatMap { at in nextColour.map { NextColour(at: at, colour: $0) } }
        self.init(
            colour: colour, since: since, rule: rule, policy: policy, next: next, decided: try columns.next(),
            edition: EditionMark(packs: try columns.next(), notices: try columns.next()))
    }

    /// The same of a row that may be missing, where all columns are null.
    static func ifAny(_ columns: inout Columns) throws -> StoredAssignment? {
        guard columns.isNull else { return try StoredAssignment(&columns) }
        columns.index += columnCount
        return nil
    }
}

extension Connection {
    fileprivate func assignment(of person: PersonID) throws -> StoredAssignment? {
        try first("SELECT \(StoredAssignment.columns) FROM assignments a WHERE a.person = ?", person) {
            try StoredAssignment(&$0)
        }
    }

    /// The same, and the last thing that was known when it was decided.
    fileprivate func decided(of person: PersonID) throws -> (assignment: StoredAssignment, known: FactID)? {
        try first("SELECT \(StoredAssignment.columns), a.known FROM assignments a WHERE a.person = ?", person) {
            (try StoredAssignment(&$0), try $0.next())
        }
    }
}

extension Transaction {
    /// Decides a person's colour from all that is known now, keeps it, and logs it where it changed. Nothing happens for
    /// one who was erased, nor for a newcomer, whose colour is not kept.
    func assign(_ person: PersonID, _ decide: Decide) throws {
        guard let subject = try db.subject(person) else { return }
        let before = try db.decided(of: person)
        if before == nil {
            if subject.isNewcomer { return }
            countNewcomers(in: subject.region, -1)
        }
        let (new, old) = (decide(subject), before?.assignment)
        let known = try db.lastKnown(of: person)
        if known != before?.known {
            try db.run(
                "INSERT OR REPLACE INTO subjects (person, packed) VALUES (?, ?)", person,
                PackedSubject(subject: subject))
        } else if let old, old.edition == new.edition, !new.tellsOtherwise(than: old) {
            return
        }
        try keep(new, of: person, known: known)
        if new.colour != old?.colour {
            count(Tally(new.colour))
            if let old { count(Tally(old.colour), -1) }
        }
        if old.map(new.isLogged) ?? true { try log(new, of: person, known: known) }
    }

    private func keep(_ new: StoredAssignment, of person: PersonID, known: FactID) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO assignments (person, colour, since, rule, policyRegion, policyVersion, nextAt,
                nextColour, decided, known, packs, notices)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, person, new.colour, new.since, new.rule, new.policy.region, new.policy.version,
            new.next?.at, new.next?.colour, new.decided, known, new.edition.packs, new.edition.notices)
    }

    private func log(_ new: StoredAssignment, of person: PersonID, known: FactID) throws {
        try db.run(
            Self.logging, person, new.colour, new.since, new.rule, new.policy.region, new.policy.version,
            new.next?.at, new.next?.colour, new.decided, known, new.edition.packs, new.edition.notices)
    }

    /// A line of the log of a person, after those that are there. `VALUES`, since `SELECT` from the table into itself
    /// would go through a table in between.
    private static let logging = line(
        numbered: "1 + coalesce((SELECT max(number) FROM decisions WHERE person = ?1), 0)")

    /// What adds a line to the log, with this expression as its number.
    static func line(numbered number: String) -> String {
        """
        INSERT INTO decisions
            (person, number, colour, since, rule, policyRegion, policyVersion, nextAt, nextColour, decided, known,
            packs, notices)
        VALUES (?1, \(number), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """
    }
}
