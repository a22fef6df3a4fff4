import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import SQLiteStore
import Testing

@Suite("The code page")
struct CodeTests {
    let world: World
    init() async throws { world = try await World() }

    func fact(_ token: String) -> LiveCode? {
        let verdict = LiveCodeVerifier(keys: world.healthCode.publicKeys).verify(token, at: world.clock.now.seconds)
        if case .genuine(let code, .fresh, _) = verdict { return code }
        return nil
    }

    @Test("The token verifies with the public keys alone and carries the colour")
    func verifies() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let view = try await world.healthCode.code(of: person.id, by: caller)
        let keys = try KeySet(jwks: world.healthCode.publicKeysJWKS)
        let verdict = LiveCodeVerifier(keys: keys).verify(view.token, at: world.clock.now.seconds)
        guard case .genuine(let code, .fresh, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(code.colour == .green)
        #expect(view.tokenExpires.seconds == code.expires)
        #expect(code.expires == world.clock.now.seconds + 60)
    }

    @Test("Looking again within half a life shows the same token, later another")
    func reuse() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let first = try await world.healthCode.code(of: person.id, by: caller).token
        world.clock.advance(seconds: 30)
        #expect(try await world.healthCode.code(of: person.id, by: caller).token == first)
        world.clock.advance(seconds: 1)
        #expect(try await world.healthCode.code(of: person.id, by: caller).token != first)
    }

    @Test("A tap makes a new token")
    func tap() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let first = try await world.healthCode.code(of: person.id, by: caller).token
        #expect(try await world.healthCode.freshCode(of: person.id, by: caller).token != first)
    }

    @Test("There is no daily limit: each of two hundred taps in one day makes a code of its own")
    func asOftenAsAsked() async throws {
        let (caller, person) = try await world.verified(.zhang)
        var tokens: Set<String> = []
        for _ in 0..<200 {
            world.clock.advance(seconds: 60)
            tokens.insert(try await world.healthCode.freshCode(of: person.id, by: caller).token)
        }
        #expect(tokens.count == 200)
    }

    @Test("A session token alone shows the code")
    func bySession() async throws {
        let (_, person) = try await world.verified(.zhang)
        let session = try await world.session(Someone.zhang.phone)
        #expect(try await world.healthCode.code(of: person.id, session: session.token).colour == .green)
    }

    @Test("A session that is over shows nothing")
    func overSession() async throws {
        let (_, person) = try await world.verified(.zhang)
        let session = try await world.session(Someone.zhang.phone)
        try await world.healthCode.signOut(token: session.token)
        let problem = try await problem { _ = try await world.healthCode.code(of: person.id, session: session.token) }
        #expect(problem?.kind == .notSignedIn)
    }

    @Test("A session of another account is shown nobody")
    func otherSession() async throws {
        let (_, person) = try await world.verified(.zhang)
        let session = try await world.session(Someone.li.phone)
        let problem = try await problem { _ = try await world.healthCode.code(of: person.id, session: session.token) }
        #expect(problem?.kind == .noSuchPerson)
    }

    @Test("Fever at a clinic outside Wuhan is grey, says until when, and turns green by itself after seven days")
    func greyThenGreen() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let clinic = try await world.source(.clinic, region: World.yichang)
        let visit = record("1", "fever_clinic", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\"")
        #expect(try await world.send(visit, from: clinic) == .accepted)
        let grey = try await world.healthCode.code(of: person.id, by: caller)
        #expect(grey.colour == .grey && grey.rule == "fever-elsewhere")
        #expect(grey.next == NextColour(at: instant("2020-04-17T08:00:00+08:00"), colour: .green))
        world.clock.advance(days: 7)
        let green = try await world.healthCode.code(of: person.id, by: caller)
        #expect(green.colour == .green && !green.late)
        #expect(fact(green.token)?.colour == .green)
    }

    @Test("A change that fell due while nobody looked is made by the next tick, also after a restart")
    func due() async throws {
        let (_, person) = try await world.verified(.zhang)
        let clinic = try await world.source(.clinic, region: World.yichang)
        let visit = record("1", "fever_clinic", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\"")
        _ = try await world.send(visit, from: clinic)
        world.clock.advance(days: 8)
        let restarted = try await world.restarted()
        #expect(try await restarted.advanceDueChanges() == 1)
        #expect(try await world.store.assignment(of: person.id)?.colour == .green)
        #expect(try await restarted.advanceDueChanges() == 0)
    }

    @Test("An account that is not verified sees the colour, but no rule that rests on records, no tests and no grounds")
    func unverified() async throws {
        let (caller, person) = try await world.registered(.zhang)
        let laboratory = try await world.source(.laboratory)
        let test = record("1", "test", of: .zhang, Self.test("positive"))
        #expect(try await world.send(test, from: laboratory) == .accepted)
        let view = try await world.healthCode.code(of: person.id, by: caller)
        #expect(view.colour == .red && view.rule == "undisclosed" && view.tests.isEmpty && view.ends == nil)
        #expect(try await world.healthCode.timeline(of: person.id, by: caller).allSatisfy { $0.grounds.isEmpty })
    }

    @Test("Of the negative tests only the latest is shown, newest first")
    func tests() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let laboratory = try await world.source(.laboratory)
        for (index, result) in ["positive", "negative", "negative"].enumerated() {
            let line = record("\(index)", "test", of: .zhang, Self.test(result, day: index + 1))
            #expect(try await world.send(line, from: laboratory) == .accepted)
        }
        let shown = try await world.healthCode.code(of: person.id, by: caller).tests
        #expect(shown.map(\.result) == [.negative, .positive])
        #expect(shown.first?.reported == instant("2020-04-03T20:00:00+08:00"))
        #expect(shown.first?.institution == "江岸区检验所")
    }

    @Test("The timeline tells what made a colour")
    func timeline() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let clinic = try await world.source(.clinic, region: World.yichang)
        let visit = record("1", "fever_clinic", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\"")
        _ = try await world.send(visit, from: clinic)
        let entries = try await world.healthCode.timeline(of: person.id, by: caller)
        #expect(entries.map(\.colour) == [.grey, .green])
        #expect(entries.first?.grounds.first?.kind == "fever_clinic")
        #expect(entries.first?.grounds.first?.source == "clinic 1")
        #expect(entries.last?.until == nil)
    }

    static func test(_ result: String, day: Int = 1) -> String {
        """
        ,"method":"nucleic_acid","result":"\(result)","sampled":"2020-04-0\(day)T08:00:00+08:00",\
        "reported":"2020-04-0\(day)T20:00:00+08:00","institution":"江岸区检验所"
        """
    }
}
