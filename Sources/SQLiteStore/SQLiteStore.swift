import CSQLite
import CSQLiteSettings
import Foundation
import GRDB
public import HealthCodeService

/// The embedded store: everything in one SQLite file, with its write-ahead log beside it.
///
/// Several processes may have the same file open (a server, and a command beside it). One connection writes, for all
/// callers; each thread that reads has a connection of its own.
public struct SQLiteStore: Store, StoreAtOnce {
    /// How a file is opened.
    public struct Options: Sendable {
        /// The most pages of 4,096 bytes that the database may grow to; nil for SQLite's own limit. A write that would
        /// need more throws `StoreError.full`.
        public var pageLimit: Int?
        /// How many connections read, at least 1; nil for two for each processor, so that no thread waits for another.
        public var readers: Int?
        /// How many writes may wait for their commit; more are refused as `StoreError.busy`. Imports and other large work
        /// wait in a line of their own, of the same length.
        public var waitingWrites: Int

        public init(pageLimit: Int? = nil, readers: Int? = nil, waitingWrites: Int = 16_384) {
            self.pageLimit = pageLimit
            self.readers = readers
            self.waitingWrites = waitingWrites
        }
    }

    /// The version of the database that this program writes; it brings older ones up to it and refuses newer ones.
    public static let version = Schema.version

    let path: String
    let writer: Writer
    let readers: Readers
    let checkpointer: Checkpointer
    private let connection: DatabaseQueue

    /// Opens the database in this file, making it (readable for its owner alone) where there is none and bringing an
    /// older one up to date.
    ///
    /// Throws `StoreError.newerVersion` for a database that a newer HealthCode wrote, `unreadable` for any other file.
    public init(path: String, options: Options = Options()) throws {
        guard SQLiteStore.isPrepared else { throw StoreError.failed("SQLite was used before its settings were made") }
        self.path = path
        do {
            if !FileManager.default.fileExists(atPath: path) {
                // SQLite gives the log and its index the permissions of the database.
                createPrivateFile(at: path)
                syncFolder(of: path)
            }
            connection = try DatabaseQueue(path: path, configuration: SQLiteStore.configuration)
            try connection.inDatabase { db in
                try SQLiteStore.checkVersion(db)
                try SQLiteStore.prepareForWriting(db, options)
            }
            try Schema.migrate(connection)
            let count = options.readers ?? 2 * ProcessInfo.processInfo.activeProcessorCount
            readers = try Readers(path: path, count: max(1, count), configuration: SQLiteStore.configuration)
            checkpointer = try Checkpointer(path: path, configuration: SQLiteStore.configuration)
        } catch {
            throw StoreError(error)
        }
        writer = Writer(connection: connection, checkpointer: checkpointer, limit: options.waitingWrites)
    }

    /// Closes all connections. What was answered is durable with or without it; what waits still has to be awaited first.
    public func close() throws {
        do {
            try readers.close()
            try checkpointer.close()
            try connection.close()
        } catch {
            throw StoreError(error)
        }
    }

    /// Reading takes microseconds.
    public var atOnce: (any StoreAtOnce)? { self }

    /// What the writing connection says of itself: the name of a pragma and its value.
    func pragma(_ name: String) throws -> String? {
        try connection.inDatabase { db in try String.fetchOne(db, sql: "PRAGMA \(name)") }
    }
}

extension SQLiteStore {
    /// SQLite's statistics of its memory are a lock that all threads share; done once, before the first connection.
    static let isPrepared = healthcode_sqlite_without_memory_statistics() == SQLITE_OK

    /// What is common to all connections: foreign keys on, and patience while another process writes.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // In KiB where negative. The inner pages of the large tables' trees stay in memory, on each connection.
            try db.execute(sql: "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Refuses what no HealthCode, or a newer one, wrote. An empty file is welcome.
    static func checkVersion(_ db: Database) throws {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == Schema.application || tables == 0 else {
            throw StoreError.unreadable("this is not a HealthCode database")
        }
        guard found <= Schema.version else { throw StoreError.newerVersion(found: found, known: Schema.version) }
    }

    /// Makes commits durable and deleted data unreadable. Set after opening and not while a connection is prepared: GRDB
    /// sets `synchronous` to less where it switches the log on itself.
    private static func prepareForWriting(_ db: Database, _ options: Options) throws {
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
            throw StoreError.failed("this file system cannot hold a write-ahead log")
        }
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA cache_size = -65536;
                PRAGMA secure_delete = ON;
                PRAGMA recursive_triggers = ON;
                PRAGMA wal_autocheckpoint = \(Checkpointer.longestLog);
                PRAGMA journal_size_limit = 67108864;
                """)
        if let pageLimit = options.pageLimit {
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pageLimit)")
        }
    }
}
