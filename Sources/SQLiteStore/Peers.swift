import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func addPeer(_ peer: NewPeer) async throws -> PeerID {
        try await writer.write { transaction in
            try transaction.db.run(
                """
                INSERT INTO peers (name, region, address, keys, source, lists, added, keysFetched)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, peer.name, peer.region, peer.address, peer.keys, peer.source, peer.lists.joined(separator: " "),
                peer.added, peer.added)
            return PeerID(transaction.db.lastInsertedRowID)
        }
    }

    public func peers() async throws -> [Peer] {
        try readers.read { db in
            try db.all(
                """
                SELECT id, name, region, address, keys, source, lists, added, keysFetched, revoked FROM peers
                ORDER BY id
                """
            ) { columns in
                Peer(
                    id: PeerID(try columns.next()), name: try columns.next(), region: try columns.next(),
                    address: try columns.next(), keys: try columns.next(), source: try columns.next(),
                    lists: (try columns.next() as String).split(separator: " ").map(String.init),
                    added: try columns.next(), keysFetched: try columns.next(), revoked: try columns.next())
            }
        }
    }

    public func revokePeer(_ id: PeerID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run("UPDATE peers SET revoked = coalesce(revoked, ?) WHERE id = ?", now, id.number)
        }
    }

    public func keepKeys(_ jwks: String, of peer: PeerID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run(
                "UPDATE peers SET keys = ?, keysFetched = ? WHERE id = ?", jwks, now, peer.number)
        }
    }

    public func receiveExchange(
        _ id: [UInt8], of exchange: String, from peer: PeerID, at now: Instant
    ) async throws -> Bool {
        try await writer.write { transaction in
            try transaction.db.run(
                "INSERT INTO exchanges (id, peer, exchange, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", id,
                peer.number, exchange, now)
            return transaction.db.changes == 1
        }
    }
}
