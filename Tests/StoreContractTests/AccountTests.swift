import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Accounts, one-time codes and sessions")
struct AccountTests {
    private func send(_ store: any Store, code: String = "code", budget: OneTimeCodeBudget) async throws -> Bool {
        try await store.keepOneTimeCode(
            OneTimeCode(
                phone: digest("phone"), code: digest(code), issued: now, expires: now.advanced(bySeconds: 300)),
            budget: budget)
    }

    private func attempt(
        _ code: String, after seconds: Int64 = 0, budget: OneTimeCodeBudget = generousBudget
    ) throws -> OneTimeCodeAttempt {
        OneTimeCodeAttempt(
            phone: try digest("phone"), code: try digest(code), sealedPhone: [7],
            at: now.advanced(bySeconds: seconds), budget: budget)
    }

    private func session(_ token: String = "token") throws -> NewSession {
        NewSession(token: try digest(token), opened: now, expires: now.advanced(bySeconds: day))
    }

    @Test("A right code opens a session of the phone's account", arguments: Backend.all)
    func opens(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("phone")
        let session = try await store.session(digest("token"), at: now)
        #expect(session?.account == account)
        #expect(session?.sealedPhone == [1, 2, 3])
        #expect(session?.duties == [])
    }

    @Test("A second sign-in finds the same account", arguments: Backend.all)
    func sameAccount(backend: Backend) async throws {
        let store = try backend.open()
        let first = try await store.signIn("phone", token: "one")
        #expect(try await store.signIn("phone", token: "two") == first)
        #expect(try await store.session(digest("one"), at: now) != nil)
    }

    @Test("A code is used up by the first right answer", arguments: Backend.all)
    func once(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.signIn("phone")
        #expect(try await store.redeemOneTimeCode(attempt("code"), opening: session("other")) == .noCode)
    }

    @Test("Of two right answers at the same time exactly one opens a session", arguments: Backend.all)
    func race(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await send(store, budget: generousBudget))
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let outcome = try await store.redeemOneTimeCode(
                        attempt("code"), opening: session("token \(number)"))
                    if case .opened = outcome { return true }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
    }

    @Test("A code that expired opens nothing", arguments: Backend.all)
    func expired(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await send(store, budget: generousBudget))
        #expect(try await store.redeemOneTimeCode(attempt("code", after: 300), opening: session()) == .noCode)
    }

    @Test("A newer code takes the place of an older one", arguments: Backend.all)
    func newer(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await send(store, code: "old", budget: generousBudget))
        #expect(try await send(store, code: "new", budget: generousBudget))
        #expect(try await store.redeemOneTimeCode(attempt("old"), opening: session()) == .wrong(triesLeft: 4))
    }

    @Test("Five wrong answers burn a code", arguments: Backend.all)
    func burnt(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await send(store, budget: generousBudget))
        for left in [4, 3, 2, 1, 0] {
            let outcome = try await store.redeemOneTimeCode(attempt("wrong"), opening: session())
            #expect(outcome == .wrong(triesLeft: left))
        }
        #expect(try await store.redeemOneTimeCode(attempt("code"), opening: session()) == .noCode)
    }

    @Test("No code is sent beyond the day's budget, and the next day has one of its own", arguments: Backend.all)
    func sends(backend: Backend) async throws {
        let store = try backend.open()
        var budget = generousBudget
        budget.sends = 1
        #expect(try await send(store, budget: budget))
        #expect(try await !send(store, budget: budget))
        budget.day += 1
        #expect(try await send(store, budget: budget))
    }

    @Test("Wrong answers beyond the day's budget are not even compared", arguments: Backend.all)
    func failures(backend: Backend) async throws {
        let store = try backend.open()
        var budget = generousBudget
        budget.failures = 1
        #expect(try await send(store, budget: budget))
        let wrong = try attempt("wrong", budget: budget)
        #expect(try await store.redeemOneTimeCode(wrong, opening: session()) == .wrong(triesLeft: 0))
        let right = try attempt("code", budget: budget)
        #expect(try await store.redeemOneTimeCode(right, opening: session()) == .budgetSpent)
    }

    @Test("A session ends when it expires", arguments: Backend.all)
    func expires(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.signIn("phone")
        #expect(try await store.session(digest("token"), at: now.advanced(bySeconds: day - 1)) != nil)
        #expect(try await store.session(digest("token"), at: now.advanced(bySeconds: day)) == nil)
    }

    @Test("A session that was closed is gone", arguments: Backend.all)
    func closed(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.signIn("phone")
        try await store.closeSession(digest("token"))
        #expect(try await store.session(digest("token"), at: now) == nil)
    }

    @Test("A duty takes effect in a session that is open already, and ends in it (WH-09)", arguments: Backend.all)
    func duties(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.signIn("collector")
        let (_, collector) = try await store.addCheckpoint()
        #expect(try await store.session(digest("token"), at: now)?.duties.map(\.id) == [collector])
        try await store.revokeStaff(collector, at: now)
        #expect(try await store.session(digest("token"), at: now)?.duties == [])
        #expect(try await store.staff().first?.revoked == now)
    }

    @Test("An account moves to a phone that proved itself", arguments: Backend.all)
    func moves(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("old phone")
        #expect(try await send(store, budget: generousBudget))
        #expect(try await store.changePhone(of: account, attempt("code"), keeping: digest("token")) == .changed)
        #expect(try await store.session(digest("token"), at: now)?.sealedPhone == [7])
        #expect(try await store.account(phone: digest("phone"), sealed: []) == account)
        #expect(try await store.account(phone: digest("old phone"), sealed: []) != account)
    }

    @Test("Who holds the old phone is signed out when an account moves", arguments: Backend.all)
    func endsOtherSessions(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("old phone")
        #expect(try await store.signIn("old phone", token: "the session of a thief") == account)
        _ = try await store.signIn("somebody else", token: "their session")
        #expect(try await send(store, budget: generousBudget))
        #expect(try await store.changePhone(of: account, attempt("code"), keeping: digest("token")) == .changed)
        #expect(try await store.session(digest("token"), at: now)?.account == account)
        #expect(try await store.session(digest("the session of a thief"), at: now) == nil)
        #expect(try await store.session(digest("their session"), at: now) != nil)
    }

    @Test("An account does not move to the phone of another", arguments: Backend.all)
    func taken(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("old phone")
        _ = try await store.account(phone: digest("phone"), sealed: [])
        #expect(try await send(store, budget: generousBudget))
        #expect(try await store.changePhone(of: account, attempt("code"), keeping: nil) == .taken)
    }

    @Test("An account does not move by a wrong code", arguments: Backend.all)
    func wrongCode(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("old phone")
        #expect(try await send(store, budget: generousBudget))
        #expect(try await store.changePhone(of: account, attempt("wrong"), keeping: nil) == .wrong(triesLeft: 4))
        #expect(try await store.account(phone: digest("old phone"), sealed: []) == account)
    }
}
