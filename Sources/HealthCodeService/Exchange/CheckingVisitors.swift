internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// A collector's look at a code that another installation issued: its answer, or, where it cannot be reached, what it
    /// signed.
    ///
    /// - Throws: `foreignCode` for a code that no known installation signed; `unrecognisedCode` where the rules of the point do not
    ///   let it count; what the issuer says is wrong with the code.
    func checkVisitor(_ text: String, at point: Point, now: Instant) async throws(Problem) -> CheckView {
        let shown = try await visitorsCode(text, at: point, now: now)
        guard shown.timeliness == .fresh else { throw Problem(.staleCode) }
        return try await checkView(of: text, shown, at: point, now: now)
    }

    /// Records a visitor's crossing, judged by what their own place says, or has signed, and by the rules of the point.
    ///
    /// - Throws: as `checkVisitor`; `usedCode`.
    func admitVisitor(
        _ request: PassRequest, _ point: Point, _ duty: Staff, at: Instant, now: Instant
    ) async throws(Problem) -> PassView {
        let shown = try await visitorsCode(request.token, at: point, now: at)
        if let refusal = Self.refusal(of: request, shown.timeliness, at, now) { throw refusal }
        let check =
            request.offline
            ? signedView(shown, at: point, now: now)
            : try await checkView(of: request.token, shown, at: point, now: now)
        let why = allowance(ofVisitor: check.colour, from: shown.peer.region, at: point, now: at)
            .reason(request.temperature, isAged: shown.timeliness == .aged)
        let pass = Pass(
            id: request.id, token: shown.code.tokenID.bytes, person: nil, point: point.id, collector: duty.id, at: at,
            recorded: now, temperature: request.temperature, colour: check.colour, allowed: why == .allowed, why: why,
            offline: request.offline, issuer: shown.peer.id)
        switch try await ask({ try await store.admitPass(pass) }) {
        case .tokenUsed: throw Problem(.usedCode)
        case .recorded: return PassView(pass: pass, check: check, repeated: false)
        case .repeated(let first):
            guard first.token == pass.token, first.point == pass.point, first.temperature == pass.temperature else {
                throw Problem(.passConflict)
            }
            return PassView(pass: first, check: check, repeated: true)
        }
    }

    private func checkView(
        of text: String, _ shown: VisitorsCode, at point: Point, now: Instant
    ) async throws(Problem) -> CheckView {
        let peer = shown.peer
        do throws(Problem) {
            let state = try await ask(peer, .codeCheck, .object([.init("token", .string(text))]))
            guard let colour = state["colour"]?.string.flatMap(Colour.init(rawValue:)),
                let advice = LocalizedText(state["advice"]), let name = state["name"]?.string,
                let number = state["document"]?.string,
                let kind = state["document_type"]?.string.flatMap(Document.Kind.init(rawValue:))
            else { throw Problem(.peerUnreachable) }
            var age: Int?
            if case .integer(let years) = state["age"] { age = Int(years) }
            let allowance = allowance(ofVisitor: shown.standing(of: colour), from: peer.region, at: point, now: now)
            return visitorView(
                allowance, advice: shown.told(advice),
                Issuer(name: peer.name, region: peer.region, isReached: true, asOf: now),
                name: name, document: MaskedDocument(kind: kind, number: number), age: age, now: now)
        } catch {
            guard error.kind == .peerUnreachable else { throw error }
            return signedView(shown, at: point, now: now)
        }
    }

    /// What the code itself says, where its issuer is not asked.
    private func signedView(_ shown: VisitorsCode, at point: Point, now: Instant) -> CheckView {
        let (code, peer) = (shown.code, shown.peer)
        let colour = shown.standing(of: Colour(code.colour))
        let allowance = allowance(ofVisitor: colour, from: peer.region, at: point, now: now)
        return visitorView(
            allowance, advice: shown.told(allowance.advice),
            Issuer(name: peer.name, region: peer.region, isReached: false, asOf: Instant(seconds: code.issued)),
            name: nil, document: nil, age: nil, now: now)
    }

    private func visitorView(
        _ allowance: Allowance, advice: LocalizedText, _ issuer: Issuer, name: String?, document: MaskedDocument?,
        age: Int?, now: Instant
    ) -> CheckView {
        // Where the issuer is not reached, nobody has said whose code it is.
        CheckView(
            colour: allowance.colour, advice: advice, name: name, document: document, age: age, test: nil,
            needs: allowance.needs + (issuer.isReached ? [] : ["document"]), passes: allowance.passes,
            lacks: allowance.lacks, travel: allowance.travel, feverLimit: allowance.temperatureLimit, issuer: issuer,
            now: now, offset: allowance.offset)
    }
}

extension Colour {
    init(_ colour: LiveCode.Colour) {
        self =
            switch colour {
            case .red: .red
            case .yellow: .yellow
            case .green: .green
            case .grey: .grey
            }
    }
}
