import HealthCodeCore
import HealthCodeService
import Testing

@Suite("What a crossing is about, at once")
struct CrossingTests {
    private struct Scene {
        let store: any Store
        let atOnce: any StoreAtOnce
        let person: PersonID
        let point: PointID
        let collector: StaffID

        func crossing(
            of person: PersonID? = nil, at point: PointID? = nil, in token: String = "token", on instant: Instant = now
        ) throws -> Crossing? {
            try atOnce.crossing(
                of: person ?? self.person, at: point ?? self.point, in: digest(token), at: instant)
        }
    }

    /// A collector who is signed in, at a point, before a person.
    private func scene(_ backend: Backend) async throws -> Scene {
        let store = try backend.open()
        _ = try await store.register("a neighbour's document")
        let person = try await store.register("document")
        let (point, collector) = try await store.addCheckpoint()
        _ = try await store.signIn("collector")
        return Scene(
            store: store, atOnce: try #require(store.atOnce), person: person, point: point, collector: collector)
    }

    @Test("It is what the verbs for each of them give", arguments: Backend.all)
    func whole(backend: Backend) async throws {
        let scene = try await scene(backend)
        let crossing = try #require(try scene.crossing())
        #expect(try await crossing.person == scene.store.person(scene.person))
        #expect(try await crossing.point == scene.store.point(scene.point))
        #expect(try await crossing.session == scene.store.session(digest("token"), at: now))
        #expect(crossing.session.duties.map(\.id) == [scene.collector])
    }

    @Test("Who has several duties has them all, and who has none has none", arguments: Backend.all)
    func duties(backend: Backend) async throws {
        let scene = try await scene(backend)
        let second = try await scene.store.addStaff(
            NewStaff(phone: digest("collector"), role: .administrator, sealed: [8], region: place("420000"), added: now)
        )
        #expect(try Set(#require(try scene.crossing()).session.duties.map(\.id)) == [scene.collector, second])
        for duty in [scene.collector, second] { try await scene.store.revokeStaff(duty, at: now) }
        let crossing = try #require(try scene.crossing())
        #expect(crossing.session.duties == [])
        #expect(try await crossing.point == scene.store.point(scene.point))
    }

    @Test("Nil where the person, the point or the session is not there", arguments: Backend.all)
    func missing(backend: Backend) async throws {
        let scene = try await scene(backend)
        #expect(try scene.crossing(of: PersonID(99)) == nil)
        #expect(try scene.crossing(at: PointID(99)) == nil)
        #expect(try scene.crossing(in: "another token") == nil)
        #expect(try scene.crossing(on: now.advanced(bySeconds: day)) == nil)
        try await scene.store.erasePerson(scene.person, at: now)
        #expect(try scene.crossing() == nil)
    }
}
