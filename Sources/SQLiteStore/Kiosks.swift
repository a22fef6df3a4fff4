import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func openKiosk(_ token: Digest32, by staff: StaffID, at now: Instant, until expires: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run(
                "INSERT INTO kiosks (token, staff, opened, expires) VALUES (?, ?, ?, ?)", token, staff, now, expires)
        }
    }

    public func kiosk(_ token: Digest32, at now: Instant) async throws -> Staff? {
        try readers.read { db in
            try db.first(
                """
                SELECT \(Staff.columns) FROM kiosks k JOIN staff d ON d.id = k.staff
                WHERE k.token = ? AND k.expires > ? AND k.closed IS NULL AND d.revoked IS NULL
                """, token, now
            ) { try Staff(&$0) }
        }
    }

    public func closeKiosk(_ token: Digest32, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run("UPDATE kiosks SET closed = coalesce(closed, ?) WHERE token = ?", now, token)
        }
    }
}
