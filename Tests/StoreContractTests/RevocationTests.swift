import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Revocations")
struct RevocationTests {
    private func new(_ id: UInt64, until seconds: Int64? = nil) -> NewRevocation {
        NewRevocation(
            id: id, what: .listed, revoked: now, expires: seconds.map { now.advanced(bySeconds: $0) })
    }

    @Test("What is revoked is kept in its order, once", arguments: Backend.all)
    func kept(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await store.lastRevocation() == 0)
        #expect(try await store.addRevocations([new(.max), new(1)]) == 2)
        #expect(try await store.addRevocations([new(1), new(2)]) == 1)
        let last = try await store.lastRevocation()
        #expect(try await store.revokedIDs(in: 1...last, goodAt: now, limit: 9).sorted() == [1, 2, .max])
        #expect(try await store.revokedIDs(in: last...last, goodAt: now, limit: 9) == [2])
        #expect(try await store.revokedIDs(in: 1...last, goodAt: now, limit: 1).count == 1)
    }

    @Test("A code that is over is no longer among those revoked, and among those that ended", arguments: Backend.all)
    func ended(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.addRevocations([new(1, until: 10), new(2, until: 20), new(3)])
        let last = try await store.lastRevocation()
        let then = now.advanced(bySeconds: 10)
        #expect(try await store.revokedIDs(in: 1...last, goodAt: then, limit: 9) == [2, 3])
        #expect(try await store.endedRevocations(through: last, after: now, until: then, limit: 9) == [1])
        #expect(try await store.endedRevocations(through: 0, after: now, until: then, limit: 9) == [])
        #expect(
            try await store.endedRevocations(through: last, after: then, until: .distantFuture, limit: 9) == [2])
    }

    @Test("Signed lists are kept under their numbers, each once", arguments: Backend.all)
    func lists(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await store.revocationList(nil) == nil)
        let lists = [7, 3].map { KeptRevocationList(sequence: $0, last: 5, ended: now, statement: [UInt8($0)]) }
        for list in lists { try await store.keepRevocationList(list) }
        #expect(try await store.revocationList(nil) == lists[0])
        #expect(try await store.revocationList(3) == lists[1])
        #expect(try await store.revocationList(4) == nil)
        await #expect(throws: StoreError.self) { try await store.keepRevocationList(lists[0]) }
    }

    @Test("A printed code and its revocation are one commit", arguments: Backend.all)
    func printed(backend: Backend) async throws {
        let store = try backend.open()
        let person = try await store.register("document")
        let revoke: Revoke = { code in [NewRevocation(id: UInt64(code.token[0]), what: .printed, revoked: now)] }
        for token: UInt8 in [1, 2] {
            let code = NewPrintedCode(
                token: [token], person: person, colour: .green, made: now,
                expires: now.advanced(bySeconds: 86_400))
            _ = try await store.addPrintedCode(code, revoke: revoke)
        }
        let last = try await store.lastRevocation()
        #expect(try await store.revokedIDs(in: 1...last, goodAt: now, limit: 9) == [1])
        let number = try #require(try await store.printedCode(token: [2])?.number)
        try await store.revokePrintedCode(number, at: now, revoke: revoke)
        try await store.revokePrintedCode(number, at: now, revoke: { _ in [new(9)] })
        #expect(try await store.revokedIDs(in: 1...9, goodAt: now, limit: 9) == [1, 2])
        #expect(try await store.revokedPrintedCodes(at: now).map(\.token) == [[1], [2]])
        #expect(try await store.revokedPrintedCodes(at: now.advanced(bySeconds: 86_400)) == [])
    }
}
