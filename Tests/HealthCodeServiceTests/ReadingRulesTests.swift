import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import Testing

@Suite("What people read of the rules and of their colour")
struct ReadingRulesTests {
    let world: World
    init() async throws { world = try await World() }

    @Test("The rules of a place are told in the order in which they are tried, each to the letter too (HZ-12)")
    func rules() async throws {
        let place = try #require(world.healthCode.place(governing: World.wuhan))
        let rules = try await world.healthCode.rules(of: place)
        #expect(rules.map(\.rule) == place.rules.map(\.id))
        #expect(rules.map(\.colour).first == .red && rules.map(\.colour).last == .green)
        #expect(rules[1].asks.english.contains("武汉市") && !rules[1].reason.english.isEmpty)
    }

    @Test("A pack that keeps the rules is no change of a colour, neither on the timeline nor in what comes")
    func kept() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let later = try World.hubeiPack().replacing("since: 2020-04-01T00", with: "since: 2020-05-01T00")
        _ = try await world.healthCode.publish(Pack(yaml: later))
        try await world.settle()
        let timeline = try await world.healthCode.timeline(of: person.id, by: caller)
        #expect(timeline.map(\.rule) == ["everyone-else"] && timeline.first?.until == nil)
        #expect(try await world.healthCode.explanation(of: person.id, by: caller).coming.isEmpty)
        #expect(try await world.healthCode.code(of: person.id, by: caller).next == nil)
    }

    @Test("Of a rule of which nothing is known that is all that is said; of one that ended, when it did")
    func unheardOf() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let centre = try await world.source(.cdc)
        let record = record("1", "close_contact", of: .zhang, ",\"from\":\"2020-03-20T08:00:00+08:00\"")
        _ = try await world.send(record, from: centre)
        let above = try await world.healthCode.explanation(of: person.id, by: caller).above
        let contact = try #require(above.first { $0.rule == "close-contact" })
        #expect(!contact.isUnheardOf && contact.wants.first?.english.hasPrefix("Ended at 2020-04-03") == true)
        #expect(above.first?.isUnheardOf == true && above.first?.reason.english.isEmpty == false)
    }

    @Test("A colour that rests on a declaration says on which answer")
    func answers() async throws {
        let (caller, person) = try await world.verified(.zhang)
        #expect(try await !world.healthCode.code(of: person.id, by: caller).hasDeclared)
        let answers = Answers(symptoms: [], temperature: Temperature(hundredths: 3_850))
        _ = try await world.healthCode.declare(
            Declaration(kind: .staying, answers: answers, truthful: true), for: person.id, by: caller)
        let view = try await world.healthCode.explanation(of: person.id, by: caller)
        #expect(view.colour == .yellow)
        #expect(view.grounds.first?.description.english.contains("a temperature of 38.5 °C") == true)
        #expect(view.grounds.first?.description.simplifiedChinese.contains("体温 38.5 °C") == true)
        #expect(try await world.healthCode.code(of: person.id, by: caller).hasDeclared)
    }
}

@Suite("What a place lets people do with their details")
struct KeepingTests {
    func world(_ service: String) async throws -> World {
        try await World(pack: World.hubeiPack().replacing("corrections: any", with: service))
    }

    @Test("Where a code cannot be cancelled, nobody is erased (HZ-11)")
    func erasing() async throws {
        let world = try await world("erasing: no")
        let (caller, person) = try await world.verified(.zhang)
        let problem = try await problem { try await world.healthCode.erase(person.id, by: caller) }
        #expect(problem?.kind == .erasingNotOffered)
        #expect(try await world.healthCode.people(of: caller).count == 1)
    }

    @Test("Who corrects reads before how many corrections are left (HZ-09, HU-06)")
    func left() async throws {
        let world = try await world("corrections: 2")
        let (caller, person) = try await world.verified(.zhang)
        #expect(try await world.healthCode.details(of: person.id, by: caller).correctionsLeft == 2)
        _ = try await world.healthCode.correct(person.id, PersonCorrection(address: "甲"), by: caller)
        _ = try await world.healthCode.correct(person.id, PersonCorrection(address: "甲"), by: caller)
        #expect(try await world.healthCode.details(of: person.id, by: caller).correctionsLeft == 1)
    }

    @Test("Nobody lives in a whole province")
    func province() async throws {
        let world = try await World()
        let caller = try await world.signIn(Someone.zhang.phone)
        var registration = Someone.zhang.registration
        registration.region = "420000"
        let problem = try await problem { _ = try await world.healthCode.register(registration, by: caller) }
        #expect(problem?.fields == [FieldProblem("/region", .tooWide)])
    }
}
