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
