import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import Testing

@Suite("Explaining and replaying")
struct ExplainingTests {
    private func administrator(_ region: String, _ world: World) async throws -> Caller {
        _ = try await world.healthCode.addStaff(
            role: .administrator, phone: "13900000007", name: "钱主任", region: code(region))
        return try await world.signIn("13900000007")
    }

    /// Somebody of Wuhan with a contact reported by a disease-control centre.
    private func contact(_ world: World) async throws -> (caller: Caller, person: PersonView) {
        let known = try await world.verified(.zhang)
        let centre = try await world.source(.cdc)
        let record = record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-09T08:00:00+08:00\"")
        #expect(try await world.send(record, from: centre) == .accepted)
        return known
    }

    @Test("An owner reads the rule, its fact with the source, the rules above, what comes and what can be done")
    func owner() async throws {
        let world = try await World()
        let (caller, person) = try await contact(world)
        let view = try await world.healthCode.explanation(of: person.id, by: caller)
        #expect(view.colour == .yellow && view.rule == "close-contact")
        #expect(view.grounds.map(\.kind) == ["close_contact"] && view.grounds.first?.source == "cdc 1")
        #expect(view.above.map(\.rule) == ["case", "fever-in-wuhan", "sealed-area"])
        #expect(view.above.map { $0.wants.map(\.english) } == Array(repeating: ["Nothing of this is known"], count: 3))
        #expect(
            view.above[1].asks.english
                == "visit to a fever clinic (in 武汉市), until infection ruled out or approved appeal")
        #expect(view.coming.map(\.colour) == [.green])
        #expect(view.coming.first?.at == instant("2020-04-23T08:00:00+08:00"))
        #expect(
            view.actions.map(\.english) == ["If the record of “close contact” is wrong, ask cdc 1 to put it right."])
    }

    @Test("An account that is not verified reads nothing that rests on records")
    func stranger() async throws {
        let world = try await World()
        let (caller, person) = try await world.registered(.zhang)
        let centre = try await world.source(.cdc)
        _ = try await world.send(
            record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-09T08:00:00+08:00\""), from: centre)
        let view = try await world.healthCode.explanation(of: person.id, by: caller)
        #expect(view.colour == .yellow && view.rule == "undisclosed")
        #expect(view.grounds.isEmpty && view.actions.isEmpty && view.ends == nil)
        #expect(view.above.map(\.rule) == ["sealed-area"])
    }

    @Test("An administrator of the person's region reads it; the words speak of the person")
    func staff() async throws {
        let world = try await World()
        let (caller, person) = try await world.verified(.zhang)
        var answers = Answers()
        answers.symptoms = .fever
        _ = try await world.healthCode.declare(
            Declaration(kind: .staying, answers: answers, truthful: true), for: person.id, by: caller)
        let administrator = try await administrator("420100", world)
        let view = try await world.healthCode.explanation(of: person.id, byAdministrator: administrator)
        #expect(view.colour == .yellow)
        #expect(view.grounds.first?.description.english.contains("declared by the person") == true)
    }

    @Test("An administrator of another region is told that there is no such person")
    func elsewhere() async throws {
        let world = try await World()
        let (_, person) = try await world.verified(.zhang)
        let administrator = try await administrator("420500", world)
        let refused = try await problem {
            _ = try await world.healthCode.explanation(of: person.id, byAdministrator: administrator)
        }
        #expect(refused?.kind == .noSuchPerson)
    }

    @Test("A collector may not read an explanation")
    func collector() async throws {
        let world = try await World()
        let (_, person) = try await world.verified(.zhang)
        let (collector, _) = try await world.checkpoint()
        let refused = try await problem {
            _ = try await world.healthCode.explanation(of: person.id, byAdministrator: collector)
        }
        #expect(refused?.kind == .notAllowed)
    }

    @Test("A region that was renamed has its new name in the next explanation")
    func renamed() async throws {
        let world = try await World()
        let (_, person) = try await contact(world)
        let asks = { try await world.healthCode.explanation(of: person.id).above[1].asks.english }
        #expect(try await asks().contains("in 武汉市"))
        let wuhan = try await world.healthCode.region(code("420100"))
        _ = try await world.healthCode.importRegions([
            Region(code: wuhan.code, name: "江城", level: wuhan.level, parent: wuhan.parent)
        ])
        #expect(try await asks().contains("in 江城"))
    }

    @Test("As known before a record came, the colour was another")
    func asKnown() async throws {
        let world = try await World()
        let (_, person) = try await world.verified(.zhang)
        let before = world.clock.now
        world.clock.advance(seconds: 3_600)
        let centre = try await world.source(.cdc)
        _ = try await world.send(
            record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-09T08:00:00+08:00\""), from: centre)
        let now = try await world.healthCode.explanation(of: person.id, at: before)
        #expect(now.colour == .yellow)
        let then = try await world.healthCode.explanation(of: person.id, asKnown: before)
        #expect(then.colour == .green && then.at == before)
        let long = try await world.healthCode.explanation(of: person.id, asKnown: before.advanced(bySeconds: -60))
        #expect(long.colour == .grey && long.rule.isEmpty)
    }

    @Test("As known before a retraction, the retracted record counted")
    func retracted() async throws {
        let world = try await World()
        let (_, person) = try await world.verified(.zhang)
        let centre = try await world.source(.cdc)
        _ = try await world.send(
            record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-09T08:00:00+08:00\""), from: centre)
        let before = world.clock.now
        world.clock.advance(seconds: 60)
        _ = try await world.send(#"{"id":"2","kind":"retraction","retracts":"1"}"#, from: centre)
        #expect(try await world.healthCode.explanation(of: person.id).colour == .green)
        #expect(try await world.healthCode.explanation(of: person.id, at: before, asKnown: before).colour == .yellow)
    }

    @Test("Every decision in the log of random people comes out the same when it is made again")
    func replay() async throws {
        let world = try await World()
        var chance = SystemRandomNumberGenerator()
        let sources = [
            try await world.source(.cdc), try await world.source(.clinic), try await world.source(.hospital),
        ]
        let caller = try await world.signIn("13800000001")
        for serial in 100..<140 {
            let someone = Someone(
                name: "某人", number: residentID("420102", "19900307", serial), phone: "13800000001")
            var registration = someone.registration(as: "other")
            registration.region = serial % 3 == 0 ? "420502" : "420102"
            _ = try await world.healthCode.register(registration, by: caller)
            for number in 0..<Int.random(in: 0...4, using: &chance) {
                let kinds = [("close_contact", 0), ("fever_clinic", 1), ("confirmed", 2), ("recovered", 2)]
                let (kind, source) = kinds[Int.random(in: 0..<4, using: &chance)]
                let day = world.clock.now.advanced(bySeconds: -Int64.random(in: 0...864_000, using: &chance))
                _ = try await world.send(
                    record("\(serial)-\(number)", kind, of: someone, ",\"from\":\"\(day.rfc3339(in: .china))\""),
                    from: sources[source])
                if Bool.random(using: &chance) {
                    let retraction =
                        "{\"id\":\"\(serial)-\(number)r\",\"kind\":\"retraction\",\"retracts\":\"\(serial)-\(number)\"}"
                    _ = try await world.send(retraction, from: sources[source])
                }
                world.clock.advance(seconds: Int64.random(in: 0...7_200, using: &chance))
            }
            _ = try await world.healthCode.advanceDueChanges()
            if serial == 110 || serial == 125 {
                let closed = RegionNotice(
                    region: World.wuhan, what: .closed,
                    interval: Interval(from: world.clock.now, until: world.clock.now.advanced(bySeconds: 40_000)),
                    known: world.clock.now)
                try await world.healthCode.importNotices([closed])
            }
            if serial == 120 {
                let pack = try World.hubeiPack().replacing("2020-04-01T00", with: "2020-04-12T00")
                    .replacing("for: 14d", with: "for: 7d")
                #expect(try await world.healthCode.publish(Pack(yaml: pack)))
            }
        }
        let replay = try await world.healthCode.replayEveryone()
        #expect(replay.decisions > 80)
        #expect(replay.differences.isEmpty)
    }
}
