import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Risk levels and closed management of regions")
struct NoticeTests {
    /// Red for a stay in a high-risk region, yellow for living in one; else green.
    private static let pack = """
        place: {zh: 湖北省, en: Hubei}
        region: 420000
        since: 2020-04-01T00:00:00+08:00
        rules:
          - id: was-there
            colour: red
            when: {record: stay, risk: [high]}
            because: {zh: 到过高风险地区, en: You were in a high-risk area}
            ends: {zh: 解除后, en: When it ends}
          - id: lives-there
            colour: yellow
            when: {residence: {risk: [high]}}
            because: {zh: 居住在高风险地区, en: You live in a high-risk area}
            ends: {zh: 解除后, en: When it ends}
          - id: everyone-else
            colour: green
            when: always
            because: {zh: 无, en: Nothing else}
        colours:
          green: {passes: yes, advice: {zh: 可通行, en: Pass}}
          yellow: {passes: no, advice: {zh: 请留在家中, en: Stay}}
          red: {passes: no, advice: {zh: 请留在原地, en: Stay}}
          grey: {passes: no, advice: {zh: 请等待, en: Wait}}
        """

    private func world() async throws -> World { try await World(pack: Self.pack) }

    private func lines(_ text: String) throws -> [NoticeLine] {
        try NoticeLine.read(csv: text, file: "risk.csv", offset: .china)
    }

    private func follow(_ text: String, in world: World) async throws -> NoticePlan {
        try await world.healthCode.followFeed(text, name: "feed", offset: .china)
    }

    private func importLines(_ text: String, in world: World) async throws -> NoticePlan {
        let plan = try await world.healthCode.plan(try lines(text), isWhole: false)
        try await world.healthCode.carryOut(plan)
        _ = try await world.healthCode.reassessConcerned()
        return plan
    }

    private func colour(_ who: (caller: Caller, person: PersonView), in world: World) async throws -> Colour {
        try await world.healthCode.code(of: who.person.id, by: who.caller).colour
    }

    private static let high = "420502,high,2020-04-05,\n"

    @Test("Whoever lives in a region or was there is decided anew, and nobody else is touched")
    func concerned() async throws {
        let world = try await world()
        let (zhang, li) = (try await world.registered(.zhang), try await world.registered(.li))
        var away = Someone.child
        away.phone = "13800000009"
        let traveller = try await world.registered(away)
        let stay = Declaration.Stay(region: World.yichang, from: instant("2020-04-06T00:00:00+08:00"), until: nil)
        _ = try await world.healthCode.declare(
            Declaration(kind: .staying, answers: Answers(), stays: [stay], truthful: true), for: traveller.person.id,
            by: traveller.caller)
        _ = try await world.healthCode.correct(li.person.id, PersonCorrection(region: "420502"), by: li.caller)
        world.clock.advance(seconds: 60)
        let before = try await world.store.assignment(of: zhang.person.id)
        _ = try await importLines(Self.high, in: world)
        #expect(try await colour(traveller, in: world) == .red)
        #expect(try await colour(li, in: world) == .yellow)
        #expect(try await world.store.assignment(of: zhang.person.id) == before)
    }

    @Test("A later file corrects an earlier one for the time that both speak of")
    func correction() async throws {
        let world = try await world()
        let li = try await world.registered(.li)
        _ = try await world.healthCode.correct(li.person.id, PersonCorrection(region: "420502"), by: li.caller)
        _ = try await importLines(Self.high, in: world)
        _ = try await importLines("420502,low,2020-04-05,2020-04-20\n", in: world)
        #expect(try await colour(li, in: world) == .green)
        world.clock.advance(days: 11)
        _ = try await world.healthCode.advanceDueChanges()
        #expect(try await colour(li, in: world) == .yellow)
    }

    @Test("The same file again changes nothing, an older one put on top does")
    func again() async throws {
        let world = try await world()
        let text = Self.high + "420502,low,2020-04-08,2020-04-12\n"
        #expect(try await importLines(text, in: world).new.count == 2)
        #expect(try await importLines(text, in: world).isEmpty)
        #expect(try await importLines(Self.high, in: world).new.count == 1)
        #expect(try await world.healthCode.keptNotices().count == 3)
    }

    @Test("A plan says what it would do, and does nothing")
    func preview() async throws {
        let world = try await world()
        let li = try await world.registered(.li)
        _ = try await world.healthCode.correct(li.person.id, PersonCorrection(region: "420502"), by: li.caller)
        let plan = try await world.healthCode.plan(try lines(Self.high), isWhole: false)
        #expect(plan.changes.map(\.after.level) == [.high])
        let effect = try await world.healthCode.effect(of: plan)
        #expect(effect.people == 1)
        #expect(effect.moves == [NoticeEffect.Move(from: .green, to: .yellow): 1])
        #expect(try await world.healthCode.keptNotices().isEmpty)
        #expect(try await colour(li, in: world) == .green)
    }

    @Test("A region that the register does not have is named with its line")
    func unknownRegion() async throws {
        let world = try await world()
        let lines = try lines("# levels\n\n420502,high,2020-04-05,\n999999,high,2020-04-05,\n")
        let problem = await #expect(throws: Problem.self) {
            _ = try await world.healthCode.plan(lines, isWhole: false)
        }
        #expect(problem?.kind == .unknownRegion)
        #expect(problem?.fields.map(\.pointer) == ["/4/region"])
    }

    @Test("What was taken back holds no longer, and stood at the time")
    func retraction() async throws {
        let world = try await world()
        _ = try await importLines(Self.high, in: world)
        let then = world.clock.now
        world.clock.advance(seconds: 60)
        let number = try #require(try await world.healthCode.keptNotices().first?.number)
        try await world.healthCode.retractNotice(number)
        let now = try await world.healthCode.notices(asKnown: world.clock.now)
        #expect(now.risk(of: World.yichang, at: world.clock.now) == .low)
        let past = try await world.healthCode.notices(asKnown: then)
        #expect(past.risk(of: World.yichang, at: world.clock.now) == .high)
        #expect(try await problem { try await world.healthCode.retractNotice(number) }?.kind == .nothingToRetract)
    }

    @Test("Work that a stop cut off is done by the next one")
    func resumed() async throws {
        let world = try await world()
        let li = try await world.registered(.li)
        _ = try await world.healthCode.correct(li.person.id, PersonCorrection(region: "420502"), by: li.caller)
        try await world.healthCode.carryOut(try await world.healthCode.plan(try lines(Self.high), isWhole: false))
        #expect(try await world.store.assignment(of: li.person.id)?.colour == .green)
        let next = try await world.restarted()
        #expect(try await next.reassessmentsOpen() == 1)
        #expect(try await next.reassessConcerned() == 1)
        #expect(try await next.code(of: li.person.id, by: li.caller).colour == .yellow)
    }

    // MARK: The feed

    @Test("A feed is followed: what is new is taken, what is gone is taken back, the rest is left alone")
    func feed() async throws {
        let world = try await world()
        _ = try await follow("420502,high,2020-04-05,\n420102,medium,2020-04-05,\n", in: world)
        let plan = try await follow("420502,high,2020-04-05,2020-04-09\n420102,medium,2020-04-05,\n", in: world)
        #expect((plan.new.count, plan.withdrawn.count, plan.repeated) == (1, 1, 1))
        let notices = try await world.healthCode.notices(asKnown: world.clock.now)
        #expect(notices.risk(of: World.yichang, at: world.clock.now) == .low)
        #expect(notices.risk(of: World.wuhan, at: world.clock.now) == .medium)
        #expect(try await follow("420502,high,2020-04-05,2020-04-09\n420102,medium,2020-04-05,\n", in: world).isEmpty)
    }

    @Test("A feed leaves alone what others have said")
    func feedAndOthers() async throws {
        let world = try await world()
        _ = try await importLines("420102,closed,2020-04-05,\n", in: world)
        _ = try await follow(Self.high, in: world)
        #expect(try await follow("", in: world).withdrawn.count == 1)
        #expect(try await world.store.notices().map(\.what) == [.closed])
    }

    @Test("A feed with a line that cannot be read changes nothing, and is reported until it is well again")
    func brokenFeed() async throws {
        let world = try await world()
        _ = try await follow(Self.high, in: world)
        let mistake = "feed:1:8: 'hig' is no level; it can be low, medium, higher, high, closed or open"
        await #expect(throws: FeedFault.unreadable(mistake)) {
            _ = try await follow("420502,hig,2020-04-05,", in: world)
        }
        #expect(try await world.store.notices().count == 1)
        #expect(world.healthCode.feedStatus?.fault != nil)
        #expect(world.healthCode.feedStatus?.read == world.clock.now)
        _ = try await follow(Self.high, in: world)
        #expect(world.healthCode.feedStatus?.fault == nil)
    }

    @Test("A feed that has lost most of its lines is not followed")
    func tornFeed() async throws {
        let world = try await world()
        let days = (1...9).map { "420502,medium,2020-04-0\($0),2020-04-0\($0) 12:00\n" }
        _ = try await follow(days.joined(), in: world)
        await #expect(throws: FeedFault.torn(lost: 6, of: 9)) {
            _ = try await follow(days.prefix(3).joined(), in: world)
        }
        #expect(try await world.store.notices().count == 9)
        #expect(try await follow(days.prefix(5).joined(), in: world).withdrawn.count == 4)
    }

    // MARK: An authorised source

    private func send(_ json: String, from source: Source, in world: World) async throws -> RecordAnswer.Outcome? {
        try await world.healthCode.receiveNotices([Array(json.utf8)], from: source).first?.outcome
    }

    private static let said = #"{"id":"1","region":"420502","level":"high","from":"2020-04-05T00:00:00+08:00"}"#

    @Test("A disease-control centre reports the level of a region, once under each id, and takes it back")
    func source() async throws {
        let world = try await world()
        let cdc = try await world.source(.cdc, region: World.hubei)
        #expect(try await send(Self.said, from: cdc, in: world) == .accepted)
        #expect(try await send(Self.said, from: cdc, in: world) == .repeated)
        let other = Self.said.replacing("high", with: "low")
        #expect(try await send(other, from: cdc, in: world) == .refused(Problem(.recordConflict)))
        #expect(try await world.store.notices().map(\.what) == [.risk(.high)])
        let retraction = #"{"id":"2","kind":"retraction","retracts":"1"}"#
        #expect(try await send(retraction, from: cdc, in: world) == .accepted)
        #expect(try await world.store.notices().isEmpty)
    }

    @Test("A hospital may not report the level of a region")
    func wrongSource() async throws {
        let world = try await world()
        let hospital = try await world.source(.hospital, region: World.hubei)
        #expect(try await problem { _ = try await send(Self.said, from: hospital, in: world) }?.kind == .kindNotAllowed)
    }

    @Test("A centre speaks for its own region and what lies under it")
    func beyond() async throws {
        let world = try await world()
        let cdc = try await world.source(.cdc, region: code("420100"))
        let fields = [FieldProblem("/region", .beyondOwnRegion)]
        #expect(try await send(Self.said, from: cdc, in: world) == .refused(Problem(.invalidFields, fields: fields)))
    }

    @Test("A level that there is none of is refused with those that there are")
    func wrongLevel() async throws {
        let world = try await world()
        let cdc = try await world.source(.cdc, region: World.hubei)
        let fields = [
            FieldProblem("/level", .unknownValue(allowed: ["low", "medium", "higher", "high", "closed", "open"]))
        ]
        let json = Self.said.replacing("high", with: "severe")
        #expect(try await send(json, from: cdc, in: world) == .refused(Problem(.invalidFields, fields: fields)))
    }
}
