import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func concerned(
        by region: RegionCode, after last: Whereabout?, limit: Int
    ) async throws -> [Whereabout] {
        let start = last ?? Whereabout(region: region, person: PersonID(.min))
        return try readers.read { db in
            try db.all(
                """
                SELECT firstRegion, id FROM people
                WHERE (firstRegion, id) > (?1, ?2) AND firstRegion <= ?3 AND erased IS NULL
                UNION ALL
                SELECT region, person FROM whereabouts WHERE (region, person) > (?1, ?2) AND region <= ?3
                ORDER BY 1, 2 LIMIT ?4
                """, start.region, start.person, region.last, limit
            ) { Whereabout(region: try $0.next(), person: try $0.next()) }
        }
    }

    public func countConcerned(by regions: [RegionCode]) async throws -> Int {
        // What lies under another of them is counted with it; who has to do with two of them is counted once.
        let apart = Set(regions).filter { region in
            !regions.contains { $0 != region && $0.contains(region) }
        }
        return try readers.read { db in
            var people: Set<PersonID> = []
            for region in apart {
                let found = try db.all(
                    """
                    SELECT id FROM people WHERE firstRegion BETWEEN ?1 AND ?2 AND erased IS NULL
                    UNION
                    SELECT w.person FROM whereabouts w JOIN people p ON p.id = w.person
                    WHERE w.region BETWEEN ?1 AND ?2 AND p.erased IS NULL
                    """, region, region.last
                ) { try $0.next(PersonID.self) }
                people.formUnion(found)
            }
            return people.count
        }
    }

    public func takeReassessment(at now: Instant, until: Instant) async throws -> Reassessment? {
        try await writer.write(.patient) { transaction in
            // A clock that was set back must not leave work lying: nobody holds it beyond a minute from now.
            let found = try transaction.db.first(
                """
                SELECT number, region, reachedRegion, reachedPerson FROM reassessments
                WHERE done IS NULL AND (held IS NULL OR held NOT BETWEEN ?1 AND ?1 + 60) ORDER BY number LIMIT 1
                """, now
            ) { columns in
                let (number, region) = (try columns.next(Int64.self), try columns.next(RegionCode.self))
                let reached = (try columns.next(RegionCode?.self), try columns.next(PersonID?.self))
                var place: Whereabout?
                if case (let region?, let person?) = reached { place = Whereabout(region: region, person: person) }
                return Reassessment(number: number, region: region, reached: place)
            }
            guard let found else { return nil }
            try transaction.db.run("UPDATE reassessments SET held = ? WHERE number = ?", until, found.number)
            return found
        }
    }

    public func noteReassessment(_ number: Int64, reached: Whereabout, until: Instant) async throws {
        try await writer.write(.patient) { transaction in
            try transaction.db.run(
                "UPDATE reassessments SET reachedRegion = ?, reachedPerson = ?, held = ? WHERE number = ?",
                reached.region, reached.person, until, number)
        }
    }

    public func finishReassessment(_ number: Int64, at now: Instant) async throws {
        try await writer.write(.patient) { transaction in
            try transaction.db.run("UPDATE reassessments SET done = ?, held = NULL WHERE number = ?", now, number)
        }
    }

    public func openReassessments() async throws -> Int {
        try readers.read { db in
            try db.first("SELECT count(*) FROM reassessments WHERE done IS NULL") { try $0.next(Int.self) } ?? 0
        }
    }
}

extension Transaction {
    /// Notes that everyone who has to do with a region has to be decided anew.
    func ask(_ region: RegionCode, at now: Instant) throws {
        try db.run("INSERT INTO reassessments (region, asked) VALUES (?, ?)", region, now)
    }

    /// Notes that a person has to do with a region.
    func note(_ region: RegionCode, of person: PersonID) throws {
        try db.run(
            """
            INSERT INTO whereabouts (region, person) SELECT ?1, id FROM people WHERE id = ?2 AND firstRegion <> ?1
            ON CONFLICT DO NOTHING
            """, region, person)
    }
}
