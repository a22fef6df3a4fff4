internal import HealthCodeCore
internal import HealthCodeCredential

/// A code that another installation issued, and as what the rules of a checkpoint's place let it count.
struct VisitorsCode {
    var code: LiveCode
    var timeliness: Timeliness
    var peer: Peer
    var recognition: RecognisedCode

    /// As which colour it counts, where it shows one: only what is green may be made of other worth by the pack, and nothing is
    /// made green that is not.
    func standing(of shown: Colour) -> Colour {
        switch recognition.standing {
        case .itsColour: shown
        case .colour(let colour): shown == .green ? colour : shown
        case .tests: shown == .green ? .grey : shown
        }
    }

    /// What a collector is told: the advice, and what the pack says beside it.
    func told(_ advice: LocalizedText) -> LocalizedText {
        guard let says = recognition.advice else { return advice }
        return LocalizedText(
            simplifiedChinese: advice.simplifiedChinese + says.simplifiedChinese,
            english: "\(advice.english) \(says.english)")
    }
}

extension HealthCode {
    /// A visitor's live code, who issued it, and as what it counts at a point (HB-10, HB-16).
    ///
    /// - Throws: `foreignCode` for a code that no known installation signed; `unrecognisedCode` where the rules of the point do not
    ///   let it count.
    func visitorsCode(_ text: String, at point: Point, now: Instant) async throws(Problem) -> VisitorsCode {
        let peers = try await peers().filter { $0.revoked == nil }
        let verifier = LiveCodeVerifier(keys: KeySet(peers.flatMap(\.keySet.entries)), tolerance: 60)
        let (code, timeliness, keyID) = try Self.reading(verifier.verify(text, at: now.seconds))
        guard code.kind == .live else { throw Problem(.notACode) }
        guard let peer = peers.first(where: { !$0.keySet[keyID].isEmpty }) else { throw Problem(.foreignCode) }
        guard let recognition = await recognition(of: peer, signing: keyID, at: point, now: now) else {
            throw Problem(.unrecognisedCode, parameters: ["issuer": peer.name])
        }
        return VisitorsCode(code: code, timeliness: timeliness, peer: peer, recognition: recognition)
    }

    /// The first entry of the rules of a point by which codes of an installation count: it stands on the list that the entry
    /// names, or the key that signed does.
    private func recognition(
        of peer: Peer, signing keyID: KeyID, at point: Point, now: Instant
    ) async -> RecognisedCode? {
        let edition = rules.edition
        guard let policy = edition.policy(governing: point.region, at: now) else { return nil }
        for entry in policy.options.recognised where entry.format == .healthCode && entry.interval.contains(now) {
            guard edition.history.isLike(entry.point, point.region, at: now) else { continue }
            if peer.lists.contains(entry.trust) { return entry }
            let listed = await dependencies.shelf.trust(named: entry.trust, in: policy.region)?.ownKeys[keyID] ?? []
            if peer.keySet[keyID].contains(where: listed.contains) { return entry }
        }
        return nil
    }
}
