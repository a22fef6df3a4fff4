internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// What the code page shows: the colour now, why, what changes it, and a live code (HB-13). A code that was shown
    /// within the last half of its life and is not used yet may be shown again.
    ///
    /// - Throws: `noSuchPerson`, `unavailable`.
    public func code(of id: PersonID, by caller: Caller) async throws(Problem) -> CodeView {
        let now = dependencies.now()
        return try await code(of: try await held(id, by: caller), at: now)
    }

    /// The same for a session token, in one read: what phones ask for most.
    ///
    /// - Throws: `notSignedIn`, `noSuchPerson`, `unavailable`.
    public func code(of id: PersonID, session token: String) async throws(Problem) -> CodeView {
        guard let hash = Digest32(session: token) else { throw Problem(.notSignedIn) }
        let now = dependencies.now()
        if let person = try await ask({ try await store.person(id, shownTo: hash, at: now) }) {
            return try await code(of: person, at: now)
        }
        return try await code(of: id, by: try await caller(token: token))
    }

    /// The same with a new live code, at a tap.
    ///
    /// - Throws: `noSuchPerson`, `unavailable`.
    public func freshCode(of id: PersonID, by caller: Caller) async throws(Problem) -> CodeView {
        liveTokens.forget(id)
        return try await code(of: id, by: caller)
    }

    /// The same at once, for who asks from a thread that must not wait. Nil where something is to be waited for, to be
    /// written or to be refused: then `code(of:session:)` has to be asked.
    public func codeAtOnce(of id: PersonID, session token: String) -> CodeView? {
        guard let store = store.atOnce, let hash = Digest32(session: token) else { return nil }
        let (now, edition) = (dependencies.now(), rules.edition)
        do {
            guard var person = try store.person(id, shownTo: hash, at: now),
                let assignment = currentAtOnce(person, under: edition, at: now)
            else { return nil }
            person.assignment = assignment
            let facts = person.showsTests ? try store.notedFacts(of: id, kinds: Self.tests) : []
            let subject = person.changesRuleAlone ? try store.subject(id) : nil
            return try code(of: person, assignment, under: edition, tests: facts, subject, isLate: false, at: now)
        } catch {
            return nil
        }
    }

    private func code(of person: Person, at now: Instant) async throws(Problem) -> CodeView {
        var person = person
        let state = try await current(person, at: now)
        person.assignment = state.assignment
        let id = person.id
        let facts = person.showsTests ? try await ask { try await store.notedFacts(of: id, kinds: Self.tests) } : []
        let subject = person.changesRuleAlone ? try await ask { try await store.subject(id) } : nil
        return try code(
            of: person, state.assignment, under: rules.edition, tests: facts, subject, isLate: state.isLate, at: now)
    }

    /// - Parameter subject: what is known of a person whose next change is one of rule alone.
    private func code(
        of person: Person, _ assignment: StoredAssignment, under edition: Edition, tests: [NotedFact],
        _ subject: Subject?, isLate: Bool, at now: Instant
    ) throws(Problem) -> CodeView {
        let colour = assignment.colour
        let known = edition.policy(assignment.policy)
        let why = ToldReason(of: colour, by: assignment.rule, of: known, isVerified: person.verified)
        let token = try liveToken(of: person.id, colour: colour, at: now)
        return CodeView(
            person: try view(person, under: edition), colour: colour, since: assignment.since,
            rule: why.rule, reason: why.reason, ends: why.ends,
            advice: known?.policy.options.meanings[colour]?.advice ?? ColourText.waiting,
            next: nextColour(of: person, subject, under: edition, at: now), policy: assignment.policy,
            place: known?.policy.place ?? ColourText.nowhere, token: LiveCode.text(of: token.bytes),
            tokenExpires: token.expires, tests: TestView.shown(try views(of: tests, at: now)),
            late: isLate || edition.isOverdue(assignment, in: person.region, at: now),
            checkIns: known?.policy.options.asksForCheckIn(at: now) ?? true,
            hasDeclared: person.kinds.contains(FactKind.declaration), now: now,
            offset: known?.policy.offset ?? .china)
    }

    /// The colour now where nothing has to be written for it: a newcomer's, and one that is stored unless a change of it
    /// has come or new rules have not reached it.
    func currentAtOnce(_ person: Person, under edition: Edition, at now: Instant) -> StoredAssignment? {
        guard let assignment = person.assignment else {
            return edition.assignment(of: person.asNewcomer, at: now)
        }
        if let next = assignment.next, next.at <= now { return nil }
        return rules.mayDiffer(assignment, from: edition) ? nil : assignment
    }

    /// The colour now. A change that has come is made first, and so is what new rules bring; where it cannot be written,
    /// it is decided all the same and told as late (HB-05). A newcomer's is decided here and kept nowhere.
    func current(
        _ person: Person, at now: Instant
    ) async throws(Problem) -> (assignment: StoredAssignment, isLate: Bool) {
        let edition = rules.edition
        if let assignment = currentAtOnce(person, under: edition, at: now) { return (assignment, false) }
        do throws(Problem) {
            let fresh = try await ask {
                try await store.reassign([person.id], decide: edition.decide(at: now))
                return try await store.assignment(of: person.id)
            }
            guard let fresh else { throw Problem(.noSuchPerson) }
            return (fresh, false)
        } catch {
            guard error.kind != .noSuchPerson else { throw error }
            guard let subject = try await ask({ try await store.subject(person.id) }) else {
                throw Problem(.noSuchPerson)
            }
            return (edition.assignment(of: subject, at: now), true)
        }
    }

    /// The next change to another colour of a person as they stand now.
    func nextColour(of person: Person, at now: Instant) async throws(Problem) -> NextColour? {
        let subject = person.changesRuleAlone ? try await ask { try await store.subject(person.id) } : nil
        return nextColour(of: person, subject, under: rules.edition, at: now)
    }

    /// The next change to another colour; of a change of rule alone nobody is told.
    private func nextColour(
        of person: Person, _ subject: Subject?, under edition: Edition, at now: Instant
    ) -> NextColour? {
        guard person.changesRuleAlone else { return person.assignment?.next }
        guard let subject else { return nil }
        let change = HealthCodeCore.timeline(of: subject, under: edition.history).nextColourChange(after: now)
        return change.map { NextColour(at: $0.interval.from, colour: $0.colour) }
    }

    private func liveToken(of id: PersonID, colour: Colour, at now: Instant) throws(Problem) -> LiveTokens.Token {
        if let token = liveTokens.token(of: id, colour: colour, at: now) { return token }
        do {
            let bytes = try secrets.signer.token(
                person: id.number, colour: colour.inCode, kind: .live, at: now.seconds, lifetime: Self.codeLifetime,
                tokenID: TokenID(atSecond: now.seconds, dependencies.randomBytes(TokenID.length)))
            let token = LiveTokens.Token(
                bytes: bytes, colour: colour, expires: now.advanced(bySeconds: Self.codeLifetime))
            liveTokens.keep(token, of: id)
            return token
        } catch {
            dependencies.report("no code can be signed: \(error)")
            throw Problem(.unavailable)
        }
    }

    static let tests = FactKinds([.test])

    /// The tests of a person that were reported by now, newest first; nothing is read where there are none.
    func tests(of person: Person, at now: Instant) async throws(Problem) -> [TestView] {
        guard person.kinds.contains(FactKind.test) else { return [] }
        return try views(of: try await ask { try await store.notedFacts(of: person.id, kinds: Self.tests) }, at: now)
    }

    func views(of facts: [NotedFact], at now: Instant) throws(Problem) -> [TestView] {
        var tests: [TestView] = []
        for noted in facts where !noted.retracted && noted.fact.from <= now {
            guard case .test(let detail) = noted.fact.detail else { continue }
            let note = noted.sealedNote.isEmpty ? [] : try secrets.recordNotes.open(noted.sealedNote)
            tests.append(
                TestView(
                    method: detail.method, result: detail.result, sampled: detail.sampled, reported: noted.fact.from,
                    institution: String(decoding: note, as: UTF8.self)))
        }
        return tests.sorted { $0.reported > $1.reported }
    }
}

extension Person {
    /// Whether the next change is to another rule of the same colour.
    fileprivate var changesRuleAlone: Bool {
        assignment.map { $0.next?.colour == $0.colour } ?? false
    }

    /// Whether the asking account may see tests, and there are any.
    fileprivate var showsTests: Bool { verified && kinds.contains(FactKind.test) }
}

extension TestView {
    /// Of tests, newest first, those that the code page shows: of the negatives only the latest of each method (HB-13).
    static func shown(_ tests: [TestView]) -> [TestView] {
        var seen: Set<TestDetail.Method> = []
        return tests.filter { $0.result != .negative || seen.insert($0.method).inserted }
    }
}

extension Person {
    /// Of whom nothing more is known.
    var asNewcomer: Subject { .newcomer(at: registered, in: region) }
}

extension Colour {
    /// The same colour in a live code.
    var inCode: LiveCode.Colour {
        switch self {
        case .red: .red
        case .yellow: .yellow
        case .green: .green
        case .grey: .grey
        }
    }
}
