import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func addPrintedCode(_ code: NewPrintedCode, revoke: @escaping Revoke) async throws -> Int64 {
        try await writer.write { transaction in
            try transaction.requirePerson(code.person)
            let earlier = try transaction.db.all(
                "SELECT \(PrintedCode.columns) FROM printed_codes WHERE person = ? AND revoked IS NULL", code.person
            ) { try PrintedCode(&$0) }
            try transaction.add(earlier.map { $0.revoked(at: code.made) }.flatMap(revoke))
            try transaction.db.run(
                "UPDATE printed_codes SET revoked = ? WHERE person = ? AND revoked IS NULL", code.made, code.person)
            try transaction.db.run(
                "INSERT INTO printed_codes (token, person, colour, made, expires) VALUES (?, ?, ?, ?, ?)",
                code.token, code.person, code.colour, code.made, code.expires)
            let number = transaction.db.lastInsertedRowID
            if let onBehalf = code.onBehalf {
                try transaction.db.run(
                    "INSERT INTO printings (printed, staff, kiosk, reason, made) VALUES (?, ?, ?, ?, ?)", number,
                    onBehalf.staff, onBehalf.atKiosk, onBehalf.reason, code.made)
            }
            return number
        }
    }

    public func printedCodes(of person: PersonID) async throws -> [PrintedCode] {
        try readers.read { db in
            try db.all(
                "SELECT \(PrintedCode.columns) FROM printed_codes WHERE person = ? ORDER BY number DESC", person
            ) { try PrintedCode(&$0) }
        }
    }

    public func printedCode(token: [UInt8]) async throws -> PrintedCode? {
        try readers.read { db in
            try db.first("SELECT \(PrintedCode.columns) FROM printed_codes WHERE token = ?", token) {
                try PrintedCode(&$0)
            }
        }
    }

    public func revokePrintedCode(_ number: Int64, at now: Instant, revoke: @escaping Revoke) async throws {
        try await writer.write { transaction in
            let good = try transaction.db.first(
                "SELECT \(PrintedCode.columns) FROM printed_codes WHERE number = ? AND revoked IS NULL", number
            ) { try PrintedCode(&$0) }
            guard let good else { return }
            try transaction.add(revoke(good.revoked(at: now)))
            try transaction.db.run("UPDATE printed_codes SET revoked = ? WHERE number = ?", now, number)
        }
    }

    public func revokedPrintedCodes(at now: Instant) async throws -> [PrintedCode] {
        try readers.read { db in
            try db.all(
                "SELECT \(PrintedCode.columns) FROM printed_codes WHERE revoked IS NOT NULL AND expires > ?", now
            ) { try PrintedCode(&$0) }
        }
    }
}

extension PrintedCode {
    fileprivate static let columns = "number, token, person, colour, made, expires, revoked"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            number: try columns.next(), token: try columns.next(), person: try columns.next(),
            colour: try columns.next(), made: try columns.next(), expires: try columns.next(),
            revoked: try columns.next())
    }

    fileprivate func revoked(at now: Instant) -> PrintedCode {
        var code = self
        code.revoked = now
        return code
    }
}

extension PrintingReason: StoredAs {}

extension Schema {
    /// Printed codes that staff made for others. The code itself goes with a person who is erased; this stays.
    static let printings = """
        CREATE TABLE printings (
            printed INTEGER PRIMARY KEY,
            staff INTEGER NOT NULL REFERENCES staff,
            kiosk INTEGER NOT NULL,
            reason TEXT,
            made INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE kiosks (
            token BLOB PRIMARY KEY,
            staff INTEGER NOT NULL REFERENCES staff,
            opened INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            closed INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    static let printedCodes = """
        CREATE TABLE printed_codes (
            number INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            person INTEGER NOT NULL REFERENCES people,
            colour TEXT NOT NULL,
            made INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        CREATE INDEX printed_codes_person ON printed_codes(person);
        """
}
