import CSQLite
import Foundation
import GRDB
import HealthCodeService
import Synchronization

/// Read-only connections, one for each thread that reads, so that no thread waits for another.
///
/// Reading takes microseconds and is done where it is asked for; going through another thread would take longer.
final class Readers: Sendable {
    /// Opens connections and closes them; what is read does not go through it.
    private let owners: [DatabaseQueue]
    private let connections: [ReadLock]
    private let numbers: ThreadNumbers

    /// Opens so many connections.
    init(path: String, count: Int, configuration: Configuration) throws {
        var configuration = configuration
        configuration.readonly = true
        owners = try (0..<count).map { _ in try DatabaseQueue(path: path, configuration: configuration) }
        connections = owners.map { owner in
            ReadLock(address: owner.inDatabase { Int(bitPattern: $0.sqliteConnection) })
        }
        numbers = try ThreadNumbers()
    }

    /// Reads with one statement, which sees one state of the database.
    func read<Result: Sendable>(_ body: @Sendable (ReadConnection) throws -> Result) throws -> Result {
        do {
            // A thread comes back to its own connection; only where threads are many, or have come and gone, does it
            // find another there.
            let first = numbers.current % connections.count
            for step in 0..<connections.count {
                let connection = connections[(first + step) % connections.count]
                if let result = try connection.readIfFree(body) { return result }
            }
            return try connections[first].read(body)
        } catch {
            throw StoreError(error)
        }
    }

    /// Reads with several statements that all see the same state of the database.
    func snapshot<Result: Sendable>(_ body: @Sendable (ReadConnection) throws -> Result) throws -> Result {
        try read { db in
            try db.run("BEGIN")
            defer { _ = try? db.run("COMMIT") }
            return try body(db)
        }
    }

    func close() throws {
        for connection in connections { connection.close() }
        for owner in owners { try owner.close() }
    }
}

/// A connection that one thread at a time reads with.
private final class ReadLock: Sendable {
    private let connection: Mutex<ReadConnection>

    /// - Parameter address: of SQLite's connection, which nobody else uses from here on.
    init(address: Int) {
        connection = Mutex(ReadConnection(OpaquePointer(bitPattern: address)))
    }

    /// Nil where another thread is reading with it.
    func readIfFree<Result: Sendable>(_ body: @Sendable (ReadConnection) throws -> Result) throws -> Result? {
        try connection.withLockIfAvailable { try body($0) }
    }

    func read<Result: Sendable>(_ body: @Sendable (ReadConnection) throws -> Result) throws -> Result {
        try connection.withLock { try body($0) }
    }

    func close() {
        connection.withLock { $0.forgetStatements() }
    }
}

/// A connection of which only one thread knows at a time, and which therefore needs no queue.
final class ReadConnection: Connection {
    let sqliteConnection: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    init(_ sqlite: OpaquePointer?) {
        sqliteConnection = sqlite
    }

    func statement(_ sql: String) throws -> OpaquePointer {
        if let known = statements[sql] { return known }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            sqliteConnection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw StoreError(sqlite: code, sqlite3_errmsg(sqliteConnection).map { String(cString: $0) })
        }
        statements[sql] = statement
        return statement
    }

    /// A connection can be closed only when it has no statements left.
    func forgetStatements() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
    }
}

/// Numbers threads in the order in which they first ask.
private final class ThreadNumbers: Sendable {
    private let key: pthread_key_t
    private let taken = Atomic<Int>(0)

    init() throws {
        var key = pthread_key_t()
        guard pthread_key_create(&key, nil) == 0 else { throw StoreError.failed("no thread-local storage is left") }
        self.key = key
    }

    deinit {
        pthread_key_delete(key)
    }

    /// The number of this thread, from 1.
    var current: Int {
        if let number = pthread_getspecific(key) { return Int(bitPattern: number) }
        let number = taken.add(1, ordering: .relaxed).newValue
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
        return number
    }
}
