internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// How far, in seconds, the clock of another installation may be from ours.
    private static let clockDifference: Int64 = 300

    /// Answers a message of another installation with a message. What it asks for in vain is told inside of the answer.
    ///
    /// - Parameter path: the exchange that it was sent to, which must be the one that it says.
    /// - Throws: `unknownPeer` for what no known installation signed, `misdirectedMessage` for what is not for us, not of
    ///   now, or of no kind that we know, `replayedMessage`; `storageFull`, `unavailable`.
    public func answer(_ bytes: [UInt8], as path: String) async throws(Problem) -> [UInt8] {
        let now = dependencies.now()
        let peers = try await peers().filter { $0.revoked == nil }
        let (question, peer, keyID) = try Self.open(bytes, from: peers)
        guard question.answers == nil, !publicKeys[question.receiver].isEmpty,
            abs(question.sent - now.seconds) <= Self.clockDifference,
            let exchange = Exchange(rawValue: question.exchange), path == exchange.rawValue
        else { throw Problem(.misdirectedMessage) }
        let isNew = try await ask {
            try await store.receiveExchange(question.id.bytes, of: exchange.rawValue, from: peer.id, at: now)
        }
        guard isNew else { throw Problem(.replayedMessage) }
        let body = try await answer(exchange, question.body, from: peer, at: now)
        let answer = ExchangeMessage(
            exchange: question.exchange, id: try freshID(), receiver: keyID, sent: now.seconds, answers: question.id,
            body: body)
        guard let signed = try? answer.signed(by: secrets.codes.tools.signing) else { throw Problem(.unavailable) }
        return signed
    }

    private static func open(
        _ bytes: [UInt8], from peers: [Peer]
    ) throws(Problem) -> (ExchangeMessage, Peer, KeyID) {
        let keys = KeySet(peers.flatMap(\.keySet.entries))
        guard let (message, keyID) = try? ExchangeMessage.open(bytes, trusting: keys),
            let peer = peers.first(where: { !$0.keySet[keyID].isEmpty })
        else { throw Problem(.unknownPeer) }
        return (message, peer, keyID)
    }

    /// The body of the answer; where the question is at fault, the name of the problem.
    private func answer(
        _ exchange: Exchange, _ body: JSON, from peer: Peer, at now: Instant
    ) async throws(Problem) -> JSON {
        do throws(Problem) {
            switch exchange {
            case .declaration, .itinerary, .correction:
                return try await take(exchange, body, from: peer, at: now)
            case .healthQuery: return try await state(of: body, at: now)
            case .codeCall: return try await code(for: body, at: now)
            case .codeMaking: return try await make(body, from: peer)
            case .codeCheck: return try await state(behind: body, at: now)
            case .keys: return .object([.init("keys", .string(publicKeysJWKS))])
            }
        } catch {
            guard ![.storageFull, .unavailable].contains(error.kind) else { throw error }
            let fields = error.fields.map { JSON.string("\($0.pointer)") }
            return .object([.init("problem", .string(error.kind.rawValue)), .init("fields", .array(fields))])
        }
    }

    /// The state behind a code of ours that was scanned elsewhere: what a collector here would see, and no more.
    private func state(behind body: JSON, at now: Instant) async throws(Problem) -> JSON {
        var reader = ExchangeReader(body, at: now)
        let token = reader.text("token", limit: 512)
        try reader.finish()
        let (code, timeliness) = try read(token ?? "", at: now)
        try await accept(code, timeliness, at: now)
        let person = try await holder(of: code)
        let identity = try identity(of: person)
        var members = try await members(of: person, at: now)
        members.append(.init("name", .string(maskedName(identity.name))))
        members.append(.init("document", .string(identity.document.masked.number)))
        members.append(.init("document_type", .string(identity.document.kind.rawValue)))
        if let age = identity.document.age(at: now) { members.append(.init("age", .integer(Int64(age)))) }
        return .object(members)
    }

    /// The colour of a person whose document and name the other installation has seen.
    private func state(of body: JSON, at now: Instant) async throws(Problem) -> JSON {
        .object(try await members(of: try await person(named: body, at: now), at: now))
    }

    /// A live code of such a person, for the other installation to show in its own pages.
    private func code(for body: JSON, at now: Instant) async throws(Problem) -> JSON {
        let person = try await person(named: body, at: now)
        let colour = try await current(person, at: now).assignment.colour
        let expires = now.advanced(bySeconds: Self.codeLifetime)
        guard
            let token = try? secrets.signer.issue(
                person: person.id.number, colour: colour.inCode, kind: .live, at: now.seconds,
                lifetime: Self.codeLifetime, tokenID: try freshID())
        else { throw Problem(.unavailable) }
        return .object([
            .init("token", .string(token)), .init("expires", .string(expires.rfc3339(in: .china))),
        ])
    }

    /// Who holds a document, if the name is theirs; a wrong name is told no more than an unknown document.
    private func person(named body: JSON, at now: Instant) async throws(Problem) -> Person {
        var reader = ExchangeReader(body, at: now)
        let (document, name) = (reader.document(), reader.text("name", limit: 60))
        try reader.finish()
        guard let document, let name else { throw Problem(.invalidFields) }
        let hash = secrets.hashes.document(document)
        guard let person = try await ask({ try await store.person(document: hash) }),
            secrets.hashes.name(try identity(of: person).name) == secrets.hashes.name(name)
        else { throw Problem(.noSuchPerson) }
        return person
    }

    private func members(of person: Person, at now: Instant) async throws(Problem) -> [JSON.Member] {
        let state = try await current(person, at: now).assignment
        let policy = rules.edition.policy(state.policy)?.policy
        let advice = policy?.options.meanings[state.colour]?.advice ?? ColourText.waiting
        var members: [JSON.Member] = [
            .init("colour", .string(state.colour.rawValue)), .init("since", .string(state.since.rfc3339(in: .china))),
            .init("advice", advice.json), .init("place", (policy?.place ?? ColourText.nowhere).json),
            .init("at", .string(now.rfc3339(in: .china))),
        ]
        var person = person
        person.assignment = state
        if let next = try await nextColour(of: person, at: now) {
            members.append(.init("changes_at", .string(next.at.rfc3339(in: .china))))
            members.append(.init("changes_to", .string(next.colour.rawValue)))
        }
        return members
    }

    /// Registers a person whom the other installation has before it, under the phone that they gave (NA-02).
    private func make(_ body: JSON, from peer: Peer) async throws(Problem) -> JSON {
        var reader = ExchangeReader(body, at: dependencies.now())
        let (name, region) = (reader.text("name", limit: 60), reader.text("region", limit: 12))
        let (phone, consent) = (reader.text("phone", limit: 20), reader.text("consent", limit: 20))
        let document = reader.document()
        try reader.finish()
        guard let name, let region, let phone, let consent, let document else { throw Problem(.invalidFields) }
        let number = try Self.phone(phone, at: "/phone")
        let sealed = try secrets.accounts.seal(Array(number.number.utf8), nonce: nonce())
        let account = try await ask {
            try await store.account(phone: secrets.hashes.phone(number), sealed: sealed)
        }
        let caller = Caller(account: account, phone: number.number, duties: [])
        let registration = Registration(
            name: name, documentKind: document.kind.rawValue, documentNumber: document.number, region: region,
            relation: "self", channel: "exchange", consent: consent)
        let person = try await register(registration, by: caller)
        return .object([
            .init("made", .bool(true)), .init("colour", .string(person.colour.rawValue)),
            .init("name", .string(person.name)),
        ])
    }
}

extension LocalizedText {
    /// The text in every language, as exchanges carry it.
    var json: JSON {
        .object([.init("zh", .string(self[.simplifiedChinese])), .init("en", .string(self[.english]))])
    }

    init?(_ json: JSON?) {
        guard let chinese = json?["zh"]?.string, let english = json?["en"]?.string else { return nil }
        self.init(simplifiedChinese: chinese, english: english)
    }
}
