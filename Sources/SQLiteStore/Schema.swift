import GRDB

/// The tables and how they came to be. A published migration is never edited; a change is a new one.
enum Schema {
    /// What `PRAGMA application_id` says of our files: the letters `HCod`.
    static let application = 0x4843_6f64
    /// The number of the latest migration, kept as `PRAGMA user_version`.
    static let version = 14

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
        try migrator.migrate(connection)
    }

    /// With which case a contact was.
    private static let linkedCases = """
        ALTER TABLE facts ADD COLUMN linked INTEGER;
        ALTER TABLE waiting_facts ADD COLUMN linked INTEGER;
        """

    /// Whom an account is: one person at most. Where two registrations raced, the first stays.
    private static let oneSelf = """
        UPDATE grants SET relation = 'other' WHERE relation = 'self' AND EXISTS (
            SELECT 1 FROM grants g
            WHERE g.account = grants.account AND g.relation = 'self' AND g.person < grants.person);
        CREATE UNIQUE INDEX grants_self ON grants(account) WHERE relation = 'self';
        """

    /// The log of decisions no longer asks that its people are in `people`: the assignment that a line follows has asked,
    /// and nobody is ever taken out. Of millions of lines each would read a page of the largest table. How to drop a
    /// constraint without copying the table: https://www.sqlite.org/lang_altertable.html#otheralter
    private static let logApart = """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'person INTEGER NOT NULL REFERENCES people', 'person INTEGER NOT NULL')
        WHERE type = 'table' AND name = 'decisions';
        PRAGMA writable_schema = RESET;
        """

    /// Refuses to change or remove what was once written (HU-03: nobody sets a colour by hand).
    private static func appendOnly(_ table: String) -> String {
        ["UPDATE", "DELETE"].map { act in
            """
            CREATE TRIGGER \(table)_refuse_\(act.lowercased()) BEFORE \(act) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) are only ever added'); END;
            """
        }.joined(separator: "\n")
    }

    /// Packs are numbered in the order of their publication, and a decision says of how many packs and notices it was
    /// made, so that it replays to the letter.
    private static let editions = """
        ALTER TABLE packs ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
        UPDATE packs SET number = (
            SELECT count(*) FROM packs earlier
            WHERE (earlier.published, earlier.since, earlier.region, earlier.version)
                <= (packs.published, packs.since, packs.region, packs.version));
        ALTER TABLE decisions ADD COLUMN packs INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE decisions ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;
        """

    private static let accounts = """
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY,
            phone BLOB NOT NULL UNIQUE,
            sealedPhone BLOB NOT NULL
        ) STRICT;
        -- A phone's latest code, null once it is used up, and what the phone used up on its latest day.
        CREATE TABLE one_time_codes (
            phone BLOB PRIMARY KEY,
            day INTEGER NOT NULL,
            sends INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            code BLOB,
            expires INTEGER NOT NULL,
            codeFailures INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions (
            token BLOB PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts,
            opened INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_account ON sessions(account);
        """

    private static let people = """
        -- An erased person keeps a row without document, key and details, for the anonymous facts to belong to.
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            document BLOB,
            registered INTEGER NOT NULL,
            firstRegion INTEGER NOT NULL,
            region INTEGER NOT NULL,
            corrections INTEGER NOT NULL DEFAULT 0,
            kinds INTEGER NOT NULL DEFAULT 0,
            erased INTEGER,
            channel TEXT NOT NULL,
            consent TEXT NOT NULL,
            wrappedKey BLOB NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX people_document ON people(document) WHERE document IS NOT NULL;
        -- Which account may act for whom, and since when it may see the person's records.
        CREATE TABLE grants (
            account INTEGER NOT NULL REFERENCES accounts,
            person INTEGER NOT NULL REFERENCES people,
            relation TEXT NOT NULL,
            granted INTEGER NOT NULL,
            verified INTEGER,
            PRIMARY KEY (account, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX grants_person ON grants(person);
        -- The colour as last decided.
        CREATE TABLE assignments (
            person INTEGER PRIMARY KEY REFERENCES people,
            colour TEXT NOT NULL,
            since INTEGER NOT NULL,
            rule TEXT NOT NULL,
            policyRegion INTEGER NOT NULL,
            policyVersion TEXT NOT NULL,
            nextAt INTEGER,
            nextColour TEXT,
            decided INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX assignments_next ON assignments(nextAt) WHERE nextAt IS NOT NULL;
        -- Every change of an assignment, with the number of the last thing that was known of the person.
        CREATE TABLE decisions (
            person INTEGER NOT NULL REFERENCES people,
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
            PRIMARY KEY (person, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// What a fact says, with its kinds' details; `origin` as `FactOrigin` is kept.
    private static let factColumns = """
        kind INTEGER NOT NULL,
            starts INTEGER NOT NULL,
            ends INTEGER,
            known INTEGER NOT NULL,
            region INTEGER,
            origin INTEGER NOT NULL,
            method INTEGER,
            result INTEGER,
            sampled INTEGER,
            place INTEGER,
            rechecked INTEGER,
            symptoms INTEGER,
            diagnosis INTEGER,
            contact INTEGER,
            temperature INTEGER
        """

    private static let facts = """
        -- Clustered by person, so that all facts of one are read at once; they will be read ten million at a time.
        CREATE TABLE facts (
            person INTEGER NOT NULL REFERENCES people,
            number INTEGER NOT NULL,
            \(factColumns),
            PRIMARY KEY (person, number)
        ) STRICT, WITHOUT ROWID;
        -- Sealed words about a fact, apart from it: no rule reads them, and they go when the person is erased.
        CREATE TABLE fact_notes (
            person INTEGER NOT NULL,
            number INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (person, number),
            FOREIGN KEY (person, number) REFERENCES facts
        ) STRICT, WITHOUT ROWID;
        -- A fact taken back; numbered among the person's facts, since it changes what is known as they do.
        CREATE TABLE retractions (
            person INTEGER NOT NULL,
            number INTEGER NOT NULL,
            fact INTEGER NOT NULL,
            known INTEGER NOT NULL,
            PRIMARY KEY (person, number),
            FOREIGN KEY (person, fact) REFERENCES facts
        ) STRICT, WITHOUT ROWID;
        """

    private static let records = """
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            region INTEGER NOT NULL,
            key BLOB NOT NULL UNIQUE,
            added INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        -- What each source sent under its own ids: a fact of a person, one that waits under a document, or a retraction
        -- (with neither).
        CREATE TABLE records (
            source INTEGER NOT NULL REFERENCES sources,
            id TEXT NOT NULL,
            content BLOB NOT NULL,
            received INTEGER NOT NULL,
            document BLOB,
            person INTEGER,
            fact INTEGER,
            retracted INTEGER,
            PRIMARY KEY (source, id)
        ) STRICT, WITHOUT ROWID;
        -- Facts of documents that nobody has registered yet, in the order of their arrival.
        CREATE TABLE waiting_facts (
            number INTEGER PRIMARY KEY,
            document BLOB NOT NULL,
            source INTEGER NOT NULL,
            record TEXT NOT NULL,
            \(factColumns),
            note BLOB NOT NULL
        ) STRICT;
        CREATE INDEX waiting_facts_document ON waiting_facts(document);
        """

    private static let checkpoints = """
        CREATE TABLE points (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            region INTEGER NOT NULL,
            added INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        CREATE TABLE staff (
            id INTEGER PRIMARY KEY,
            phone BLOB NOT NULL,
            role TEXT NOT NULL,
            sealed BLOB NOT NULL,
            region INTEGER NOT NULL,
            added INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        CREATE INDEX staff_phone ON staff(phone) WHERE revoked IS NULL;
        -- Hundreds of millions of rows, in the order in which they were recorded: nothing is indexed but what keeps a pass
        -- from being recorded twice. That the person exists is asked by the statement that records.
        CREATE TABLE passes (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            token BLOB NOT NULL,
            person INTEGER NOT NULL,
            point INTEGER NOT NULL REFERENCES points,
            collector INTEGER NOT NULL REFERENCES staff,
            at INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            temperature INTEGER,
            colour TEXT NOT NULL,
            allowed INTEGER NOT NULL,
            why TEXT NOT NULL,
            offline INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX passes_id ON passes(id);
        CREATE UNIQUE INDEX passes_token ON passes(token);
        """

    private static let regions = """
        CREATE TABLE regions (
            code INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            level TEXT NOT NULL,
            parent INTEGER
        ) STRICT;
        CREATE INDEX regions_parent ON regions(parent);
        -- What was said of regions' risk, and when; each once.
        CREATE TABLE region_notices (
            number INTEGER PRIMARY KEY,
            region INTEGER NOT NULL,
            what TEXT NOT NULL,
            starts INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            known INTEGER NOT NULL,
            UNIQUE (region, what, starts, ends)
        ) STRICT;
        CREATE TABLE packs (
            region INTEGER NOT NULL,
            version TEXT NOT NULL,
            since INTEGER NOT NULL,
            digest BLOB NOT NULL,
            published INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (region, version)
        ) STRICT, WITHOUT ROWID;
        """

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
