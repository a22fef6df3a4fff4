import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("Proposals and approvals")
struct ProposalTests {
    /// A store with a proposal that is right in everything, by the first of three administrators.
    private struct Scene {
        let store: any Store
        let staff: [StaffID]
        let id: ProposalID

        init(_ backend: Backend, moved: Int = 0) async throws {
            store = try backend.open()
            var staff: [StaffID] = []
            for phone in ["one", "two", "three"] {
                staff.append(try await Scene.administrator(phone, in: store))
            }
            self.staff = staff
            id = try #require(try await store.propose(Scene.proposal(by: staff[0])))
            try await store.attach(
                AttachedSimulation(ran: now, edition: .nothing, moved: moved, content: "{}"), to: id)
        }

        static func administrator(_ phone: String, in store: any Store) async throws -> StaffID {
            try await store.addStaff(
                NewStaff(
                    phone: digest(phone), role: .administrator, sealed: [1], region: place("420000"), added: now))
        }

        static func proposal(by staff: StaffID) throws -> NewProposal {
            NewProposal(
                name: PolicyName(region: try place("420000"), version: "2020-05-01"),
                since: now.advanced(bySeconds: 30 * day), text: "rules: []", digest: try digest("rules: []"),
                scenarios: "", proposer: staff, proposed: now)
        }

        func approve(
            by index: Int, typed: Int? = nil, simulation: Int64 = 1, at instant: Instant = now,
            oldest: Instant = now
        ) async throws -> ApprovalOutcome {
            try await store.approve(
                Approval(
                    proposal: id, simulation: simulation, staff: staff[index], at: instant, oldest: oldest, limit: 10,
                    typed: typed))
        }
    }

    @Test("A proposal comes back with its simulation and all that was done with it", arguments: Backend.all)
    func kept(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 7)
        let proposal = try #require(try await scene.store.proposal(scene.id))
        #expect(try proposal.proposal == Scene.proposal(by: scene.staff[0]))
        #expect(
            proposal.simulation
                == AttachedSimulation(number: 1, ran: now, edition: .nothing, moved: 7, content: "{}"))
        #expect(proposal.acts.isEmpty && proposal.end == nil)
        #expect(try await scene.store.proposals() == [proposal])
        #expect(try await scene.store.proposal(ProposalID(99)) == nil)
    }

    @Test("The approval of another publishes it, in one commit", arguments: Backend.all)
    func published(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 10)
        #expect(try await scene.approve(by: 1) == .published)
        let pack = try #require(try await scene.store.packs().first)
        #expect(pack.text == "rules: []" && pack.published == now)
        let acts = try #require(try await scene.store.proposal(scene.id)?.acts)
        #expect(acts.map(\.kind) == [.approved, .published] && acts.map(\.staff) == [scene.staff[1], scene.staff[1]])
    }

    @Test(
        "One that moves more people than the limit takes two, and the second types the number", arguments: Backend.all)
    func twice(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 11)
        #expect(try await scene.approve(by: 1) == .needsAnother)
        #expect(try await scene.store.packs().isEmpty)
        #expect(try await scene.approve(by: 2, typed: 11) == .published)
        #expect(try await scene.store.packs().count == 1)
    }

    @Test("The second of two approvals with a wrong number is refused", arguments: Backend.all)
    func wrongNumber(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 11)
        _ = try await scene.approve(by: 1)
        #expect(try await scene.approve(by: 2, typed: 12) == .wrongNumber)
        #expect(try await scene.store.proposal(scene.id)?.acts.count == 1)
    }

    @Test("The second of two approvals without a number is refused", arguments: Backend.all)
    func noNumber(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 11)
        _ = try await scene.approve(by: 1)
        #expect(try await scene.approve(by: 2) == .wrongNumber)
    }

    @Test("Nobody approves what they proposed", arguments: Backend.all)
    func own(backend: Backend) async throws {
        #expect(try await Scene(backend).approve(by: 0) == .samePerson)
    }

    @Test("Nobody approves what they proposed by another duty of theirs", arguments: Backend.all)
    func ownPhone(backend: Backend) async throws {
        let scene = try await Scene(backend)
        let again = try await Scene.administrator("one", in: scene.store)
        let approval = Approval(
            proposal: scene.id, simulation: 1, staff: again, at: now, oldest: now, limit: 10, typed: nil)
        #expect(try await scene.store.approve(approval) == .samePerson)
    }

    @Test("Nobody gives both of two approvals", arguments: Backend.all)
    func both(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 11)
        _ = try await scene.approve(by: 1)
        #expect(try await scene.approve(by: 1, typed: 11) == .samePerson)
    }

    @Test("One whose duty was taken away does not approve", arguments: Backend.all)
    func revoked(backend: Backend) async throws {
        let scene = try await Scene(backend)
        try await scene.store.revokeStaff(scene.staff[1], at: now)
        #expect(try await scene.approve(by: 1) == .revoked)
    }

    @Test("What would take effect in the past is not approved", arguments: Backend.all)
    func past(backend: Backend) async throws {
        let scene = try await Scene(backend)
        let since = now.advanced(bySeconds: 30 * day)
        #expect(try await scene.approve(by: 1, at: since.advanced(bySeconds: 1)) == .past)
        #expect(try await scene.approve(by: 1, at: since) == .published)
    }

    @Test("A simulation from before another pack is stale", arguments: Backend.all)
    func otherPack(backend: Backend) async throws {
        let scene = try await Scene(backend)
        var other = PublishedPack(
            name: PolicyName(region: try place("420000"), version: "2020-04-15"), since: now, text: "a",
            digest: try digest("a"), published: now)
        other.name.version = "2020-04-16"
        #expect(try await scene.store.publishPack(other))
        #expect(try await scene.approve(by: 1) == .stale)
    }

    @Test("A simulation from before a notice is stale", arguments: Backend.all)
    func otherNotice(backend: Backend) async throws {
        let scene = try await Scene(backend)
        let notice = RegionNotice(
            region: try place("420106"), what: .closed, interval: Interval(from: now, until: .distantFuture),
            known: now)
        _ = try await scene.store.receiveNotices([
            NewNotice(origin: .operator, body: .notice(notice), received: now)
        ])
        #expect(try await scene.approve(by: 1) == .stale)
    }

    @Test("An old simulation is stale", arguments: Backend.all)
    func oldSimulation(backend: Backend) async throws {
        #expect(try await Scene(backend).approve(by: 1, oldest: now.advanced(bySeconds: 1)) == .stale)
    }

    @Test(
        "A newer simulation than the approver saw is not approved unseen, and voids what was approved before",
        arguments: Backend.all)
    func unseen(backend: Backend) async throws {
        let scene = try await Scene(backend, moved: 11)
        _ = try await scene.approve(by: 1)
        try await scene.store.attach(
            AttachedSimulation(ran: now, edition: .nothing, moved: 12, content: "{}"), to: scene.id)
        #expect(try await scene.approve(by: 2, typed: 11) == .stale)
        #expect(try await scene.approve(by: 2, typed: 12, simulation: 2) == .needsAnother)
        #expect(try await scene.approve(by: 1, typed: 12, simulation: 2) == .published)
    }

    @Test("What was declined is not approved", arguments: Backend.all)
    func declined(backend: Backend) async throws {
        let scene = try await Scene(backend)
        #expect(try await scene.store.decline(scene.id, by: scene.staff[1], because: "too early", at: now))
        #expect(try await scene.approve(by: 2) == .closed)
        #expect(try await scene.store.proposal(scene.id)?.end?.reason == "too early")
        #expect(try await !scene.store.decline(scene.id, by: scene.staff[2], because: "again", at: now))
    }

    @Test("Only its proposer withdraws a proposal", arguments: Backend.all)
    func withdrawn(backend: Backend) async throws {
        let scene = try await Scene(backend)
        #expect(try await !scene.store.withdraw(scene.id, by: scene.staff[1], because: "no", at: now))
        #expect(try await scene.store.withdraw(scene.id, by: scene.staff[0], because: "a mistake", at: now))
        #expect(try await scene.store.proposal(scene.id)?.end?.kind == .withdrawn)
    }

    @Test("A version that is published is not proposed again", arguments: Backend.all)
    func again(backend: Backend) async throws {
        let scene = try await Scene(backend)
        _ = try await scene.approve(by: 1)
        #expect(try await scene.store.propose(Scene.proposal(by: scene.staff[0])) == nil)
    }

    @Test("Of two proposals of one version, the second is not approved", arguments: Backend.all)
    func second(backend: Backend) async throws {
        let scene = try await Scene(backend)
        let other = try #require(try await scene.store.propose(Scene.proposal(by: scene.staff[2])))
        let simulation = AttachedSimulation(
            ran: now, edition: EditionMark(packs: 1, notices: 0), moved: 0, content: "{}")
        _ = try await scene.approve(by: 1)
        try await scene.store.attach(simulation, to: other)
        let approval = Approval(
            proposal: other, simulation: 2, staff: scene.staff[1], at: now, oldest: now, limit: 10, typed: nil)
        #expect(try await scene.store.approve(approval) == .exists)
    }
}
