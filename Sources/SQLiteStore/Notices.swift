import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func receiveNotices(_ notices: [NewNotice]) async throws -> [RecordOutcome] {
        guard !notices.isEmpty else { return [] }
        return try await writer.write(.patient) { transaction in
            var changed: Set<RegionCode> = []
            let outcomes = try notices.map { notice in
                let (outcome, region) = try transaction.receive(notice)
                if let region { changed.insert(region) }
                return outcome
            }
            let last = notices[notices.count - 1].received
            // What lies under a region that has changed itself is decided anew with it.
            for region in changed.sorted() where !changed.contains(where: { $0 != region && $0.contains(region) }) {
                try transaction.ask(region, at: last)
            }
            return outcomes
        }
    }

    public func notices() async throws -> [RegionNotice] {
        try readers.read { db in
            try db.all(
                """
                SELECT \(RegionNotice.columns) FROM region_notices n
                WHERE NOT EXISTS (SELECT 1 FROM notice_retractions r WHERE r.notice = n.number) ORDER BY n.number
                """
            ) { try RegionNotice(&$0) }
        }
    }

    public func keptNotices() async throws -> [KeptNotice] {
        try readers.read { db in
            try db.all(
                """
                SELECT n.number, \(RegionNotice.columns), n.origin, n.id, r.number, r.known
                FROM region_notices n LEFT JOIN notice_retractions r ON r.notice = n.number ORDER BY n.number
                """
            ) { columns in
                let kept = KeptNotice(
                    number: try columns.next(), notice: try RegionNotice(&columns), origin: try columns.next(),
                    id: try columns.next())
                return kept.retracted(by: try columns.next(), at: try columns.next())
            }
        }
    }
}

extension RegionNotice {
    fileprivate static let columns = "n.region, n.what, n.starts, n.ends, n.known"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            region: try columns.next(), what: try columns.next(),
            interval: Interval(from: try columns.next(), until: try columns.next()), known: try columns.next())
    }
}

extension Transaction {
    /// Takes one notice or retraction, and tells which region it changed.
    fileprivate func receive(_ new: NewNotice) throws -> (RecordOutcome, RegionCode?) {
        if let id = new.id, let taken = try content(of: id, from: new.origin) {
            return (taken == new.content ? .repeated : .conflict, nil)
        }
        switch new.body {
        case .notice(let notice):
            try db.run(
                """
                INSERT INTO region_notices (number, region, what, starts, ends, known, origin, id, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, try nextNotice(), notice.region, notice.what, notice.interval.from, notice.interval.until,
                new.received, new.origin,
                new.id, new.content)
            return (.accepted, notice.region)
        case .retraction(let id):
            let found = try db.first(
                "SELECT number, region FROM region_notices WHERE origin = ? AND id = ?", new.origin, id
            ) { (try $0.next(NoticeID.self), try $0.next(RegionCode.self)) }
            return try retract(found, new)
        case .withdrawal(let number):
            let found = try db.first(
                "SELECT number, region FROM region_notices WHERE origin = ? AND number = ?", new.origin, number
            ) { (try $0.next(NoticeID.self), try $0.next(RegionCode.self)) }
            return try retract(found, new)
        }
    }

    /// The number of what is said next; notices and retractions share their numbers.
    private func nextNotice() throws -> NoticeID {
        let numbers = try db.all(
            "SELECT max(number) FROM region_notices UNION ALL SELECT max(number) FROM notice_retractions"
        ) { try $0.next(Int64?.self) }
        return NoticeID(1 + (numbers.compactMap(\.self).max() ?? 0))
    }

    /// What was sent under an id, be it a notice or a retraction.
    private func content(of id: String, from origin: NoticeOrigin) throws -> Digest32?? {
        try db.first(
            """
            SELECT content FROM region_notices WHERE origin = ?1 AND id = ?2
            UNION ALL SELECT content FROM notice_retractions WHERE origin = ?1 AND id = ?2
            """, origin, id
        ) { try $0.next(Digest32?.self) }
    }

    private func retract(
        _ found: (number: NoticeID, region: RegionCode)?, _ new: NewNotice
    ) throws -> (RecordOutcome, RegionCode?) {
        guard let found else { return (.nothingToRetract, nil) }
        try db.run(
            """
            INSERT INTO notice_retractions (number, notice, known, origin, id, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (notice) DO NOTHING
            """, try nextNotice(), found.number, new.received, new.origin, new.id, new.content)
        return db.changes > 0 ? (.accepted, found.region) : (.nothingToRetract, nil)
    }
}

/// By its word: the name of a level, or `closed` or `open`.
extension RegionNotice.What: StoredAs {
    var stored: String { name }

    init?(stored: String) {
        guard let what = RegionNotice.What.named.first(where: { $0.0 == stored })?.1 else { return nil }
        self = what
    }
}
