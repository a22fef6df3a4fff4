import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Passes made without a network")
struct OfflinePassTests {
    let world: World
    let holder: Caller
    let person: PersonView
    let collector: Caller
    let point: PointID

    init() async throws {
        world = try await World()
        (holder, person) = try await world.verified(.zhang)
        (collector, point) = try await world.checkpoint()
    }

    func token() async throws -> String {
        try await world.healthCode.code(of: person.id, by: holder).token
    }

    @Test("At its delivery a crossing made offline is told with the colour of then and the colour now")
    func colourNow() async throws {
        let request = pass(1, try await token(), point, at: world.clock.now, offline: true)
        world.clock.advance(seconds: 3_600)
        let ill = Declaration(kind: .staying, answers: Answers(symptoms: .fever), truthful: true)
        _ = try await world.healthCode.declare(ill, for: person.id, by: holder)
        let view = try await world.healthCode.admit(request, by: collector)
        #expect(view.pass.colour == .green && view.pass.allowed)
        #expect(view.colourNow == .yellow)
        let again = try await world.healthCode.admit(request, by: collector)
        #expect(again.repeated && again.pass == view.pass && again.colourNow == .yellow)
    }

    @Test("A crossing made online says no other colour than its own")
    func online() async throws {
        #expect(try await world.healthCode.admit(pass(1, try await token(), point), by: collector).colourNow == nil)
    }

    @Test("A crossing whose answer was lost comes again as one made offline, and is the first")
    func lostAnswer() async throws {
        let token = try await token()
        let first = try await world.healthCode.admit(pass(1, token, point), by: collector)
        world.clock.advance(seconds: 120)
        let request = pass(1, token, point, at: world.clock.now.advanced(bySeconds: -119), offline: true)
        let again = try await world.healthCode.admit(request, by: collector)
        #expect(again.repeated && again.pass == first.pass && !again.pass.offline)
    }

    @Test("A crossing made offline does not come again as one made online")
    func neverOnline() async throws {
        let token = try await token()
        _ = try await world.healthCode.admit(
            pass(1, token, point, at: world.clock.now, offline: true), by: collector)
        let problem = try await problem { _ = try await world.healthCode.admit(pass(1, token, point), by: collector) }
        #expect(problem?.kind == .passConflict)
    }

    @Test("A code that passed offline passes nowhere else")
    func usedOffline() async throws {
        let token = try await token()
        _ = try await world.healthCode.admit(
            pass(1, token, point, at: world.clock.now, offline: true), by: collector)
        let other = pass(2, token, point, at: world.clock.now, offline: true)
        let problem = try await problem { _ = try await world.healthCode.admit(other, by: collector) }
        #expect(problem?.kind == .usedCode)
    }

    @Test("A scanner without a network goes by the rules of its point, and by none where none govern")
    func rulesOfThePoint() async throws {
        let here = try #require(try await world.healthCode.points(of: collector).first)
        let rules = try #require(world.healthCode.rules(at: here))
        #expect(rules.colours[.green]?.passes == true && rules.colours[.red]?.passes == false)
        #expect(rules.takesTemperature && !rules.agedCodePasses && rules.colours[.green]?.feverLimit == .feverLimit)
        var elsewhere = here
        elsewhere.region = RegionCode(number: 110_000_000_000)
        #expect(world.healthCode.rules(at: elsewhere) == nil)
    }
}
