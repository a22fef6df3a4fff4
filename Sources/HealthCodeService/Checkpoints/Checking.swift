internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// The points at which the caller may scan.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`.
    public func points(of caller: Caller) async throws(Problem) -> [Point] {
        let duties = try collecting(caller)
        let points = try await ask { try await store.points() }
        return points.filter { point in
            point.revoked == nil && duties.contains { $0.region.contains(point.region) }
        }
    }

    /// A collector's look at a code: the colour now, and who must be holding it. Records nothing.
    ///
    /// A code of another installation that this one knows is checked by asking it, a certificate of another place by the trust
    /// lists and rules that the pack of the point names.
    ///
    /// - Throws: `notAllowed`, `unknownPoint`, `pointElsewhere`; `notACode`, `forgedCode`, `foreignCode`, `staleCode`,
    ///   `usedCode`, `expiredCode`, `revokedCode`, `unknownHolder`; for a certificate the problem that it is.
    public func check(token: String, point: PointID, by caller: Caller) async throws(Problem) -> CheckView {
        let now = dependencies.now()
        let (point, _) = try await post(point, of: caller)
        if Self.isCertificate(token) { return try await checkCertificate(token, at: point, now: now) }
        let code: LiveCode
        let timeliness: Timeliness
        do throws(Problem) {
            (code, timeliness) = try read(token, at: now)
        } catch {
            guard error.kind == .foreignCode else { throw error }
            return try await checkVisitor(token, at: point, now: now)
        }
        try await accept(code, timeliness, at: now)
        let person = try await holder(of: code)
        let assignment = try await current(person, at: now).assignment
        let allowance = try await allowance(of: assignment.colour, at: point, for: person, at: now)
        return try await checkView(of: person, allowance, at: now).of(code.kind)
    }

    /// Refuses a genuine code that is not to be relied on now.
    ///
    /// - Throws: `staleCode`, `usedCode` for a live one; `expiredCode`, `revokedCode` for a printed one.
    func accept(_ code: LiveCode, _ timeliness: Timeliness, at now: Instant) async throws(Problem) {
        if code.kind == .printed {
            if let objection = try await objection(to: code, timeliness, at: now) { throw objection }
            return
        }
        guard timeliness == .fresh else { throw Problem(.staleCode) }
        guard try await !ask({ try await store.isUsed(token: code.tokenID.bytes) }) else { throw Problem(.usedCode) }
    }

    /// The collector's duties that count now.
    private func collecting(_ caller: Caller) throws(Problem) -> [Staff] {
        let duties = Self.collecting(caller.duties)
        guard duties.isEmpty else { return duties }
        throw Problem(caller.hasLapsedDuties ? .notSignedIn : .notAllowed)
    }

    /// Those of the duties that are a collector's.
    static func collecting(_ duties: [Staff]) -> [Staff] {
        duties.filter { $0.role == .collector && $0.revoked == nil }
    }

    /// The point at which the caller scans, and the duty by which they may.
    func post(_ id: PointID, of caller: Caller) async throws(Problem) -> (point: Point, duty: Staff) {
        let duties = try collecting(caller)
        return try Self.post(try await ask { try await store.point(id) }, among: duties)
    }

    static func post(_ point: Point?, among duties: [Staff]) throws(Problem) -> (point: Point, duty: Staff) {
        guard let point, point.revoked == nil else { throw Problem(.unknownPoint) }
        guard let duty = duties.first(where: { $0.region.contains(point.region) }) else {
            throw Problem(.pointElsewhere)
        }
        return (point, duty)
    }

    /// The code in a scanned text, where we signed it.
    func read(_ text: String, at now: Instant) throws(Problem) -> (code: LiveCode, timeliness: Timeliness) {
        let verdict = secrets.verifier.verify(text, at: now.seconds)
        try refuseRevoked(verdict)
        let (code, timeliness, _) = try Self.reading(verdict)
        return (code, timeliness)
    }

    /// The live code that a verdict is about, and by which key it was signed.
    static func reading(
        _ verdict: Verdict<LiveCode>
    ) throws(Problem) -> (code: LiveCode, timeliness: Timeliness, keyID: KeyID) {
        switch verdict {
        case .genuine(let code, let timeliness, let keyID):
            return (code, timeliness, keyID)
        case .refused(let refusal):
            switch refusal.fault {
            case .notUnderstood: throw Problem(.notACode)
            case .damaged, .forged, .notEntitled: throw Problem(.forgedCode)
            case .foreign: throw Problem(.foreignCode)
            case .aged, .early, .revoked, .insufficient: throw Problem(.staleCode)
            }
        }
    }

    /// Whose code it is.
    func holder(of code: LiveCode) async throws(Problem) -> Person {
        let id = try holderID(of: code)
        guard let person = try await ask({ try await store.person(id) }) else { throw Problem(.unknownHolder) }
        return person
    }

    func holderID(of code: LiveCode) throws(Problem) -> PersonID {
        guard let number = try? secrets.sealing.open(code) else { throw Problem(.unknownHolder) }
        return PersonID(number)
    }

    /// The policy that says what a colour allows at a point: the point's own, else the person's (WH-13).
    func customs(at point: Point, for person: Person, at now: Instant) -> Policy? {
        let edition = rules.edition
        return edition.policy(governing: point.region, at: now) ?? policy(of: person, at: now)
    }

    /// What a colour and a temperature allow at a point now, for a scanner that has to decide without a network; nil where
    /// no pack governs the point.
    public func rules(at point: Point) -> PointRules? {
        let (edition, now) = (rules.edition, now)
        guard let policy = edition.policy(governing: point.region, at: now) else { return nil }
        let colours = policy.options.meanings.mapValues { meaning in
            // Where holders live and how they were tested stands in no code: whatever they may be must pass.
            let here = meaning.passages.filter { edition.history.isLike($0.point, point.region, at: now) }
            let last = here.firstIndex { $0.home == Place() } ?? here.endIndex
            let possible = here.prefix(last + 1)
            let passes = last < here.endIndex && possible.allSatisfy { $0.isAllowed && $0.tests.isEmpty }
            let limits = possible.map { $0.temperatureLimit ?? policy.feverLimit }
            return PointRules.Allowance(
                passes: passes, asksMore: !passes && possible.contains(where: \.isAllowed),
                feverLimit: limits.min() ?? policy.feverLimit, advice: meaning.advice)
        }
        return PointRules(
            colours: colours, takesTemperature: policy.options.temperatureAtCheckpoint,
            agedCodePasses: policy.options.agedCodePasses, offset: policy.offset)
    }

    /// What a collector sees of a person, and no more (HB-09).
    func checkView(of person: Person, _ allowance: Allowance, at now: Instant) async throws(Problem) -> CheckView {
        try checkView(of: person, allowance, try await tests(of: person, at: now), at: now)
    }

    /// - Parameter tests: those reported by now, newest first.
    func checkView(
        of person: Person, _ allowance: Allowance, _ tests: [TestView], at now: Instant
    ) throws(Problem) -> CheckView {
        let identity = try identity(of: person)
        let latest = tests.first { $0.method == .nucleicAcid }
        return CheckView(
            colour: allowance.colour, advice: allowance.advice, name: maskedName(identity.name),
            document: identity.document.masked, age: identity.document.age(at: now),
            test: latest.flatMap { $0.result == .negative ? $0 : nil },
            needs: allowance.needs, passes: allowance.passes,
            lacks: allowance.lacks, travel: allowance.travel, feverLimit: allowance.temperatureLimit, now: now,
            offset: rules.edition.offset(of: person))
    }
}

extension CheckView {
    /// The same of a code of this kind: with a printed one the document is looked at.
    func of(_ kind: LiveCode.Kind) -> CheckView {
        guard kind == .printed else { return self }
        var view = self
        view.isPrinted = true
        view.needs.append("document")
        return view
    }
}
