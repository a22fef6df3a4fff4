public import HealthCodeCore
public import HealthCodeCredential

extension HealthCode {
    /// Makes another installation known, by the public keys that it signs with, on the lists that packs name where they say
    /// whose codes count; on the usual ones, where none is given.
    ///
    /// - Throws: `invalidFields`, `unknownRegion`; `exists`, at `/name`, where one in use has the name.
    public func addPeer(
        name: String, region: RegionCode, address: String, keys: KeySet, lists: [String] = []
    ) async throws(Problem) -> PeerID {
        let now = dependencies.now()
        _ = try await self.region(region)
        let isOwn = keys.entries.contains { !publicKeys[$0.id].isEmpty }
        guard !keys.entries.isEmpty, !isOwn else {
            throw Problem(.invalidFields, fields: [FieldProblem("/keys", .badValue)])
        }
        let source = try await addSource(name: name, kind: .jurisdiction, region: region)
        let peer = NewPeer(
            name: name, region: region, address: address, keys: keys.jwks, source: source.id,
            lists: lists.isEmpty ? NewPeer.usualLists(of: region) : lists, added: now)
        return try await ask { try await store.addPeer(peer) }
    }

    /// All installations ever known, revoked ones too.
    public func peers() async throws(Problem) -> [Peer] {
        try await ask { try await store.peers() }
    }

    /// Knows an installation no more: its messages are refused, and its codes foreign. What it told stays.
    public func revokePeer(_ id: PeerID) async throws(Problem) {
        let now = dependencies.now()
        guard let peer = try await peers().first(where: { $0.id == id }) else { throw Problem(.unknownPeer) }
        try await ask {
            try await store.revokePeer(id, at: now)
            try await store.revokeSource(peer.source, at: now)
        }
    }

    /// Asks every installation for its keys as they are now, and keeps those that are signed with a known one; gives the
    /// ones that could not be asked, or refused, whose keys stay as they were.
    public func refreshKeysOfPeers() async throws(Problem) -> [SilentPeer] {
        var unreached: [SilentPeer] = []
        for peer in try await peers() where peer.revoked == nil {
            do throws(Problem) {
                let answer = try await ask(peer, .keys, .object([]))
                guard let text = answer["keys"]?.string, let keys = try? KeySet(jwks: text), !keys.entries.isEmpty
                else {
                    throw Problem(.peerUnreachable)
                }
                let now = dependencies.now()
                try await ask { try await store.keepKeys(keys.jwks, of: peer.id, at: now) }
            } catch {
                unreached.append(SilentPeer(name: peer.name, refusal: error.parameters["refusal"]))
            }
        }
        return unreached
    }

    /// Asks another installation, and gives what it says. Its own refusal is thrown as the problem that it is.
    ///
    /// - Throws: `peerUnreachable`, with the parameter `refusal` where it refused the message; what the other says is wrong with the question.
    public func ask(_ peer: Peer, _ exchange: Exchange, _ body: JSON) async throws(Problem) -> JSON {
        let keys = peer.keySet
        guard let receiver = keys.entries.last?.id else { throw Problem(.peerUnreachable) }
        let question = ExchangeMessage(
            exchange: exchange.rawValue, id: try freshID(), receiver: receiver, sent: dependencies.now().seconds,
            body: body)
        let answer: ExchangeMessage
        do {
            let bytes = try await dependencies.peers.post(
                question.signed(by: secrets.codes.tools.signing), of: exchange, to: peer.address)
            answer = try ExchangeMessage.open(bytes, trusting: keys).0
        } catch let refusal as PeerRefusal {
            // To one who has to decide now it is the same as silence; who asks on purpose is told.
            throw Problem(.peerUnreachable, parameters: ["refusal": refusal.problem ?? "status \(refusal.status)"])
        } catch {
            dependencies.report("\(peer.name) gives no answer to \(exchange.rawValue): \(type(of: error))")
            throw Problem(.peerUnreachable)
        }
        guard answer.answers == question.id, !publicKeys[answer.receiver].isEmpty else {
            throw Problem(.peerUnreachable)
        }
        if let word = answer.body["problem"]?.string { throw Problem(Problem.Kind(rawValue: word) ?? .unavailable) }
        return answer.body
    }

    func freshID() throws(Problem) -> TokenID {
        guard let id = try? TokenID(dependencies.randomBytes(TokenID.length)) else { throw Problem(.unavailable) }
        return id
    }
}
