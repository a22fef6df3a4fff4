import CSQLite
import GRDB
import HealthCodeService
import Synchronization

/// Moves what is committed from the write-ahead log into the database, so that no answer waits long for it.
///
/// Almost all is moved beside the writer, over and over until little is left; that little the writer moves itself between
/// two commits. Only then can the log begin anew: beside a writer that never rests there is always something left.
final class Checkpointer: Sendable {
    /// How many pages are written before they are moved (8 MiB). The longer, the more often a page is moved once for many
    /// writes; but a commit that comes while the disk takes many pages waits for all of them.
    private static let stretch = 2_048
    /// The same while nobody waits (64 MiB).
    private static let quietStretch = 16_384
    /// So few pages the writer moves itself, which takes it about a millisecond.
    private static let little = 128
    /// How often at most it is moved beside the writer before the next stretch; a long read can keep it from getting less.
    private static let rounds = 6
    /// How long the log may become where all that is not enough (256 MiB). Then each commit moves what it can, and waits.
    static let longestLog = 65_536

    private enum State {
        /// Until the stretch is written.
        case resting
        /// Beside the writer.
        case moving
        /// Little is left, for the writer to move.
        case almostDone
    }

    private let connection: DatabaseQueue
    private let written = Atomic<Int>(0)
    private let state = Mutex(State.resting)

    init(path: String, configuration: Configuration) throws {
        var configuration = configuration
        // Cutting the log holds up the writer, so it does not wait long for those who still read from it.
        configuration.busyMode = .timeout(0.2)
        connection = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Counts the pages that the writer's connection has written since it was asked last, and moves them, or starts to,
    /// where it is time. To be asked between two transactions.
    func note(_ writer: Database, isQuiet: Bool) {
        let stretch = isQuiet ? Self.quietStretch : Self.stretch
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(writer.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        let written = written.add(Int(pages), ordering: .relaxed).newValue
        state.withLock { state in
            switch state {
            case .moving: return
            case .almostDone:
                // Somebody who reads at this moment may be in the way, and is gone after the next commit.
                if (try? writer.moveLog()) != 0, written < stretch { return }
                state = .resting
            case .resting where written >= stretch:
                state = .moving
                connection.asyncWriteWithoutTransaction(moveBesideWriter)
            case .resting: return
            }
        }
    }

    private func moveBesideWriter(_ db: Database) {
        var left = written.exchange(0, ordering: .relaxed)
        for _ in 0..<Self.rounds where left > Self.little {
            // What is not moved now is moved the next time.
            guard let remains = try? db.moveLog() else { break }
            left = remains + written.exchange(0, ordering: .relaxed)
        }
        state.withLock { $0 = left <= Self.little ? .almostDone : .resting }
    }

    /// Moves everything and cuts the log, so that nothing that was destroyed lives on in it. Where somebody reads from the
    /// log for long (a backup), it is overwritten later as it begins anew.
    func cutLog() async {
        try? await connection.writeWithoutTransaction { db in try db.run("PRAGMA wal_checkpoint(TRUNCATE)") }
    }

    func close() throws {
        try connection.close()
    }
}

extension Database {
    /// Moves what of the log nobody reads any more into the database, and gives how many of its pages are left.
    fileprivate func moveLog() throws -> Int {
        try first("PRAGMA wal_checkpoint(PASSIVE)") { columns in
            let _: Int = try columns.next()
            let (all, moved): (Int, Int) = (try columns.next(), try columns.next())
            return all - moved
        } ?? 0
    }
}
