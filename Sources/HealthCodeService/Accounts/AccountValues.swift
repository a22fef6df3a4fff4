public import HealthCodeCore

/// A one-time code on its way to a phone. The code itself is not kept, only an HMAC of it.
public struct OneTimeCode: Hashable, Sendable {
    public var phone: Digest32
    public var code: Digest32
    public var issued: Instant
    public var expires: Instant

    public init(phone: Digest32, code: Digest32, issued: Instant, expires: Instant) {
        self.phone = phone
        self.code = code
        self.issued = issued
        self.expires = expires
    }
}

/// What one phone may use up in one civil day.
public struct OneTimeCodeBudget: Hashable, Sendable {
    /// The day, as days since 1970-01-01 in the installation's offset.
    public var day: Int64
    /// Codes sent per day.
    public var sends: Int
    /// Wrong answers per day.
    public var failures: Int
    /// Wrong answers that burn one code.
    public var failuresPerCode: Int

    public init(day: Int64, sends: Int, failures: Int, failuresPerCode: Int) {
        self.day = day
        self.sends = sends
        self.failures = failures
        self.failuresPerCode = failuresPerCode
    }
}

/// An answer to a one-time code.
public struct OneTimeCodeAttempt: Hashable, Sendable {
    public var phone: Digest32
    public var code: Digest32
    /// The phone number sealed under the master key, for an account that has to be made.
    public var sealedPhone: [UInt8]
    public var at: Instant
    public var budget: OneTimeCodeBudget

    public init(phone: Digest32, code: Digest32, sealedPhone: [UInt8], at: Instant, budget: OneTimeCodeBudget) {
        self.phone = phone
        self.code = code
        self.sealedPhone = sealedPhone
        self.at = at
        self.budget = budget
    }
}

/// What came of an answer to a one-time code.
public enum OneTimeCodeOutcome: Hashable, Sendable {
    case opened(AccountID)
    /// Wrong; so many tries are left for this code.
    case wrong(triesLeft: Int)
    /// There is no code that could still be used: none was sent, it expired, or wrong answers burnt it.
    case noCode
    /// Too many wrong answers for this phone today.
    case budgetSpent
}

/// What came of moving an account to another phone.
public enum PhoneChange: Hashable, Sendable {
    case changed
    /// The phone has an account of its own already.
    case taken
    /// The one-time code was not right: as in `OneTimeCodeOutcome`.
    case wrong(triesLeft: Int)
    case noCode
    case budgetSpent
}

/// A session to be opened.
public struct NewSession: Hashable, Sendable {
    /// SHA-256 of the token; the token itself is only with the client.
    public var token: Digest32
    public var opened: Instant
    public var expires: Instant

    public init(token: Digest32, opened: Instant, expires: Instant) {
        self.token = token
        self.opened = opened
        self.expires = expires
    }
}

/// Who is behind a session token, looked up at each request, so that new and revoked rights take effect at once
/// (WH-09).
public struct Session: Hashable, Sendable {
    public var account: AccountID
    public var sealedPhone: [UInt8]
    public var expires: Instant
    /// The staff duties of the account's phone that are not revoked.
    public var duties: [Staff]

    public init(account: AccountID, sealedPhone: [UInt8], expires: Instant, duties: [Staff]) {
        self.account = account
        self.sealedPhone = sealedPhone
        self.expires = expires
        self.duties = duties
    }
}
