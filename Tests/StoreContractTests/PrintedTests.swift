import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Printed codes")
struct PrintedTests {
    private let none: Revoke = { _ in [] }

    private func code(_ number: UInt8, of person: PersonID) -> NewPrintedCode {
        NewPrintedCode(
            token: [number], person: person, colour: .green, made: now.advanced(bySeconds: Int64(number)),
            expires: now.advanced(bySeconds: 86_400))
    }

    @Test("A printed code comes back as it was made, by its token and with its person's", arguments: Backend.all)
    func kept(backend: Backend) async throws {
        let store = try backend.open()
        let person = try await store.register("document")
        let made = code(1, of: person)
        let number = try await store.addPrintedCode(made, revoke: none)
        let expected = PrintedCode(
            number: number, token: made.token, person: person, colour: .green, made: made.made, expires: made.expires,
            revoked: nil)
        #expect(try await store.printedCode(token: [1]) == expected)
        #expect(try await store.printedCodes(of: person) == [expected])
        #expect(try await store.printedCode(token: [2]) == nil)
    }

    @Test("A new printed code revokes the earlier one, and nobody else's", arguments: Backend.all)
    func replaced(backend: Backend) async throws {
        let store = try backend.open()
        let (person, other) = (try await store.register("document"), try await store.register("another"))
        _ = try await store.addPrintedCode(code(1, of: person), revoke: none)
        _ = try await store.addPrintedCode(code(2, of: other), revoke: none)
        _ = try await store.addPrintedCode(code(3, of: person), revoke: none)
        #expect(try await store.printedCode(token: [1])?.revoked == now.advanced(bySeconds: 3))
        #expect(try await store.printedCode(token: [2])?.revoked == nil)
        #expect(try await store.printedCodes(of: person).map(\.token) == [[3], [1]])
    }

    @Test("What is revoked stays revoked as of the first time", arguments: Backend.all)
    func revoked(backend: Backend) async throws {
        let store = try backend.open()
        let number = try await store.addPrintedCode(code(1, of: try await store.register("document")), revoke: none)
        try await store.revokePrintedCode(number, at: now, revoke: none)
        try await store.revokePrintedCode(number, at: now.advanced(bySeconds: 60), revoke: none)
        #expect(try await store.printedCode(token: [1])?.revoked == now)
    }

    @Test("Nothing is printed for one who was erased, and what was printed is gone", arguments: Backend.all)
    func erased(backend: Backend) async throws {
        let store = try backend.open()
        let person = try await store.register("document")
        _ = try await store.addPrintedCode(code(1, of: person), revoke: none)
        try await store.erasePerson(person, at: now)
        #expect(try await store.printedCode(token: [1]) == nil)
        await #expect(throws: StoreError.noSuchPerson) {
            _ = try await store.addPrintedCode(code(2, of: person), revoke: none)
        }
    }
}
