import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import Testing

@Suite("What stands against proposing a pack that has no mistake")
struct DraftObjectionTests {
    private func objections(_ text: String, region: String = "420000") async throws -> [Draft.Objection] {
        let scene = try await PublishingTests.Scene()
        let writer = try await PublishingTests.Scene.administrator("13900000014", region, scene.world)
        let draft = try await scene.world.healthCode.draft(text, by: writer)
        #expect(draft.isSound && draft.isReady == draft.objections.isEmpty)
        return draft.objections
    }

    @Test("Nothing, of one that is to come and for a region of one's own")
    func nothing() async throws {
        #expect(try await objections(PublishingTests.draft()) == [])
    }

    @Test("That it would take effect in the past")
    func past() async throws {
        #expect(try await objections(PublishingTests.draft(since: "2020-04-10T08:59:59+08:00")) == [.past])
    }

    @Test("That its version is published")
    func published() async throws {
        #expect(try await objections(World.hubeiPack()) == [.past, .published])
    }

    @Test("That its region is another's")
    func elsewhere() async throws {
        #expect(try await objections(PublishingTests.draft(), region: "420102") == [.elsewhere])
    }

    @Test("That its region is in no register")
    func unknownRegion() async throws {
        let text = try PublishingTests.draft().replacing("region: 420000", with: "region: 429999")
            .replacing("replaces: [420000]", with: "")
        #expect(text.contains("429999"))
        #expect(try await objections(text) == [.unknownRegion])
    }

    @Test("A pack with rules and without scenarios is untried, and can be proposed all the same")
    func untried() async throws {
        let scene = try await PublishingTests.Scene()
        let draft = try await scene.world.healthCode.draft(PublishingTests.draft())
        #expect(draft.isUntried && draft.isReady)
    }

    @Test("The scenarios with which the operator published a pack are kept for its successor")
    func kept() async throws {
        let world = try await World()
        let pack = try Pack(yaml: PublishingTests.draft())
        _ = try await world.healthCode.publishFirst(pack, scenarios: "sentences: []")
        let name = PolicyName(region: World.hubei, version: "2020-04-11")
        #expect(try await world.healthCode.scenarios(of: name) == "sentences: []")
        #expect(try await world.restarted().scenarios(of: name) == "sentences: []")
    }

    @Test("A pack has ended once another of its region, or one that replaces it, has begun")
    func ended() async throws {
        let world = try await World()
        let county = try PublishingTests.draft(since: "2020-04-02T00:00:00+08:00")
            .replacing("region: 420000", with: "region: 420102").replacing("replaces: [420000]", with: "")
        _ = try await world.healthCode.publish(Pack(yaml: county))
        let province = try PublishingTests.draft()
        _ = try await world.healthCode.publish(Pack(yaml: province))
        let caller = try await PublishingTests.Scene.administrator("13900000011", "420000", world)
        #expect(try await world.healthCode.packs(of: caller).map(\.successor) == [nil, nil, nil])
        world.clock.advance(days: 1)
        let again = try await world.healthCode.caller(token: world.session("13900000011").token)
        let successors = try await world.healthCode.packs(of: again).map(\.successor?.version)
        #expect(successors == [nil, "2020-04-11", "2020-04-11"])
    }
}
