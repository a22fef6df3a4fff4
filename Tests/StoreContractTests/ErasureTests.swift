import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Erasing a person")
struct ErasureTests {
    private func erased(_ backend: Backend) async throws -> (any Store, PersonID, AccountID) {
        let store = try backend.open()
        let account = try await store.signIn("phone")
        let id = try await store.register("document", by: account)
        try await store.erasePerson(id, at: now)
        return (store, id, account)
    }

    @Test("One who was erased is not found by any verb", arguments: Backend.all)
    func notFound(backend: Backend) async throws {
        let (store, id, account) = try await erased(backend)
        #expect(try await store.person(id) == nil)
        #expect(try await store.person(id, for: account) == nil)
        #expect(try await store.person(id, shownTo: digest("token"), at: now) == nil)
        #expect(try await store.person(document: digest("document")) == nil)
        #expect(try await store.people(of: account) == [])
        #expect(try await store.people(after: nil, limit: 9) == [])
        #expect(try await store.subject(id) == nil)
        #expect(try await store.assignment(of: id) == nil)
        #expect(try await store.notedFacts(of: id, kinds: FactKinds(FactKind.allCases)) == [])
    }

    @Test("Nothing more is recorded of one who was erased", arguments: Backend.all)
    func noFacts(backend: Backend) async throws {
        let (store, id, _) = try await erased(backend)
        await #expect(throws: StoreError.noSuchPerson) {
            _ = try await store.recordFacts([NewFact(fact(.checkIn))], of: id, decide: decide)
        }
    }

    @Test("One who was erased is not erased again", arguments: Backend.all)
    func twice(backend: Backend) async throws {
        let (store, id, _) = try await erased(backend)
        await #expect(throws: StoreError.noSuchPerson) { try await store.erasePerson(id, at: now) }
    }

    @Test("One who was erased passes no more", arguments: Backend.all)
    func noPass(backend: Backend) async throws {
        let (store, id, _) = try await erased(backend)
        let (point, collector) = try await store.addCheckpoint()
        let pass = samplePass(1, of: id, at: point, by: collector)
        await #expect(throws: StoreError.noSuchPerson) { _ = try await store.admitPass(pass) }
    }

    @Test("The facts remain in the count, the person does not", arguments: Backend.all)
    func census(backend: Backend) async throws {
        let (store, _, _) = try await erased(backend)
        let census = try await store.census()
        #expect(census.people == 0)
        #expect(census.colours[.green] == 0)
        #expect(census.facts == 2)
    }

    @Test("A change that was due for one who was erased does not come", arguments: Backend.all)
    func notDue(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        _ = try await store.recordFacts([NewFact(fact(.closeContact))], of: id, decide: decide)
        try await store.erasePerson(id, at: now)
        #expect(try await store.due(at: now.advanced(bySeconds: 14 * day), limit: 9) == [])
        try await store.reassign([id], decide: decide)
        #expect(try await store.assignment(of: id) == nil)
    }

    @Test("The document may be registered anew, as somebody else", arguments: Backend.all)
    func anew(backend: Backend) async throws {
        let (store, id, account) = try await erased(backend)
        #expect(try await store.register("document", by: account) != id)
    }
}
