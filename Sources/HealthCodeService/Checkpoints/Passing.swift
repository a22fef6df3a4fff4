internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// Records a crossing, and says whether it was allowed. When this returns, the pass is durable.
    ///
    /// The same id again is answered with the first pass, however old its code is by then. A crossing made offline is
    /// judged as of its time, at most 24 hours back.
    ///
    /// - Throws: as `check`; `invalidFields` for an impossible temperature or time; `passConflict` for an id that
    ///   named another crossing.
    public func admit(_ request: PassRequest, by caller: Caller) async throws(Problem) -> PassView {
        let now = dependencies.now()
        let at = try time(of: request, at: now)
        let (point, duty) = try await post(request.point, of: caller)
        if Self.isCertificate(request.token) {
            return try await admitCertificate(request, point, duty, at: at, now: now)
        }
        let code: LiveCode
        let timeliness: Timeliness
        do throws(Problem) {
            (code, timeliness) = try read(request.token, at: at)
        } catch {
            guard error.kind == .foreignCode else { throw error }
            return try await admitVisitor(request, point, duty, at: at, now: now)
        }
        let person = try await holder(of: code)
        let refusal =
            code.kind == .printed
            ? try await refusal(of: request, printed: code, timeliness, at, now)
            : Self.refusal(of: request, timeliness, at, now)
        if let refusal {
            if let first = try await ask({ try await store.pass(request.id) }) {
                return try await again(first, request, code, person, point, at: now)
            }
            throw refusal
        }
        let colour = try await colour(of: person, at: at, now: now)
        let allowance = try await allowance(of: colour, at: point, for: person, at: at)
        let why = allowance.reason(request.temperature, isAged: timeliness == .aged)
        // All that can fail is done before the pass is recorded.
        let check = try await checkView(of: person, allowance, at: now).of(code.kind)
        let colourNow = try await colourNow(of: person, after: request, at: now)
        let pass = Pass(
            id: request.id, token: code.used(for: request.id), person: person.id, point: point.id, collector: duty.id,
            at: at,
            recorded: now, temperature: request.temperature, colour: colour, allowed: why == .allowed, why: why,
            offline: request.offline)
        let outcome: PassOutcome
        do throws(Problem) {
            outcome = try await ask { try await store.admitPass(pass) }
        } catch {
            throw error.kind == .noSuchPerson ? Problem(.unknownHolder) : error
        }
        liveTokens.forget(person.id)
        switch outcome {
        case .tokenUsed: throw Problem(.usedCode)
        case .repeated(let first): return try await again(first, request, code, person, point, at: now)
        case .recorded:
            if why == .fever { try await screen(pass, point, at: now) }
            return PassView(pass: pass, check: check, colourNow: colourNow, repeated: false)
        }
    }

    /// When a crossing happened: now, or offline some time ago.
    func time(of request: PassRequest, at now: Instant) throws(Problem) -> Instant {
        var check = FieldCheck()
        check.temperature(request.temperature, at: "/temperature")
        let at = request.offline ? request.at ?? now : now
        if at > now.advanced(bySeconds: Instant.clockTolerance) { check.note("/at", .inFuture) }
        try check.finish()
        return min(at, now)
    }

    /// How far, in seconds, the time said of a pass that is not offline may lie from now.
    private static let onlineTolerance: Int64 = 300

    /// Why a crossing comes too late to be recorded, unless it was recorded before; nil where it does not.
    static func refusal(
        of request: PassRequest, _ timeliness: Timeliness, _ at: Instant, _ now: Instant
    ) -> Problem? {
        if at < now.advanced(bySeconds: -86_400) {
            return Problem(.invalidFields, fields: [FieldProblem("/at", .absurdDate)])
        }
        if let said = request.at, !request.offline, abs(said.seconds - now.seconds) > onlineTolerance {
            return Problem(.invalidFields, fields: [FieldProblem("/at", .onlineIsNow)])
        }
        let isStale = timeliness == .early || (timeliness == .aged && !request.offline)
        return isStale ? Problem(.staleCode) : nil
    }

    /// Why a crossing with a printed code is not recorded: as of any other, or because the code was not good then.
    private func refusal(
        of request: PassRequest, printed code: LiveCode, _ timeliness: Timeliness, _ at: Instant, _ now: Instant
    ) async throws(Problem) -> Problem? {
        if let refusal = Self.refusal(of: request, .fresh, at, now) { return refusal }
        return try await objection(to: code, timeliness, at: at)
    }

    /// The colour now or, of a crossing in the past, the one that was shown then, by the log of decisions.
    private func colour(of person: Person, at: Instant, now: Instant) async throws(Problem) -> Colour {
        if at == now { return try await current(person, at: now).assignment.colour }
        var logged = person.assignment
        if let assignment = logged, assignment.decided > at {
            let decisions = try await ask { try await store.decisions(of: person.id) }
            logged = decisions.last { $0.assignment.decided <= at }?.assignment
        }
        // Before the first line of the log nothing was known but that the person had registered.
        let shown = logged ?? rules.edition.asKnown(at: at).assignment(of: person.asNewcomer, at: at)
        if let next = shown.next, next.at <= at { return next.colour }
        return shown.colour
    }

    /// The colour at the delivery of a crossing made offline: whoever let the person pass may have to be told of it.
    private func colourNow(
        of person: Person, after request: PassRequest, at now: Instant
    ) async throws(Problem) -> Colour? {
        request.offline ? try await current(person, at: now).assignment.colour : nil
    }

    /// Answers a crossing that was recorded before under the same id: as then, if it is the same one. A crossing whose
    /// answer was lost on its way comes again as one made offline.
    private func again(
        _ first: Pass, _ request: PassRequest, _ code: LiveCode, _ person: Person, _ point: Point, at now: Instant
    ) async throws(Problem) -> PassView {
        guard first.token == code.used(for: request.id), first.person == person.id, first.point == request.point,
            first.temperature == request.temperature, request.offline || !first.offline
        else { throw Problem(.passConflict) }
        if first.why == .fever { try await screen(first, point, at: now) }
        let allowance = try await allowance(of: first.colour, at: point, for: person, at: first.at)
        let check = try await checkView(of: person, allowance, at: now).of(code.kind)
        let colourNow = try await colourNow(of: person, after: request, at: now)
        return PassView(pass: first, check: check, colourNow: colourNow, repeated: true)
    }

    /// Records a fever found at a checkpoint (HB-15), once for each pass.
    private func screen(_ pass: Pass, _ point: Point, at now: Instant) async throws(Problem) {
        guard let person = pass.person else { return }
        let kinds = FactKinds([.screening])
        let known = try await ask { try await store.notedFacts(of: person, kinds: kinds) }
        guard !known.contains(where: { $0.fact.from == pass.at }) else { return }
        let fact = Fact(
            id: FactID(0), kind: .screening, from: pass.at, known: now, region: point.region, origin: .checkpoint,
            detail: .answers(Answers(temperature: pass.temperature)))
        _ = try await record([NewFact(fact)], of: person, at: now)
    }
}

extension LiveCode {
    /// What a pass uses up: a live code, which admits one pass, or of a printed one, which admits any number, nothing but
    /// this pass itself.
    func used(for pass: PassID) -> [UInt8] {
        kind == .live ? tokenID.bytes : tokenID.bytes + pass.bytes
    }
}
