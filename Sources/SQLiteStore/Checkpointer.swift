import CSQLite
import GRDB
import HealthCodeService
import Synchronization

/// Moves what is committed from the write-ahead log into the database, beside the writer and not in its way, so that no
/// answer waits for it.
///
/// The log begins anew only when all of it was moved. While writes never cease this cannot catch up; so the writer moves
/// what is left itself once the log is `longestLog` pages long, which is little by then.
final class Checkpointer: Sendable {
    /// How many pages are written before they are moved. The longer, the more often a page is moved once for many writes.
    private static let stretch = 8_192
    /// 128 MiB.
    static let longestLog = 32_768

    private let connection: DatabaseQueue
    private let written = Atomic<Int>(0)
    private let isMoving = Atomic<Bool>(false)

    init(path: String, configuration: Configuration) throws {
        var configuration = configuration
        // Cutting the log holds up the writer, so it does not wait long for those who still read from it.
        configuration.busyMode = .timeout(0.2)
        connection = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Counts the pages that the writer's connection has written since it was asked last, and starts to move them where
    /// it is time.
    func note(_ writer: Database) {
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(writer.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        guard written.add(Int(pages), ordering: .relaxed).newValue >= Self.stretch,
            !isMoving.exchange(true, ordering: .acquiring)
        else { return }
        written.store(0, ordering: .relaxed)
        connection.asyncWriteWithoutTransaction { db in
            // What is not moved now is moved the next time.
            try? db.run("PRAGMA wal_checkpoint(PASSIVE)")
            self.isMoving.store(false, ordering: .releasing)
        }
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
