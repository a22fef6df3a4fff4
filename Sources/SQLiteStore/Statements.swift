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

    /// A statement to be run for many rows, which is looked up once; all its parameters are null.
    func prepared(_ sql: String) throws -> Prepared {
        let statement = try statement(sql)
        sqlite3_clear_bindings(statement)
        return Prepared(statement: statement, db: self)
    }
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

    /// What one of SQLite's result codes means, in its own words.
    fileprivate func error(_ code: Int32) -> StoreError {
        StoreError(sqlite: code, sqlite3_errmsg(sqliteConnection).map { String(cString: $0) })
    }

    private func step<each Value: SQLiteValue>(
        _ sql: String, _ values: repeat each Value, row: (inout Columns) throws -> Bool
    ) throws {
        let statement = try statement(sql)
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
                throw error(code)
            }
        }
    }
}

/// A statement that gives no rows, at hand within one transaction.
struct Prepared {
    fileprivate let statement: OpaquePointer
    fileprivate let db: Database

    /// Gives a parameter, of which the first has index 1, a value that it keeps from one run to the next.
    func bind(_ value: some SQLiteValue, at index: Int32) {
        value.bind(to: statement, at: index)
    }

    /// Runs it, and gives how many rows it changed.
    @discardableResult
    func run() throws -> Int {
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw db.error(code) }
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
