import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func subject(_ id: PersonID) throws -> Subject? {
        try readers.snapshot { db in try db.subject(id) }
    }

    public func subject(_ id: PersonID, asKnown knowledge: Knowledge) async throws -> Subject? {
        try readers.snapshot { db in try db.subject(id, asKnown: knowledge) }
    }

    public func recordFacts(
        _ facts: [NewFact], of person: PersonID, decide: @escaping Decide
    ) async throws -> [FactID] {
        try await writer.write { transaction in
            try transaction.requirePerson(person)
            let ids = try transaction.record(facts, of: person)
            try transaction.assign(person, decide)
            return ids
        }
    }

    public func notedFacts(of person: PersonID, kinds: FactKinds) throws -> [NotedFact] {
        try readers.read { db in
            try db.all(
                """
                SELECT f.number, \(Fact.columns), n.sealed,
                    EXISTS (SELECT 1 FROM retractions r WHERE r.person = f.person AND r.fact = f.number)
                FROM facts f LEFT JOIN fact_notes n ON n.person = f.person AND n.number = f.number
                WHERE f.person = ? AND (1 << f.kind) & ? <> 0
                    AND EXISTS (SELECT 1 FROM people p WHERE p.id = f.person AND p.erased IS NULL)
                ORDER BY f.number DESC
                """, person, kinds
            ) { columns in
                let fact = try Fact(id: columns.next(), &columns)
                let note: [UInt8]? = try columns.next()
                return NotedFact(fact: fact, sealedNote: note ?? [], retracted: try columns.next())
            }
        }
    }
}

extension Connection {
    /// What is known of a person, without what was retracted; nil for one who was erased or never was.
    func subject(_ id: PersonID, asKnown knowledge: Knowledge? = nil) throws -> Subject? {
        let person = try first("SELECT registered, firstRegion FROM people WHERE id = ? AND erased IS NULL", id) {
            (registered: try $0.next(Instant.self), region: try $0.next(RegionCode.self))
        }
        guard let person else { return nil }
        let retracted = try all("SELECT fact, number, known FROM retractions WHERE person = ?", id) {
            (fact: try $0.next(FactID.self), number: try $0.next(FactID.self), known: try $0.next(Instant.self))
        }
        var facts = try all("SELECT number, \(Fact.columns) FROM facts WHERE person = ? ORDER BY number", id) {
            try Fact(id: $0.next(), &$0)
        }
        if let knowledge { facts.removeAll { !knowledge.holds($0.id, known: $0.known) } }
        for taken in retracted where knowledge?.holds(taken.number, known: taken.known) ?? true {
            facts.removeAll { $0.id == taken.fact }
        }
        return Subject(start: person.registered, region: person.region, facts: facts)
    }

    /// The number of the last thing that became known of a person, a fact or a retraction; 0 where there is none.
    func lastKnown(of person: PersonID) throws -> FactID {
        let numbers = try all(
            """
            SELECT max(number) FROM facts WHERE person = ?1 UNION ALL SELECT max(number) FROM retractions WHERE person = ?1
            """, person
        ) { try $0.next(Int64?.self) }
        return FactID(numbers.compactMap(\.self).max() ?? 0)
    }
}

extension Knowledge {
    /// Whether what has this number and became known then is part of it.
    fileprivate func holds(_ number: FactID, known: Instant) -> Bool {
        switch self {
        case .at(let instant): known <= instant
        case .through(let last): number <= last
        }
    }
}

extension Transaction {
    /// Adds facts of a person under the next numbers.
    func record(_ facts: [NewFact], of person: PersonID) throws -> [FactID] {
        guard !facts.isEmpty else { return [] }
        var last = try db.lastKnown(of: person)
        var kinds: FactKinds = []
        let ids = try facts.map { new in
            last = FactID(last.number + 1)
            try insert(new, as: last, of: person)
            kinds.formUnion(FactKinds([new.fact.kind]))
            return last
        }
        try db.run("UPDATE people SET kinds = kinds | ?2 WHERE id = ?1 AND kinds & ?2 <> ?2", person, kinds)
        count(.facts, facts.count)
        return ids
    }

    /// Marks a fact of a person as taken back, under the next number.
    func retract(_ fact: FactID, of person: PersonID, known: Instant) throws {
        let number = FactID(try db.lastKnown(of: person).number + 1)
        try db.run(
            "INSERT INTO retractions (person, number, fact, known) VALUES (?, ?, ?, ?)", person, number, fact, known)
    }

    private func insert(_ new: NewFact, as id: FactID, of person: PersonID) throws {
        let fact = new.fact
        let detail = DetailColumns(fact.detail)
        try db.run(
            """
            INSERT INTO facts (person, number, \(Fact.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, person, id, fact.kind, fact.from, fact.until, fact.known, fact.region, fact.origin,
            detail.method, detail.result, detail.sampled, detail.place, detail.rechecked,
            detail.symptoms, detail.diagnosis, detail.contact, detail.temperature, detail.linked)
        if let region = fact.region { try note(region, of: person) }
        guard !new.sealedNote.isEmpty else { return }
        try db.run("INSERT INTO fact_notes (person, number, sealed) VALUES (?, ?, ?)", person, id, new.sealedNote)
    }
}
