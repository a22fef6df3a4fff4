extension Schema {
    static let accounts = """
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

    static let people = """
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

    /// Whom an account is: one person at most. Where two registrations raced, the first stays.
    static let oneSelf = """
        UPDATE grants SET relation = 'other' WHERE relation = 'self' AND EXISTS (
            SELECT 1 FROM grants g
            WHERE g.account = grants.account AND g.relation = 'self' AND g.person < grants.person);
        CREATE UNIQUE INDEX grants_self ON grants(account) WHERE relation = 'self';
        """

    /// The log of decisions no longer asks that its people are in `people`: the assignment that a line follows has asked,
    /// and nobody is ever taken out. Of millions of lines each would read a page of the largest table. How to drop a
    /// constraint without copying the table: https://www.sqlite.org/lang_altertable.html#otheralter
    static let logApart = """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'person INTEGER NOT NULL REFERENCES people', 'person INTEGER NOT NULL')
        WHERE type = 'table' AND name = 'decisions';
        PRAGMA writable_schema = RESET;
        """

    /// The log of decisions in the order in which they were made, with an index by person. While it was sorted by person,
    /// every page of it was written again each time everybody was decided anew, and each time there were more.
    static let logInOrder = """
        CREATE TABLE log (
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
            packs INTEGER NOT NULL,
            notices INTEGER NOT NULL
        ) STRICT;
        INSERT INTO log
            SELECT person, number, colour, since, rule, policyRegion, policyVersion, nextAt, nextColour, decided, known,
                packs, notices
            FROM decisions;
        DROP TABLE decisions;
        ALTER TABLE log RENAME TO decisions;
        CREATE UNIQUE INDEX decisions_person ON decisions(person, number);

        """

    /// The erased, who are few, so that whether somebody is one of them can be asked without a look into the largest table.
    static let erasedApart = """
        CREATE INDEX people_erased ON people(id) WHERE erased IS NOT NULL;

        """
}
