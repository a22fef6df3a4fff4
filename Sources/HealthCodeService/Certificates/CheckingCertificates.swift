internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// A collector's look at a certificate of another place: what it is, and what this place makes of it. Records nothing.
    ///
    /// - Throws: the problem that its answer is, with the certificate in it, unless it is genuine.
    func checkCertificate(_ text: String, at point: Point, now: Instant) async throws(Problem) -> CheckView {
        try await judged(text, at: point, at: now, now: now).check
    }

    /// Records the crossing of somebody who showed a certificate. Of whom nothing is kept but by which entry of the pack it
    /// counted, and a keyed hash of it and of this pass, which is not the same at another pass.
    ///
    /// - Throws: as `checkCertificate`; `passConflict`.
    func admitCertificate(
        _ request: PassRequest, _ point: Point, _ duty: Staff, at: Instant, now: Instant
    ) async throws(Problem) -> PassView {
        if let refusal = Self.refusal(of: request, .fresh, at, now) { throw refusal }
        let (check, allowance) = try await judged(request.token, at: point, at: at, now: now)
        let judgement = allowance.reason(request.temperature, isAged: false)
        let counts = check.certificate?.answer == .valid
        // A fever stops also whoever would not have passed.
        let why = judgement == .fever || (counts && judgement != .colour) ? judgement : .certificate
        let token = secrets.hashes.record("certificate \(request.id.bytes) \(request.token)")
        let pass = Pass(
            id: request.id, token: token.bytes, person: nil, point: point.id, collector: duty.id, at: at,
            recorded: now, temperature: request.temperature, colour: check.colour, allowed: why == .allowed, why: why,
            offline: request.offline, certificate: check.certificate?.recognisedAs ?? "")
        switch try await ask({ try await store.admitPass(pass) }) {
        case .tokenUsed: throw Problem(.passConflict)
        case .recorded: return PassView(pass: pass, check: check, repeated: false)
        case .repeated(let first):
            guard first.token == pass.token, first.point == pass.point, first.temperature == pass.temperature else {
                throw Problem(.passConflict)
            }
            return PassView(pass: first, check: check, repeated: true)
        }
    }

    private func judged(
        _ text: String, at point: Point, at instant: Instant, now: Instant
    ) async throws(Problem) -> (check: CheckView, allowance: Allowance) {
        let policy = rules.edition.policy(governing: point.region, at: instant)
        let read = await read(certificate: text, under: policy, at: point.region, now: instant)
        let certificate = read.view
        if let problem = certificate.problem { throw problem }
        let counts = certificate.answer == .valid
        let tests = counts ? read.testFact(at: instant).map { [$0] } ?? [] : []
        let allowance = allowance(
            ofVisitor: counts ? read.colour : .grey, from: .country, at: point, tests: tests, now: instant)
        let passes = counts && allowance.passes
        var check = CheckView(
            colour: allowance.colour, advice: allowance.advice, name: certificate.name, document: nil, age: nil,
            test: nil, needs: (passes ? allowance.needs : counts && allowance.lacksTest ? ["test"] : []) + ["document"],
            passes: passes, lacks: counts ? allowance.lacks : nil, travel: allowance.travel,
            feverLimit: allowance.temperatureLimit, now: now, offset: policy?.offset ?? .china)
        check.certificate = certificate
        return (check, allowance)
    }
}

extension ReadCertificate {
    /// The colour as which it counts: none but what the pack says, so grey where it says no colour.
    var colour: Colour {
        if case .colour(let colour)? = code?.standing { return colour }
        return .grey
    }

    /// The test in it as a fact, where the pack lets it count; never later than now.
    func testFact(at now: Instant) -> Fact? {
        guard code?.standing == .tests, let test = claims?.test, let method = test.method, test.sampled <= now else {
            return nil
        }
        return Fact(
            id: FactID(0), kind: .test, from: now, known: now, origin: .certificate,
            detail: .test(TestDetail(method: method, result: test.result, sampled: test.sampled)))
    }
}
