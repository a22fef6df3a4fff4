extension Schema {
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

    static let facts = """
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

    static let records = """
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

    /// With which case a contact was.
    static let linkedCases = """
        ALTER TABLE facts ADD COLUMN linked INTEGER;
        ALTER TABLE waiting_facts ADD COLUMN linked INTEGER;
        """
}
