import GRDB
import HealthCodeCore
import HealthCodeService

extension Schema {
    /// What is known of people, as a re-evaluation reads it; and newcomers apart from all others.
    static let subjects = """
        -- Of everybody of whom more is known than that they registered, what that is: a repetition of people, facts and
        -- retractions in a few bytes, read by the million. They are the same people as in assignments.
        CREATE TABLE subjects (
            person INTEGER PRIMARY KEY REFERENCES people,
            packed BLOB NOT NULL
        ) STRICT;
        -- How many people registered from each region of whom nothing more is known. They have no row in assignments: their
        -- colour follows from the rules of their region, and is decided as it is shown.
        CREATE TABLE newcomers (
            region INTEGER PRIMARY KEY,
            people INTEGER NOT NULL
        ) STRICT;
        -- The number of the last thing that was known, and of how many packs and notices the colour was decided.
        ALTER TABLE assignments ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE assignments ADD COLUMN packs INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE assignments ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;
        """
}

extension Connection {
    /// Packs what is known of everybody, and takes the colours of newcomers out of the assignments.
    func setNewcomersApart() throws {
        for person in try all("SELECT person FROM assignments", as: { try $0.next(PersonID.self) }) {
            guard let subject = try subject(person) else { continue }
            if subject.isNewcomer {
                try run("DELETE FROM assignments WHERE person = ?", person)
                try run(
                    """
                    INSERT INTO newcomers (region, people) VALUES (?, 1)
                    ON CONFLICT DO UPDATE SET people = people + 1
                    """, subject.region)
            } else {
                try run("INSERT INTO subjects (person, packed) VALUES (?, ?)", person, PackedSubject(subject: subject))
                try run("UPDATE assignments SET known = ? WHERE person = ?", try lastKnown(of: person), person)
            }
        }
        for colour in Colour.allCases {
            try run(
                "UPDATE tallies SET count = (SELECT count(*) FROM assignments WHERE colour = ?) WHERE name = ?", colour,
                Tally(colour))
        }
    }
}
