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

    public func keep(_ changes: ArraySlice<Reassignment>) async throws -> Kept {
        guard !changes.isEmpty else { return Kept() }
        return try await writer.write(.patient) { transaction in
            let keeping = try Keeping(transaction)
            let end = ContinuousClock.now + Self.longestHold
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
}

/// Keeps decisions that were made outside the transaction.
private struct Keeping {
    private let transaction: Transaction
    private let update: Prepared
    /// The same where the instant of the next change stays, which leaves the index of those instants alone.
    private let updateOfSameNext: Prepared
    private let line: Prepared

    init(_ transaction: Transaction) throws {
        self.transaction = transaction
        let update = { (next: String) in
            """
            UPDATE assignments
            SET colour = ?2, since = ?3, rule = ?4, policyRegion = ?5, policyVersion = ?6, nextColour = ?8,
                decided = ?9, packs = ?11, notices = ?12\(next)
            WHERE person = ?1 AND known = ?10 AND decided = ?13 AND packs = ?14 AND notices = ?15
            """
        }
        self.update = try transaction.db.prepared(update(", nextAt = ?7"))
        updateOfSameNext = try transaction.db.prepared(update(""))
        line = try transaction.db.prepared(Transaction.logging)
    }

    /// Keeps a decision where the one that it follows is still there; false, and nothing done, where it is not.
    func keep(_ change: Reassignment) throws -> Bool {
        let (old, new) = (change.old, change.new)
        let update = new.next?.at == old.next?.at ? updateOfSameNext : update
        let changed = try update.run(
            change.person, new.colour, new.since, new.rule, new.policy.region, new.policy.version, new.next?.at,
            new.next?.colour, new.decided, change.known, new.edition.packs, new.edition.notices, old.decided,
            old.edition.packs, old.edition.notices)
        guard changed == 1 else { return false }
        if new.colour != old.colour {
            transaction.count(Tally(new.colour))
            transaction.count(Tally(old.colour), -1)
        }
        if new.isLogged(after: old) {
            try line.run(
                change.person, new.colour, new.since, new.rule, new.policy.region, new.policy.version,
                new.next?.at, new.next?.colour, new.decided, change.known, new.edition.packs, new.edition.notices)
        }
        return true
    }
}
