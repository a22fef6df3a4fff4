import Foundation
import GRDB
import HealthCodeService

extension SQLiteStore {
    /// Copies the database as it stands at one instant; writes go on meanwhile. The file appears under its name only when
    /// it is whole.
    ///
    /// Throws `StoreError.exists` where there is a file already.
    public func backup(to path: String) async throws {
        do {
            try Self.requireNothing(at: path)
            let source = try Self.openForReading(self.path)
            let partial = path + ".partial"
            try await source.read { db in try Self.copy(db, to: partial) }
            try source.close()
            try Self.put(partial, at: path)
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes a database from a backup, after going through all of it.
    ///
    /// Throws `StoreError.exists` where there is a database already, `unreadable` for a file that is damaged or no
    /// backup, `newerVersion` for one that a newer HealthCode wrote.
    public static func restore(from backup: String, to path: String) throws {
        do {
            // A log without its database would be taken for this one's.
            for file in [path, path + "-wal", path + "-shm"] { try requireNothing(at: file) }
            guard FileManager.default.fileExists(atPath: backup), isPrepared else {
                throw StoreError.unreadable("there is no file \(backup)")
            }
            let source = try openForReading(backup)
            let partial = path + ".partial"
            try source.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.application else {
                    throw StoreError.unreadable("this is not a backup of HealthCode")
                }
                try checkVersion(db)
                try copy(db, to: partial)
            }
            try source.close()
            try checkIntegrity(of: partial)
            try put(partial, at: path)
        } catch {
            throw StoreError(error)
        }
    }

    private static func requireNothing(at path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path) }
    }

    private static func openForReading(_ path: String) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Copies what one read transaction sees into a fresh file, readable for its owner alone.
    private static func copy(_ db: Database, to partial: String) throws {
        try? FileManager.default.removeItem(atPath: partial)
        createPrivateFile(at: partial)
        let target = try DatabaseQueue(path: partial, configuration: configuration)
        try target.writeWithoutTransaction { copy in
            try copy.execute(sql: "PRAGMA synchronous = FULL")
            try db.backup(to: copy)
            // One file, with no log beside it.
            try copy.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try target.close()
    }

    private static func checkIntegrity(of path: String) throws {
        let connection = try openForReading(path)
        try connection.read { db in
            let report = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
            guard report == ["ok"] else { throw StoreError.unreadable(report.first ?? "the file is damaged") }
            guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
                throw StoreError.unreadable("rows in the file belong to nothing")
            }
        }
        try connection.close()
    }

    /// Gives a finished file its name, for good.
    private static func put(_ partial: String, at path: String) throws {
        try FileManager.default.moveItem(atPath: partial, toPath: path)
        syncFolder(of: path)
    }
}
