extension Schema {
    /// Notices with who said them and under which id, and what takes them back, numbered together as they became known.
    /// Notices of before were all said by the operator.
    static let noticesWithHistory = """
        ALTER TABLE region_notices RENAME TO first_notices;
        CREATE TABLE region_notices (
            number INTEGER PRIMARY KEY,
            region INTEGER NOT NULL,
            what TEXT NOT NULL,
            starts INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            known INTEGER NOT NULL,
            origin INTEGER NOT NULL,
            id TEXT,
            content BLOB
        ) STRICT;
        CREATE UNIQUE INDEX region_notices_id ON region_notices(origin, id) WHERE id IS NOT NULL;
        INSERT INTO region_notices (number, region, what, starts, ends, known, origin)
            SELECT number, region, what, starts, ends, known, 0 FROM first_notices;
        DROP TABLE first_notices;
        CREATE TABLE notice_retractions (
            number INTEGER PRIMARY KEY,
            notice INTEGER NOT NULL UNIQUE REFERENCES region_notices,
            known INTEGER NOT NULL,
            origin INTEGER NOT NULL,
            id TEXT,
            content BLOB
        ) STRICT;
        CREATE UNIQUE INDEX notice_retractions_id ON notice_retractions(origin, id) WHERE id IS NOT NULL;

        """

    /// Whom a change in a region concerns, and the work that such changes have made due.
    static let whereabouts = """
        CREATE INDEX people_home ON people(firstRegion, id);
        -- The regions of a person's facts, other than the one in which they lived at first.
        CREATE TABLE whereabouts (
            region INTEGER NOT NULL,
            person INTEGER NOT NULL,
            PRIMARY KEY (region, person)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO whereabouts
            SELECT DISTINCT f.region, f.person FROM facts f JOIN people p ON p.id = f.person
            WHERE f.region IS NOT NULL AND f.region <> p.firstRegion;
        -- What has to be decided anew, with how far it got and until when somebody is at it.
        CREATE TABLE reassessments (
            number INTEGER PRIMARY KEY,
            region INTEGER NOT NULL,
            asked INTEGER NOT NULL,
            reachedRegion INTEGER,
            reachedPerson INTEGER,
            held INTEGER,
            done INTEGER
        ) STRICT;
        CREATE INDEX reassessments_open ON reassessments(number) WHERE done IS NULL;
        -- Whose colour is overdue.
        CREATE INDEX assignments_grey ON assignments(policyRegion, policyVersion, rule, since) WHERE colour = 'grey';

        """
}
