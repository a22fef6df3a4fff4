internal import HealthCodeCore

/// Details of a person as their guardian may read and correct them. The document is not among them: it never changes.
public struct PersonDetails: Hashable, Sendable {
    public var name: String
    public var phone: String?
    public var address: String?
    /// How many corrections the place still allows; nil for any number.
    public var correctionsLeft: Int?
}

extension HealthCode {
    /// The details that the caller may correct, unmasked.
    ///
    /// - Throws: `noSuchPerson`.
    public func details(of id: PersonID, by caller: Caller) async throws(Problem) -> PersonDetails {
        let person = try await held(id, by: caller)
        let identity = try identity(of: person)
        let limit = rules.edition.policy(governing: person.region, at: dependencies.now())?.options.corrections
        return PersonDetails(
            name: identity.name, phone: identity.phone, address: identity.address,
            correctionsLeft: limit.map { max(0, $0 - person.corrections) })
    }

    /// Corrects details, as often as the jurisdiction allows (HZ-09, HU-06). A new name must be the document's; a new
    /// region is a new residence and may change the colour.
    ///
    /// - Throws: `noSuchPerson`, `invalidFields`, `unknownRegion`, `uncoveredRegion`, `identityMismatch`,
    ///   `tooManyRequests`, `correctionsUsedUp`.
    public func correct(
        _ id: PersonID, _ correction: PersonCorrection, by caller: Caller
    ) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        let old = try identity(of: person)
        let (new, region) = try corrected(old, person.region, correction)
        if region != person.region { _ = try await governing(region, at: now) }
        if new.name != old.name {
            _ = try await verify(new.name, new.document, person.relation ?? .other, by: caller)
        }
        let limit = rules.edition.policy(governing: person.region, at: now)?.options.corrections
        guard new != old || region != person.region else { return try await self.person(id, by: caller) }
        let isDone = try await rewrite(person, new, region, limit: limit, at: now)
        guard isDone else { throw Problem(.correctionsUsedUp, parameters: ["limit": String(limit ?? 0)]) }
        return try await self.person(id, by: caller)
    }

    /// Replaces a person's details and, where the region is a new one, records the residence.
    func rewrite(
        _ person: Person, _ identity: Identity, _ region: RegionCode, limit: Int?, isCounted: Bool = true,
        at now: Instant
    ) async throws(Problem) -> Bool {
        let move = Fact(id: FactID(0), kind: .residence, from: now, known: now, region: region, origin: .person)
        var change = Correction(
            sealed: try sealer(of: person).seal(identity.bytes, nonce: nonce()), region: region, at: now, limit: limit,
            facts: region == person.region ? [] : [NewFact(move)])
        change.isCounted = isCounted
        let (correction, edition) = (change, rules.edition)
        return try await ask { try await store.correctPerson(person.id, correction, decide: edition.decide(at: now)) }
    }

    private func corrected(
        _ old: Identity, _ region: RegionCode, _ correction: PersonCorrection
    ) throws(Problem) -> (Identity, RegionCode) {
        var new = old
        var newRegion: RegionCode? = region
        var check = FieldCheck()
        if let name = correction.name { new.name = check.name(name, at: "/name") ?? old.name }
        if let address = correction.address { new.address = check.text(address, limit: 200, at: "/address") }
        if let phone = correction.phone { new.phone = check.phone(phone, at: "/phone")?.number }
        if let text = correction.region { newRegion = check.region(text, at: "/region") }
        try check.finish()
        return (new, newRegion ?? region)
    }

    /// Destroys all that tells who a person is; anonymous facts and counts remain. Only a green code is erased: by no other
    /// could one become green in this way.
    ///
    /// - Throws: `noSuchPerson`; `erasingNotOffered` where the place lets nobody cancel a code (HZ-11); `notAllowed` while the
    ///   code is not green.
    public func erase(_ id: PersonID, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        if let policy = policy(of: person, at: now), !policy.options.isErasable {
            throw Problem(.erasingNotOffered, parameters: ["place": policy.place.parameter])
        }
        let assignment = try await current(person, at: now).assignment
        guard assignment.colour == .green else { throw Problem(.notAllowed) }
        // What was printed goes with the person, and nothing is left to tell that it was theirs: so it is revoked first.
        for code in try await ask({ try await store.printedCodes(of: id) }) where code.isGood(at: now) {
            try await ask { try await store.revokePrintedCode(code.number, at: now, revoke: revocation()) }
        }
        try await ask { try await store.erasePerson(id, at: now) }
        liveTokens.forget(id)
    }
}
