import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Other installations")
struct PeerTests {
    private func peer(of store: any Store) async throws -> PeerID {
        let source = try await store.addSource(
            NewSource(
                name: "Zhejiang", kind: .jurisdiction, region: place("420000"), key: digest("key of a peer"), added: now
            ))
        return try await store.addPeer(
            NewPeer(
                name: "Zhejiang", region: place("420000"), address: "https://code.example.cn", keys: "{\"keys\":[]}",
                source: source, lists: ["provinces", "delta"], added: now))
    }

    @Test("A peer is known until it is revoked, and stays on the list", arguments: Backend.all)
    func known(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await peer(of: store)
        let peers = try await store.peers()
        #expect(peers.map(\.id) == [id] && peers[0].name == "Zhejiang" && peers[0].keysFetched == now)
        #expect(peers[0].lists == ["provinces", "delta"])
        #expect(peers[0].revoked == nil)
        try await store.revokePeer(id, at: now.advanced(bySeconds: 1))
        try await store.revokePeer(id, at: now.advanced(bySeconds: 2))
        #expect(try await store.peers()[0].revoked == now.advanced(bySeconds: 1))
    }

    @Test("The keys of a peer are replaced, and their age with them", arguments: Backend.all)
    func keys(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await peer(of: store)
        try await store.keepKeys("{\"keys\":[1]}", of: id, at: now.advanced(bySeconds: 9))
        let peer = try #require(try await store.peers().first)
        #expect(peer.keys == "{\"keys\":[1]}" && peer.keysFetched == now.advanced(bySeconds: 9) && peer.added == now)
    }

    @Test("A message is taken once", arguments: Backend.all)
    func once(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await peer(of: store)
        #expect(try await store.receiveExchange([1, 2], of: "code-check", from: id, at: now))
        #expect(try await !store.receiveExchange([1, 2], of: "health-query", from: id, at: now))
        #expect(try await store.receiveExchange([1, 3], of: "code-check", from: id, at: now))
    }

    @Test("A visitor's pass is recorded once, and a code admits one", arguments: Backend.all)
    func visitor(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await peer(of: store)
        let (point, collector) = try await store.addCheckpoint()
        var pass = samplePass(1, of: PersonID(1), at: point, by: collector)
        (pass.person, pass.issuer) = (nil, id)
        #expect(try await store.admitPass(pass) == .recorded)
        #expect(try await store.admitPass(pass) == .repeated(pass))
        var other = samplePass(2, token: pass.token, of: PersonID(1), at: point, by: collector)
        (other.person, other.issuer) = (nil, id)
        #expect(try await store.admitPass(other) == .tokenUsed)
        #expect(try await store.census().passes == 1)
    }
}
