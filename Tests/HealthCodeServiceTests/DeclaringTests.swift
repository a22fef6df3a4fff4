import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Declaring")
struct DeclaringTests {
    let world: World
    init() async throws { world = try await World() }

    let healthy = Declaration(kind: .staying, answers: Answers(), truthful: true)

    func refusal(_ change: (inout Declaration) -> Void) async throws -> [FieldProblem] {
        let (caller, person) = try await world.registered(.zhang)
        var declaration = healthy
        change(&declaration)
        let changed = declaration
        return try await problem {
            _ = try await world.healthCode.declare(changed, for: person.id, by: caller)
        }?.fields ?? []
    }

    @Test("A declared fever makes yellow until it is declared otherwise")
    func fever() async throws {
        let (caller, person) = try await world.registered(.zhang)
        var ill = healthy
        ill.answers.symptoms = .fever
        _ = try await world.healthCode.declare(ill, for: person.id, by: caller)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .yellow)
        world.clock.advance(days: 30)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .yellow)
        _ = try await world.healthCode.declare(healthy, for: person.id, by: caller)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("A declaration reads back to the letter, newest first")
    func readsBack() async throws {
        let (caller, person) = try await world.registered(.zhang)
        let stay = Declaration.Stay(
            region: World.beijing, from: instant("2020-03-01T00:00:00+08:00"),
            until: instant("2020-03-05T00:00:00+08:00"))
        let whole = Declaration(
            kind: .returning,
            answers: Answers(
                symptoms: [.cough, .other], diagnosis: .suspected, contact: true,
                temperature: Temperature(hundredths: 3_680)),
            stays: [stay], arrival: instant("2020-04-20T00:00:00+08:00"), truthful: true)
        _ = try await world.healthCode.declare(healthy, for: person.id, by: caller)
        world.clock.advance(days: 1)
        _ = try await world.healthCode.declare(whole, for: person.id, by: caller)
        #expect(
            try await world.healthCode.declarations(of: person.id, by: caller).map(\.declaration) == [whole, healthy])
    }

    @Test(
        "An arrival before the epidemic, or more than a year ahead, is refused",
        arguments: ["2019-12-31", "2021-05-01"])
    func absurdArrival(day: String) async throws {
        let (caller, person) = try await world.verified(.zhang)
        let declaration = Declaration(
            kind: .arriving, answers: Answers(), arrival: instant("\(day)T12:00:00+08:00"), truthful: true)
        let problem = try await problem {
            _ = try await world.healthCode.declare(declaration, for: person.id, by: caller)
        }
        #expect(problem?.fields == [FieldProblem("/arrival", .absurdDate)])
    }

    @Test("Who does not affirm the truth is refused")
    func truth() async throws {
        #expect(try await refusal { $0.truthful = false } == [FieldProblem("/truthful", .notTruthful)])
    }

    @Test("A temperature that no body has is refused", arguments: [0, 3_399, 4_301] as [Int32])
    func temperature(hundredths: Int32) async throws {
        let fields = try await refusal { $0.answers.temperature = Temperature(hundredths: hundredths) }
        #expect(fields == [FieldProblem("/temperature", .badTemperature)])
    }

    @Test("A stay in the future is refused")
    func future() async throws {
        let later = world.clock.now.advanced(bySeconds: 3_600)
        let fields = try await refusal { $0.stays = [.init(region: World.wuhan, from: later, until: nil)] }
        #expect(fields == [FieldProblem("/stays/0/from", .inFuture)])
    }

    @Test("A stay in the nineteenth century is refused")
    func absurd() async throws {
        let long = instant("1899-12-31T00:00:00Z")
        let fields = try await refusal { $0.stays = [.init(region: World.wuhan, from: long, until: nil)] }
        #expect(fields == [FieldProblem("/stays/0/from", .absurdDate)])
    }

    @Test("A stay that ends before it begins is refused")
    func backwards() async throws {
        let day = instant("2020-03-02T00:00:00+08:00")
        let fields = try await refusal {
            $0.stays = [.init(region: World.wuhan, from: day, until: day.advanced(bySeconds: -1))]
        }
        #expect(fields == [FieldProblem("/stays/0/until", .endsBeforeStart)])
    }

    @Test("A stay in a region that is none is refused")
    func region() async throws {
        let day = instant("2020-03-02T00:00:00+08:00")
        let fields = try await refusal { $0.stays = [.init(region: code("999999"), from: day, until: nil)] }
        #expect(fields == [FieldProblem("/stays/0/region", .badRegion)])
    }

    @Test("A check-in with a feverish temperature makes yellow")
    func checkIn() async throws {
        let (caller, person) = try await world.registered(.zhang)
        _ = try await world.healthCode.checkIn(
            temperature: Temperature(hundredths: 3_650), symptoms: [], for: person.id, by: caller)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("A check-in without a temperature is refused")
    func noTemperature() async throws {
        let (caller, person) = try await world.registered(.zhang)
        let problem = try await problem {
            _ = try await world.healthCode.checkIn(temperature: nil, symptoms: [], for: person.id, by: caller)
        }
        #expect(problem?.fields == [FieldProblem("/temperature", .missing)])
    }

    @Test("Nobody declares for another account's person")
    func otherAccount() async throws {
        let (_, person) = try await world.registered(.zhang)
        let caller = try await world.signIn(Someone.li.phone)
        let problem = try await problem {
            _ = try await world.healthCode.declare(healthy, for: person.id, by: caller)
        }
        #expect(problem?.kind == .noSuchPerson)
    }
}
