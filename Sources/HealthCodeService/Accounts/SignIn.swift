public import HealthCodeCore
internal import HealthCodeCredential

/// The limits of signing in.
enum SignInLimits {
    /// How long a one-time code can be used, in seconds.
    static let codeLife: Int64 = 300
    /// How long a session lasts, in seconds.
    static let sessionLife: Int64 = 30 * 86_400
    /// How long a sign-in counts for the duties of staff, in seconds.
    static let dutyLife: Int64 = 12 * 3_600

    /// What one phone may use up today. The failures are as many as all the day's codes allow, so that a stranger who
    /// guesses burns codes but never locks the owner out; a hundred guesses hit one of a million codes once in 10,000
    /// days.
    static func budget(at now: Instant) -> OneTimeCodeBudget {
        let day = CivilDate(of: now, in: .china).daysSinceEpoch
        return OneTimeCodeBudget(day: day, sends: 20, failures: 100, failuresPerCode: 5)
    }
}

extension HealthCode {
    /// Sends a one-time code of six digits. What happens is the same whether or not the phone has an account.
    ///
    /// - Throws: `invalidFields`, `oneTimeCodeBudgetSpent`, `smsUnavailable`.
    public func sendOneTimeCode(to phone: String, language: Language) async throws(Problem) {
        let phone = try Self.phone(phone, at: "/phone")
        let now = dependencies.now()
        let digits = oneTimeCode()
        let code = OneTimeCode(
            phone: secrets.hashes.phone(phone), code: secrets.hashes.oneTimeCode(digits, for: phone), issued: now,
            expires: now.advanced(bySeconds: SignInLimits.codeLife))
        let isKept = try await ask {
            try await store.keepOneTimeCode(code, budget: SignInLimits.budget(at: now))
        }
        guard isKept else { throw Problem(.oneTimeCodeBudgetSpent) }
        let message = ShortMessage(
            phone: phone.number, text: Self.messageText(digits)[language], oneTimeCode: digits, at: now)
        do {
            try await dependencies.sms.send(message)
        } catch {
            // The error may hold the number, so only its type is told.
            dependencies.report("the SMS gateway failed: \(type(of: error))")
            throw Problem(.smsUnavailable)
        }
    }

    /// Opens a session for whoever has the phone, and makes its account at the first time.
    ///
    /// - Throws: `wrongOneTimeCode` with the `tries` left, `noOneTimeCode`, `oneTimeCodeBudgetSpent`, `invalidFields`.
    public func signIn(phone: String, oneTimeCode: String) async throws(Problem) -> OpenedSession {
        let now = dependencies.now()
        let attempt = try attempt(phone: phone, oneTimeCode: oneTimeCode, at: now)
        let token = dependencies.randomBytes(32)
        let session = NewSession(
            token: Digest32(sha256: token), opened: now, expires: now.advanced(bySeconds: SignInLimits.sessionLife))
        let outcome = try await ask { try await store.redeemOneTimeCode(attempt, opening: session) }
        switch outcome {
        case .opened(let account):
            return OpenedSession(token: Base64URL.encode(token), expires: session.expires, account: account)
        case .wrong(let tries): throw Self.wrongCode(tries)
        case .noCode: throw Problem(.noOneTimeCode)
        case .budgetSpent: throw Problem(.oneTimeCodeBudgetSpent)
        }
    }

    /// Who is behind a session token, with the duties they have at this moment (WH-09). Duties count for 12 hours
    /// after the sign-in, or after they were given.
    ///
    /// - Throws: `notSignedIn`.
    public func caller(token: String) async throws(Problem) -> Caller {
        guard let hash = Digest32(session: token) else { throw Problem(.notSignedIn) }
        let now = dependencies.now()
        let found = try await ask { try await store.session(hash, at: now) }
        guard let session = found else { throw Problem(.notSignedIn) }
        var caller = Caller(account: session.account, phone: try phone(session.sealedPhone), duties: [])
        caller.session = hash
        caller.duties = duties(in: session, at: now)
        caller.hasLapsedDuties = caller.duties.count < session.duties.count
        return caller
    }

    /// The number of an account's phone.
    func phone(_ sealed: [UInt8]) throws(Problem) -> String {
        String(decoding: try secrets.accounts.open(sealed), as: UTF8.self)
    }

    /// The duties in a session that count at this moment.
    func duties(in session: Session, at now: Instant) -> [Staff] {
        let opened = session.expires.advanced(bySeconds: -SignInLimits.sessionLife)
        return session.duties.filter { now < max(opened, $0.added).advanced(bySeconds: SignInLimits.dutyLife) }
    }

    /// Ends a session; an unknown token is no matter.
    public func signOut(token: String) async throws(Problem) {
        guard let token = Base64URL.decode(token) else { return }
        try await ask { try await store.closeSession(Digest32(sha256: token)) }
    }

    /// Moves the caller's account to another phone, to which a one-time code was sent, and ends its other sessions.
    ///
    /// - Throws: `phoneTaken` where that phone has an account already, and as `signIn`.
    public func changePhone(to phone: String, oneTimeCode: String, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        let attempt = try attempt(phone: phone, oneTimeCode: oneTimeCode, at: now)
        switch try await ask({ try await store.changePhone(of: caller.account, attempt, keeping: caller.session) }) {
        case .changed: return
        case .taken: throw Problem(.phoneTaken)
        case .wrong(let tries): throw Self.wrongCode(tries)
        case .noCode: throw Problem(.noOneTimeCode)
        case .budgetSpent: throw Problem(.oneTimeCodeBudgetSpent)
        }
    }

    private func attempt(
        phone: String, oneTimeCode: String, at now: Instant
    ) throws(Problem) -> OneTimeCodeAttempt {
        let phone = try Self.phone(phone, at: "/phone")
        let digits = Canonical.text(oneTimeCode)
        return OneTimeCodeAttempt(
            phone: secrets.hashes.phone(phone), code: secrets.hashes.oneTimeCode(digits, for: phone),
            sealedPhone: try secrets.accounts.seal(Array(phone.number.utf8), nonce: nonce()), at: now,
            budget: SignInLimits.budget(at: now))
    }

    /// Six digits, each number as likely as any other: of the 32-bit numbers, those above the last whole million are
    /// thrown away.
    private func oneTimeCode() -> String {
        while true {
            let number = dependencies.randomBytes(4).reduce(0) { $0 << 8 | UInt64($1) }
            guard number < 4_294_000_000 else { continue }
            let digits = String(number % 1_000_000)
            return String(repeating: "0", count: 6 - digits.count) + digits
        }
    }

    static func phone(_ text: String, at pointer: String) throws(Problem) -> Phone {
        guard let phone = Phone(text) else { throw Problem(.invalidFields, fields: [.init(pointer, .badPhone)]) }
        return phone
    }

    private static func wrongCode(_ triesLeft: Int) -> Problem {
        Problem(.wrongOneTimeCode, parameters: ["tries": String(triesLeft)])
    }

    private static func messageText(_ digits: String) -> LocalizedText {
        LocalizedText(
            simplifiedChinese: "【健康码】验证码 \(digits)，5 分钟内有效。请勿告诉任何人，工作人员也不会向您索要。",
            english:
                "HealthCode: your code is \(digits), valid for 5 minutes. Tell nobody; our staff never ask for it."
        )
    }
}
