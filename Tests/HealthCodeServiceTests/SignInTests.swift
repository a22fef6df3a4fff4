import HealthCodeCore
import HealthCodeService
import Testing

/// The problem that an operation throws.
func problem(_ operation: () async throws -> Void) async throws -> Problem? {
    do {
        try await operation()
        return nil
    } catch let problem as Problem {
        return problem
    }
}

@Suite("Signing in")
struct SignInTests {
    let world: World
    init() async throws { world = try await World() }

    @Test("A one-time code has six digits and opens a session")
    func opens() async throws {
        let session = try await world.session("13800000001")
        #expect(world.outbox.last?.oneTimeCode?.count == 6)
        #expect(session.expires == world.clock.now.advanced(bySeconds: 30 * 86_400))
        #expect(try await world.healthCode.caller(token: session.token).phone == "13800000001")
    }

    @Test("The message is in the caller's language")
    func language() async throws {
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .simplifiedChinese)
        #expect(world.outbox.last?.text.contains("验证码") == true)
    }

    @Test(
        "One phone is one account, however it is written",
        arguments: ["+86 138 0000 0001", "１３８０００００００１", "0086-13800000001"])
    func sameAccount(written: String) async throws {
        let first = try await world.session("13800000001")
        #expect(try await world.session(written).account == first.account)
    }

    @Test("What is no phone number is refused", arguments: ["", "12345", "12800000001", "138000000012", "+0123456789"])
    func badPhone(phone: String) async throws {
        let problem = try await problem { try await world.healthCode.sendOneTimeCode(to: phone, language: .english) }
        #expect(problem?.fields == [FieldProblem("/phone", .badPhone)])
    }

    @Test("A wrong code is refused and tells how many tries are left")
    func wrong() async throws {
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        let problem = try await problem {
            _ = try await world.healthCode.signIn(phone: "13800000001", oneTimeCode: "x")
        }
        #expect(problem == Problem(.wrongOneTimeCode, parameters: ["tries": "4"]))
    }

    @Test("Five wrong answers burn the code")
    func burnt() async throws {
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        let right = world.outbox.last?.oneTimeCode ?? ""
        for _ in 0..<5 {
            _ = try await problem { _ = try await world.healthCode.signIn(phone: "13800000001", oneTimeCode: "x") }
        }
        let problem = try await problem {
            _ = try await world.healthCode.signIn(phone: "13800000001", oneTimeCode: right)
        }
        #expect(problem?.kind == .noOneTimeCode)
    }

    @Test("A code is over after five minutes")
    func expired() async throws {
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        world.clock.advance(seconds: 300)
        let right = world.outbox.last?.oneTimeCode ?? ""
        let problem = try await problem {
            _ = try await world.healthCode.signIn(phone: "13800000001", oneTimeCode: right)
        }
        #expect(problem?.kind == .noOneTimeCode)
    }

    @Test("A code serves once")
    func once() async throws {
        _ = try await world.session("13800000001")
        let right = world.outbox.last?.oneTimeCode ?? ""
        let problem = try await problem {
            _ = try await world.healthCode.signIn(phone: "13800000001", oneTimeCode: right)
        }
        #expect(problem?.kind == .noOneTimeCode)
    }

    @Test("A code of one phone does not open another")
    func otherPhone() async throws {
        try await world.healthCode.sendOneTimeCode(to: "13800000002", language: .english)
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        let right = world.outbox.last?.oneTimeCode ?? ""
        let problem = try await problem {
            _ = try await world.healthCode.signIn(phone: "13800000002", oneTimeCode: right)
        }
        #expect(problem?.kind == .wrongOneTimeCode)
    }

    @Test("A phone gets no more than twenty codes a day, and more on the next")
    func budget() async throws {
        for _ in 0..<20 { try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english) }
        let spent = try await problem {
            try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        }
        #expect(spent?.kind == .oneTimeCodeBudgetSpent)
        world.clock.advance(days: 1)
        try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        #expect(world.outbox.count == 21)
    }

    @Test("A gateway that is out of order is told as such")
    func gateway() async throws {
        world.outbox.breakDown()
        let problem = try await problem {
            try await world.healthCode.sendOneTimeCode(to: "13800000001", language: .english)
        }
        #expect(problem?.kind == .smsUnavailable)
    }

    @Test("A session is over after thirty days")
    func sessionOver() async throws {
        let session = try await world.session("13800000001")
        world.clock.advance(days: 30)
        #expect(try await problem { _ = try await world.healthCode.caller(token: session.token) }?.kind == .notSignedIn)
    }

    @Test("A session that was signed out is over")
    func signedOut() async throws {
        let session = try await world.session("13800000001")
        try await world.healthCode.signOut(token: session.token)
        #expect(try await problem { _ = try await world.healthCode.caller(token: session.token) }?.kind == .notSignedIn)
    }

    @Test("What is no token signs nobody in", arguments: ["", "abc", "!!!!"])
    func noToken(token: String) async throws {
        #expect(try await problem { _ = try await world.healthCode.caller(token: token) }?.kind == .notSignedIn)
    }

    @Test("A duty counts from the moment it is given, without signing in again")
    func newDuty() async throws {
        let session = try await world.session("13900000001")
        world.clock.advance(days: 3)
        _ = try await world.healthCode.addStaff(role: .collector, phone: "13900000001", name: "王", region: World.wuhan)
        #expect(try await world.healthCode.caller(token: session.token).collector != nil)
    }

    @Test("A revoked duty is gone at once")
    func revokedDuty() async throws {
        let staff = try await world.healthCode.addStaff(
            role: .collector, phone: "13900000001", name: "王", region: World.wuhan)
        let session = try await world.session("13900000001")
        try await world.healthCode.revokeStaff(staff.id)
        #expect(try await world.healthCode.caller(token: session.token).collector == nil)
    }

    @Test("Staff sign in again after twelve hours")
    func lapsedDuty() async throws {
        _ = try await world.healthCode.addStaff(role: .collector, phone: "13900000001", name: "王", region: World.wuhan)
        let session = try await world.session("13900000001")
        world.clock.advance(seconds: 12 * 3_600)
        let caller = try await world.healthCode.caller(token: session.token)
        #expect(try await problem { _ = try await world.healthCode.points(of: caller) }?.kind == .notSignedIn)
    }

    @Test("An account moves to another phone with a code sent to it")
    func movesPhone() async throws {
        let caller = try await world.signIn("13800000001")
        try await world.healthCode.sendOneTimeCode(to: "13800000009", language: .english)
        let right = world.outbox.last?.oneTimeCode ?? ""
        try await world.healthCode.changePhone(to: "13800000009", oneTimeCode: right, by: caller)
        #expect(try await world.session("13800000009").account == caller.account)
    }

    @Test("Moving an account signs out its other sessions, and not the one that moved it")
    func endsOtherSessions() async throws {
        let own = try await world.session("13800000001")
        let stolen = try await world.session("13800000001")
        let caller = try await world.healthCode.caller(token: own.token)
        try await world.healthCode.sendOneTimeCode(to: "13800000009", language: .english)
        let right = world.outbox.last?.oneTimeCode ?? ""
        try await world.healthCode.changePhone(to: "13800000009", oneTimeCode: right, by: caller)
        let problem = try await problem { _ = try await world.healthCode.caller(token: stolen.token) }
        #expect(problem?.kind == .notSignedIn)
        #expect(try await world.healthCode.caller(token: own.token).phone == "13800000009")
    }

    @Test("An account does not move to a phone that has one")
    func takenPhone() async throws {
        _ = try await world.signIn("13800000002")
        let caller = try await world.signIn("13800000001")
        try await world.healthCode.sendOneTimeCode(to: "13800000002", language: .english)
        let right = world.outbox.last?.oneTimeCode ?? ""
        let problem = try await problem {
            try await world.healthCode.changePhone(to: "13800000002", oneTimeCode: right, by: caller)
        }
        #expect(problem?.kind == .phoneTaken)
    }
}
