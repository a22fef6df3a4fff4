import GRDB
public import HealthCodeCore
public import HealthCodeService

// What happens to a person's details and to the rights over them.

extension SQLiteStore {
    public func correctPerson(
        _ id: PersonID, _ correction: Correction, decide: @escaping Decide
    ) async throws -> Bool {
        try await writer.write { transaction in
            try transaction.requirePerson(id)
            try transaction.db.run(
                """
                UPDATE people SET sealed = ?, region = ?, corrections = corrections + ?
                WHERE id = ? AND corrections < ?
                """, correction.sealed, correction.region, correction.isCounted ? 1 : 0, id,
                correction.limit ?? .max)
            guard transaction.db.changes == 1 else { return false }
            _ = try transaction.record(correction.facts, of: id)
            try transaction.assign(id, decide)
            return true
        }
    }

    public func verifyPerson(_ id: PersonID, for account: AccountID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.requirePerson(id)
            try transaction.db.run(
                "UPDATE grants SET verified = coalesce(verified, ?) WHERE account = ? AND person = ?",
                now, account, id)
        }
    }

    @discardableResult
    public func grant(
        _ account: AccountID, _ relation: Relation, verified: Bool, to person: PersonID, replacingOthers: Bool,
        at now: Instant
    ) async throws -> [[UInt8]] {
        try await writer.write { transaction in
            try transaction.requirePerson(person)
            if relation == .`self` { try transaction.refuseSecondSelf(of: account, but: person) }
            try transaction.grant(account, relation, verified: verified, to: person, at: now)
            guard replacingOthers else { return [] }
            let others = try transaction.db.all(
                "SELECT a.sealedPhone FROM grants g JOIN accounts a ON a.id = g.account WHERE g.person = ? AND a.id <> ?",
                person, account
            ) { try $0.next([UInt8].self) }
            try transaction.db.run("DELETE FROM grants WHERE person = ? AND account <> ?", person, account)
            return others
        }
    }

    public func carers(of person: PersonID) async throws -> [Carer] {
        try readers.read { db in try db.carers(of: person) }
    }

    public func endCare(of account: AccountID, for person: PersonID, by ender: AccountID) async throws -> Bool {
        try await writer.write { transaction in
            let carers = try transaction.db.carers(of: person)
            guard let carer = carers.first(where: { $0.account == account }),
                let other = carers.first(where: { $0.account == ender }),
                carers.count > 1, other.mayEnd(carer)
            else { return false }
            try transaction.db.run("DELETE FROM grants WHERE person = ? AND account = ?", person, account)
            return true
        }
    }

    public func erasePerson(_ id: PersonID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.requirePerson(id)
            let db = transaction.db
            let region = try db.first("SELECT firstRegion FROM people WHERE id = ?", id) {
                try $0.next(RegionCode.self)
            }
            guard let region else { throw StoreError.noSuchPerson }
            let colour = try db.first("SELECT colour FROM assignments WHERE person = ?", id) {
                try $0.next(Colour.self)
            }
            try db.run(
                """
                UPDATE people SET document = NULL, wrappedKey = x'', sealed = x'', consent = '', channel = '', erased = ?
                WHERE id = ?
                """, now, id)
            try db.run("DELETE FROM grants WHERE person = ?", id)
            try db.run("DELETE FROM fact_notes WHERE person = ?", id)
            try db.run("DELETE FROM assignments WHERE person = ?", id)
            try db.run("DELETE FROM subjects WHERE person = ?", id)
            try db.run("DELETE FROM printed_codes WHERE person = ?", id)
            try db.run("DELETE FROM certificates WHERE person = ?", id)
            transaction.count(.people, -1)
            if let colour {
                transaction.count(Tally(colour), -1)
            } else {
                transaction.countNewcomers(in: region, -1)
            }
        }
        await checkpointer.cutLog()
    }
}

extension Connection {
    fileprivate func carers(of person: PersonID) throws -> [Carer] {
        try all(
            """
            SELECT g.account, a.sealedPhone, g.relation, g.granted
            FROM grants g JOIN accounts a ON a.id = g.account WHERE g.person = ? ORDER BY g.granted, g.account
            """, person
        ) {
            Carer(
                account: try $0.next(), sealedPhone: try $0.next(), relation: try $0.next(), since: try $0.next())
        }
    }
}

extension Transaction {
    /// Throws `secondSelf` where the account is somebody already, other than this person. The index `grants_self` would
    /// refuse it too, and not say so.
    func refuseSecondSelf(of account: AccountID, but person: PersonID?) throws {
        let found = try db.first("SELECT person FROM grants WHERE account = ? AND relation = 'self'", account) {
            try $0.next(PersonID.self)
        }
        guard found == nil || found == person else { throw StoreError.secondSelf }
    }

    /// Lets an account act for a person; one that does already gets the new relation, and stays verified where it was.
    func grant(
        _ account: AccountID, _ relation: Relation, verified: Bool, to person: PersonID, at now: Instant
    ) throws {
        try db.run(
            """
            INSERT INTO grants (account, person, relation, granted, verified) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account, person) DO UPDATE SET relation = excluded.relation, verified = coalesce(verified, excluded.verified)
            """, account, person, relation, now, verified ? now : nil)
    }
}
