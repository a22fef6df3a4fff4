import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func importRegions(_ regions: [Region]) async throws -> Int {
        try await writer.write(.patient) { transaction in
            try regions.reduce(0) { changed, region in
                try transaction.db.run(
                    """
                    INSERT INTO regions (code, name, level, parent) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent
                    WHERE name <> excluded.name OR level <> excluded.level OR parent IS NOT excluded.parent
                    """, region.code, region.name, region.level, region.parent)
                return changed + transaction.db.changes
            }
        }
    }

    public func region(_ code: RegionCode) async throws -> Region? {
        try readers.read { db in
            try db.first("SELECT \(Region.columns) FROM regions WHERE code = ?", code) { try Region(&$0) }
        }
    }

    public func names(of regions: Set<RegionCode>, sources: Set<SourceID>) async throws -> Names {
        try readers.read { db in
            var names = Names()
            for code in regions {
                names.regions[code] = try db.first("SELECT name FROM regions WHERE code = ?", code) { try $0.next() }
            }
            for id in sources {
                names.sources[id.number] = try db.first("SELECT name FROM sources WHERE id = ?", id) { try $0.next() }
            }
            return names
        }
    }

    public func regions(under parent: RegionCode?) async throws -> [Region] {
        try readers.read { db in
            try db.all("SELECT \(Region.columns) FROM regions WHERE parent IS ? ORDER BY code", parent) {
                try Region(&$0)
            }
        }
    }

    public func publishPack(_ pack: PublishedPack) async throws -> Bool {
        try await writer.write { transaction in
            try transaction.publish(pack)
            let kept = try transaction.db.first(
                "SELECT digest FROM packs WHERE region = ? AND version = ?", pack.name.region, pack.name.version
            ) { try $0.next(Digest32.self) }
            return kept == pack.digest
        }
    }

    public func packs() async throws -> [PublishedPack] {
        try readers.read { db in
            try db.all(
                "SELECT region, version, since, text, digest, published, scenarios FROM packs ORDER BY number"
            ) { columns in
                PublishedPack(
                    name: PolicyName(region: try columns.next(), version: try columns.next()),
                    since: try columns.next(), text: try columns.next(), digest: try columns.next(),
                    published: try columns.next(), scenarios: try columns.next())
            }
        }
    }
}

extension Transaction {
    /// Keeps a pack under the next number, and asks for everyone whom it concerns to be decided anew, unless its version
    /// is published already.
    func publish(_ pack: PublishedPack) throws {
        try db.run(
            """
            INSERT INTO packs (region, version, since, digest, published, text, scenarios, number)
            SELECT ?, ?, ?, ?, ?, ?, ?, 1 + count(*) FROM packs WHERE true ON CONFLICT DO NOTHING
            """, pack.name.region, pack.name.version, pack.since, pack.digest, pack.published, pack.text,
            pack.scenarios)
        if db.changes > 0 { try ask(pack.name.region, at: pack.published) }
    }
}

extension Region {
    fileprivate static let columns = "code, name, level, parent"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            code: try columns.next(), name: try columns.next(), level: try columns.next(),
            parent: try columns.next())
    }
}
