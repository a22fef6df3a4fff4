import Foundation
import GRDB
import HealthCodeCore
import HealthCodeService
import Testing

@testable import SQLiteStore

@Suite("What only the SQLite file promises")
struct SQLiteTests {
    @Test("Commits are on disk before they are answered, whatever the library sets by itself")
    func durable() throws {
        let store = try SQLiteStore(path: Folder().file("store.sqlite"))
        #expect(try store.pragma("synchronous") == "2")
        #expect(try store.pragma("journal_mode") == "wal")
        #expect(try store.pragma("foreign_keys") == "1")
        #expect(try store.pragma("secure_delete") == "1")
    }

    @Test("Only what can be done again is answered before it is on disk, and the next commit brings it there")
    func repeatable() async throws {
        let store = try SQLiteStore(path: Folder().file("store.sqlite"))
        let person = try await store.register("document")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: person, decide: decide)
        let standing = try #require(try await store.standings(in: 1...1_000).first)
        var new = standing.assignment
        new.colour = .green
        #expect(try await store.keep([Reassignment(standing, new: new)]) == Kept(count: 1))
        #expect(try store.pragma("synchronous") == "1")
        _ = try await store.register("another")
        #expect(try store.pragma("synchronous") == "2")
    }

    @Test("The file, its log and its index are readable for their owner alone")
    func permissions() async throws {
        let folder = try Folder()
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        _ = try await store.register("document")
        for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        try store.close()
    }

    @Test("What was written is there when the file is opened again")
    func reopened() async throws {
        let path = try Folder().file("store.sqlite")
        let first = try SQLiteStore(path: path)
        let id = try await first.register("document")
        try first.close()
        #expect(try await SQLiteStore(path: path).person(document: digest("document"))?.id == id)
    }

    @Test("What was once written is neither changed nor removed", arguments: ["facts", "passes", "decisions"])
    func appendOnly(table: String) async throws {
        let path = try Folder().file("store.sqlite")
        let store = try SQLiteStore(path: path)
        let person = try await store.register("document")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: person, decide: decide)
        let (point, collector) = try await store.addCheckpoint()
        #expect(try await store.admitPass(samplePass(1, of: person, at: point, by: collector)) == .recorded)
        let other = try DatabaseQueue(path: path)
        for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET person = 0"] {
            let error = await #expect(throws: DatabaseError.self) { try await other.write { try $0.execute(sql: sql) } }
            #expect(error?.message == "\(table) are only ever added")
        }
    }

    @Test("A database of a newer version is refused")
    func newer() throws {
        let path = try Folder().file("store.sqlite")
        try SQLiteStore(path: path).close()
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try other.close()
        #expect(throws: StoreError.newerVersion(found: 99, known: SQLiteStore.version)) {
            _ = try SQLiteStore(path: path)
        }
    }

    @Test("Another program's database is refused and left as it was")
    func foreign() throws {
        let path = try Folder().file("store.sqlite")
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
        try other.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.unreadable("this is not a HealthCode database")) { _ = try SQLiteStore(path: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("A file that is no database is refused")
    func garbage() throws {
        let path = try Folder().file("store.sqlite")
        try Data(repeating: 7, count: 10_000).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(path: path) }
        guard case .unreadable = error else { throw StoreError.failed("\(String(describing: error))") }
    }

    @Test("Nothing of one who was erased is left in the files")
    func erased() async throws {
        let folder = try Folder()
        let store = try SQLiteStore(path: folder.file("store.sqlite"))
        let id = try await store.register("a document that is told from others")
        let secrets = ["the key of a document", "the details of a document", "a document that is told from others"]
        let note = "a note of a declaration that was sealed"
        _ = try await store.recordFacts(
            [NewFact(fact(.checkIn), sealedNote: Array(note.utf8))], of: id, decide: decide)
        #expect(try holds(folder, note))
        try await store.erasePerson(id, at: now)
        for secret in secrets + [note] { #expect(try !holds(folder, String(secret.prefix(32)))) }
        try store.close()
    }

    private func holds(_ folder: Folder, _ text: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil).contains {
            try Data(contentsOf: $0).range(of: Data(text.utf8)) != nil
        }
    }

    @Test("Another process may write into the same file")
    func beside() async throws {
        let path = try Folder().file("store.sqlite")
        let server = try SQLiteStore(path: path)
        let command = try SQLiteStore(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let store = number.isMultiple(of: 2) ? server : command
                group.addTask { _ = try await store.register("document \(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try await server.census().people == 40)
    }

    @Test("Writes that find too many waiting are refused at once, and those that wait are done")
    func busy() async throws {
        let path = try Folder().file("store.sqlite")
        let store = try SQLiteStore(path: path, options: .init(waitingWrites: 8))
        // Another process holds the file, so that all writes have to wait.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let (done, refused) = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do {
                        try await store.keepNote("\(number)", [1])
                        return true
                    } catch StoreError.busy {
                        return false
                    }
                }
            }
            var counts = (done: 0, refused: 0)
            // At most eight are being done and eight more wait.
            while counts.refused < 48, try await group.next() == false { counts.refused += 1 }
            try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            for try await isDone in group {
                counts.done += isDone ? 1 : 0
                counts.refused += isDone ? 0 : 1
            }
            return counts
        }
        #expect(done >= 8)
        #expect(refused >= 48)
        var kept = 0
        for number in 0..<64 where try await store.note("\(number)") != nil { kept += 1 }
        #expect(kept == done)
    }
}
