internal import HealthCodeCore
internal import HealthCodeCredential

// What another installation tells of people becomes facts with that installation as their source, as a hospital's
// records do: they wait for who is not registered yet, are taken once, and only their sender can take them back.

extension HealthCode {
    /// Takes a declaration, an itinerary, or a correction of either.
    func take(
        _ exchange: Exchange, _ body: JSON, from peer: Peer, at now: Instant
    ) async throws(Problem) -> JSON {
        let records =
            switch exchange {
            case .declaration: [try declared(body, by: peer, at: now)]
            case .itinerary: try await travelled(body, by: peer, at: now)
            default: try corrected(body, by: peer, at: now)
            }
        let edition = rules.edition
        let outcomes = try await ask { try await store.receive(records, decide: edition.decide(at: now)) }
        if outcomes.contains(.conflict) { throw Problem(.recordConflict) }
        if !outcomes.contains(where: { $0 != .nothingToRetract }) { throw Problem(.nothingToRetract) }
        let word =
            if outcomes.contains(.accepted) { "accepted" } else if outcomes.contains(.waiting) { "waiting" } else {
                "repeated"
            }
        return .object([.init("outcome", .string(word))])
    }

    private func declared(_ body: JSON, by peer: Peer, at now: Instant) throws(Problem) -> SourceRecord {
        var reader = ExchangeReader(body, at: now)
        let (id, document, from) = (reader.text("id", limit: 100), reader.document(), reader.instant("declared_at"))
        let answers = reader.answers()
        try reader.finish()
        guard let id, let document, let from else { throw Problem(.invalidFields) }
        let fact = Fact(
            id: FactID(0), kind: .declaration, from: from, known: now, region: peer.region,
            origin: .source(peer.source.number), detail: .answers(answers))
        return record(id, .fact(NewFact(fact)), of: document, in: body, by: peer, at: now)
    }

    private func travelled(_ body: JSON, by peer: Peer, at now: Instant) async throws(Problem) -> [SourceRecord] {
        var reader = ExchangeReader(body, at: now)
        let (id, document, stays) = (reader.text("id", limit: 100), reader.document(), reader.stays())
        try reader.finish()
        guard let id, let document else { throw Problem(.invalidFields) }
        var records: [SourceRecord] = []
        for (index, stay) in stays.enumerated() {
            var stay = stay
            let (region, from, until) = (stay.region(), stay.instant("from"), stay.instant("until", isNeeded: false))
            try stay.finish()
            guard let region, let from else { throw Problem(.invalidFields) }
            guard until.map({ $0 >= from }) ?? true else {
                throw Problem(.invalidFields, fields: [FieldProblem("/stays/\(index)/until", .endsBeforeStart)])
            }
            guard try await ask({ try await store.region(region) }) != nil else {
                throw Problem(.unknownRegion, fields: [FieldProblem("/stays/\(index)/region", .badRegion)])
            }
            let fact = Fact(
                id: FactID(0), kind: .stay, from: from, until: until, known: now, region: region,
                origin: .source(peer.source.number))
            records.append(record("\(id)/\(index)", .fact(NewFact(fact)), of: document, in: body, by: peer, at: now))
        }
        return records
    }

    /// A declaration is one record, an itinerary one for each stay.
    private func corrected(_ body: JSON, by peer: Peer, at now: Instant) throws(Problem) -> [SourceRecord] {
        var reader = ExchangeReader(body, at: now)
        let (id, corrects) = (reader.text("id", limit: 100), reader.text("corrects", limit: 100))
        try reader.finish()
        guard let id, let corrects else { throw Problem(.invalidFields) }
        let told = [corrects] + (0..<100).map { "\(corrects)/\($0)" }
        return told.enumerated().map { index, told in
            record("\(id)/\(index)", .retraction(of: told), of: nil, in: body, by: peer, at: now)
        }
    }

    private func record(
        _ id: String, _ body: SourceRecord.Body, of document: Document?, in message: JSON, by peer: Peer,
        at now: Instant
    ) -> SourceRecord {
        SourceRecord(
            source: peer.source, id: id, content: secrets.hashes.record(message.sorted.text),
            document: document.map(secrets.hashes.document), body: body, received: now)
    }
}
