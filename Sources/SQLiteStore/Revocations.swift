import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func addRevocations(_ revocations: [NewRevocation]) async throws -> Int {
        try await writer.write(revocations.count > 100 ? .patient : .prompt) { transaction in
            try transaction.add(revocations)
        }
    }

    public func lastRevocation() async throws -> Int64 {
        try readers.read { db in
            try db.first("SELECT number FROM revocations ORDER BY number DESC LIMIT 1") { try $0.next() }
        } ?? 0
    }

    public func revokedIDs(
        in numbers: ClosedRange<Int64>, goodAt instant: Instant, limit: Int
    ) async throws -> [UInt64] {
        try readers.read { db in
            try db.all(
                """
                SELECT id FROM revocations
                WHERE number BETWEEN ? AND ? AND (expires IS NULL OR expires > ?) LIMIT ?
                """, numbers.lowerBound, numbers.upperBound, instant, limit
            ) { UInt64(bitPattern: try $0.next()) }
        }
    }

    public func endedRevocations(
        through number: Int64, after start: Instant, until end: Instant, limit: Int
    ) async throws -> [UInt64] {
        try readers.read { db in
            try db.all(
                "SELECT id FROM revocations WHERE expires > ? AND expires <= ? AND number <= ? LIMIT ?", start, end,
                number, limit
            ) { UInt64(bitPattern: try $0.next()) }
        }
    }

    public func keepRevocationList(_ list: KeptRevocationList) async throws {
        try await writer.write { transaction in
            try transaction.db.run(
                """
                INSERT INTO revocation_lists (sequence, last, ended, statement) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, Int64(bitPattern: list.sequence), list.last, list.ended, list.statement)
            guard transaction.db.changes == 1 else {
                throw StoreError.exists("the revocation list \(list.sequence)")
            }
        }
    }

    public func revocationList(_ sequence: UInt64?) async throws -> KeptRevocationList? {
        try readers.read { db in
            try db.first(
                """
                SELECT sequence, last, ended, statement FROM revocation_lists
                WHERE ?1 IS NULL OR sequence = ?1 ORDER BY sequence DESC LIMIT 1
                """, sequence.map { Int64(bitPattern: $0) }
            ) { columns in
                KeptRevocationList(
                    sequence: UInt64(bitPattern: try columns.next()), last: try columns.next(),
                    ended: try columns.next(), statement: try columns.next())
            }
        }
    }
}

extension Transaction {
    /// Adds what is not revoked yet; gives how many that were.
    @discardableResult
    func add(_ revocations: [NewRevocation]) throws -> Int {
        var added = 0
        for revocation in revocations {
            try db.run(
                """
                INSERT INTO revocations (id, what, revoked, expires, staff, reason) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, Int64(bitPattern: revocation.id), revocation.what, revocation.revoked, revocation.expires,
                revocation.staff, revocation.reason)
            added += db.changes
        }
        return added
    }
}

extension RevokedThing: StoredAs {}
extension RevocationReason: StoredAs {}

extension Schema {
    static let revocations = """
        -- What is revoked, by the hashed ids of the signed lists (as signed numbers), in the order in which it came. After
        -- `expires` the code would be over anyway, and its id is in no list any more.
        CREATE TABLE revocations (
            number INTEGER PRIMARY KEY,
            id INTEGER NOT NULL UNIQUE,
            what TEXT NOT NULL,
            revoked INTEGER NOT NULL,
            expires INTEGER,
            staff INTEGER REFERENCES staff,
            reason TEXT
        ) STRICT;
        CREATE INDEX revocations_expires ON revocations(expires) WHERE expires IS NOT NULL;
        -- Every list that was signed: it holds the revocations up to `last` whose codes were not over at `ended`.
        CREATE TABLE revocation_lists (
            sequence INTEGER PRIMARY KEY,
            last INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            statement BLOB NOT NULL
        ) STRICT;
        """
}
