import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    /// A request with more records than this one waits behind those of people who stand at a checkpoint.
    private static let promptRecords = 32

    public func receive(_ records: [SourceRecord], decide: @escaping Decide) async throws -> [RecordOutcome] {
        guard !records.isEmpty else { return [] }
        return try await writer.write(records.count > Self.promptRecords ? .patient : .prompt) { transaction in
            var people: Set<PersonID> = []
            let outcomes = try records.map { record in
                let (outcome, person) = try transaction.receive(record)
                if let person { people.insert(person) }
                return outcome
            }
            for person in people { try transaction.assign(person, decide) }
            return outcomes
        }
    }

    public func addSource(_ source: NewSource) async throws -> SourceID {
        try await writer.write { transaction in
            try transaction.db.run(
                "INSERT INTO sources (name, kind, region, key, added) VALUES (?, ?, ?, ?, ?)",
                source.name, source.kind, source.region, source.key, source.added)
            return SourceID(transaction.db.lastInsertedRowID)
        }
    }

    public func sources() async throws -> [Source] {
        try readers.read { db in
            try db.all("SELECT \(Source.columns) FROM sources ORDER BY id") { try Source(&$0) }
        }
    }

    public func source(key: Digest32) async throws -> Source? {
        try readers.read { db in
            try db.first("SELECT \(Source.columns) FROM sources WHERE key = ?", key) { try Source(&$0) }
        }
    }

    public func revokeSource(_ id: SourceID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run("UPDATE sources SET revoked = coalesce(revoked, ?) WHERE id = ?", now, id)
        }
    }
}

extension Source {
    fileprivate static let columns = "id, name, kind, region, added, revoked"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), name: try columns.next(), kind: try columns.next(), region: try columns.next(),
            added: try columns.next(), revoked: try columns.next())
    }
}

/// What became of a record that was taken before.
private struct TakenRecord {
    var content: Digest32
    var document: Digest32?
    var person: PersonID?
    var fact: FactID?
    var isRetracted: Bool

    init(_ columns: inout Columns) throws {
        content = try columns.next()
        document = try columns.next()
        person = try columns.next()
        fact = try columns.next()
        isRetracted = try columns.next()
    }
}

extension Transaction {
    /// Takes one record, and tells whose facts it changed.
    fileprivate func receive(_ record: SourceRecord) throws -> (RecordOutcome, PersonID?) {
        if let taken = try taken(record.source, record.id) {
            return (taken.content == record.content ? .repeated : .conflict, nil)
        }
        switch record.body {
        case .fact(let fact): return try receive(fact, record)
        case .retraction(let id): return try retract(id, record)
        }
    }

    private func taken(_ source: SourceID, _ id: String) throws -> TakenRecord? {
        try db.first(
            """
            SELECT content, document, person, fact, retracted IS NOT NULL FROM records WHERE source = ? AND id = ?
            """, source, id
        ) { try TakenRecord(&$0) }
    }

    private func receive(_ fact: NewFact, _ record: SourceRecord) throws -> (RecordOutcome, PersonID?) {
        guard let document = record.document else { throw StoreError.failed("a record of nobody") }
        let holder = try db.first("SELECT id FROM people WHERE document = ?", document) { try $0.next(PersonID.self) }
        guard let holder else {
            try keep(record, document: document, person: nil, fact: nil)
            try wait(fact, record, document)
            return (.waiting, nil)
        }
        let id = try self.record([fact], of: holder).first
        try keep(record, document: nil, person: holder, fact: id)
        return (.accepted, holder)
    }

    private func retract(_ id: String, _ record: SourceRecord) throws -> (RecordOutcome, PersonID?) {
        guard let taken = try taken(record.source, id), !taken.isRetracted, taken.fact != nil || taken.document != nil
        else { return (.nothingToRetract, nil) }
        try keep(record, document: nil, person: nil, fact: nil)
        try db.run(
            "UPDATE records SET retracted = ?, document = NULL WHERE source = ? AND id = ?",
            record.received, record.source, id)
        if let person = taken.person, let fact = taken.fact {
            try retract(fact, of: person, known: record.received)
        } else {
            try db.run(
                "DELETE FROM waiting_facts WHERE document = ? AND source = ? AND record = ?",
                taken.document, record.source, id)
            count(.waiting, -1)
        }
        return (.accepted, taken.person)
    }

    private func keep(_ record: SourceRecord, document: Digest32?, person: PersonID?, fact: FactID?) throws {
        try db.run(
            "INSERT INTO records (source, id, content, received, document, person, fact) VALUES (?, ?, ?, ?, ?, ?, ?)",
            record.source, record.id, record.content, record.received, document, person, fact)
    }

    private func wait(_ new: NewFact, _ record: SourceRecord, _ document: Digest32) throws {
        let fact = new.fact
        let detail = DetailColumns(fact.detail)
        try db.run(
            """
            INSERT INTO waiting_facts (document, source, record, \(Fact.columns), note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, document, record.source, record.id, fact.kind, fact.from, fact.until, fact.known, fact.region,
            fact.origin, detail.method, detail.result, detail.sampled, detail.place, detail.rechecked,
            detail.symptoms, detail.diagnosis, detail.contact, detail.temperature, detail.linked,
            new.sealedNote)
        count(.waiting)
    }

    /// Gives a person the facts that waited for their document, in the order of their arrival.
    func attachWaiting(_ document: Digest32, to person: PersonID) throws {
        let waiting = try db.all(
            """
            SELECT source, record, \(Fact.columns), note FROM waiting_facts WHERE document = ? ORDER BY number
            """, document
        ) { columns in
            let record = (source: try columns.next(SourceID.self), id: try columns.next(String.self))
            let fact = try Fact(id: FactID(0), &columns)
            return (record, NewFact(fact, sealedNote: try columns.next()))
        }
        guard !waiting.isEmpty else { return }
        for ((record, _), id) in zip(waiting, try record(waiting.map(\.1), of: person)) {
            try db.run(
                "UPDATE records SET document = NULL, person = ?, fact = ? WHERE source = ? AND id = ?",
                person, id, record.source, record.id)
        }
        try db.run("DELETE FROM waiting_facts WHERE document = ?", document)
        count(.waiting, -waiting.count)
    }
}
