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

    public func gather<Part: Sendable>(
        _ part: Part, subjects numbers: ClosedRange<Int64>, add: @Sendable (inout Part, PersonID, Subject) -> Void
    ) async throws -> Part {
        try readers.read { db in
            var part = part
            try db.each(
                "SELECT person, packed FROM subjects WHERE person BETWEEN ? AND ? ORDER BY person",
                numbers.lowerBound, numbers.upperBound
            ) { columns in
                let person: PersonID = try columns.next()
                add(&part, person, try columns.next(PackedSubject.self).subject)
            }
            return part
        }
    }

    public func standings(in numbers: ClosedRange<Int64>) async throws -> [Standing] {
        try readers.read { db in
            try db.all(
                """
                SELECT s.person, s.packed, \(StoredAssignment.columns), a.known,
                    (SELECT max(number) FROM decisions d WHERE d.person = s.person)
                FROM subjects s CROSS JOIN assignments a ON a.person = s.person
                WHERE s.person BETWEEN ? AND ? ORDER BY s.person
                """, numbers.lowerBound, numbers.upperBound
            ) { columns in
                let person: PersonID = try columns.next()
                let subject = try columns.next(PackedSubject.self).subject
                let assignment = try StoredAssignment(&columns)
                return Standing(
                    person: person, subject: subject, assignment: assignment, known: try columns.next(),
                    logged: try columns.next())
            }
        }
    }

    public func keep(_ changes: ArraySlice<Reassignment>) async throws -> Kept {
        guard !changes.isEmpty else { return Kept() }
        return try await writer.write(.repeatable) { transaction in
            var keeping = try Keeping(transaction)
            let end = ContinuousClock.now + (transaction.isQuiet ? Self.quietHold : Self.longestHold)
            var kept = Kept()
            for change in changes {
                if kept.count > 0, kept.count.isMultiple(of: Self.fewest), transaction.isAwaited || .now > end { break }
                if try !keeping.keep(change) { kept.overtaken.append(change.person) }
                kept.count += 1
            }
            return kept
        }
    }

    /// A commit that many changes share takes no longer than this, since other processes wait for it, too. Those of this
    /// process make themselves known: it ends for them after so few more.
    private static let longestHold = Duration.milliseconds(50)
    private static let fewest = 128
    /// While nobody of this process waits it may take longer: pages that many changes touch are written less often.
    private static let quietHold = Duration.milliseconds(250)
}
