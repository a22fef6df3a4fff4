public import HealthCodeCore

/// An account that acts for a person.
public struct Carer: Hashable, Sendable {
    public var account: AccountID
    public var sealedPhone: [UInt8]
    public var relation: Relation
    /// When it came to act for the person.
    public var since: Instant

    public init(account: AccountID, sealedPhone: [UInt8], relation: Relation, since: Instant) {
        self.account = account
        self.sealedPhone = sealedPhone
        self.relation = relation
        self.since = since
    }

    /// Whether this one may end what another may do. Everybody may leave, but for the person themself; they may end it for
    /// all others, and who acted for the person earlier may too: so whoever was let in by mistake shuts nobody out.
    public func mayEnd(_ other: Carer) -> Bool {
        other.relation != .`self` && (account == other.account || relation == .`self` || since < other.since)
    }
}

/// An account that acts for a person, as the others who do see it.
public struct CarerView: Hashable, Sendable {
    public var account: AccountID
    /// `139****0001`
    public var phone: String
    public var relation: Relation
    public var since: Instant
    /// Whether it is the account that asks.
    public var isAsking: Bool
    /// Whether the account that asks may end it.
    public var canEnd: Bool
}

extension HealthCode {
    /// All who may act for a person, for each of them to see.
    ///
    /// - Throws: `noSuchPerson`.
    public func carers(of id: PersonID, by caller: Caller) async throws(Problem) -> [CarerView] {
        _ = try await held(id, by: caller)
        let carers = try await ask { try await store.carers(of: id) }
        guard let own = carers.first(where: { $0.account == caller.account }) else { throw Problem(.noSuchPerson) }
        var views: [CarerView] = []
        for carer in carers {
            views.append(
                CarerView(
                    account: carer.account, phone: maskedPhone(try phone(carer.sealedPhone)), relation: carer.relation,
                    since: carer.since, isAsking: carer.account == own.account,
                    canEnd: carers.count > 1 && own.mayEnd(carer)))
        }
        return views
    }

    /// Checks whether care can be shared with a phone, and gives its number as it will be read: to be confirmed first.
    ///
    /// - Throws: as `shareCare`.
    public func checkSharing(
        of id: PersonID, withPhone text: String, relation: String, by caller: Caller
    ) async throws(Problem) -> String {
        try await sharing(of: id, withPhone: text, relation: relation, by: caller).phone.number
    }

    /// Lets the account of another phone act for a person too: two parents for one child. It sees what the caller sees, and
    /// all others who act for the person are told.
    ///
    /// - Throws: `noSuchPerson`, `proxiesNotAllowed`; `invalidFields`, also for the caller's own number and for one that
    ///   acts for the person already.
    public func shareCare(
        of id: PersonID, withPhone text: String, relation: String, by caller: Caller
    ) async throws(Problem) {
        let now = dependencies.now()
        let sharing = try await sharing(of: id, withPhone: text, relation: relation, by: caller)
        let sealed = try secrets.accounts.seal(Array(sharing.phone.number.utf8), nonce: nonce())
        try await ask {
            let other = try await store.account(phone: secrets.hashes.phone(sharing.phone), sealed: sealed)
            try await store.grant(
                other, sharing.relation, verified: sharing.person.verified, to: id, replacingOthers: false, at: now)
        }
        let name = maskedName(try identity(of: sharing.person).name)
        for carer in sharing.carers where carer.account != caller.account {
            await tell(carer.sealedPhone, Self.shared(name, with: maskedPhone(sharing.phone.number)), at: now)
        }
    }

    /// Ends what an account may do for a person: one that was let in, or the caller's own.
    ///
    /// - Throws: `noSuchPerson`; `notAllowed` for the last account, and where the caller may not end it.
    public func endCare(of account: AccountID, for id: PersonID, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        let ended = try await ask { try await store.carers(of: id) }.first { $0.account == account }
        let isDone = try await ask { try await store.endCare(of: account, for: id, by: caller.account) }
        guard isDone, let ended else { throw Problem(.notAllowed) }
        // What the account was shown last must not be shown again.
        liveTokens.forget(id)
        guard account != caller.account else { return }
        await tell(ended.sealedPhone, Self.ended(maskedName(try identity(of: person).name)), at: now)
    }

    private struct Sharing {
        var person: Person
        var phone: Phone
        var relation: Relation
        var carers: [Carer]
    }

    private func sharing(
        of id: PersonID, withPhone text: String, relation: String, by caller: Caller
    ) async throws(Problem) -> Sharing {
        let person = try await held(id, by: caller)
        let options = rules.edition.policy(governing: person.region, at: dependencies.now())?.options
        guard options?.proxies ?? true else { throw Problem(.proxiesNotAllowed) }
        let carers = try await ask { try await store.carers(of: id) }
        var check = FieldCheck()
        if text.isEmpty { check.note("/phone", .missing) }
        let phone = check.phone(text, at: "/phone")
        let relation = check.word(relation, Relation.self, at: "/relation")
        if relation == .self { check.note("/relation", .badValue) }
        for carer in carers {
            guard let phone, try self.phone(carer.sealedPhone) == phone.number else { continue }
            check.note("/phone", carer.account == caller.account ? .ownPhone : .actsAlready)
        }
        try check.finish()
        guard let phone, let relation else { throw Problem(.invalidFields) }
        return Sharing(person: person, phone: phone, relation: relation, carers: carers)
    }

    private static func shared(_ name: String, with phone: String) -> String {
        """
        【健康码】\(name)的健康码现在也可由手机号 \(phone) 申报和出示。如果不对，请登录后在“资料与设置”中取消。
        HealthCode: the code of \(name) can now be shown from \(phone) too. If that is wrong, sign in and end it \
        under “Details and settings”.
        """
    }

    private static func ended(_ name: String) -> String {
        """
        【健康码】您的手机号不再能申报和出示\(name)的健康码。如有疑问，请联系他的家人。
        HealthCode: you can no longer show the code of \(name). If you wonder why, ask their family.
        """
    }
}
