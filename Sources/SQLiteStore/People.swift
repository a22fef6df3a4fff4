import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func registerPerson(
        _ person: NewPerson, decide: @escaping Decide
    ) async throws -> RegistrationOutcome {
        try await writer.write { transaction in
            if let held = try transaction.holding(of: person.document, by: person.account) { return held }
            if person.relation == .`self`, let account = person.account {
                try transaction.refuseSecondSelf(of: account, but: nil)
            }
            try transaction.db.run(
                """
                INSERT INTO people (document, registered, firstRegion, region, channel, consent, wrappedKey, sealed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, person.document, person.registered, person.region, person.region, person.channel,
                person.consent, person.wrappedKey, person.sealed)
            let id = PersonID(transaction.db.lastInsertedRowID)
            transaction.count(.people)
            transaction.countNewcomers(in: person.region, 1)
            if let account = person.account {
                try transaction.grant(
                    account, person.relation, verified: person.verified, to: id, at: person.registered)
            }
            if let staff = person.staff {
                try transaction.note(
                    StaffAct(staff: staff, person: id, kind: .registered, at: person.registered))
            }
            _ = try transaction.record(person.facts, of: id)
            try transaction.attachWaiting(person.document, to: id)
            try transaction.assign(id, decide)
            return .registered(id)
        }
    }

    public func people(of account: AccountID) async throws -> [Person] {
        try readers.read { db in
            try db.all(
                """
                SELECT \(Person.columns), g.relation, g.verified IS NOT NULL
                FROM grants g JOIN people p ON p.id = g.person LEFT JOIN assignments a ON a.person = g.person
                WHERE g.account = ? ORDER BY g.person
                """, account
            ) { try Person(&$0) }
        }
    }

    public func person(_ id: PersonID, for account: AccountID) async throws -> Person? {
        try readers.read { db in
            try db.first(
                """
                SELECT \(Person.columns), g.relation, g.verified IS NOT NULL
                FROM grants g JOIN people p ON p.id = g.person LEFT JOIN assignments a ON a.person = g.person
                WHERE g.account = ? AND g.person = ?
                """, account, id
            ) { try Person(&$0) }
        }
    }

    public func person(_ id: PersonID, shownTo token: Digest32, at now: Instant) throws -> Person? {
        try readers.read { db in try db.first(Person.shown, token, now, id) { try Person(&$0) } }
    }

    public func person(_ id: PersonID) throws -> Person? {
        try readers.read { db in try db.person(id) }
    }

    public func person(document: Digest32) async throws -> Person? {
        try readers.read { db in
            try db.first(
                """
                SELECT \(Person.columns), NULL,
                    EXISTS (SELECT 1 FROM grants g WHERE g.person = p.id AND g.verified IS NOT NULL)
                FROM people p LEFT JOIN assignments a ON a.person = p.id WHERE p.document = ?
                """, document
            ) { try Person(&$0) }
        }
    }

    public func people(after last: PersonID?, limit: Int) async throws -> [PersonID] {
        try readers.read { db in
            try db.all(
                "SELECT id FROM people WHERE id > ? AND erased IS NULL ORDER BY id LIMIT ?",
                last ?? PersonID(.min), limit
            ) { try $0.next() }
        }
    }
}

extension Connection {
    /// A person who is not erased, as nobody's in particular.
    func person(_ id: PersonID) throws -> Person? {
        try first(Person.unheld, id) { try Person(&$0) }
    }
}

extension Person {
    /// What `init(_:)` reads from `people p` and `assignments a`, before the relation and whether it is verified.
    static let columns = """
        p.id, p.wrappedKey, p.sealed, p.region, p.channel, p.registered, p.corrections, p.kinds,
        \(StoredAssignment.columns)
        """

    /// A person whom the account of a session holds: what is asked thousands of times a second is written once.
    fileprivate static let shown = """
        SELECT \(columns), g.relation, g.verified IS NOT NULL
        FROM sessions s CROSS JOIN grants g CROSS JOIN people p LEFT JOIN assignments a ON a.person = g.person
        WHERE s.token = ? AND s.expires > ? AND g.account = s.account AND g.person = ? AND p.id = g.person
        """

    /// A person as nobody's in particular.
    fileprivate static let unheld = """
        SELECT \(columns), NULL, 0
        FROM people p LEFT JOIN assignments a ON a.person = p.id WHERE p.id = ? AND p.erased IS NULL
        """

    init(_ columns: inout Columns) throws {
        let id: PersonID = try columns.next()
        let wrappedKey: [UInt8] = try columns.next()
        let sealed: [UInt8] = try columns.next()
        let region: RegionCode = try columns.next()
        let channel: String = try columns.next()
        let registered: Instant = try columns.next()
        let corrections: Int = try columns.next()
        let kinds: FactKinds = try columns.next()
        let assignment = try StoredAssignment.ifAny(&columns)
        self.init(
            id: id, wrappedKey: wrappedKey, sealed: sealed, region: region, channel: channel, registered: registered,
            corrections: corrections, relation: try columns.next(), verified: try columns.next(), kinds: kinds,
            assignment: assignment)
    }
}

extension Transaction {
    /// Throws `noSuchPerson` for one who was erased or never was.
    func requirePerson(_ id: PersonID) throws {
        let isFound = try db.first("SELECT 1 FROM people WHERE id = ? AND erased IS NULL", id) { _ in true }
        guard isFound == true else { throw StoreError.noSuchPerson }
    }

    /// Who holds a document already, as the asking account is told; nil where nobody does.
    fileprivate func holding(of document: Digest32, by account: AccountID?) throws -> RegistrationOutcome? {
        let found = try db.first("SELECT id FROM people WHERE document = ?", document) { try $0.next(PersonID.self) }
        guard let found else { return nil }
        let holders = try db.all("SELECT account, verified IS NOT NULL FROM grants WHERE person = ?", found) {
            (account: try $0.next(AccountID.self), isVerified: try $0.next(Bool.self))
        }
        if let account, holders.contains(where: { $0.account == account }) { return .heldByCaller(found) }
        return .heldByOther(found, verified: holders.contains(where: \.isVerified))
    }
}
