extension Schema {
    /// Crossings of visitors who showed a certificate, beside those whose code another installation issued; and the
    /// certificates that people added to themselves.
    static let certificates = """
        ALTER TABLE visitor_passes RENAME TO first_visitor_passes;
        CREATE TABLE visitor_passes (
            id BLOB PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            peer INTEGER REFERENCES peers,
            point INTEGER NOT NULL REFERENCES points,
            collector INTEGER NOT NULL REFERENCES staff,
            at INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            temperature INTEGER,
            colour TEXT NOT NULL,
            allowed INTEGER NOT NULL,
            why TEXT NOT NULL,
            offline INTEGER NOT NULL,
            -- The entry of the pack by which a certificate was judged; empty where none fits.
            certificate TEXT
        ) STRICT, WITHOUT ROWID;
        INSERT INTO visitor_passes SELECT *, NULL FROM first_visitor_passes;
        DROP TABLE first_visitor_passes;
        -- Found by a keyed hash of what it says, so that one certificate counts for one person. What it says lies sealed
        -- under the person's key, and goes when it is taken off.
        CREATE TABLE certificates (
            number INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES people,
            digest BLOB NOT NULL,
            sealed BLOB NOT NULL,
            fact INTEGER,
            added INTEGER NOT NULL,
            withdrawn INTEGER,
            because TEXT
        ) STRICT;
        CREATE UNIQUE INDEX certificates_standing ON certificates(digest) WHERE withdrawn IS NULL;
        CREATE INDEX certificates_person ON certificates(person);
        """
}
