public import HealthCodeCore

extension HealthCode {
    /// Takes a declaration: its answers hold until the next one, its stays for good.
    ///
    /// - Throws: `noSuchPerson`; `invalidFields` for what cannot be true, and where the truth is not affirmed (JZ-04).
    public func declare(
        _ declaration: Declaration, for id: PersonID, by caller: Caller
    ) async throws(Problem) -> DeclarationView {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        try await check(declaration, by: form(of: person, at: now), at: now)
        let note = try sealer(of: person).seal(declaration.bytes, nonce: nonce())
        let statement = Fact(
            id: FactID(0), kind: .declaration, from: now, known: now, region: person.region, origin: .person,
            detail: .answers(declaration.answers))
        let stays = declaration.stays.map { stay in
            Fact(
                id: FactID(0), kind: .stay, from: stay.from, until: stay.until, known: now, region: stay.region,
                origin: .person)
        }
        let ids = try await record([NewFact(statement, sealedNote: note)] + stays.map { NewFact($0) }, of: id, at: now)
        guard let first = ids.first else { throw Problem(.unavailable) }
        return DeclarationView(id: first, declared: now, declaration: declaration)
    }

    /// The declarations made for a person, newest first (WH-02).
    ///
    /// - Throws: `noSuchPerson`.
    public func declarations(of id: PersonID, by caller: Caller) async throws(Problem) -> [DeclarationView] {
        let person = try await held(id, by: caller)
        guard person.kinds.contains(FactKind.declaration) else { return [] }
        let sealer = try sealer(of: person)
        let facts = try await ask { try await store.notedFacts(of: id, kinds: FactKinds([.declaration])) }
        var views: [DeclarationView] = []
        for noted in facts where !noted.retracted {
            let declaration = try Declaration(try sealer.open(noted.sealedNote))
            views.append(DeclarationView(id: noted.fact.id, declared: noted.fact.from, declaration: declaration))
        }
        return views
    }

    /// Takes the daily check-in (JZ-03).
    ///
    /// - Throws: `noSuchPerson`; `checkInNotAsked` before or after the time in which the place asks for check-ins
    ///   (HB-08); `invalidFields` where the temperature is missing or no body's.
    public func checkIn(
        temperature: Temperature?, symptoms: Symptoms, for id: PersonID, by caller: Caller
    ) async throws(Problem) -> FactID {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        try requireCheckIns(of: person, at: now)
        var check = FieldCheck()
        if temperature == nil { check.note("/temperature", .missing) }
        check.temperature(temperature, at: "/temperature")
        try check.finish()
        let answers = Answers(symptoms: symptoms, temperature: temperature)
        let fact = Fact(
            id: FactID(0), kind: .checkIn, from: now, known: now, region: person.region, origin: .person,
            detail: .answers(answers))
        guard let first = try await record([NewFact(fact)], of: id, at: now).first else { throw Problem(.unavailable) }
        return first
    }

    func record(_ facts: [NewFact], of id: PersonID, at now: Instant) async throws(Problem) -> [FactID] {
        let edition = rules.edition
        return try await ask { try await store.recordFacts(facts, of: id, decide: edition.decide(at: now)) }
    }

    private func check(
        _ declaration: Declaration, by form: DeclarationForm, at now: Instant
    ) async throws(Problem) {
        var check = FieldCheck()
        check.declarer(declaration, by: form, at: now)
        if !declaration.truthful { check.note("/truthful", .notTruthful) }
        check.temperature(declaration.answers.temperature, at: "/temperature")
        if let arrival = declaration.arrival {
            let isPlausible = arrival >= .earliestArrival && arrival <= now.advanced(bySeconds: 366 * 86_400)
            if !isPlausible { check.note("/arrival", .absurdDate) }
        }
        if declaration.stays.count > 100 { check.note("/stays", .tooLong(limit: 100)) }
        for (index, stay) in declaration.stays.prefix(100).enumerated() {
            let pointer = "/stays/\(index)"
            check.span(from: stay.from, until: stay.until, at: pointer, now: now)
            if try await ask({ try await store.region(stay.region) }) == nil {
                check.note(pointer + "/region", .badRegion)
            }
        }
        try check.finish()
    }
}

extension Instant {
    /// The beginning of 1900, UTC: nothing in this system is older.
    static let earliest = Instant(seconds: -2_208_988_800)
    /// The beginning of 2020 by China's clocks: no arrival that matters was before.
    static let earliestArrival = Instant(seconds: 1_577_808_000)
    /// How far, in seconds, the clocks of two machines may lie apart.
    static let clockTolerance: Int64 = 60
}

extension FieldCheck {
    /// Who declares, and when they arrive, as the place's form has it (WH-01).
    mutating func declarer(_ declaration: Declaration, by form: DeclarationForm, at now: Instant) {
        let kind = DeclarationForm.Declarer.Kind(rawValue: declaration.kind.rawValue)
        guard let declarer = kind.flatMap(form.declarer) else {
            note("/kind", .unknownValue(allowed: form.declarers.map(\.kind.rawValue)))
            return
        }
        guard let arrival = declaration.arrival else {
            if declarer.arrival == .required { note("/arrival", .missing) }
            return
        }
        if declarer.arrival != .no, !declarer.ahead, arrival > now.advanced(bySeconds: Instant.clockTolerance) {
            note("/arrival", .inFuture)
        }
    }

    /// A span of the past: it begins after 1900 and neither begins nor ends in the future, nor ends before it begins.
    mutating func span(from: Instant, until: Instant?, at pointer: String, now: Instant) {
        past(from, at: pointer + "/from", now: now)
        guard let until else { return }
        past(until, at: pointer + "/until", now: now)
        if until < from { note(pointer + "/until", .endsBeforeStart) }
    }

    /// An instant from 1900 until now.
    mutating func past(_ instant: Instant, at pointer: String, now: Instant) {
        if instant < .earliest { note(pointer, .absurdDate) }
        if instant > now.advanced(bySeconds: Instant.clockTolerance) { note(pointer, .inFuture) }
    }
}
