import Foundation
import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Backup and restore")
struct BackupTests {
    @Test("A backup made while people register holds everything that was answered before it began")
    func whileServing() async throws {
        let folder = try Folder()
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        for number in 0..<50 { _ = try await store.register("before \(number)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 { group.addTask { _ = try await store.register("meanwhile \(number)") } }
            group.addTask { try await store.backup(to: folder.file("backup")) }
            try await group.waitForAll()
        }
        try SQLiteStore.restore(from: folder.file("backup"), to: folder.file("restored.sqlite"))
        let restored = try SQLiteStore(path: folder.file("restored.sqlite"))
        for number in 0..<50 {
            #expect(try await restored.person(document: digest("before \(number)"))?.registered == now)
        }
        let people = try await restored.people(after: nil, limit: 9_999).count
        #expect(try await restored.census().people == people)
        #expect(try await store.census().people == 250)
    }

    @Test("A backup is one file, readable for its owner alone")
    func oneFile() async throws {
        let folder = try Folder()
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        _ = try await store.register("document")
        try await store.backup(to: folder.file("backup"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("backup"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names.filter { $0.hasPrefix("backup") } == ["backup"])
        try store.close()
    }

    @Test("A backup overwrites nothing")
    func backupExists() async throws {
        let folder = try Folder()
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        let file = folder.file("backup")
        try Data("something else".utf8).write(to: URL(fileURLWithPath: file))
        await #expect(throws: StoreError.exists(file)) { try await store.backup(to: file) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "something else")
    }

    private func backup(_ folder: Folder) async throws -> String {
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        for number in 0..<50 { _ = try await store.register("document \(number)") }
        try await store.backup(to: folder.file("backup"))
        try store.close()
        return folder.file("backup")
    }

    @Test("A restore overwrites no database")
    func restoreExists() async throws {
        let folder = try Folder()
        let file = try await backup(folder)
        let path = folder.file("store.sqlite")
        #expect(throws: StoreError.exists(path)) { try SQLiteStore.restore(from: file, to: path) }
    }

    @Test("A damaged backup is refused, and no database is made of it")
    func damaged() async throws {
        let folder = try Folder()
        let file = try await backup(folder)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        for page in 2..<(bytes.count / 4_096) where page.isMultiple(of: 3) {
            bytes.replaceSubrange(page * 4_096..<page * 4_096 + 64, with: Data(repeating: 0xa5, count: 64))
        }
        try bytes.write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore.restore(from: file, to: folder.file("restored.sqlite"))
        }
        guard case .unreadable = error else { throw StoreError.failed("\(String(describing: error))") }
        #expect(!FileManager.default.fileExists(atPath: folder.file("restored.sqlite")))
    }

    @Test("A file that is no backup is refused")
    func noBackup() throws {
        let folder = try Folder()
        try Data("not a database".utf8).write(to: URL(fileURLWithPath: folder.file("backup")))
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore.restore(from: folder.file("backup"), to: folder.file("restored.sqlite"))
        }
        guard case .unreadable = error else { throw StoreError.failed("\(String(describing: error))") }
    }
}
