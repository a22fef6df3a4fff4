import HealthCodeCore
import HealthCodeService
import Testing

extension PassingTests {
    @Test("An offline pass is judged as of its time, not as of now")
    func offline() async throws {
        let scene = try await scene()
        let then = world.clock.now
        let token = try await token(scene.person, scene.holder)
        world.clock.advance(seconds: 3_600)
        let ill = Declaration(kind: .staying, answers: Answers(symptoms: .fever), truthful: true)
        _ = try await world.healthCode.declare(ill, for: scene.person.id, by: scene.holder)
        let request = pass(1, token, scene.point, at: then.advanced(bySeconds: 10), offline: true)
        let view = try await world.healthCode.admit(request, by: scene.collector)
        #expect(view.pass.allowed && view.pass.offline && view.pass.colour == .green)
        #expect(view.pass.recorded == world.clock.now)
    }

    @Test("Offline, a code past its end does not pass where the pack does not let it")
    func aged() async throws {
        let scene = try await scene()
        let token = try await token(scene.person, scene.holder)
        world.clock.advance(seconds: 120)
        let request = pass(1, token, scene.point, at: world.clock.now, offline: true)
        #expect(try await world.healthCode.admit(request, by: scene.collector).pass.why == .aged)
    }

    @Test("Offline, a code past its end passes where the pack lets it")
    func agedPasses() async throws {
        let pack = try World.hubeiPack().replacing("aged-code-passes: no", with: "aged-code-passes: yes")
        let world = try await World(pack: pack)
        let (holder, person) = try await world.verified(.zhang)
        let (collector, point) = try await world.checkpoint()
        let token = try await world.healthCode.code(of: person.id, by: holder).token
        world.clock.advance(seconds: 120)
        let request = pass(1, token, point, at: world.clock.now, offline: true)
        #expect(try await world.healthCode.admit(request, by: collector).pass.allowed)
    }

    @Test("An offline pass of more than a day ago is refused")
    func tooOld() async throws {
        let scene = try await scene()
        let request = pass(
            1, try await token(scene.person, scene.holder), scene.point, at: world.clock.now, offline: true)
        world.clock.advance(seconds: 86_401)
        let collector = try await world.signIn("13900000001")
        let problem = try await problem { _ = try await world.healthCode.admit(request, by: collector) }
        #expect(problem?.fields == [FieldProblem("/at", .absurdDate)])
    }

    @Test("An offline pass that was recorded in time is answered again however late")
    func lateAgain() async throws {
        let scene = try await scene()
        let request = pass(
            1, try await token(scene.person, scene.holder), scene.point, at: world.clock.now, offline: true)
        let first = try await world.healthCode.admit(request, by: scene.collector)
        world.clock.advance(days: 3)
        let collector = try await world.signIn("13900000001")
        #expect(try await world.healthCode.admit(request, by: collector).pass == first.pass)
    }

    @Test("A pass that is not offline does not say another time than now", arguments: [-301, 301])
    func onlineEarlier(seconds: Int64) async throws {
        let scene = try await scene()
        let at = world.clock.now.advanced(bySeconds: seconds)
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, at: at)
        let problem = try await problem { _ = try await world.healthCode.admit(request, by: scene.collector) }
        #expect(problem?.fields == [FieldProblem("/at", .onlineIsNow)])
    }

    @Test("A pass whose clock is a little off is taken as of now")
    func onlineNow() async throws {
        let scene = try await scene()
        let at = world.clock.now.advanced(bySeconds: -200)
        let request = pass(1, try await token(scene.person, scene.holder), scene.point, at: at)
        let view = try await world.healthCode.admit(request, by: scene.collector)
        #expect(view.pass.at == world.clock.now)
    }

    @Test("An offline pass in the future is refused")
    func future() async throws {
        let scene = try await scene()
        let token = try await token(scene.person, scene.holder)
        let later = world.clock.now.advanced(bySeconds: 3_600)
        let request = pass(1, token, scene.point, at: later, offline: true)
        let problem = try await problem { _ = try await world.healthCode.admit(request, by: scene.collector) }
        #expect(problem?.fields == [FieldProblem("/at", .inFuture)])
    }
}
