import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Passing")
struct PassingTests {
    let world: World
    init() async throws { world = try await World() }

    func scene() async throws -> (holder: Caller, person: PersonView, collector: Caller, point: PointID) {
        let (holder, person) = try await world.verified(.zhang)
        let (collector, point) = try await world.checkpoint()
        return (holder, person, collector, point)
    }

    func token(_ person: PersonView, _ holder: Caller) async throws -> String {
        try await world.healthCode.code(of: person.id, by: holder).token
    }

    @Test("A green holder without fever passes, and the pass is kept")
    func passes() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point)
        let view = try await world.healthCode.admit(request, by: scene.collector)
        #expect(view.pass.allowed && view.pass.why == .allowed && !view.repeated)
        #expect(try await world.store.pass(request.id) == view.pass)
    }

    @Test("After a pass another code is shown")
    func refreshed() async throws {
        let scene = try await scene()
        let first = try await token(scene.person, scene.holder)
        _ = try await world.healthCode.admit(pass(1, first, scene.point), by: scene.collector)
        #expect(try await token(scene.person, scene.holder) != first)
    }

    @Test("Fever does not pass, and is recorded of the person")
    func fever() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, temperature: 3_730)
        let view = try await world.healthCode.admit(request, by: scene.collector)
        #expect(!view.pass.allowed && view.pass.why == .fever)
        let facts = try await world.store.notedFacts(of: scene.person.id, kinds: FactKinds([.screening]))
        #expect(facts.map(\.fact.origin) == [.checkpoint])
    }

    @Test("A fever told twice under one id is recorded once")
    func feverOnce() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, temperature: 3_800)
        _ = try await world.healthCode.admit(request, by: scene.collector)
        _ = try await world.healthCode.admit(request, by: scene.collector)
        #expect(
            try await world.store.notedFacts(of: scene.person.id, kinds: FactKinds([.screening])).count == 1)
    }

    @Test("A yellow holder does not pass")
    func yellow() async throws {
        let scene = try await scene()
        let ill = Declaration(kind: .staying, answers: Answers(symptoms: .fever), truthful: true)
        _ = try await world.healthCode.declare(ill, for: scene.person.id, by: scene.holder)
        let request = pass(1, try await token(scene.person, scene.holder), scene.point)
        #expect(try await world.healthCode.admit(request, by: scene.collector).pass.why == .colour)
    }

    @Test("Where the pack asks for a temperature, nobody passes without one")
    func noTemperature() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, temperature: nil)
        #expect(try await world.healthCode.admit(request, by: scene.collector).pass.why == .temperatureMissing)
    }

    @Test("A temperature that no body has is refused")
    func absurdTemperature() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, temperature: 9_000)
        let problem = try await problem { _ = try await world.healthCode.admit(request, by: scene.collector) }
        #expect(problem?.fields == [FieldProblem("/temperature", .badTemperature)])
    }

    @Test("The same id again is answered with the first pass, also after the code went stale")
    func again() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point)
        let first = try await world.healthCode.admit(request, by: scene.collector)
        let second = try await world.healthCode.admit(request, by: scene.collector)
        world.clock.advance(seconds: 300)
        let third = try await world.healthCode.admit(request, by: scene.collector)
        #expect(second.repeated && second.pass == first.pass)
        #expect(third.repeated && third.pass == first.pass)
    }

    @Test("The same id for another crossing is a conflict")
    func conflict() async throws {
        let scene = try await scene()
        let first = try await token(scene.person, scene.holder)
        _ = try await world.healthCode.admit(pass(1, first, scene.point), by: scene.collector)
        let other = pass(1, try await token(scene.person, scene.holder), scene.point)
        let problem = try await problem { _ = try await world.healthCode.admit(other, by: scene.collector) }
        #expect(problem?.kind == .passConflict)
    }

    @Test("A code admits one pass")
    func once() async throws {
        let scene = try await scene()
        let token = try await token(scene.person, scene.holder)
        _ = try await world.healthCode.admit(pass(1, token, scene.point), by: scene.collector)
        let problem = try await problem {
            _ = try await world.healthCode.admit(pass(2, token, scene.point), by: scene.collector)
        }
        #expect(problem?.kind == .usedCode)
    }

    @Test("An online pass needs a fresh code")
    func stale() async throws {
        let scene = try await scene()
        let request = pass(1, try await token(scene.person, scene.holder), scene.point)
        world.clock.advance(seconds: 60)
        let problem = try await problem { _ = try await world.healthCode.admit(request, by: scene.collector) }
        #expect(problem?.kind == .staleCode)
    }
}
