import GRDB
import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func importIdentities(_ entries: [IdentityEntry]) async throws -> Int {
        try await writer.write(.patient) { transaction in
            for entry in entries {
                try transaction.db.run(
                    "INSERT OR REPLACE INTO identities (document, name, phone) VALUES (?, ?, ?)",
                    entry.document, entry.name, entry.phone)
            }
            return entries.count
        }
    }

    public func identity(document: Digest32) async throws -> IdentityEntry? {
        try readers.read { db in
            try db.first("SELECT document, name, phone FROM identities WHERE document = ?", document) {
                IdentityEntry(document: try $0.next(), name: try $0.next(), phone: try $0.next())
            }
        }
    }

    public func hasIdentities() async throws -> Bool {
        try readers.read { db in try db.first("SELECT 1 FROM identities LIMIT 1") { _ in true } ?? false }
    }

    public func note(_ name: String) async throws -> [UInt8]? {
        try readers.read { db in
            try db.first("SELECT value FROM small_values WHERE name = ?", name) { try $0.next() }
        }
    }

    public func keepNote(_ name: String, _ value: [UInt8]) async throws {
        try await writer.write { transaction in
            try transaction.db.run("INSERT OR REPLACE INTO small_values (name, value) VALUES (?, ?)", name, value)
        }
    }

    public func census() async throws -> Census {
        let rows = try readers.read { db in
            try db.all("SELECT name, count FROM tallies") { (try $0.next(Tally.self), try $0.next(Int.self)) }
        }
        let counts = Dictionary(uniqueKeysWithValues: rows)
        return Census(
            people: counts[.people] ?? 0, facts: counts[.facts] ?? 0, passes: counts[.passes] ?? 0,
            waitingRecords: counts[.waiting] ?? 0,
            colours: Dictionary(uniqueKeysWithValues: Colour.allCases.map { ($0, counts[Tally($0)] ?? 0) }))
    }
}
