import Dispatch
import GRDB
import HealthCodeCore
import HealthCodeService
import Synchronization

/// Does all the writes on one connection. Those that arrive together share one transaction and so one commit, and each
/// is answered only after it: a disk can do a few hundred commits a second, and one can carry hundreds of passes.
///
/// While writes come in crowds, the next commit waits a few milliseconds for another crowd: a commit costs more than the
/// rows in it, and after each of them every reader has to read its pages anew. Who writes alone never waits.
///
/// A write that fails takes nothing else with it. One that fails before it has changed anything is simply refused; for
/// any other failure the whole transaction is taken back, and each of its writes is done again in one of its own.
final class Writer: Sendable {
    /// Which writes go first, so that an import does not hold up a checkpoint.
    enum Lane: Sendable {
        /// Somebody stands and waits.
        case prompt
        /// Large and in no hurry: at most one in each transaction.
        case patient
        /// The same of what follows from that which is kept already, so that whoever does it does it again where it was
        /// lost: it survives the program at once, but a power cut only after the next commit of another lane.
        case repeatable
    }

    /// One write that waits, with the one to be answered.
    private struct Write: Sendable {
        let lane: Lane
        /// Does it, and gives what answers it once it is durable.
        let perform: @Sendable (Transaction) throws -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct Waiting {
        var prompt: [Write] = []
        var patient: [Write] = []
        var isRunning = false
        /// When a prompt write was last taken up.
        var lastPrompt = ContinuousClock.now
        /// Whether the next commit waits until these are a crowd.
        var isGathering = false
    }

    /// How many writes share one commit.
    private static let commitLimit = 512
    /// After so many writes in one commit the next waits for more.
    private static let several = 8
    /// It waits until they are so many,
    private static let crowd = 64
    /// or for so long.
    private static let patience = DispatchTimeInterval.milliseconds(3)

    /// It is quiet when nobody has waited for so long.
    private static let lull = Duration.seconds(1)

    /// How many writes of each lane wait before more are refused as `busy`.
    private let waitingLimit: Int
    private let connection: DatabaseQueue
    private let checkpointer: Checkpointer
    private let waiting = Mutex(Waiting())
    /// Whether a commit waits for the disk, as the connection is set.
    private let awaitsDisk = Atomic(true)
    /// Signalled where a crowd has gathered.
    private let gathered = DispatchSemaphore(value: 0)

    init(connection: DatabaseQueue, checkpointer: Checkpointer, limit: Int) {
        waitingLimit = limit
        self.connection = connection
        self.checkpointer = checkpointer
    }

    /// Does the work within a transaction, perhaps twice, and returns what it gives when that is durable.
    func write<Outcome: Sendable>(
        _ lane: Lane = .prompt, _ work: @escaping @Sendable (Transaction) throws -> Outcome
    ) async throws -> Outcome {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                begin(work, in: lane) { continuation.resume(with: $0) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// The same for who does not wait: calls back, on the thread that writes, which has other things to do.
    func begin<Outcome: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Outcome, in lane: Lane = .prompt,
        then answer: @escaping @Sendable (Result<Outcome, any Error>) -> Void
    ) {
        let write = Write(
            lane: lane,
            perform: { transaction in
                let outcome = try work(transaction)
                return { answer(.success(outcome)) }
            },
            refuse: { answer(.failure($0)) })
        enqueue(write)
    }

    private func enqueue(_ write: Write) {
        let (isTaken, starts) = waiting.withLock { waiting in
            switch write.lane {
            case .prompt:
                guard waiting.prompt.count < waitingLimit else { return (false, false) }
                waiting.prompt.append(write)
                if waiting.isGathering, waiting.prompt.count >= Self.crowd {
                    waiting.isGathering = false
                    gathered.signal()
                }
            case .patient, .repeatable:
                guard waiting.patient.count < waitingLimit else { return (false, false) }
                waiting.patient.append(write)
            }
            defer { waiting.isRunning = true }
            return (true, !waiting.isRunning)
        }
        guard isTaken else { return write.refuse(StoreError.busy) }
        if starts { connection.asyncWriteWithoutTransaction { db in self.drain(db) } }
    }

    /// Whether nobody has stood and waited for a while, so that a commit may take longer.
    private var isQuiet: Bool { waiting.withLock { ContinuousClock.now - $0.lastPrompt > Self.lull } }

    /// Writes until nothing waits any more.
    private func drain(_ db: Database) {
        while let writes = nextWrites() {
            commit(writes, db)
            if writes.count >= Self.several { gather() }
        }
    }

    /// Waits for a crowd, but not for long.
    private func gather() {
        let waits = waiting.withLock { waiting in
            waiting.isGathering = waiting.prompt.count < Self.crowd
            return waiting.isGathering
        }
        guard waits, gathered.wait(timeout: .now() + Self.patience) == .timedOut else { return }
        let isSignalled = waiting.withLock { waiting in
            defer { waiting.isGathering = false }
            return !waiting.isGathering
        }
        // It gathered at the last moment; the signal is not for the next time.
        if isSignalled { gathered.wait() }
    }

    private func nextWrites() -> [Write]? {
        waiting.withLock { waiting in
            var writes = Array(waiting.prompt.prefix(Self.commitLimit))
            waiting.prompt.removeFirst(writes.count)
            if !writes.isEmpty { waiting.lastPrompt = .now }
            if !waiting.patient.isEmpty { writes.append(waiting.patient.removeFirst()) }
            waiting.isRunning = !writes.isEmpty
            return writes.isEmpty ? nil : writes
        }
    }

    private func commit(_ writes: [Write], _ db: Database) {
        do {
            try awaitDisk(writes.contains { $0.lane != .repeatable }, db)
            let isAwaited = { self.waiting.withLock { !$0.prompt.isEmpty } }
            let answers = try Transaction.run(db, isQuiet: isQuiet, isAwaited: isAwaited) { transaction in
                try writes.map { try perform($0, transaction) }
            }
            for answer in answers { answer() }
            checkpointer.note(db, isQuiet: isQuiet)
        } catch  where writes.count > 1 {
            for write in writes { commit([write], db) }
        } catch {
            for write in writes { write.refuse(error) }
        }
    }

    /// Sets whether the next commit waits for the disk. One that does makes all durable that were before it.
    /// https://www.sqlite.org/pragma.html#pragma_synchronous
    private func awaitDisk(_ awaits: Bool, _ db: Database) throws {
        guard awaitsDisk.load(ordering: .relaxed) != awaits else { return }
        try db.execute(sql: "PRAGMA synchronous = \(awaits ? "FULL" : "NORMAL")")
        awaitsDisk.store(awaits, ordering: .relaxed)
    }

    private func perform(_ write: Write, _ transaction: Transaction) throws -> @Sendable () -> Void {
        let before = transaction.db.totalChangesCount
        do {
            return try write.perform(transaction)
        } catch  where transaction.db.totalChangesCount == before && transaction.db.isWithinTransaction {
            return { write.refuse(error) }
        }
    }
}

/// One transaction as it is being made.
final class Transaction {
    let db: Database
    /// By how much each of the figures of `census` changes.
    private var tallies: [Tally: Int] = [:]
    /// By how much the newcomers of each region change.
    private var newcomers: [RegionCode: Int] = [:]

    /// Whether nobody has stood and waited for a while.
    let isQuiet: Bool
    private let awaited: () -> Bool

    private init(_ db: Database, isQuiet: Bool, _ awaited: @escaping () -> Bool) {
        self.db = db
        self.isQuiet = isQuiet
        self.awaited = awaited
    }

    /// Whether somebody stands and waits for the next transaction, so that patient work had better end this one.
    var isAwaited: Bool { awaited() }

    /// Counts up (or down) with the commit; one row for all writes of a transaction.
    func count(_ tally: Tally, _ change: Int = 1) {
        tallies[tally, default: 0] += change
    }

    /// Counts people of whom nothing is known but that they registered from a region.
    func countNewcomers(in region: RegionCode, _ change: Int) {
        newcomers[region, default: 0] += change
    }

    /// Commits what the body does, or nothing of it.
    static func run<Result>(
        _ db: Database, isQuiet: Bool, isAwaited: @escaping () -> Bool, _ body: (Transaction) throws -> Result
    ) throws -> Result {
        let transaction = Transaction(db, isQuiet: isQuiet, isAwaited)
        try db.run("BEGIN IMMEDIATE")
        let result: Result
        do {
            result = try body(transaction)
            for (tally, change) in transaction.tallies where change != 0 {
                try db.run("UPDATE tallies SET count = count + ? WHERE name = ?", change, tally)
            }
            for (region, change) in transaction.newcomers where change != 0 {
                try db.run(
                    """
                    INSERT INTO newcomers (region, people) VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET people = people + excluded.people
                    """, region, change)
            }
            try db.run("COMMIT")
        } catch {
            if db.isWithinTransaction { try? db.run("ROLLBACK") }
            throw error
        }
        return result
    }
}

/// What is counted as it changes, so that no figure needs a walk through all rows.
enum Tally: String, StoredAs, CaseIterable {
    case people, facts, passes, waiting, red, yellow, green, grey

    init(_ colour: Colour) {
        switch colour {
        case .red: self = .red
        case .yellow: self = .yellow
        case .green: self = .green
        case .grey: self = .grey
        }
    }
}
