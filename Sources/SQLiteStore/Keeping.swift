import HealthCodeCore
import HealthCodeService

/// Keeps decisions that were made outside the transaction, by the ten thousand.
struct Keeping {
    private let transaction: Transaction
    private var update: Columned
    /// The same where the instant of the next change stays, which leaves the index of those instants alone.
    private var updateOfSameNext: Columned
    private var line: Columned

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
        self.update = Columned(statement: try transaction.db.prepared(update(", nextAt = ?7")))
        updateOfSameNext = Columned(statement: try transaction.db.prepared(update("")))
        line = Columned(statement: try transaction.db.prepared(Transaction.line(numbered: "?13")))
    }

    /// Keeps a decision where the one that it follows is still there; false, and nothing done, where it is not.
    mutating func keep(_ change: Reassignment) throws -> Bool {
        let isSameNext = change.new.next?.at == change.old.next?.at
        let changed = isSameNext ? try updateOfSameNext.replace(change) : try update.replace(change)
        guard changed == 1 else { return false }
        let (old, new) = (change.old, change.new)
        if new.colour != old.colour {
            transaction.count(Tally(new.colour))
            transaction.count(Tally(old.colour), -1)
        }
        if new.isLogged(after: old) {
            line.bind(change)
            // The last line is still the one that was found with the old decision, for that was still there.
            line.statement.bind(change.logged + 1, at: 13)
            try line.statement.run()
        }
        return true
    }
}

/// A statement whose first twelve parameters are the columns of an assignment.
private struct Columned {
    let statement: Prepared
    /// What it was last run with: most of it is the same from person to person, and is not given again.
    private var bound: StoredAssignment?

    init(statement: Prepared) {
        self.statement = statement
    }

    mutating func bind(_ change: Reassignment) {
        let new = change.new
        statement.bind(change.person, at: 1)
        if bound?.colour != new.colour { statement.bind(new.colour, at: 2) }
        statement.bind(new.since, at: 3)
        if bound?.rule != new.rule { statement.bind(new.rule, at: 4) }
        if bound?.policy != new.policy {
            statement.bind(new.policy.region, at: 5)
            statement.bind(new.policy.version, at: 6)
        }
        statement.bind(new.next?.at, at: 7)
        if bound?.next?.colour != new.next?.colour { statement.bind(new.next?.colour, at: 8) }
        if bound?.decided != new.decided { statement.bind(new.decided, at: 9) }
        statement.bind(change.known, at: 10)
        if bound?.edition != new.edition {
            statement.bind(new.edition.packs, at: 11)
            statement.bind(new.edition.notices, at: 12)
        }
        bound = new
    }

    /// Runs an update of the row that still holds the old decision, and gives how many there were.
    mutating func replace(_ change: Reassignment) throws -> Int {
        bind(change)
        statement.bind(change.old.decided, at: 13)
        statement.bind(change.old.edition.packs, at: 14)
        statement.bind(change.old.edition.notices, at: 15)
        return try statement.run()
    }
}
