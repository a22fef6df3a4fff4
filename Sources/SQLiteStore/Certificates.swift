import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func addCertificate(
        _ new: NewCertificate, decide: @escaping Decide
    ) async throws -> KeptCertificate? {
        try await writer.write { transaction in
            try transaction.requirePerson(new.person)
            let db = transaction.db
            let isTaken = try db.first("SELECT 1 FROM certificates WHERE digest = ? AND withdrawn IS NULL", new.digest)
            {
                _ in true
            }
            guard isTaken == nil else { return nil }
            let fact = try new.fact.map { try transaction.record([$0], of: new.person) }?.first
            try db.run(
                "INSERT INTO certificates (person, digest, sealed, fact, added) VALUES (?, ?, ?, ?, ?)", new.person,
                new.digest, new.sealed, fact, new.added)
            let number = db.lastInsertedRowID
            if fact != nil { try transaction.assign(new.person, decide) }
            return KeptCertificate(
                number: number, person: new.person, sealed: new.sealed, fact: fact, added: new.added, withdrawn: nil,
                because: nil)
        }
    }

    public func certificates(of person: PersonID) async throws -> [KeptCertificate] {
        try readers.read { db in
            try db.all(
                "SELECT \(KeptCertificate.columns) FROM certificates WHERE person = ? ORDER BY number DESC", person
            ) { try KeptCertificate(&$0) }
        }
    }

    public func standingCertificates(after number: Int64, limit: Int) async throws -> [KeptCertificate] {
        try readers.read { db in
            try db.all(
                """
                SELECT \(KeptCertificate.columns) FROM certificates WHERE number > ? AND withdrawn IS NULL
                ORDER BY number LIMIT ?
                """, number, limit
            ) { try KeptCertificate(&$0) }
        }
    }

    public func withdrawCertificate(
        _ number: Int64, because reason: KeptCertificate.Withdrawal, at now: Instant, decide: @escaping Decide
    ) async throws {
        try await writer.write { transaction in
            let db = transaction.db
            let kept = try db.first(
                "SELECT \(KeptCertificate.columns) FROM certificates WHERE number = ? AND withdrawn IS NULL", number
            ) { try KeptCertificate(&$0) }
            guard let kept else { return }
            try db.run(
                "UPDATE certificates SET withdrawn = ?, because = ?, sealed = x'' WHERE number = ?", now, reason, number
            )
            guard let fact = kept.fact else { return }
            try transaction.retract(fact, of: kept.person, known: now)
            try transaction.assign(kept.person, decide)
        }
    }
}

extension KeptCertificate {
    fileprivate static let columns = "number, person, sealed, fact, added, withdrawn, because"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            number: try columns.next(), person: try columns.next(), sealed: try columns.next(),
            fact: try columns.next(), added: try columns.next(), withdrawn: try columns.next(),
            because: try columns.next())
    }
}
