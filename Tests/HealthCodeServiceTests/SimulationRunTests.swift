import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Simulations run in the background")
struct SimulationRunTests {
    private typealias Scene = PublishingTests.Scene

    /// A scene with a proposal of which the simulation waits.
    private func waiting() async throws -> (scene: Scene, id: ProposalID) {
        let scene = try await Scene()
        let text = try PublishingTests.draft(colour: "red")
        return (scene, try await scene.world.healthCode.propose(text, scenarios: "", by: scene.one))
    }

    @Test("A proposal is there at once, and its simulation follows")
    func follows() async throws {
        let (scene, id) = try await waiting()
        #expect(try await scene.view(id).run?.state == .waiting)
        let refused = try await problem { _ = try await scene.approve(id) }
        #expect(refused?.kind == .staleSimulation)
        try await scene.world.healthCode.runSimulations()
        let view = try await scene.view(id)
        #expect(view.run?.state == .done && view.moved == 1 && !view.isStale)
    }

    @Test("Two are run one after the other, in the order in which they were asked for")
    func inOrder() async throws {
        let (scene, first) = try await waiting()
        let text = try PublishingTests.draft(since: "2020-04-12T00:00:00+08:00")
        let second = try await scene.world.healthCode.propose(text, scenarios: "", by: scene.two)
        let store = scene.world.store
        let run = try #require(try await store.beginSimulation())
        #expect(run.proposal == first)
        #expect(try await store.beginSimulation() == nil)
        try await store.endSimulation(run.number, .failed, at: scene.world.clock.now, attaching: nil)
        #expect(try await store.beginSimulation()?.proposal == second)
    }

    @Test("Who asks twice gets one")
    func once() async throws {
        let (scene, id) = try await waiting()
        try await scene.world.healthCode.simulateAgain(id, by: scene.two)
        try await scene.world.healthCode.runSimulations()
        #expect(try await scene.view(id).simulationNumber == 1)
    }

    @Test("One that a stop of the service cut off is said to be, and can be run again")
    func interrupted() async throws {
        let (scene, id) = try await waiting()
        _ = try await scene.world.store.beginSimulation()
        let again = try await scene.world.restarted()
        try await again.noteInterruptedSimulations()
        let view = try await again.proposal(id, by: scene.two)
        #expect(view.run?.state == .interrupted && view.simulation == nil && view.isStale)
        try await again.simulateAgain(id, by: scene.two)
        try await again.runSimulations()
        #expect(try await again.proposal(id, by: scene.two).moved == 1)
    }

    @Test("One that still waited is run after a restart")
    func waited() async throws {
        let (scene, id) = try await waiting()
        let again = try await scene.world.restarted()
        try await again.noteInterruptedSimulations()
        try await again.runSimulations()
        #expect(try await again.proposal(id, by: scene.two).run?.state == .done)
    }

    @Test("Withdrawing a proposal ends its simulation, and nothing is attached any more")
    func withdrawn() async throws {
        let (scene, id) = try await waiting()
        let run = try #require(try await scene.world.store.beginSimulation())
        try await scene.world.healthCode.withdraw(id, because: "写错了", by: scene.one)
        let late = AttachedSimulation(ran: scene.world.clock.now, edition: .nothing, moved: 9, content: "{}")
        try await scene.world.store.endSimulation(run.number, .done, at: scene.world.clock.now, attaching: late)
        let view = try await scene.view(id)
        #expect(view.run?.state == .stopped && view.moved == 0)
        #expect(try await scene.world.store.beginSimulation() == nil)
    }

    @Test("What is told of the progress can end a simulation")
    func ended() async throws {
        let scene = try await Scene()
        let pack = try SimulationTests.stricter()
        let refused = try await problem {
            _ = try await scene.world.healthCode.simulate(pack) { _ throws(Problem) in throw Problem(.proposalEnded) }
        }
        #expect(refused?.kind == .proposalEnded)
    }
}
