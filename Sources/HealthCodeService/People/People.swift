internal import HealthCodeCore

extension HealthCode {
    /// The version of the purposes to which people consent when they register.
    public static let purposes = "2020-04-01"

    /// Registers a person for the caller's account: the caller, or someone in their care (HB-02, WH-05).
    ///
    /// - Throws: `invalidFields`, `consentMissing`, `unknownRegion`, `uncoveredRegion`, `proxiesNotAllowed`,
    ///   `documentNotAccepted`, `groupNotServed`,
    ///   `identityMismatch` with the `part` that does not fit (WH-15), `tooManyRequests` after many of them;
    ///   `invalidFields` also where the caller is someone else already; `alreadyRegistered` to who holds the document, or
    ///   is matched to a document that a verified owner holds; `couldNotRegister` to a stranger. Who holds a document unproven loses it to one whom the verifier matches.
    public func register(_ registration: Registration, by caller: Caller) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        let form = try await form(registration, at: now)
        guard registration.consent != "" else { throw Problem(.consentMissing) }
        let policy = try await governing(form.region, at: now)
        guard form.relation == .self || policy.options.proxies else { throw Problem(.proxiesNotAllowed) }
        try Self.check(form, against: policy)
        if form.relation == .self { try await refuseSecondSelf(form.document, of: caller.account) }
        let isVerified = try await verify(form.name, form.document, form.relation, by: caller) >= .papers
        let identity = Identity(
            name: form.name, document: form.document, phone: form.phone?.number, address: form.address)
        let person = try newPerson(identity, form, consent: registration.consent, isVerified, by: caller, at: now)
        let edition = rules.edition
        let outcome = try await ask { try await store.registerPerson(person, decide: edition.decide(at: now)) }
        switch outcome {
        case .registered(let id): return try await self.person(id, by: caller)
        case .heldByCaller: throw Problem(.alreadyRegistered)
        case .heldByOther(_, let isHeldVerified) where !isVerified || (isHeldVerified && form.relation != .self):
            throw Problem(.couldNotRegister)
        case .heldByOther(_, verified: true): throw Problem(.alreadyRegistered)
        case .heldByOther(let id, verified: false):
            guard let held = try await ask({ try await store.person(id) }) else { throw Problem(.couldNotRegister) }
            try await give(held, to: caller.account, form.relation, identity, form.region, at: now)
            return try await self.person(id, by: caller)
        }
    }

    /// Refuses documents that the place does not accept (HZ-07, HU-11), and people whom its code is not for.
    static func check(_ form: RegistrationForm, against policy: Policy) throws(Problem) {
        let clientele = policy.options.clientele
        let place = policy.place.parameter
        guard clientele.documents.contains(where: { $0.rawValue == form.document.kind.rawValue }) else {
            let accepted = clientele.documents.map(\.rawValue)
            throw Problem(
                .documentNotAccepted, fields: [FieldProblem("/document/type", .unknownValue(allowed: accepted))],
                parameters: ["place": place, "documents": accepted.joined(separator: ",")])
        }
        guard let group = form.group, !clientele.groups.contains(group) else { return }
        let served = Clientele.Group.allCases.filter(clientele.groups.contains).map(\.rawValue)
        throw Problem(
            .groupNotServed, fields: [FieldProblem("/applies_as", .unknownValue(allowed: served))],
            parameters: ["place": place, "groups": served.joined(separator: ",")])
    }

    /// What is wrong in form is told together with a region that is not in the register.
    func form(_ registration: Registration, at now: Instant) async throws(Problem) -> RegistrationForm {
        do throws(Problem) {
            return try RegistrationForm(registration, at: now)
        } catch {
            var problem = error
            if let region = RegionCode(Canonical.text(registration.region)),
                try await ask({ try await store.region(region) }) == nil
            {
                problem.fields += Self.unknownRegion.fields
            }
            throw problem
        }
    }

    private static let unknownRegion = Problem(.unknownRegion, fields: [FieldProblem("/region", .badRegion)])

    func newPerson(
        _ identity: Identity, _ form: RegistrationForm, consent: String?, _ isVerified: Bool, by caller: Caller,
        at now: Instant
    ) throws(Problem) -> NewPerson {
        let key = dependencies.randomBytes(32)
        let wrapped = try secrets.personKeys.seal(key, nonce: nonce())
        let sealed = try secrets.personKeys.person(wrapped).seal(identity.bytes, nonce: nonce())
        let facts = [FactKind.registered, .residence].map { kind in
            NewFact(Fact(id: FactID(0), kind: kind, from: now, known: now, region: form.region, origin: .person))
        }
        return NewPerson(
            document: secrets.hashes.document(identity.document), wrappedKey: wrapped, sealed: sealed,
            region: form.region, channel: form.channel, registered: now, account: caller.account,
            relation: form.relation, verified: isVerified, consent: consent ?? "", facts: facts)
    }

    /// The persons for whom the caller may act.
    public func people(of caller: Caller) async throws(Problem) -> [PersonView] {
        let now = dependencies.now()
        var views: [PersonView] = []
        for var person in try await ask({ try await store.people(of: caller.account) }) {
            person.assignment = try await current(person, at: now).assignment
            views.append(try view(person))
        }
        return views
    }

    /// One person for whom the caller may act.
    ///
    /// - Throws: `noSuchPerson`, for another account's person too.
    public func person(_ id: PersonID, by caller: Caller) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        var person = try await held(id, by: caller)
        person.assignment = try await current(person, at: now).assignment
        return try view(person)
    }

    /// A person's row, where the caller may act for them.
    func held(_ id: PersonID, by caller: Caller) async throws(Problem) -> Person {
        let person = try await ask { try await store.person(id, for: caller.account) }
        guard let person else { throw Problem(.noSuchPerson) }
        return person
    }

    func sealer(of person: Person) throws(Problem) -> Sealer {
        try secrets.personKeys.person(person.wrappedKey)
    }

    func identity(of person: Person) throws(Problem) -> Identity {
        try Identity(try sealer(of: person).open(person.sealed))
    }

    func view(_ person: Person) throws(Problem) -> PersonView { try view(person, under: rules.edition) }

    func view(_ person: Person, under edition: Edition) throws(Problem) -> PersonView {
        let identity = try identity(of: person)
        return PersonView(
            id: person.id, name: maskedName(identity.name), document: identity.document.masked,
            region: person.region, relation: person.relation ?? .other, verified: person.verified,
            registered: person.registered, colour: person.assignment?.colour ?? .grey,
            offset: edition.offset(of: person))
    }

    /// The policy that governs a region of the register.
    ///
    /// - Throws: `unknownRegion`, `uncoveredRegion`; `invalidFields` for a whole province, in which nobody lives at large.
    func governing(_ region: RegionCode, at now: Instant) async throws(Problem) -> Policy {
        guard try await ask({ try await store.region(region) }) != nil else { throw Self.unknownRegion }
        if region.level == .province, try await !ask({ try await store.regions(under: region) }).isEmpty {
            throw Problem(.invalidFields, fields: [FieldProblem("/region", .tooWide)])
        }
        guard let policy = rules.edition.policy(governing: region, at: now) else { throw Problem(.uncoveredRegion) }
        return policy
    }

    /// What the identity verifier proves: that it matches name and document to the caller or, for someone in the caller's care, to
    /// each other and the caller's own account to a verified self (Settled 8).
    ///
    /// - Throws: `identityMismatch`, with the part to the person themself (WH-15), undivided to others; `tooManyRequests`
    ///   after many of them.
    func verify(
        _ name: String, _ document: Document, _ relation: Relation, by caller: Caller
    ) async throws(Problem) -> Proof {
        let phone = relation == .self ? caller.phone : nil
        try mismatches.take(caller.account, at: dependencies.now())
        let answer = await dependencies.identity.verify(name: name, document: document, phone: phone)
        if case .mismatch(let part) = answer { throw .mismatch(relation == .self ? part : nil) }
        mismatches.giveBack(caller.account)
        guard case .matched(let phoneProven) = answer else { return .nothing }
        if relation == .self { return phoneProven ? .phone : .papers }
        let own = try await ask { try await store.people(of: caller.account) }
        return own.contains { $0.relation == .self && $0.verified } ? .papers : .nothing
    }
}

extension Problem {
    /// What the identity verifier says does not fit: one part, or name and document undivided where it is nil.
    static func mismatch(_ part: IdentityPart?) -> Problem {
        let parts = part.map { [$0] } ?? [.name, .document]
        return Problem(
            .identityMismatch, fields: parts.map { FieldProblem($0.pointer, .mismatch) },
            parameters: ["part": part?.rawValue ?? "papers"])
    }
}
