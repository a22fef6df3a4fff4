import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Checking a code")
struct CheckingTests {
    let world: World
    init() async throws { world = try await World() }

    func scene() async throws -> (holder: Caller, person: PersonView, collector: Caller, point: PointID, token: String)
    {
        let (holder, person) = try await world.verified(.zhang)
        let (collector, point) = try await world.checkpoint()
        let token = try await world.healthCode.code(of: person.id, by: holder).token
        return (holder, person, collector, point, token)
    }

    @Test("A collector sees the colour, who it is, masked, and that a temperature is needed")
    func sees() async throws {
        let scene = try await scene()
        let view = try await world.healthCode.check(token: scene.token, point: scene.point, by: scene.collector)
        #expect(view.colour == .green && view.passes && view.needs == ["temperature"])
        #expect(view.name == "张*丰" && view.age == 30)
        #expect(view.test == nil)
    }

    @Test("A check answers with the state now, not with that of the token")
    func stateNow() async throws {
        let scene = try await scene()
        let hospital = try await world.source(.hospital)
        let line = record("1", "confirmed", of: .zhang, ",\"from\":\"2020-04-10T08:59:00+08:00\"")
        #expect(try await world.send(line, from: hospital) == .accepted)
        let view = try await world.healthCode.check(token: scene.token, point: scene.point, by: scene.collector)
        #expect(view.colour == .red && !view.passes && view.needs.isEmpty)
    }

    @Test("The latest nucleic acid test is shown where it is negative")
    func negativeTest() async throws {
        let scene = try await scene()
        let laboratory = try await world.source(.laboratory)
        _ = try await world.send(record("1", "test", of: .zhang, CodeTests.test("negative")), from: laboratory)
        let view = try await world.healthCode.check(token: scene.token, point: scene.point, by: scene.collector)
        #expect(view.test?.result == .negative)
    }

    @Test("A code that the replaced key signed is good, and new ones are signed with the new key")
    func rotatedKey() async throws {
        let scene = try await scene()
        let (old, new) = (world.healthCode.publicKeys.entries[0], SigningKey())
        world.healthCode.use(CodeKeys(signing: new, alsoTrusted: [old.key]))
        let view = try await world.healthCode.check(token: scene.token, point: scene.point, by: scene.collector)
        #expect(view.colour == .green)
        let token = try await world.healthCode.code(of: scene.person.id, by: scene.holder).token
        let verdict = LiveCodeVerifier(keys: KeySet([new.verifyingKey])).verify(token, at: world.clock.now.seconds)
        guard case .genuine = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test("A code that a revoked key signed is refused as foreign")
    func revokedKey() async throws {
        let scene = try await scene()
        world.healthCode.use(CodeKeys(signing: SigningKey()))
        #expect(try await refusal(scene.token, (scene.collector, scene.point)) == .foreignCode)
    }

    func refusal(_ token: String, _ scene: (collector: Caller, point: PointID)) async throws -> Problem.Kind? {
        try await problem {
            _ = try await world.healthCode.check(token: token, point: scene.point, by: scene.collector)
        }?.kind
    }

    @Test("Something else is no health code", arguments: ["", "https://example.com", "HC2:6BF"])
    func notACode(text: String) async throws {
        #expect(try await refusal(text, try await world.checkpoint()) == .notACode)
    }

    @Test("An edited code is forged")
    func edited() async throws {
        let scene = try await scene()
        var text = Array(scene.token)
        text.swapAt(100, 101)
        if text == Array(scene.token) { text.swapAt(101, 102) }
        #expect(try await refusal(String(text), (scene.collector, scene.point)) == .forgedCode)
    }

    @Test("A code of another issuer is foreign")
    func foreign() async throws {
        let sealing = try SealingKey(master: Array(repeating: 1, count: 32))
        let token = try LiveCodeSigner(key: SigningKey(), sealing: sealing).issue(
            person: 1, colour: .green, kind: .live, at: world.clock.now.seconds, lifetime: 60,
            tokenID: TokenID(Array(repeating: 3, count: 12)))
        #expect(try await refusal(token, try await world.checkpoint()) == .foreignCode)
    }

    @Test("A screenshot goes stale after a minute")
    func stale() async throws {
        let scene = try await scene()
        world.clock.advance(seconds: 60)
        #expect(try await refusal(scene.token, (scene.collector, scene.point)) == .staleCode)
    }

    @Test("A code that was used for a pass is used up")
    func used() async throws {
        let scene = try await scene()
        _ = try await world.healthCode.admit(pass(1, scene.token, scene.point), by: scene.collector)
        #expect(try await refusal(scene.token, (scene.collector, scene.point)) == .usedCode)
    }

    @Test("The code of someone since erased has no holder")
    func erased() async throws {
        let scene = try await scene()
        try await world.healthCode.erase(scene.person.id, by: scene.holder)
        #expect(try await refusal(scene.token, (scene.collector, scene.point)) == .unknownHolder)
    }

    @Test("Who is no collector checks nobody")
    func notCollector() async throws {
        let scene = try await scene()
        #expect(try await refusal(scene.token, (scene.holder, scene.point)) == .notAllowed)
    }

    @Test("A point that was revoked is unknown")
    func revokedPoint() async throws {
        let scene = try await scene()
        try await world.healthCode.revokePoint(scene.point)
        #expect(try await refusal(scene.token, (scene.collector, scene.point)) == .unknownPoint)
    }

    @Test("A point outside the collector's region is elsewhere")
    func elsewhere() async throws {
        let scene = try await scene()
        let point = try await world.healthCode.addPoint(name: "西陵区", region: World.yichang)
        #expect(try await refusal(scene.token, (scene.collector, point.id)) == .pointElsewhere)
        #expect(try await world.healthCode.points(of: scene.collector).map(\.id) == [scene.point])
    }
}

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
