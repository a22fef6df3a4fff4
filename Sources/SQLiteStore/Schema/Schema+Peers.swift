extension Schema {
    static let peers = """
        -- Other installations, and what each of them asked.
        CREATE TABLE peers (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            region INTEGER NOT NULL,
            address TEXT NOT NULL,
            keys TEXT NOT NULL,
            source INTEGER NOT NULL REFERENCES sources,
            added INTEGER NOT NULL,
            keysFetched INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        CREATE TABLE exchanges (
            id BLOB PRIMARY KEY,
            peer INTEGER NOT NULL REFERENCES peers,
            exchange TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- Crossings of people whose code another installation issued.
        CREATE TABLE visitor_passes (
            id BLOB PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            peer INTEGER NOT NULL REFERENCES peers,
            point INTEGER NOT NULL REFERENCES points,
            collector INTEGER NOT NULL REFERENCES staff,
            at INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            temperature INTEGER,
            colour TEXT NOT NULL,
            allowed INTEGER NOT NULL,
            why TEXT NOT NULL,
            offline INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// The names of the lists of issuers on which an installation stands, with a space between.
    static let listsOfPeers = """
        ALTER TABLE peers ADD COLUMN lists TEXT NOT NULL DEFAULT 'provinces';
        UPDATE peers SET lists = 'national' WHERE region = 0;
        """
}
