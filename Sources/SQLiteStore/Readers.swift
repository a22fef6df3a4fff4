import Foundation
import GRDB
import HealthCodeService
import Synchronization

/// Read-only connections, one for each thread that reads, so that no thread waits for another.
///
/// Reading takes microseconds and is done where it is asked for; going through another thread would take longer.
final class Readers: Sendable {
    /// One connection, and whether a thread is reading with it.
    private final class Reader: Sendable {
        let connection: DatabaseQueue
        let isTaken = Atomic<Bool>(false)

        init(_ connection: DatabaseQueue) {
            self.connection = connection
        }

        /// Whether this caller may read now; it then has to say when it is done.
        func take() -> Bool {
            isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
        }
    }

    private let readers: [Reader]
    private let numbers: ThreadNumbers

    /// Opens so many connections.
    init(path: String, count: Int, configuration: Configuration) throws {
        var configuration = configuration
        configuration.readonly = true
        readers = try (0..<count).map { _ in Reader(try DatabaseQueue(path: path, configuration: configuration)) }
        numbers = try ThreadNumbers()
    }

    /// Reads with one statement, which sees one state of the database.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            // A thread comes back to its own connection; only where threads are many, or have come and gone, does it
            // find another there.
            let first = numbers.current % readers.count
            for step in 0..<readers.count {
                let reader = readers[(first + step) % readers.count]
                guard reader.take() else { continue }
                defer { reader.isTaken.store(false, ordering: .releasing) }
                return try reader.connection.unsafeRead(body)
            }
            return try readers[first].connection.unsafeRead(body)
        } catch {
            throw StoreError(error)
        }
    }

    /// Reads with several statements that all see the same state of the database.
    func snapshot<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try read { db in
            try db.run("BEGIN")
            defer { _ = try? db.run("COMMIT") }
            return try body(db)
        }
    }

    func close() throws {
        for reader in readers { try reader.connection.close() }
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
