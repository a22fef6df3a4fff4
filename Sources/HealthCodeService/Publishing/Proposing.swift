internal import HealthCodeCore
public import HealthCodePacks

/// How packs are published: by two people, or three where many are concerned.
public enum PublishingLimits {
    /// A simulation older than so many seconds has to be run again before an approval.
    public static let simulationLife: Int64 = 86_400
    /// A pack that moves more people than this into red or yellow needs a second approval, where no setting says
    /// otherwise.
    public static let approvalLimit = 1_000
}

extension HealthCode {
    /// Proposes a pack as somebody wrote it, and asks for the simulation of what it would do (`runSimulations`).
    ///
    /// - Throws: `notAllowed` for a region that is not at or under the caller's own; `effectiveInPast`; `exists` where
    ///   its version is published already; `invalidFields` where the pack has a mistake, or a scenario does not come out
    ///   as expected.
    public func propose(_ text: String, scenarios: String, by caller: Caller) async throws(Problem) -> ProposalID {
        guard let pack = Draft.pack(in: text) else {
            throw Problem(.invalidFields, fields: [FieldProblem("/text", .badValue)])
        }
        let duty = try duty(over: pack.policy.region, of: caller)
        let id = try await keep(pack, scenarios: scenarios, as: duty.id)
        let now = dependencies.now()
        try await ask { try await store.askForSimulation(of: id, at: now) }
        return id
    }

    /// Proposes a pack for an administrator whom the operator names, and attaches its simulation at once.
    ///
    /// - Parameter progress: told the part of the simulation that is done, from 0 to 1.
    /// - Throws: as `propose(_:scenarios:by:)`; `notAllowed` also for one who is no administrator.
    public func propose(
        _ pack: Pack, scenarios: String = "", onBehalfOf staff: StaffID,
        progress: @Sendable (Double) -> Void = { _ in }
    ) async throws(Problem) -> ProposalID {
        let duty = try await ask { try await store.staff() }.first { $0.id == staff }
        guard let duty, duty.role == .administrator, duty.revoked == nil, duty.region.contains(pack.policy.region)
        else {
            throw Problem(.notAllowed)
        }
        let id = try await keep(pack, scenarios: scenarios, as: staff)
        let simulation = try await attachable(pack) { part throws(Problem) in progress(part) }
        try await ask { try await store.attach(simulation, to: id) }
        return id
    }

    private func keep(_ pack: Pack, scenarios: String, as staff: StaffID) async throws(Problem) -> ProposalID {
        let now = dependencies.now()
        guard try await draft(pack.source, scenarios: scenarios).isSound else {
            throw Problem(.invalidFields, fields: [FieldProblem("/scenarios", .badValue)])
        }
        guard pack.policy.since >= now else { throw Problem(.effectiveInPast) }
        _ = try await region(pack.policy.region)
        let new = NewProposal(
            name: pack.policy.name, since: pack.policy.since, text: pack.source, digest: Digest32(sha256: pack.bytes),
            scenarios: scenarios, proposer: staff, proposed: now)
        guard let id = try await ask({ try await store.propose(new) }) else { throw Problem(.exists) }
        return id
    }

    /// Simulates a pack, to be attached to its proposal.
    func attachable(
        _ pack: Pack, progress: @Sendable (Double) throws(Problem) -> Void
    ) async throws(Problem) -> AttachedSimulation {
        let (now, mark) = (dependencies.now(), rules.edition.mark)
        let simulation = try await simulate(pack, progress: progress)
        return AttachedSimulation(
            ran: now, edition: mark, moved: simulation.movedIntoRedOrYellow, content: simulation.kept)
    }

    /// Asks for the simulation of a proposal anew, unless one is under way; once it is done, approvals given before no
    /// longer count.
    ///
    /// - Throws: `notAllowed`, `notFound`, `proposalEnded`.
    public func simulateAgain(_ id: ProposalID, by caller: Caller) async throws(Problem) {
        _ = try await openProposal(id, by: caller)
        let now = dependencies.now()
        try await ask { try await store.askForSimulation(of: id, at: now) }
    }

    /// Approves a proposal as the caller saw it. The last approval needed publishes the pack, which takes effect at its
    /// `since`, and everyone whom it concerns is decided anew. True where it is published, false where another
    /// administrator has to approve too.
    ///
    /// - Parameters:
    ///   - simulation: the number of the simulation that the caller saw.
    ///   - typed: the number of people moved into red or yellow, which the second of two approvals has to name.
    /// - Throws: `notAllowed`, `notFound`, `proposalEnded`, `sameApprover`, `effectiveInPast`, `staleSimulation`,
    ///   `wrongNumber`, `exists`.
    public func approve(
        _ id: ProposalID, simulation: Int64, typed: Int? = nil, by caller: Caller
    ) async throws(Problem) -> Bool {
        let now = dependencies.now()
        let duty = try await openProposal(id, by: caller).duty
        let approval = Approval(
            proposal: id, simulation: simulation, staff: duty.id, at: now,
            oldest: now.advanced(bySeconds: -PublishingLimits.simulationLife), limit: dependencies.approvalLimit,
            typed: typed)
        switch try await ask({ try await store.approve(approval) }) {
        case .needsAnother: return false
        case .closed: throw Problem(.proposalEnded)
        case .samePerson: throw Problem(.sameApprover)
        case .revoked: throw Problem(.notAllowed)
        case .past: throw Problem(.effectiveInPast)
        case .stale: throw Problem(.staleSimulation)
        case .wrongNumber: throw Problem(.wrongNumber)
        case .exists: throw Problem(.exists)
        case .published:
            simulating.stop(id)
            try await reload()
            return true
        }
    }

    /// Declines a proposal, which ends it; another may be made.
    ///
    /// - Throws: `notAllowed`, `notFound`, `proposalEnded`; `invalidFields` without a reason.
    public func decline(_ id: ProposalID, because reason: String, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        let duty = try await openProposal(id, by: caller).duty
        let reason = try Self.reason(reason)
        guard try await ask({ try await store.decline(id, by: duty.id, because: reason, at: now) }) else {
            throw Problem(.proposalEnded)
        }
        simulating.stop(id)
    }

    /// Withdraws a proposal of the caller's own.
    ///
    /// - Throws: `notAllowed`, also for another's proposal; `notFound`, `proposalEnded`, `invalidFields`.
    public func withdraw(_ id: ProposalID, because reason: String, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        let duty = try await openProposal(id, by: caller).duty
        let reason = try Self.reason(reason)
        guard try await ask({ try await store.withdraw(id, by: duty.id, because: reason, at: now) }) else {
            throw Problem(.notAllowed)
        }
        simulating.stop(id)
    }

    /// Publishes a pack for the operator, as long as the installation has had no administrator: the first packs of a
    /// new installation. Afterwards packs are proposed, and approved by another. False where the same is published.
    ///
    /// - Throws: `needsProposal`; as `publish`.
    public func publishFirst(_ pack: Pack, scenarios: String = "") async throws(Problem) -> Bool {
        let staff = try await ask { try await store.staff() }
        guard !staff.contains(where: { $0.role == .administrator }) else { throw Problem(.needsProposal) }
        return try await publish(pack, scenarios: scenarios)
    }

    private static func reason(_ text: String) throws(Problem) -> String {
        var check = FieldCheck()
        let reason = check.text(text, limit: 500, at: "/reason")
        if reason == nil { check.note("/reason", .missing) }
        try check.finish()
        return reason ?? ""
    }

    /// The duty by which the caller administers a region.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`.
    func duty(over region: RegionCode, of caller: Caller) throws(Problem) -> Staff {
        guard let duty = try administering(caller).first(where: { $0.region.contains(region) }) else {
            throw Problem(.notAllowed)
        }
        return duty
    }

    /// A proposal that has not ended, and the duty by which the caller may act on it.
    private func openProposal(
        _ id: ProposalID, by caller: Caller
    ) async throws(Problem) -> (proposal: Proposal, duty: Staff) {
        let proposal = try await knownProposal(id, by: caller)
        guard proposal.proposal.end == nil else { throw Problem(.proposalEnded) }
        return proposal
    }

    /// A proposal, and the duty by which the caller may see it.
    func knownProposal(
        _ id: ProposalID, by caller: Caller
    ) async throws(Problem) -> (proposal: Proposal, duty: Staff) {
        _ = try administering(caller)
        guard let proposal = try await ask({ try await store.proposal(id) }) else { throw Problem(.notFound) }
        return (proposal, try duty(over: proposal.proposal.name.region, of: caller))
    }
}
