extension Schema {
    static let checkpoints = """
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

    /// Whom staff registered, and whose record they looked at: only ever added.
    static let staffActs = """
        CREATE TABLE staff_acts (
            number INTEGER PRIMARY KEY,
            staff INTEGER NOT NULL REFERENCES staff,
            person INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
