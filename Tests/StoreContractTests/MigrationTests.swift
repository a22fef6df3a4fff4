import GRDB
import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("A database of an older version")
struct MigrationTests {
    @Test("Newcomers are set apart, and what is known of all others is packed")
    func newcomers() async throws {
        let path = try Folder().file("store.sqlite")
        let store = try SQLiteStore(path: path)
        let newcomer = try await store.register("newcomer")
        let ill = try await store.register("ill")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: ill, decide: decide)
        let standing = try await store.standings(in: 1...9).first
        try store.close()
        try await makeOlder(path, newcomer)
        let opened = try SQLiteStore(path: path)
        #expect(try await opened.assignment(of: newcomer) == nil)
        #expect(try await opened.newcomers() == [place("420106"): 1])
        let again = try #require(try await opened.standings(in: 1...9).first)
        #expect(again.person == ill && again.subject == standing?.subject && again.known == standing?.known)
        #expect(try await opened.census().colours == [.red: 1, .yellow: 0, .green: 0, .grey: 0])
    }

    @Test("The log of decisions refers to nothing, and is whole")
    func logApart() async throws {
        let path = try Folder().file("store.sqlite")
        let store = try SQLiteStore(path: path)
        let ill = try await store.register("ill")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: ill, decide: decide)
        try store.close()
        let database = try DatabaseQueue(path: path)
        let (keys, check, lines) = try await database.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM pragma_foreign_key_list('decisions')"),
                try String.fetchOne(db, sql: "PRAGMA integrity_check"),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM decisions")
            )
        }
        #expect(keys == 0 && check == "ok" && lines == 1)
        try database.close()
    }

    @Test("The log of decisions that was sorted by person stays what it was, and is only ever added to")
    func logInOrder() async throws {
        let path = try Folder().file("store.sqlite")
        let store = try SQLiteStore(path: path)
        let ill = try await store.register("ill")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: ill, decide: decide)
        let before = try await store.decisions(of: ill)
        try store.close()
        let database = try DatabaseQueue(path: path)
        try await database.write { try $0.execute(sql: Self.sortLogByPerson) }
        try database.close()
        let opened = try SQLiteStore(path: path)
        #expect(try await opened.decisions(of: ill) == before && before.count == 1)
        let other = try DatabaseQueue(path: path)
        await #expect(throws: DatabaseError.self) {
            try await other.write { try $0.execute(sql: "DELETE FROM decisions") }
        }
    }

    /// Brings the log back to the form that it had before it was in the order in which it was made.
    private static let sortLogByPerson = """
        CREATE TABLE sorted (
            person INTEGER NOT NULL,
            number INTEGER NOT NULL,
            colour TEXT NOT NULL,
            since INTEGER NOT NULL,
            rule TEXT NOT NULL,
            policyRegion INTEGER NOT NULL,
            policyVersion TEXT NOT NULL,
            nextAt INTEGER,
            nextColour TEXT,
            decided INTEGER NOT NULL,
            known INTEGER NOT NULL,
            packs INTEGER NOT NULL DEFAULT 0,
            notices INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (person, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO sorted SELECT * FROM decisions;
        DROP TABLE decisions;
        ALTER TABLE sorted RENAME TO decisions;
        DELETE FROM grdb_migrations WHERE identifier = '18';
        PRAGMA user_version = 17;
        """

    /// Brings a database back to the form that it had before newcomers were set apart, when they had a colour like all.
    private func makeOlder(_ path: String, _ newcomer: PersonID) async throws {
        let database = try DatabaseQueue(path: path)
        try await database.write { db in
            try db.execute(
                sql: """
                    DELETE FROM grdb_migrations WHERE identifier IN ('7', '8', '12', '13');
                    DROP TABLE printings;
                    DROP TABLE kiosks;
                    DROP TABLE revocation_lists;
                    DROP TABLE revocations;
                    DROP TABLE printed_codes;
                    DROP TABLE subjects;
                    DROP TABLE newcomers;
                    ALTER TABLE assignments DROP COLUMN known;
                    ALTER TABLE assignments DROP COLUMN packs;
                    ALTER TABLE assignments DROP COLUMN notices;
                    INSERT INTO assignments (person, colour, since, rule, policyRegion, policyVersion, decided)
                    VALUES (\(newcomer.number), 'green', 0, 'everyone-else', 420000000000, '2020-04-01', 0);
                    UPDATE tallies SET count = 1 WHERE name = 'green';
                    PRAGMA user_version = 6;
                    """)
        }
        try database.close()
    }
}
