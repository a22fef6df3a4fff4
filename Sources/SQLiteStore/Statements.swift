import CSQLite
import GRDB
import HealthCodeService

/// A row of a statement that is read from its first column to its last.
struct Columns {
    let statement: OpaquePointer
    var index: Int32 = 0

    /// Whether the next column holds nothing.
    var isNull: Bool { sqlite3_column_type(statement, index) == SQLITE_NULL }

    /// The value of the next column.
    mutating func next<Value: SQLiteValue>(_ type: Value.Type = Value.self) throws -> Value {
        defer { index += 1 }
        return try Value.read(from: statement, at: index)
    }
}

/// What runs hand-written SQL: a connection with its cache of statements. Stepping SQLite itself is what makes it fast.
protocol Connection: AnyObject {
    var sqliteConnection: OpaquePointer? { get }

    /// The statement, prepared when it is asked for the first time.
    func statement(_ sql: String) throws -> OpaquePointer
}

extension Database: Connection {
    func statement(_ sql: String) throws -> OpaquePointer { try cachedStatement(sql: sql).sqliteStatement }

    /// A statement to be run for many rows, which is looked up once.
    func prepared(_ sql: String) throws -> Prepared { Prepared(statement: try statement(sql), db: self) }
}

extension Connection {
    /// Runs a statement that gives no rows.
    func run<each Value: SQLiteValue>(_ sql: String, _ values: repeat each Value) throws {
        _ = try step(sql, repeat each values) { _ in true }
    }

    /// The first row, or nil where there is none.
    func first<Result, each Value: SQLiteValue>(
        _ sql: String, _ values: repeat each Value, as read: (inout Columns) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try step(sql, repeat each values) { columns in
            result = try read(&columns)
            return false
        }
        return result
    }

    /// Every row in its order, as it is read.
    func each<each Value: SQLiteValue>(
        _ sql: String, _ values: repeat each Value, read: (inout Columns) throws -> Void
    ) throws {
        try step(sql, repeat each values) { columns in
            try read(&columns)
            return true
        }
    }

    /// All rows in their order.
    func all<Result, each Value: SQLiteValue>(
        _ sql: String, _ values: repeat each Value, as read: (inout Columns) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try step(sql, repeat each values) { columns in
            results.append(try read(&columns))
            return true
        }
        return results
    }

    /// How many rows the last statement changed.
    var changes: Int {
        Int(sqlite3_changes(sqliteConnection))
    }

    /// Whether a transaction is open; a full disk may have ended it.
    var isWithinTransaction: Bool {
        sqlite3_get_autocommit(sqliteConnection) == 0
    }

    private func step<each Value: SQLiteValue>(
        _ sql: String, _ values: repeat each Value, row: (inout Columns) throws -> Bool
    ) throws {
        try step(statement(sql), repeat each values, row: row)
    }

    fileprivate func step<each Value: SQLiteValue>(
        _ statement: OpaquePointer, _ values: repeat each Value, row: (inout Columns) throws -> Bool
    ) throws {
        defer { sqlite3_reset(statement) }
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            value.bind(to: statement, at: index)
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                var columns = Columns(statement: statement)
                guard try row(&columns) else { return }
            case SQLITE_DONE:
                return
            case let code:
                throw StoreError(sqlite: code, sqlite3_errmsg(sqliteConnection).map { String(cString: $0) })
            }
        }
    }
}

/// A statement that gives no rows, at hand within one transaction.
struct Prepared {
    fileprivate let statement: OpaquePointer
    fileprivate let db: Database

    /// Runs it, and gives how many rows it changed.
    @discardableResult
    func run<each Value: SQLiteValue>(_ values: repeat each Value) throws -> Int {
        try db.step(statement, repeat each values) { _ in true }
        return db.changes
    }
}

extension StoreError {
    /// What one of SQLite's result codes means here.
    init(sqlite code: Int32, _ message: String?) {
        let words = message ?? "SQLite gave the result code \(code)"
        switch code & 0xff {
        case SQLITE_FULL: self = .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .unreadable(words)
        default: self = .failed(words)
        }
    }

    /// Any error of the database as the one type that the store throws.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(sqlite: error.resultCode.rawValue, error.message)
        default: self = .failed("\(error)")
        }
    }
}
