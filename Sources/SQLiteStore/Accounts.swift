import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func keepOneTimeCode(_ code: OneTimeCode, budget: OneTimeCodeBudget) async throws -> Bool {
        try await writer.write { transaction in
            let used = try transaction.usedToday(code.phone, budget)
            guard used.sends < budget.sends, used.failures < budget.failures else { return false }
            try transaction.db.run(
                """
                INSERT OR REPLACE INTO one_time_codes (phone, day, sends, failures, code, expires, codeFailures)
                VALUES (?, ?, ?, ?, ?, ?, 0)
                """, code.phone, budget.day, used.sends + 1, used.failures, code.code, code.expires)
            return true
        }
    }

    public func redeemOneTimeCode(
        _ attempt: OneTimeCodeAttempt, opening session: NewSession
    ) async throws -> OneTimeCodeOutcome {
        try await writer.write { transaction in
            if let refusal = try transaction.refusal(of: attempt) { return refusal.outcome }
            let account = try transaction.account(phone: attempt.phone, sealed: attempt.sealedPhone)
            try transaction.db.run("DELETE FROM sessions WHERE account = ? AND expires <= ?", account, attempt.at)
            try transaction.db.run(
                "INSERT INTO sessions (token, account, opened, expires) VALUES (?, ?, ?, ?)",
                session.token, account, session.opened, session.expires)
            return .opened(account)
        }
    }

    public func session(_ token: Digest32, at now: Instant) throws -> Session? {
        try readers.read { db in try db.session(token, at: now) }
    }

    public func closeSession(_ token: Digest32) async throws {
        try await writer.write { transaction in
            try transaction.db.run("DELETE FROM sessions WHERE token = ?", token)
        }
    }

    public func changePhone(
        of account: AccountID, _ attempt: OneTimeCodeAttempt, keeping session: Digest32?
    ) async throws -> PhoneChange {
        try await writer.write { transaction in
            // Whether the phone has an account is told only to one who holds it.
            if let refusal = try transaction.refusal(of: attempt) { return refusal.phoneChange }
            let holder = try transaction.db.first("SELECT id FROM accounts WHERE phone = ?", attempt.phone) {
                try $0.next(AccountID.self)
            }
            guard holder == nil || holder == account else { return .taken }
            try transaction.db.run(
                "UPDATE accounts SET phone = ?, sealedPhone = ? WHERE id = ?",
                attempt.phone, attempt.sealedPhone, account)
            try transaction.db.run(
                "DELETE FROM sessions WHERE account = ?1 AND (?2 IS NULL OR token <> ?2)", account, session)
            return .changed
        }
    }

    public func account(phone: Digest32, sealed: [UInt8]) async throws -> AccountID {
        try await writer.write { transaction in try transaction.account(phone: phone, sealed: sealed) }
    }
}

/// Why a one-time code does not open anything.
private enum CodeRefusal {
    case wrong(triesLeft: Int)
    case noCode
    case budgetSpent

    var outcome: OneTimeCodeOutcome {
        switch self {
        case .wrong(let left): .wrong(triesLeft: left)
        case .noCode: .noCode
        case .budgetSpent: .budgetSpent
        }
    }

    var phoneChange: PhoneChange {
        switch self {
        case .wrong(let left): .wrong(triesLeft: left)
        case .noCode: .noCode
        case .budgetSpent: .budgetSpent
        }
    }
}

extension Transaction {
    /// The account of a phone, made where there was none.
    fileprivate func account(phone: Digest32, sealed: [UInt8]) throws -> AccountID {
        let found = try db.first("SELECT id FROM accounts WHERE phone = ?", phone) { try $0.next(AccountID.self) }
        if let found { return found }
        try db.run("INSERT INTO accounts (phone, sealedPhone) VALUES (?, ?)", phone, sealed)
        return AccountID(db.lastInsertedRowID)
    }

    /// What a phone used up on the day of the budget.
    fileprivate func usedToday(_ phone: Digest32, _ budget: OneTimeCodeBudget) throws -> (sends: Int, failures: Int) {
        try db.first("SELECT sends, failures FROM one_time_codes WHERE phone = ? AND day = ?", phone, budget.day) {
            (try $0.next(), try $0.next())
        } ?? (0, 0)
    }

    /// Uses up the right code, and gives nil; counts a wrong one, and says what became of it.
    fileprivate func refusal(of attempt: OneTimeCodeAttempt) throws -> CodeRefusal? {
        let budget = attempt.budget
        let used = try usedToday(attempt.phone, budget)
        guard used.failures < budget.failures else { return .budgetSpent }
        let kept = try db.first(
            "SELECT code, codeFailures FROM one_time_codes WHERE phone = ? AND code IS NOT NULL AND expires > ?",
            attempt.phone, attempt.at
        ) { (code: try $0.next(Digest32.self), failures: try $0.next(Int.self)) }
        guard let kept, kept.failures < budget.failuresPerCode else { return .noCode }
        if kept.code == attempt.code {
            try db.run("UPDATE one_time_codes SET code = NULL WHERE phone = ?", attempt.phone)
            return nil
        }
        // A code sent before midnight may be tried after it: the new day begins with nothing sent.
        try db.run(
            """
            UPDATE one_time_codes SET day = ?, sends = ?, failures = ?, codeFailures = codeFailures + 1 WHERE phone = ?
            """, budget.day, used.sends, used.failures + 1, attempt.phone)
        let leftForCode = budget.failuresPerCode - kept.failures - 1
        return .wrong(triesLeft: min(leftForCode, budget.failures - used.failures - 1))
    }
}

extension Connection {
    /// A session that has not ended.
    func session(_ token: Digest32, at now: Instant) throws -> Session? {
        var session: Session?
        try each(Session.unended, token, now) { columns in
            let (found, duty) = try Session.read(&columns)
            session = session ?? found
            if let duty { session?.duties.append(duty) }
        }
        return session
    }
}

extension Session {
    fileprivate static let unended = "SELECT \(columns) FROM \(tables) WHERE s.token = ? AND s.expires > ?"

    static let columns = "s.account, c.sealedPhone, s.expires, \(Staff.columns)"

    /// One row for each duty, or one without.
    static let tables = """
        sessions s CROSS JOIN accounts c ON c.id = s.account
        LEFT JOIN staff d ON d.phone = c.phone AND d.revoked IS NULL
        """

    /// Reads `columns`: the session without its duties, and one of them.
    static func read(_ columns: inout Columns) throws -> (session: Session, duty: Staff?) {
        let session = Session(
            account: try columns.next(), sealedPhone: try columns.next(), expires: try columns.next(), duties: [])
        return (session, try Staff.ifAny(&columns))
    }
}
