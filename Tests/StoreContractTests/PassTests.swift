import HealthCodeCore
import HealthCodeService
import Testing

func samplePass(_ number: UInt64, token: [UInt8]? = nil, of person: PersonID, at point: PointID, by collector: StaffID)
    -> Pass
{
    Pass(
        id: PassID(high: number, low: .max - number), token: token ?? [UInt8(truncatingIfNeeded: number)],
        person: person, point: point, collector: collector, at: now, recorded: now.advanced(bySeconds: 1),
        temperature: Temperature(hundredths: 3_650), colour: .green, allowed: true, why: .allowed, offline: false)
}

@Suite("Passes")
struct PassTests {
    private func checkpoint(_ backend: Backend) async throws -> (any Store, @Sendable (UInt64, [UInt8]?) -> Pass) {
        let store = try backend.open()
        let person = try await store.register("document")
        let (point, collector) = try await store.addCheckpoint()
        return (store, { samplePass($0, token: $1, of: person, at: point, by: collector) })
    }

    @Test("A pass is recorded and comes back as it was", arguments: Backend.all)
    func recorded(backend: Backend) async throws {
        let (store, pass) = try await checkpoint(backend)
        var refused = pass(2, nil)
        refused.temperature = nil
        refused.colour = .red
        refused.allowed = false
        refused.why = .colour
        refused.offline = true
        for pass in [pass(1, nil), refused] {
            #expect(try await store.admitPass(pass) == .recorded)
            #expect(try await store.pass(pass.id) == pass)
            #expect(try await store.isUsed(token: pass.token))
        }
        #expect(try await store.census().passes == 2)
        #expect(try await !store.isUsed(token: [99]))
    }

    @Test("The same id again gives the first pass back", arguments: Backend.all)
    func repeated(backend: Backend) async throws {
        let (store, pass) = try await checkpoint(backend)
        #expect(try await store.admitPass(pass(1, nil)) == .recorded)
        var again = pass(1, nil)
        again.temperature = Temperature(hundredths: 3_900)
        #expect(try await store.admitPass(again) == .repeated(pass(1, nil)))
        #expect(try await store.census().passes == 1)
    }

    @Test("A live code admits one pass", arguments: Backend.all)
    func used(backend: Backend) async throws {
        let (store, pass) = try await checkpoint(backend)
        #expect(try await store.admitPass(pass(1, [7])) == .recorded)
        #expect(try await store.admitPass(pass(2, [7])) == .tokenUsed)
        #expect(try await store.pass(pass(2, nil).id) == nil)
    }

    @Test("Of 64 callers with one pass exactly one records it", arguments: Backend.all)
    func sameID(backend: Backend) async throws {
        let (store, pass) = try await checkpoint(backend)
        for round in UInt64(1)...20 {
            let outcomes = try await outcomes(store, (0..<64).map { _ in pass(round, nil) })
            #expect(outcomes.filter { $0 == .recorded }.count == 1)
            #expect(outcomes.filter { $0 == .repeated(pass(round, nil)) }.count == 63)
        }
        #expect(try await store.census().passes == 20)
    }

    @Test("Of 64 callers with one live code exactly one passes", arguments: Backend.all)
    func sameToken(backend: Backend) async throws {
        let (store, pass) = try await checkpoint(backend)
        for round in UInt64(1)...20 {
            let outcomes = try await outcomes(
                store, (0..<64).map { pass(round * 100 + $0, [UInt8(round)]) })
            #expect(outcomes.filter { $0 == .recorded }.count == 1)
            #expect(outcomes.filter { $0 == .tokenUsed }.count == 63)
        }
    }

    private func outcomes(_ store: any Store, _ passes: [Pass]) async throws -> [PassOutcome] {
        try await withThrowingTaskGroup(of: PassOutcome.self) { group in
            for pass in passes { group.addTask { try await store.admitPass(pass) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("A point is kept when it is revoked, with when", arguments: Backend.all)
    func points(backend: Backend) async throws {
        let store = try backend.open()
        let (point, _) = try await store.addCheckpoint()
        try await store.revokePoint(point, at: now)
        try await store.revokePoint(point, at: now.advanced(bySeconds: 1))
        #expect(try await store.point(point)?.revoked == now)
        #expect(try await store.points().map(\.name) == ["a gate"])
        #expect(try await store.point(PointID(99)) == nil)
    }
}
