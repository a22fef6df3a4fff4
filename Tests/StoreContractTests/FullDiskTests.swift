import Foundation
import GRDB
import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("A full disk")
struct FullDiskTests {
    /// Fills a small database with registrations, 16 at a time, until one finds no more room.
    private func filled(_ path: String) async throws -> (SQLiteStore, kept: Int) {
        let store = try SQLiteStore(path: path, options: .init(pageLimit: 100))
        var kept = 0
        for round in 0..<200 {
            let (done, full) = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        do {
                            let account = try await store.account(
                                phone: digest("phone \(round) \(number)"), sealed: [1])
                            var person = try newPerson("document \(round) \(number)", by: account)
                            person.sealed = Array(repeating: 1, count: 2_000)
                            _ = try await store.registerPerson(person, decide: decide)
                            return true
                        } catch StoreError.full {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: (0, 0)) { $1 ? ($0.0 += 1) : ($0.1 += 1) }
            }
            kept += done
            if full > 0 { return (store, kept) }
        }
        throw StoreError.failed("the database never became full")
    }

    @Test("A write that finds no room is refused as such and leaves nothing half-kept")
    func nothingHalf() async throws {
        let path = try Folder().file("store.sqlite")
        let (store, kept) = try await filled(path)
        #expect(kept > 0)
        let census = try await store.census()
        #expect(census.people == kept)
        #expect(try await store.newcomers().values.reduce(0, +) == kept)
        #expect(census.facts == 2 * kept)
        try store.close()
        let other = try DatabaseQueue(path: path)
        try await other.read { (db: Database) throws -> Void in
            for table in ["people", "grants"] {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") == kept)
            }
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM facts") == 2 * kept)
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            #expect(try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil)
        }
    }

    @Test("A full database still answers, and takes what fits")
    func answers() async throws {
        let path = try Folder().file("store.sqlite")
        let (store, kept) = try await filled(path)
        let people = try await store.people(after: nil, limit: 9_999)
        #expect(people.count == kept)
        let first = try #require(people.first)
        try await store.erasePerson(first, at: now)
        #expect(try store.person(first) == nil)
    }

    @Test("What was refused succeeds when there is room again")
    func roomAgain() async throws {
        let path = try Folder().file("store.sqlite")
        try await filled(path).0.close()
        let roomy = try SQLiteStore(path: path)
        _ = try await roomy.register("one more")
    }
}
