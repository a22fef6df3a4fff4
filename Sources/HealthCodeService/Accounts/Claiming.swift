internal import HealthCodeCore

/// What the identity verifier has proven of a person to whoever asks for them.
enum Proof: Comparable {
    case nothing
    /// Name and document belong together, and so to the caller or, in their care, to a verified account.
    case papers
    /// The caller's phone is the person's too.
    case phone
}

extension IdentityPart {
    /// Where a request has this part.
    var pointer: String {
        switch self {
        case .name: "/name"
        case .document: "/document/number"
        case .phone: "/phone"
        }
    }
}

extension HealthCode {
    /// Gives a registered person to whom the identity verifier matches them: the owner, in place of all who acted for
    /// them; or a guardian with a verified account, where nobody proved more so far. Who is verified already is given
    /// only to the phone that the verifier knows as theirs.
    ///
    /// - Throws: `invalidFields`, also where the caller is someone else already; `identityMismatch`; `tooManyRequests` after
    ///   many that did not fit; `noSuchPerson` where the document is not registered; `phoneUnproven` where the person is verified
    ///   and the caller's phone is not known as theirs; `couldNotRegister` where the claim cannot be proven otherwise.
    public func claim(_ claim: Claim, by caller: Caller) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        var check = FieldCheck()
        let name = check.name(claim.name, at: "/name")
        let document = check.document(claim.documentKind, claim.documentNumber, at: "/document", now: now)
        let relation = check.word(claim.relation, Relation.self, at: "/relation")
        try check.finish()
        guard let name, let document, let relation else { throw Problem(.invalidFields) }
        if relation == .self { try await refuseSecondSelf(document, of: caller.account) }
        let proof = try await verify(name, document, relation, by: caller)
        guard proof >= .papers else { throw Problem(.couldNotRegister) }
        guard let person = try await holder(of: document) else { throw Problem(.noSuchPerson) }
        if person.verified && proof < .phone {
            throw Problem(relation == .self ? .phoneUnproven : .couldNotRegister)
        }
        var identity = try identity(of: person)
        identity.name = name
        try await give(person, to: caller.account, relation, identity, person.region, at: now)
        return try await self.person(person.id, by: caller)
    }

    /// The person who holds a document, masked, for the operator.
    ///
    /// - Throws: `invalidFields`; `noSuchPerson` where the document is not registered.
    public func person(documentKind: String, number: String) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        var check = FieldCheck()
        let document = check.document(documentKind, number, at: "/document", now: now)
        try check.finish()
        guard let document, var person = try await holder(of: document) else { throw Problem(.noSuchPerson) }
        person.assignment = try await current(person, at: now).assignment
        return try view(person)
    }

    /// Moves a person to another phone, as their own, in place of all who acted for them: for an operator who has seen
    /// the document, where a phone was lost or changed and the identity verifier knows no phones.
    ///
    /// - Throws: `invalidFields`; `noSuchPerson` where the document is not registered; `alreadyRegistered` where that
    ///   phone's account is someone else already.
    public func handOver(
        documentKind: String, number: String, toPhone phone: String
    ) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        var check = FieldCheck()
        let document = check.document(documentKind, number, at: "/document", now: now)
        if phone.isEmpty { check.note("/phone", .missing) }
        let phone = check.phone(phone, at: "/phone")
        try check.finish()
        guard let document, let phone else { throw Problem(.invalidFields) }
        guard let person = try await holder(of: document) else { throw Problem(.noSuchPerson) }
        let sealed = try secrets.accounts.seal(Array(phone.number.utf8), nonce: nonce())
        let account = try await ask { try await store.account(phone: secrets.hashes.phone(phone), sealed: sealed) }
        try await refuseSecondSelf(document, of: account)
        try await give(person, to: account, .self, try identity(of: person), person.region, at: now)
        return try await self.person(person.id, by: Caller(account: account, phone: phone.number, duties: []))
    }

    /// Gives a person to an account, verified, in place of all others, who are told so; then writes the details anew
    /// where they are others.
    func give(
        _ person: Person, to account: AccountID, _ relation: Relation, _ identity: Identity, _ region: RegionCode,
        at now: Instant
    ) async throws(Problem) {
        let old = try self.identity(of: person)
        let lost = try await ask {
            try await store.grant(
                account, relation, verified: true, to: person.id, replacingOthers: true, at: now)
        }
        liveTokens.forget(person.id)
        if identity != old || region != person.region {
            _ = try await rewrite(person, identity, region, limit: nil, isCounted: false, at: now)
        }
        for sealed in lost { await tell(sealed, Self.lost(maskedName(old.name)), at: now) }
    }

    /// - Throws: `invalidFields`, at `/relation`, where the account is someone else already. The store refuses it too,
    ///   where two came at the same time.
    func refuseSecondSelf(_ document: Document, of account: AccountID) async throws(Problem) {
        for person in try await ask({ try await store.people(of: account) }) where person.relation == .self {
            guard try identity(of: person).document == document else {
                throw Problem.secondSelf
            }
        }
    }

    private func holder(of document: Document) async throws(Problem) -> Person? {
        try await ask { try await store.person(document: secrets.hashes.document(document)) }
    }

    private static func lost(_ name: String) -> String {
        """
        【健康码】\(name)的健康码已转到另一手机号，此账号不再能使用。如有疑问，请携带证件到社区。
        HealthCode: the code of \(name) was moved to another phone and is no longer yours to show. \
        If that is wrong, bring the document to your community office.
        """
    }

    /// Sends a message to an account. One that does not arrive changes nothing of what was done.
    func tell(_ sealedPhone: [UInt8], _ text: String, at now: Instant) async {
        do {
            let message = ShortMessage(phone: try phone(sealedPhone), text: text, oneTimeCode: nil, at: now)
            try await dependencies.sms.send(message)
        } catch {
            dependencies.report("the SMS gateway failed: \(type(of: error))")
        }
    }
}

extension Problem {
    /// The account is someone else already: only the relation is at fault.
    static let secondSelf = Problem(.invalidFields, fields: [FieldProblem("/relation", .secondSelf)])
}
