public import HealthCodeCore

extension HealthCode {
    /// Explains a person's colour to an account that acts for them: as much as it may know.
    ///
    /// - Throws: `noSuchPerson`, for another account's person too.
    public func explanation(of id: PersonID, by caller: Caller) async throws(Problem) -> ExplanationView {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        return try await explanation(of: person, at: now, asKnown: nil, to: person.verified ? .owner : .stranger)
    }

    /// Explains a person's colour to an administrator of the region in which they live.
    ///
    /// - Parameters:
    ///   - at: the instant to explain; nil for now.
    ///   - asKnown: only what was known then counts; nil for all that is known.
    /// - Throws: `notAllowed`, `notSignedIn`; `noSuchPerson` also for one who lives elsewhere.
    public func explanation(
        of id: PersonID, at instant: Instant? = nil, asKnown: Instant? = nil, byAdministrator caller: Caller
    ) async throws(Problem) -> ExplanationView {
        let duties = try administering(caller)
        let person = try await ask { try await store.person(id) }
        guard let person, duties.contains(where: { $0.region.contains(person.region) }) else {
            throw Problem(.noSuchPerson)
        }
        return try await explanation(of: person, at: instant, asKnown: asKnown, to: .staff)
    }

    /// Whom an administrator means: by a code that was scanned or typed, fresh or aged, by the whole number of a document,
    /// or by the person's id.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`; `noSuchPerson`, also for one who lives elsewhere; `notACode`,
    ///   `forgedCode`, `foreignCode`, `staleCode`, `unknownHolder`.
    public func person(named text: String, byAdministrator caller: Caller) async throws(Problem) -> PersonID {
        let duties = try administering(caller)
        let person: Person?
        if let holder = try await holder(ofNumber: text) {
            person = holder
        } else if let number = Int64(Canonical.text(text)) {
            person = try await ask { try await store.person(PersonID(number)) }
        } else {
            person = try await holder(of: try read(text, at: dependencies.now()).code)
        }
        guard let person, duties.contains(where: { $0.region.contains(person.region) }) else {
            throw Problem(.noSuchPerson)
        }
        return person.id
    }

    /// Explains a person's colour to the operator.
    ///
    /// - Throws: `noSuchPerson`.
    public func explanation(
        of id: PersonID, at instant: Instant? = nil, asKnown: Instant? = nil
    ) async throws(Problem) -> ExplanationView {
        guard let person = try await ask({ try await store.person(id) }) else { throw Problem(.noSuchPerson) }
        return try await explanation(of: person, at: instant, asKnown: asKnown, to: .staff)
    }

    /// The colours of a person, past and to come, for the operator.
    ///
    /// - Throws: `noSuchPerson`.
    public func timeline(of id: PersonID, asKnown: Instant? = nil) async throws(Problem) -> [TimelineEntry] {
        guard let person = try await ask({ try await store.person(id) }) else { throw Problem(.noSuchPerson) }
        let (edition, subject) = try await known(of: person.id, at: asKnown)
        return try await entries(of: subject, under: edition, to: .staff)
    }

    /// The duties of an administrator that count now.
    ///
    /// - Throws: `notAllowed`, `notSignedIn` where the duty asks for a newer sign-in.
    func administering(_ caller: Caller) throws(Problem) -> [Staff] {
        let duties = caller.duties.filter { $0.role == .administrator && $0.revoked == nil }
        guard duties.isEmpty else { return duties }
        throw Problem(caller.hasLapsedDuties ? .notSignedIn : .notAllowed)
    }

    /// The rules and the facts as they were known at an instant, or are now.
    private func known(
        of id: PersonID, at instant: Instant?
    ) async throws(Problem) -> (edition: Edition, subject: Subject) {
        let subject = try await ask {
            if let instant { return try await store.subject(id, asKnown: .at(instant)) }
            return try await store.subject(id)
        }
        guard let subject else { throw Problem(.noSuchPerson) }
        guard let instant else { return (rules.edition, subject) }
        return (rules.edition.asKnown(at: instant), subject)
    }

    private func explanation(
        of person: Person, at instant: Instant?, asKnown: Instant?, to audience: Audience
    ) async throws(Problem) -> ExplanationView {
        let instant = instant ?? asKnown ?? dependencies.now()
        let (edition, subject) = try await known(of: person.id, at: asKnown)
        guard let explanation = explain(subject, under: edition.history, at: instant) else {
            return ExplanationView(of: person.id, at: instant, asKnown: asKnown, without: subject)
        }
        let words = try await words(for: explanation, under: edition, to: audience)
        return ExplanationView(explanation, of: person.id, asKnown: asKnown, under: edition, to: audience, words: words)
    }

    /// The words for an explanation: those of its policy are put together once, the names are read.
    private func words(
        for explanation: Explanation, under edition: Edition, to audience: Audience
    ) async throws(Problem) -> GroundText {
        let policy = explanation.assignment.policy
        let known = edition.policy(policy.name)
        let grounds = explanation.trials.flatMap(\.grounds)
        var regions = known?.regions ?? []
        for case .fact(let fact) in grounds { if let region = fact.region { regions.insert(region) } }
        for case .residence(let region) in grounds { regions.insert(region) }
        let sources = grounds.compactMap(GroundText.source) + explanation.remedies.compactMap(GroundText.source)
        let names = try await ask { try await store.names(of: regions, sources: Set(sources)) }
        var words = GroundText(offset: policy.offset, names: names)
        words.policy = known?.words(naming: names.regions)
        words.isForStaff = audience == .staff
        return words
    }
}

/// To whom a colour is explained.
enum Audience: Sendable {
    /// An account that may see the person's records.
    case owner
    /// An account that acts for the person and may not.
    case stranger
    case staff
}

extension ExplanationView {
    /// An explanation in words.
    init(
        _ explanation: Explanation, of person: PersonID, asKnown: Instant?, under edition: Edition,
        to audience: Audience, words: GroundText
    ) {
        let assignment = explanation.assignment
        let policy = assignment.policy
        let known = edition.policy(policy.name)
        let isVerified = audience != .stranger
        let mayTell = { (rule: Rule) in isVerified || known?.rule(rule.id)?.restsOnRecords == false }
        let told = { (assignment: Assignment) in
            ToldReason(
                of: assignment.colour, by: assignment.rule.id, of: edition.policy(assignment.policy.name),
                isVerified: isVerified)
        }
        let why = told(assignment)
        self.person = person
        at = explanation.at
        self.asKnown = asKnown
        colour = assignment.colour
        since = assignment.interval.from
        rule = why.rule
        reason = why.reason
        ends = why.ends
        advice = policy.options.meanings[assignment.colour]?.advice ?? ColourText.waiting
        validity = policy.options.validity
        self.policy = policy.name
        place = policy.place
        offset = policy.offset
        let tells = mayTell(assignment.rule)
        grounds = tells ? explanation.trials.last?.grounds.compactMap(words.view) ?? [] : []
        above = explanation.trials.dropLast().enumerated().filter { mayTell($1.rule) }.map { index, trial in
            PassedRule(
                rule: trial.rule.id, colour: trial.rule.colour, reason: trial.rule.reason,
                asks: words.policy?.rules[index] ?? words.conditions.words(trial.rule.condition),
                wants: words.wants(of: trial),
                isUnheardOf: trial.grounds.allSatisfy { ground in
                    if case .absence = ground { true } else { false }
                })
        }
        var before = (assignment.colour, why.rule, why.reason)
        coming = explanation.coming.compactMap { next in
            let why = told(next)
            defer { before = (next.colour, why.rule, why.reason) }
            guard before != (next.colour, why.rule, why.reason) else { return nil }
            return ComingColour(at: next.interval.from, colour: next.colour, rule: why.rule, reason: why.reason)
        }
        actions = tells ? explanation.remedies.map(words.words) : []
    }

    /// Where no policy governs, and before registration: registered, with no colour yet.
    init(of person: PersonID, at instant: Instant, asKnown: Instant?, without subject: Subject) {
        self.person = person
        at = instant
        self.asKnown = asKnown
        colour = .grey
        since = subject.start
        rule = ""
        reason = ColourText.registered
        advice = ColourText.waiting
        policy = PolicyName(region: subject.home(at: instant), version: "")
        place = ColourText.nowhere
        offset = .china
        (grounds, above, coming, actions) = ([], [], [], [])
    }
}
