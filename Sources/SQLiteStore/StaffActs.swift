import GRDB
public import HealthCodeService

extension SQLiteStore {
    public func noteStaffAct(_ act: StaffAct) async throws {
        try await writer.write { transaction in try transaction.note(act) }
    }

    public func staffActs(limit: Int) async throws -> [StaffAct] {
        try readers.read { db in
            try db.all("SELECT staff, person, kind, at FROM staff_acts ORDER BY number DESC LIMIT ?", limit) {
                StaffAct(staff: try $0.next(), person: try $0.next(), kind: try $0.next(), at: try $0.next())
            }
        }
    }
}

extension Transaction {
    func note(_ act: StaffAct) throws {
        try db.run(
            "INSERT INTO staff_acts (staff, person, kind, at) VALUES (?, ?, ?, ?)", act.staff, act.person, act.kind,
            act.at)
    }
}

extension StaffAct.Kind: StoredAs {}
