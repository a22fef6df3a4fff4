extension Schema {
    static let regions = """
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

    /// What a pack that the operator published was tried with.
    static let packScenarios = "ALTER TABLE packs ADD COLUMN scenarios TEXT NOT NULL DEFAULT '';"

    /// Packs are numbered in the order of their publication, and a decision says of how many packs and notices it was
    /// made, so that it replays to the letter.
    static let editions = """
        ALTER TABLE packs ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
        UPDATE packs SET number = (
            SELECT count(*) FROM packs earlier
            WHERE (earlier.published, earlier.since, earlier.region, earlier.version)
                <= (packs.published, packs.since, packs.region, packs.version));
        ALTER TABLE decisions ADD COLUMN packs INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE decisions ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;
        """
}
