import GRDB

/// The tables and how they came to be. A published migration is never edited; a change is a new one.
enum Schema {
    /// What `PRAGMA application_id` says of our files: the letters `HCod`.
    static let application = 0x4843_6f64
    /// The number of the latest migration, kept as `PRAGMA user_version`.
    static let version = 19

    /// Brings an older database up to `version`.
    static func migrate(_ connection: DatabaseQueue) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            for part in [accounts, people, facts, records, checkpoints, regions, whole] { try db.execute(sql: part) }
            for table in ["facts", "retractions", "passes", "decisions", "region_notices"] {
                try db.execute(sql: appendOnly(table))
            }
            for tally in Tally.allCases { try db.run("INSERT INTO tallies VALUES (?, 0)", tally) }
            try db.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: editions + appendOnly("packs") + "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: noticesWithHistory + whereabouts)
            for table in ["region_notices", "notice_retractions"] { try db.execute(sql: appendOnly(table)) }
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4") { db in try db.execute(sql: oneSelf + "PRAGMA user_version = 4") }
        migrator.registerMigration("5") { db in
            try db.execute(sql: peers + appendOnly("exchanges") + appendOnly("visitor_passes"))
            try db.execute(sql: "PRAGMA user_version = 5")
        }
        migrator.registerMigration("6") { db in
            try db.execute(sql: proposals)
            for table in ["proposals", "proposal_simulations", "proposal_acts"] {
                try db.execute(sql: appendOnly(table))
            }
            try db.execute(sql: "PRAGMA user_version = 6")
        }
        migrator.registerMigration("7") { db in
            try db.execute(sql: subjects + "PRAGMA user_version = 7")
            try db.setNewcomersApart()
        }
        migrator.registerMigration("8") { db in try db.execute(sql: printedCodes + "PRAGMA user_version = 8") }
        migrator.registerMigration("9") { db in try db.execute(sql: linkedCases + "PRAGMA user_version = 9") }
        migrator.registerMigration("10") { db in try db.execute(sql: simulationRuns + "PRAGMA user_version = 10") }
        migrator.registerMigration("11", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: logApart + "PRAGMA user_version = 11")
        }
        migrator.registerMigration("12") { db in
            try db.execute(sql: revocations + appendOnly("revocations") + appendOnly("revocation_lists"))
            try db.execute(sql: "PRAGMA user_version = 12")
        }
        migrator.registerMigration("13") { db in
            try db.execute(sql: printings + appendOnly("printings") + "PRAGMA user_version = 13")
        }
        migrator.registerMigration("14") { db in
            try db.execute(sql: certificates + appendOnly("visitor_passes") + "PRAGMA user_version = 14")
        }
        migrator.registerMigration("15") { db in try db.execute(sql: listsOfPeers + "PRAGMA user_version = 15") }
        migrator.registerMigration("16") { db in try db.execute(sql: packScenarios + "PRAGMA user_version = 16") }
        migrator.registerMigration("17") { db in
            try db.execute(sql: staffActs + appendOnly("staff_acts") + "PRAGMA user_version = 17")
        }
        migrator.registerMigration("18", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: logInOrder + appendOnly("decisions") + "PRAGMA user_version = 18")
        }
        migrator.registerMigration("19") { db in try db.execute(sql: erasedApart + "PRAGMA user_version = 19") }
        try migrator.migrate(connection)
    }

    /// Refuses to change or remove what was once written (HU-03: nobody sets a colour by hand).
    private static func appendOnly(_ table: String) -> String {
        ["UPDATE", "DELETE"].map { act in
            """
            CREATE TRIGGER \(table)_refuse_\(act.lowercased()) BEFORE \(act) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) are only ever added'); END;
            """
        }.joined(separator: "\n")
    }

    private static let whole = """
        CREATE TABLE identities (
            document BLOB PRIMARY KEY,
            name BLOB NOT NULL,
            phone BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE small_values (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tallies (
            name TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
