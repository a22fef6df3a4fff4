import CSQLite
import HealthCodeCore
import HealthCodeService

/// A value that one column holds.
protocol SQLiteValue {
    /// Gives the value to a statement's parameter; the first has index 1.
    func bind(to statement: OpaquePointer, at index: Int32)
    /// Reads the value from a column of a statement's row; the first has index 0. Throws `StoreError.unreadable`.
    static func read(from statement: OpaquePointer, at index: Int32) throws -> Self
}

/// SQLite copies what is bound so before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        sqlite3_bind_int64(statement, index, self)
    }

    static func read(from statement: OpaquePointer, at index: Int32) -> Int64 {
        sqlite3_column_int64(statement, index)
    }
}

extension Int: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        sqlite3_bind_int64(statement, index, Int64(self))
    }

    static func read(from statement: OpaquePointer, at index: Int32) -> Int {
        Int(sqlite3_column_int64(statement, index))
    }
}

extension Bool: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }

    static func read(from statement: OpaquePointer, at index: Int32) -> Bool {
        sqlite3_column_int64(statement, index) != 0
    }
}

extension String: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        // Handed on as a C string it would be copied into an array first. It may hold a zero byte, so its length is given.
        var text = self
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return bindEmpty(to: statement, at: index) }
                sqlite3_bind_text(statement, index, start, Int32(characters.count), copied)
            }
        }
    }

    private func bindEmpty(to statement: OpaquePointer, at index: Int32) {
        sqlite3_bind_text(statement, index, "", 0, copied)
    }

    static func read(from statement: OpaquePointer, at index: Int32) throws -> String {
        guard let start = sqlite3_column_text(statement, index) else { throw wrongColumn(statement, index) }
        let count = Int(sqlite3_column_bytes(statement, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

extension [UInt8]: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        _ = withUnsafeBytes { bytes in
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(statement, index, 0)
            } else {
                sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), copied)
            }
        }
    }

    static func read(from statement: OpaquePointer, at index: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, index) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
    }
}

extension Optional: SQLiteValue where Wrapped: SQLiteValue {
    func bind(to statement: OpaquePointer, at index: Int32) {
        if let self {
            self.bind(to: statement, at: index)
        } else {
            sqlite3_bind_null(statement, index)
        }
    }

    static func read(from statement: OpaquePointer, at index: Int32) throws -> Wrapped? {
        if sqlite3_column_type(statement, index) == SQLITE_NULL { return nil }
        return try Wrapped.read(from: statement, at: index)
    }
}

/// A value that is kept as another one.
protocol StoredAs: SQLiteValue {
    associatedtype Stored: SQLiteValue
    var stored: Stored { get }
    /// Nil where what is stored stands for no value of this type.
    init?(stored: Stored)
}

extension StoredAs {
    func bind(to statement: OpaquePointer, at index: Int32) {
        stored.bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at index: Int32) throws -> Self {
        guard let value = Self(stored: try Stored.read(from: statement, at: index)) else {
            throw wrongColumn(statement, index)
        }
        return value
    }
}

/// Says which column of which table holds what no HealthCode wrote; the value itself is not told.
private func wrongColumn(_ statement: OpaquePointer, _ index: Int32) -> StoreError {
    let name = sqlite3_column_name(statement, index).map { String(cString: $0) } ?? "\(index)"
    return .unreadable("an unknown value in the column \(name)")
}
