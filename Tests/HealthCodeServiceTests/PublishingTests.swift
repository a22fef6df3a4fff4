import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Publishing a pack takes two people")
struct PublishingTests {
    /// Hubei's rules with contacts yellow for a week, or red, from tomorrow on.
    static func draft(since: String = "2020-04-11T00:00:00+08:00", colour: String = "yellow") throws -> String {
        try World.hubeiPack().replacing("2020-04-01T00:00:00+08:00", with: since)
            .replacing(
                "- id: close-contact   # HB-03\n    colour: yellow", with: "- id: close-contact\n    colour: \(colour)")
    }

    /// A world with two administrators of the province, one of a county elsewhere, and a contact in Wuhan.
    struct Scene {
        let world: World
        let one: Caller
        let two: Caller
        let person: PersonView

        init(limit: Int = 1_000) async throws {
            world = try await World(approvalLimit: limit)
            one = try await Scene.administrator("13900000011", "420000", world)
            two = try await Scene.administrator("13900000012", "420000", world)
            person = try await world.verified(.zhang).person
            let centre = try await world.source(.cdc)
            _ = try await world.send(
                record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-09T08:00:00+08:00\""), from: centre)
        }

        static func administrator(_ phone: String, _ region: String, _ world: World) async throws -> Caller {
            _ = try await world.healthCode.addStaff(
                role: .administrator, phone: phone, name: "管理员\(phone.suffix(1))", region: code(region))
            return try await world.signIn(phone)
        }

        /// Proposes the pack that turns contacts red.
        func propose() async throws -> ProposalID {
            try await propose(PublishingTests.draft(colour: "red"))
        }

        func propose(_ text: String) async throws -> ProposalID {
            let id = try await world.healthCode.propose(text, scenarios: "", by: one)
            try await world.healthCode.runSimulations()
            return id
        }

        func view(_ id: ProposalID) async throws -> ProposalView {
            try await world.healthCode.proposal(id, by: two)
        }

        func approve(_ id: ProposalID, typed: Int? = nil, by caller: Caller? = nil) async throws -> Bool {
            let simulation = try await view(id).simulationNumber
            return try await world.healthCode.approve(id, simulation: simulation, typed: typed, by: caller ?? two)
        }
    }

    @Test("A proposal carries its simulation and its difference")
    func proposed() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let view = try await scene.view(id)
        #expect(view.state == .proposed && view.moved == 1 && !view.isStale && !view.isOwn)
        #expect(view.simulation?.count(.init(from: .yellow, to: .red)) == 1)
        #expect(view.draft.difference.filter { $0.change == .added }.map(\.text).contains("    colour: red"))
        #expect(view.draft.inForce?.name.version == "2020-04-01")
    }

    @Test("A proposal names whom it would turn red, by which rule")
    func newlyRed() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let red = try await scene.world.healthCode.newlyRed(of: id, limit: 10, by: scene.two)
        #expect(red.map(\.person) == [scene.person.id] && red.first?.rule == "close-contact")
        #expect(red.first?.name == "张*丰")
        #expect(try await scene.world.healthCode.proposals(of: scene.one).map(\.isOwn) == [true])
    }

    @Test("After approval by another it takes effect at its since, without a restart, and everybody is decided anew")
    func effective() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        #expect(try await scene.approve(id))
        try await scene.world.settle()
        #expect(try await scene.view(id).state == .published)
        let before = try await scene.world.healthCode.explanation(of: scene.person.id)
        #expect(before.colour == .yellow && before.coming.first?.colour == .red)
        #expect(before.coming.first?.at == instant("2020-04-11T00:00:00+08:00"))
        scene.world.clock.advance(days: 1)
        _ = try await scene.world.healthCode.advanceDueChanges()
        #expect(try await scene.world.store.assignment(of: scene.person.id)?.colour == .red)
        #expect(
            try await scene.world.healthCode.packs(of: scene.one).map(\.name.version) == ["2020-04-11", "2020-04-01"])
        #expect(try await scene.world.healthCode.replayEveryone().differences.isEmpty)
    }

    @Test("A pack that moves more people than the limit needs a third person, who types the number")
    func many() async throws {
        let scene = try await Scene(limit: 0)
        let three = try await Scene.administrator("13900000013", "420000", scene.world)
        let id = try await scene.propose()
        #expect(try await !scene.approve(id))
        let view = try await scene.view(id)
        #expect(view.state == .approvedOnce && view.needsNumber && view.hasApproved)
        let refused = try await problem { _ = try await scene.approve(id, typed: 2, by: three) }
        #expect(refused?.kind == .wrongNumber)
        #expect(try await scene.approve(id, typed: 1, by: three))
    }

    @Test("Nobody approves their own proposal")
    func own() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let refused = try await problem { _ = try await scene.approve(id, by: scene.one) }
        #expect(refused?.kind == .sameApprover)
    }

    @Test("An administrator whose duty was taken away approves nothing, though still signed in")
    func revoked() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let duty = try #require(scene.two.administrator)
        try await scene.world.healthCode.revokeStaff(duty.id)
        let refused = try await problem { _ = try await scene.approve(id) }
        #expect(refused?.kind == .notAllowed)
    }

    @Test("An administrator of another region neither sees nor approves it")
    func elsewhere() async throws {
        let scene = try await Scene()
        let other = try await Scene.administrator("13900000014", "110000", scene.world)
        let id = try await scene.propose()
        let refused = try await problem { _ = try await scene.approve(id, by: other) }
        #expect(refused?.kind == .notAllowed)
        #expect(try await scene.world.healthCode.proposals(of: other).isEmpty)
    }

    @Test("An administrator of a county does not propose for the province")
    func above() async throws {
        let scene = try await Scene()
        let county = try await Scene.administrator("13900000015", "420102", scene.world)
        let text = try Self.draft()
        let refused = try await problem {
            _ = try await scene.world.healthCode.propose(text, scenarios: "", by: county)
        }
        #expect(refused?.kind == .notAllowed)
    }

    @Test("A pack that would take effect in the past is not proposed")
    func past() async throws {
        let scene = try await Scene()
        let text = try Self.draft(since: "2020-04-10T08:59:59+08:00")
        let refused = try await problem { _ = try await scene.propose(text) }
        #expect(refused?.kind == .effectiveInPast)
    }

    @Test("One whose time has come before it was approved is not approved")
    func late() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let again = try await scene.world.healthCode.caller(token: scene.world.session("13900000012").token)
        scene.world.clock.advance(seconds: 60_000)
        let refused = try await problem { _ = try await scene.approve(id, by: again) }
        #expect(refused?.kind == .effectiveInPast)
    }

    @Test("A simulation that the rules have overtaken is run again before anyone approves")
    func stale() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let closed = RegionNotice(
            region: World.yichang, what: .closed,
            interval: Interval(from: scene.world.clock.now, until: .distantFuture), known: scene.world.clock.now)
        try await scene.world.healthCode.importNotices([closed])
        #expect(try await scene.view(id).isStale)
        let refused = try await problem { _ = try await scene.approve(id) }
        #expect(refused?.kind == .staleSimulation)
        try await scene.world.healthCode.simulateAgain(id, by: scene.one)
        try await scene.world.healthCode.runSimulations()
        #expect(try await scene.approve(id))
    }

    @Test("A proposal is declined with a reason")
    func declined() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let refused = try await problem {
            try await scene.world.healthCode.decline(id, because: " ", by: scene.two)
        }
        #expect(refused?.fields == [FieldProblem("/reason", .missing)])
        try await scene.world.healthCode.decline(id, because: "应先征求专家意见", by: scene.two)
        let view = try await scene.view(id)
        #expect(view.state == .declined && view.acts.map(\.reason) == ["应先征求专家意见"])
        let ended = try await problem { _ = try await scene.approve(id) }
        #expect(ended?.kind == .proposalEnded)
    }

    @Test("Nobody but its proposer withdraws a proposal")
    func withdrawn() async throws {
        let scene = try await Scene()
        let id = try await scene.propose()
        let refused = try await problem {
            try await scene.world.healthCode.withdraw(id, because: "写错了", by: scene.two)
        }
        #expect(refused?.kind == .notAllowed)
        try await scene.world.healthCode.withdraw(id, because: "写错了", by: scene.one)
        #expect(try await scene.view(id).state == .withdrawn)
    }

    @Test("A mistake is shown with line and column, and a pack with one is not proposed")
    func mistakes() async throws {
        let scene = try await Scene()
        let text = try Self.draft().replacing("- id: case ", with: "- ID: case ")
        let draft = try await scene.world.healthCode.draft(text)
        #expect(!draft.isReady && draft.mistakes.first.map { $0.line > 1 && $0.column > 1 } == true)
        let refused = try await problem { _ = try await scene.propose(text) }
        #expect(refused?.fields == [FieldProblem("/text", .badValue)])
    }

    @Test("A scenario that comes out otherwise than expected stands against a proposal")
    func scenario() async throws {
        let scene = try await Scene()
        let scenarios = """
            sentences:
              - says: 密切接触者黄码
                matches:
                  - person: 接触者
                    lives-in: 420102
                    facts: [{kind: close_contact, from: 2020-04-12 08:00}]
                    expect: [{at: 2020-04-13 08:00, colour: green}]
            """
        let text = try Self.draft()
        let draft = try await scene.world.healthCode.draft(text, scenarios: scenarios)
        #expect(draft.mistakes.isEmpty && !draft.scenariosPassed)
        #expect(draft.scenarioReport?[.english].contains("expected green") == true)
        #expect(draft.scenarioReport?[.simplifiedChinese].contains("应为 green") == true)
        let refused = try await problem {
            _ = try await scene.world.healthCode.propose(text, scenarios: scenarios, by: scene.one)
        }
        #expect(refused?.fields == [FieldProblem("/scenarios", .badValue)])
    }

    @Test("The operator publishes the first packs, and none once there is an administrator")
    func operatorAlone() async throws {
        let world = try await World()
        let pack = try Pack(yaml: Self.draft())
        #expect(try await world.healthCode.publishFirst(pack))
        let scene = try await Scene()
        let refused = try await problem { _ = try await scene.world.healthCode.publishFirst(pack) }
        #expect(refused?.kind == .needsProposal)
    }

    @Test("The operator proposes on behalf of an administrator, and of nobody else")
    func onBehalf() async throws {
        let scene = try await Scene()
        let pack = try Pack(yaml: Self.draft())
        let duty = try #require(scene.one.administrator)
        let id = try await scene.world.healthCode.propose(pack, onBehalfOf: duty.id)
        #expect(try await scene.view(id).proposer == "管理员1")
        let (collector, _) = try await scene.world.checkpoint()
        let other = try #require(collector.collector)
        let refused = try await problem { _ = try await scene.world.healthCode.propose(pack, onBehalfOf: other.id) }
        #expect(refused?.kind == .notAllowed)
    }
}
