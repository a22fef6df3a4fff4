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
        let check =
            request.offline
            ? signedView(code, peer, at: point, now: now)
            : try await checkView(of: request.token, code, peer, at: point, now: now)
        let why = allowance(ofVisitor: check.colour, from: peer.region, at: point, now: at)
            .reason(request.temperature, isAged: timeliness == .aged)
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
                allowance(ofVisitor: colour, from: peer.region, at: point, now: now), advice: advice,
                Issuer(name: peer.name, region: peer.region, isReached: true, asOf: now),
                name: name, document: MaskedDocument(kind: kind, number: number), age: age, now: now)
        } catch {
            guard error.kind == .peerUnreachable else { throw error }
            return signedView(code, peer, at: point, now: now)
        }
    }

    /// What the code itself says, where its issuer is not asked.
    private func signedView(_ code: LiveCode, _ peer: Peer, at point: Point, now: Instant) -> CheckView {
        let allowance = allowance(ofVisitor: Colour(code.colour), from: peer.region, at: point, now: now)
        return visitorView(
            allowance, advice: allowance.advice,
            Issuer(name: peer.name, region: peer.region, isReached: false, asOf: Instant(seconds: code.issued)),
            name: nil, document: nil, age: nil, now: now)
    }

    /// The live code of a visitor and who issued it.
    private func visitorsCode(
        _ text: String, at now: Instant
    ) async throws(Problem) -> (LiveCode, Timeliness, Peer) {
        let peers = try await peers().filter { $0.revoked == nil }
        let verifier = LiveCodeVerifier(keys: KeySet(peers.flatMap(\.keySet.entries)), tolerance: 60)
        let (code, timeliness, keyID) = try Self.reading(verifier.verify(text, at: now.seconds))
        guard code.kind == .live else { throw Problem(.notACode) }
        guard let peer = peers.first(where: { !$0.keySet[keyID].isEmpty }) else { throw Problem(.foreignCode) }
        return (code, timeliness, peer)
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
            now: now, offset: allowance.customs?.offset ?? .china)
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
