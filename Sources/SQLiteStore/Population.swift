import GRDB
public import HealthCodeCore
public import HealthCodeService

// What is read and written for everybody at once, in stretches of people's numbers.

extension SQLiteStore {
    public func lastPerson() async throws -> PersonID? {
        try readers.read { db in try db.first("SELECT max(id) FROM people") { try $0.next(PersonID?.self) } ?? nil }
    }

    public func newcomers() async throws -> [RegionCode: Int] {
        let rows = try readers.read { db in
            try db.all("SELECT region, people FROM newcomers WHERE people > 0") {
                (try $0.next(RegionCode.self), try $0.next(Int.self))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    public func newcomers(in numbers: ClosedRange<Int64>) async throws -> [Newcomer] {
        try readers.snapshot { db in
            let others = try db.all(
                "SELECT person FROM assignments WHERE person BETWEEN ? AND ? ORDER BY person", numbers.lowerBound,
                numbers.upperBound
            ) { try $0.next(Int64.self) }
            var rest = others[...]
            return try db.all(
                "SELECT id, registered, firstRegion FROM people WHERE id BETWEEN ? AND ? AND erased IS NULL ORDER BY id",
                numbers.lowerBound, numbers.upperBound
            ) { columns -> Newcomer? in
                let person: PersonID = try columns.next()
                while let first = rest.first, first < person.number { rest.removeFirst() }
                if rest.first == person.number { return nil }
                return Newcomer(person: person, registered: try columns.next(), region: try columns.next())
            }.compactMap(\.self)
        }
    }

    public func subjects(in numbers: ClosedRange<Int64>) async throws -> [(person: PersonID, subject: Subject)] {
        try readers.read { db in
            try db.all(
                "SELECT person, packed FROM subjects WHERE person BETWEEN ? AND ? ORDER BY person",
                numbers.lowerBound, numbers.upperBound
            ) { (try $0.next(PersonID.self), try $0.next(PackedSubject.self).subject) }
        }
    }

    public func standings(in numbers: ClosedRange<Int64>) async throws -> [Standing] {
        try readers.read { db in
            try db.all(
                """
                SELECT s.person, s.packed, \(StoredAssignment.columns), a.known
                FROM subjects s CROSS JOIN assignments a ON a.person = s.person
                WHERE s.person BETWEEN ? AND ? ORDER BY s.person
                """, numbers.lowerBound, numbers.upperBound
            ) { columns in
                let person: PersonID = try columns.next()
                let subject = try columns.next(PackedSubject.self).subject
                let assignment = try StoredAssignment(&columns)
                return Standing(person: person, subject: subject, assignment: assignment, known: try columns.next())
            }
        }
    }

    public func keep(_ changes: [Reassignment]) async throws -> [PersonID] {
        guard !changes.isEmpty else { return [] }
        return try await writer.write(.patient) { transaction in
            try changes.filter { try !transaction.keep($0) }.map(\.person)
        }
    }
}

extension Transaction {
    /// Keeps a decision that was made outside the transaction, where the one that it follows is still there; false,
    /// and nothing done, where it is not.
    fileprivate func keep(_ change: Reassignment) throws -> Bool {
        let (old, new) = (change.old, change.new)
        try db.run(
            """
            UPDATE assignments
            SET colour = ?, since = ?, rule = ?, policyRegion = ?, policyVersion = ?, nextAt = ?, nextColour = ?,
                decided = ?, packs = ?, notices = ?
            WHERE person = ? AND known = ? AND decided = ? AND packs = ? AND notices = ?
            """, new.colour, new.since, new.rule, new.policy.region, new.policy.version, new.next?.at,
            new.next?.colour, new.decided, new.edition.packs, new.edition.notices, change.person, change.known,
            old.decided, old.edition.packs, old.edition.notices)
        guard db.changes == 1 else { return false }
        if new.colour != old.colour {
            count(Tally(new.colour))
            count(Tally(old.colour), -1)
        }
        if new.isLogged(after: old) { try log(new, of: change.person, known: change.known) }
        return true
    }
}
