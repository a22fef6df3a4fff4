internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// A collector's look at a code that another installation issued: its answer, or, where it cannot be reached, what it
    /// signed.
    ///
    /// - Throws: `foreignCode` for a code that no known installation signed; what the issuer says is wrong with the code.
    func checkVisitor(_ text: String, at point: Point, now: Instant) async throws(Problem) -> CheckView {
        let (code, timeliness, peer) = try await visitorsCode(text, at: now)
        guard timeliness == .fresh else { throw Problem(.staleCode) }
        return try await checkView(of: text, code, peer, at: point, now: now)
    }

    /// Records a visitor's crossing, judged by what their own place says, or has signed, and by the rules of the point.
    ///
    /// - Throws: as `checkVisitor`; `usedCode`.
    func admitVisitor(
        _ request: PassRequest, _ point: Point, _ duty: Staff, at: Instant, now: Instant
    ) async throws(Problem) -> PassView {
        let (code, timeliness, peer) = try await visitorsCode(request.token, at: at)
        if let refusal = Self.refusal(of: request, timeliness, at, now) { throw refusal }
        let customs = rules.edition.policy(governing: point.region, at: at)
        let check =
            request.offline
            ? signedView(code, peer, customs, now: now)
            : try await checkView(of: request.token, code, peer, at: point, now: now)
        let why = reason(check.colour, request.temperature, isAged: timeliness == .aged, customs)
        let pass = Pass(
            id: request.id, token: code.tokenID.bytes, person: nil, point: point.id, collector: duty.id, at: at,
            recorded: now, temperature: request.temperature, colour: check.colour, allowed: why == .allowed, why: why,
            offline: request.offline, issuer: peer.id)
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
        of text: String, _ code: LiveCode, _ peer: Peer, at point: Point, now: Instant
    ) async throws(Problem) -> CheckView {
        let customs = rules.edition.policy(governing: point.region, at: now)
        let offset = customs?.offset ?? .china
        do throws(Problem) {
            let state = try await ask(peer, .codeCheck, .object([.init("token", .string(text))]))
            guard let colour = state["colour"]?.string.flatMap(Colour.init(rawValue:)),
                let advice = LocalizedText(state["advice"]), let name = state["name"]?.string,
                let number = state["document"]?.string,
                let kind = state["document_type"]?.string.flatMap(Document.Kind.init(rawValue:))
            else { throw Problem(.peerUnreachable) }
            var age: Int?
            if case .integer(let years) = state["age"] { age = Int(years) }
            return visitorView(
                colour, advice, customs, Issuer(name: peer.name, region: peer.region, isReached: true, asOf: now),
                name: name, document: MaskedDocument(kind: kind, number: number), age: age, now: now, offset)
        } catch {
            guard error.kind == .peerUnreachable else { throw error }
            return signedView(code, peer, customs, now: now)
        }
    }

    /// What the code itself says, where its issuer is not asked.
    private func signedView(_ code: LiveCode, _ peer: Peer, _ customs: Policy?, now: Instant) -> CheckView {
        let colour = Colour(code.colour)
        return visitorView(
            colour, customs?.options.meanings[colour]?.advice ?? ColourText.waiting, customs,
            Issuer(name: peer.name, region: peer.region, isReached: false, asOf: Instant(seconds: code.issued)),
            name: nil, document: nil, age: nil, now: now, customs?.offset ?? .china)
    }

    /// The live code of a visitor and who issued it.
    private func visitorsCode(
        _ text: String, at now: Instant
    ) async throws(Problem) -> (LiveCode, Timeliness, Peer) {
        let peers = try await peers().filter { $0.revoked == nil }
        let verifier = LiveCodeVerifier(keys: KeySet(peers.flatMap(\.keySet.entries)), tolerance: 60)
        let (code, timeliness, keyID) = try Self.reading(verifier.verify(text, at: now.seconds))
        guard let peer = peers.first(where: { !$0.keySet[keyID].isEmpty }) else { throw Problem(.foreignCode) }
        return (code, timeliness, peer)
    }

    private func visitorView(
        _ colour: Colour, _ advice: LocalizedText, _ customs: Policy?, _ issuer: Issuer, name: String?,
        document: MaskedDocument?, age: Int?, now: Instant, _ offset: UTCOffset
    ) -> CheckView {
        let passes = customs?.options.meanings[colour]?.passes ?? false
        var needs = passes && customs?.options.temperatureAtCheckpoint ?? true ? ["temperature"] : []
        // Nobody has said whose code it is.
        if !issuer.isReached { needs.append("document") }
        return CheckView(
            colour: colour, advice: advice, name: name, document: document, age: age, test: nil, needs: needs,
            passes: passes, feverLimit: customs?.feverLimit ?? .feverLimit, issuer: issuer, now: now, offset: offset)
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
