import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Everybody at once")
struct PopulationTests {
    private static let all: ClosedRange<Int64> = 1...1_000

    @Test("Of a newcomer no colour is kept and none logged; they are counted by their region", arguments: Backend.all)
    func newcomer(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        #expect(try await store.assignment(of: id) == nil)
        #expect(try await store.person(id)?.assignment == nil)
        #expect(try await store.decisions(of: id).isEmpty)
        #expect(try await store.newcomers() == [place("420106"): 1])
        let expected = [Newcomer(person: id, registered: now, region: try place("420106"))]
        #expect(try await store.newcomers(in: Self.all) == expected)
        #expect(try await subjects(in: Self.all, of: store).isEmpty)
    }

    @Test("With the first fact a newcomer gets a colour of their own", arguments: Backend.all)
    func noNewcomer(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: id, decide: decide)
        #expect(try await store.newcomers().isEmpty)
        #expect(try await store.newcomers(in: Self.all).isEmpty)
        #expect(try await store.standings(in: Self.all).map(\.assignment.colour) == [.red])
    }

    @Test("Who registers after records came for them was never a newcomer", arguments: Backend.all)
    func waitedFor(backend: Backend) async throws {
        let store = try backend.open()
        let source = try await store.addHospital()
        _ = try await store.receive([record("1", from: source, of: "document")], decide: decide)
        let id = try await store.register("document")
        #expect(try await store.newcomers().isEmpty)
        #expect(try await store.assignment(of: id)?.colour == .red)
    }

    @Test("A newcomer who was erased is counted no more", arguments: Backend.all)
    func erased(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        try await store.erasePerson(id, at: now)
        #expect(try await store.newcomers().isEmpty)
        #expect(try await store.newcomers(in: Self.all).isEmpty)
    }

    @Test("What is read of many is what is read of each, whatever was recorded and taken back", arguments: Backend.all)
    func subjects(backend: Backend) async throws {
        let store = try backend.open()
        let source = try await store.addHospital()
        let id = try await store.register("document")
        let answers = Answers(
            symptoms: [.fever, .other], diagnosis: .suspected, contact: true,
            temperature: Temperature(hundredths: 3_812))
        var facts = [
            fact(.test, detail: .test(TestDetail(method: .antibodyIgM, result: .inconclusive, sampled: now))),
            fact(.quarantine, detail: .quarantine(QuarantineDetail(place: .central, symptomsRechecked: true))),
            fact(.declaration, origin: .checkpoint, detail: .answers(answers)),
            fact(.checkIn, at: now.advanced(bySeconds: 300 * day), detail: .answers(Answers())),
            fact(.stay, at: Instant(seconds: -2_208_988_800)),
            fact(.residence, at: now.advanced(bySeconds: day)),
        ]
        facts[1].until = now.advanced(bySeconds: day)
        facts[4].region = try place("659012501")
        facts[5].region = try place("110101")
        _ = try await store.recordFacts(facts.map { NewFact($0) }, of: id, decide: decide)
        _ = try await store.receive([record("1", from: source, of: "document")], decide: decide)
        _ = try await store.receive([retraction("2", from: source, of: "1")], decide: decide)
        let read = try await subjects(in: Self.all, of: store)
        let expected = try await store.subject(id)
        #expect(read.map(\.person) == [id] && read.map(\.subject) == [expected])
        let standing = try #require(try await store.standings(in: Self.all).first)
        #expect(standing.subject == expected)
        #expect(standing.known.number == 10)
        #expect(try await store.assignment(of: id) == standing.assignment)
    }

    @Test("Only those are read whose numbers were asked for", arguments: Backend.all)
    func stretch(backend: Backend) async throws {
        let store = try backend.open()
        var ids: [PersonID] = []
        for number in 0..<3 {
            let id = try await store.register("document \(number)")
            _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: id, decide: decide)
            ids.append(id)
        }
        let (middle, last) = (ids[1].number, ids[2].number)
        #expect(try await subjects(in: middle...middle, of: store).map(\.person) == [ids[1]])
        #expect(try await store.standings(in: middle...last).map(\.person) == [ids[1], ids[2]])
        #expect(try await store.lastPerson() == ids[2])
    }

    private func subjects(
        in numbers: ClosedRange<Int64>, of store: any Store
    ) async throws -> [(person: PersonID, subject: Subject)] {
        try await store.gather([], subjects: numbers) { all, person, subject in all.append((person, subject)) }
    }

    /// A confirmed person, and their change to green.
    private func changed(
        _ store: any Store, _ colour: Colour = .green
    ) async throws -> Reassignment {
        let id = try await store.register("document")
        _ = try await store.recordFacts([NewFact(fact(.confirmed))], of: id, decide: decide)
        let standing = try #require(try await store.standings(in: Self.all).first)
        var new = standing.assignment
        new.colour = colour
        new.rule = "another"
        new.edition = EditionMark(packs: 2, notices: 1)
        return Reassignment(standing, new: new)
    }

    @Test("What was decided elsewhere is kept, counted and logged", arguments: Backend.all)
    func kept(backend: Backend) async throws {
        let store = try backend.open()
        let change = try await changed(store)
        #expect(try await store.keep([change]) == Kept(count: 1))
        #expect(try await store.assignment(of: change.person) == change.new)
        let lines = try await store.decisions(of: change.person)
        #expect(lines.map(\.assignment) == [change.old, change.new])
        #expect(lines.map(\.number) == [1, 2])
        let census = try await store.census()
        #expect(census.colours[.red] == 0 && census.colours[.green] == 1)
    }

    @Test("What was decided elsewhere is not kept where more became known since", arguments: Backend.all)
    func overtaken(backend: Backend) async throws {
        let store = try backend.open()
        let change = try await changed(store)
        _ = try await store.recordFacts([NewFact(fact(.checkIn))], of: change.person, decide: decide)
        #expect(try await store.keep([change]) == Kept(count: 1, overtaken: [change.person]))
        #expect(try await store.assignment(of: change.person)?.colour == .red)
        #expect(try await store.decisions(of: change.person).count == 1)
    }

    @Test("What was decided elsewhere is not kept where newer rules decided since", arguments: Backend.all)
    func outruled(backend: Backend) async throws {
        let store = try backend.open()
        let change = try await changed(store)
        try await store.reassign([change.person]) { subject in
            var newer = decide(subject)
            newer.edition = EditionMark(packs: 3, notices: 1)
            return newer
        }
        #expect(try await store.keep([change]) == Kept(count: 1, overtaken: [change.person]))
        #expect(try await store.assignment(of: change.person)?.edition.packs == 3)
    }

    @Test("A decision of the same by newer rules is noted and not logged", arguments: Backend.all)
    func noted(backend: Backend) async throws {
        let store = try backend.open()
        var change = try await changed(store, .red)
        var new = change.old
        new.edition = change.new.edition
        change.new = new
        #expect(try await store.keep([change]) == Kept(count: 1))
        #expect(try await store.assignment(of: change.person)?.edition == new.edition)
        #expect(try await store.decisions(of: change.person).count == 1)
    }
}
