import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Records of sources")
struct RecordTests {
    @Test("A record of a registered person changes their colour", arguments: Backend.all)
    func accepted(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let id = try await store.register("document")
        let outcome = try await store.receive([record("1", from: hospital, of: "document", note: [8])], decide: decide)
        #expect(outcome == [.accepted])
        #expect(try await store.assignment(of: id)?.colour == .red)
        let noted = try await store.notedFacts(of: id, kinds: FactKinds([.confirmed]))
        #expect(noted.map(\.sealedNote) == [[8]])
        #expect(noted.map(\.fact.origin) == [.source(hospital.number)])
    }

    @Test("A record of a document that nobody registered waits, and attaches on registration", arguments: Backend.all)
    func waits(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let contact = try record("1", from: hospital, of: "document", .closeContact, note: [1])
        let confirmed = try record("2", from: hospital, of: "document", .confirmed, note: [2])
        #expect(try await store.receive([contact, confirmed], decide: decide) == [.waiting, .waiting])
        #expect(try await store.census().waitingRecords == 2)
        let id = try await store.register("document")
        #expect(try await store.assignment(of: id)?.colour == .red)
        #expect(try await store.census().waitingRecords == 0)
        let noted = try await store.notedFacts(of: id, kinds: FactKinds([.closeContact, .confirmed]))
        #expect(noted.map(\.fact.id.number) == [4, 3])
        #expect(noted.map(\.sealedNote) == [[2], [1]])
        #expect(try await store.decisions(of: id).count == 1)
    }

    @Test("The same record again is a repetition, whether it waits or was attached", arguments: Backend.all)
    func repeated(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let one = try record("1", from: hospital, of: "document")
        #expect(try await store.receive([one, one], decide: decide) == [.waiting, .repeated])
        let id = try await store.register("document")
        #expect(try await store.receive([one], decide: decide) == [.repeated])
        #expect(try await store.subject(id)?.facts.count == 3)
    }

    @Test("Another record under the same id is a conflict", arguments: Backend.all)
    func conflict(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let id = try await store.register("document")
        let first = try record("1", from: hospital, of: "document", .feverClinic)
        let other = try record("1", from: hospital, of: "document", .confirmed, content: "other")
        #expect(try await store.receive([first, other], decide: decide) == [.accepted, .conflict])
        #expect(try await store.assignment(of: id)?.colour == .green)
    }

    @Test("Two sources may use the same id", arguments: Backend.all)
    func sources(backend: Backend) async throws {
        let store = try backend.open()
        let one = try await store.addHospital("one")
        let two = try await store.addHospital("two")
        _ = try await store.register("document")
        let records = [
            try record("1", from: one, of: "document"), try record("1", from: two, of: "document", content: "other"),
        ]
        #expect(try await store.receive(records, decide: decide) == [.accepted, .accepted])
    }

    @Test("A retraction takes the fact away and leaves it on record", arguments: Backend.all)
    func retracted(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let id = try await store.register("document")
        _ = try await store.receive([record("1", from: hospital, of: "document")], decide: decide)
        let outcome = try await store.receive([retraction("2", from: hospital, of: "1")], decide: decide)
        #expect(outcome == [.accepted])
        #expect(try await store.assignment(of: id)?.colour == .green)
        #expect(try await store.subject(id)?.facts.map(\.kind) == [.registered, .residence])
        let noted = try await store.notedFacts(of: id, kinds: FactKinds([.confirmed]))
        #expect(noted.map(\.retracted) == [true])
        let log = try await store.decisions(of: id)
        #expect(log.map(\.assignment.colour) == [.red, .green])
        #expect(log.map(\.knownFacts.number) == [3, 4])
    }

    @Test("What became known after a retraction has the greater number", arguments: Backend.all)
    func numbering(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let id = try await store.register("document")
        _ = try await store.receive([record("1", from: hospital, of: "document")], decide: decide)
        _ = try await store.receive([retraction("2", from: hospital, of: "1")], decide: decide)
        #expect(try await store.recordFacts([NewFact(fact(.checkIn))], of: id, decide: decide) == [FactID(5)])
    }

    @Test("A record that waits may be retracted, and never attaches", arguments: Backend.all)
    func retractedWaiting(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        let records = [try record("1", from: hospital, of: "document"), try retraction("2", from: hospital, of: "1")]
        #expect(try await store.receive(records, decide: decide) == [.waiting, .accepted])
        #expect(try await store.census().waitingRecords == 0)
        let id = try await store.register("document")
        #expect(try await store.subject(id)?.facts.map(\.kind) == [.registered, .residence])
        #expect(try await store.receive([records[0]], decide: decide) == [.repeated])
    }

    @Test("Nobody retracts another source's record", arguments: Backend.all)
    func anothers(backend: Backend) async throws {
        let store = try backend.open()
        let one = try await store.addHospital("one")
        let two = try await store.addHospital("two")
        let id = try await store.register("document")
        _ = try await store.receive([record("1", from: one, of: "document")], decide: decide)
        let outcome = try await store.receive([retraction("2", from: two, of: "1")], decide: decide)
        #expect(outcome == [.nothingToRetract])
        #expect(try await store.assignment(of: id)?.colour == .red)
    }

    @Test("What was retracted is not retracted again by another record", arguments: Backend.all)
    func twice(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital()
        _ = try await store.register("document")
        let records = [
            try record("1", from: hospital, of: "document"), try retraction("2", from: hospital, of: "1"),
            try retraction("2", from: hospital, of: "1"), try retraction("3", from: hospital, of: "1"),
            try retraction("4", from: hospital, of: "2"),
        ]
        let expected: [RecordOutcome] = [.accepted, .accepted, .repeated, .nothingToRetract, .nothingToRetract]
        #expect(try await store.receive(records, decide: decide) == expected)
    }

    @Test("A source is known by its key's hash, also when it was revoked", arguments: Backend.all)
    func key(backend: Backend) async throws {
        let store = try backend.open()
        let hospital = try await store.addHospital("a hospital")
        #expect(try await store.source(key: digest("a hospital"))?.id == hospital)
        try await store.revokeSource(hospital, at: now)
        #expect(try await store.source(key: digest("a hospital"))?.revoked == now)
        #expect(try await store.source(key: digest("a stranger")) == nil)
        #expect(try await store.sources().map(\.name) == ["a hospital"])
    }
}
