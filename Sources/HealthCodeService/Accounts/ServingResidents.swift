internal import HealthCodeCore

// What staff do for people of their region, with the document in hand.

extension HealthCode {
    /// Registers somebody without a phone who lives in the administrator's region (HZ-06); who did so is recorded. Nobody
    /// acts for them then; whoever proves to be them later has their code, as it is.
    ///
    /// - Throws: as `register`; `notAllowed`, at `/region`, for a region that is not the caller's; `alreadyRegistered`.
    public func registerResident(
        _ registration: Registration, byAdministrator caller: Caller
    ) async throws(Problem) -> PersonID {
        let duties = try administering(caller)
        let now = dependencies.now()
        let form = try await form(registration, at: now)
        guard registration.consent != "" else { throw Problem(.consentMissing) }
        guard let duty = duties.first(where: { $0.region.contains(form.region) }) else {
            throw Problem(.notAllowed, fields: [FieldProblem("/region", .badRegion)])
        }
        try Self.check(form, against: try await governing(form.region, at: now))
        if case .mismatch(let part) = await dependencies.identity.verify(
            name: form.name, document: form.document, phone: nil)
        {
            throw .mismatch(part)
        }
        let identity = Identity(name: form.name, document: form.document, phone: nil, address: form.address)
        var person = try newPerson(identity, form, consent: registration.consent, false, by: caller, at: now)
        (person.account, person.staff) = (nil, duty.id)
        let (new, edition) = (person, rules.edition)
        guard
            case .registered(let id) = try await ask({
                try await store.registerPerson(new, decide: edition.decide(at: now))
            })
        else { throw Problem(.alreadyRegistered) }
        return id
    }

    /// A person of the administrator's region, masked, for somebody who is about to read why they have their colour; the
    /// look is recorded.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`; `noSuchPerson` also for one who lives elsewhere.
    public func lookAt(_ id: PersonID, byAdministrator caller: Caller) async throws(Problem) -> PersonView {
        let now = dependencies.now()
        var (person, duty) = try await resident(id, of: caller)
        person.assignment = try await current(person, at: now).assignment
        let view = try view(person)
        try await ask { try await store.noteStaffAct(StaffAct(staff: duty.id, person: id, kind: .looked, at: now)) }
        return view
    }

    /// What staff did with the records of people, the latest first, at most so many.
    public func staffActs(limit: Int) async throws(Problem) -> [StaffAct] {
        try await ask { try await store.staffActs(limit: limit) }
    }

    /// Whose document has this number, whole; nil where nobody's has.
    func holder(ofNumber text: String) async throws(Problem) -> Person? {
        let now = dependencies.now()
        for kind in Document.Kind.allCases {
            guard let document = try? Document(kind: kind, number: text, at: now) else { continue }
            let hash = secrets.hashes.document(document)
            if let person = try await ask({ try await store.person(document: hash) }) { return person }
        }
        return nil
    }
}
