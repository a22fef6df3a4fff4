public import HealthCodeCore
public import HealthCodePacks

extension HealthCode {
    /// The proposals at or under the caller's regions, the latest first; their scenarios are not run, nor are they
    /// compared.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`.
    public func proposals(of caller: Caller) async throws(Problem) -> [ProposalView] {
        let duties = try administering(caller)
        let names = try await staffNames()
        var views: [ProposalView] = []
        for proposal in try await ask({ try await store.proposals() }) {
            let region = proposal.proposal.name.region
            guard duties.contains(where: { $0.region.contains(region) }) else { continue }
            let draft = Draft(pack: Draft.pack(in: proposal.proposal.text), mistakes: [], difference: [])
            views.append(try await view(proposal, draft, for: duties, names: names))
        }
        return views
    }

    /// One proposal, for an administrator of its region.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`, `notFound`.
    public func proposal(_ id: ProposalID, by caller: Caller) async throws(Problem) -> ProposalView {
        let (proposal, _) = try await knownProposal(id, by: caller)
        let draft = try await draft(proposal.proposal.text, scenarios: proposal.proposal.scenarios)
        return try await view(proposal, draft, for: try administering(caller), names: try await staffNames())
    }

    /// The packs that concern the caller's regions: published there, under or above, the latest first.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`.
    public func packs(of caller: Caller) async throws(Problem) -> [PackView] {
        let duties = try administering(caller)
        let now = dependencies.now()
        var views: [PackView] = []
        for published in rules.edition.published.reversed() {
            let region = published.name.region
            guard duties.contains(where: { $0.region.contains(region) || region.contains($0.region) }) else { continue }
            let policy = rules.edition.policy(published.name)?.policy
            views.append(
                PackView(
                    name: published.name, place: policy?.place ?? ColourText.nowhere,
                    regionName: try await name(of: region), since: published.since, published: published.published,
                    offset: policy?.offset ?? .china, digest: published.digest.hexadecimal, text: published.text,
                    successor: policy.flatMap { rules.edition.successor(of: $0, at: now)?.name }))
        }
        return views
    }

    /// The scenarios with which a pack was published; empty where it had none.
    ///
    /// - Throws: `unavailable`.
    public func scenarios(of pack: PolicyName) async throws(Problem) -> String {
        if let kept = rules.edition.published.first(where: { $0.name == pack })?.scenarios, !kept.isEmpty {
            return kept
        }
        let proposals = try await ask { try await store.proposals() }
        return proposals.first { $0.proposal.name == pack && $0.end?.kind == .published }?.proposal.scenarios ?? ""
    }

    /// The pack that would have taken a draft's place by an instant; nil where the draft would govern then.
    public func successor(of draft: Pack, at instant: Instant) -> PolicyName? {
        rules.edition.successor(of: draft.policy, at: instant)?.name
    }

    /// The people whom a proposal would turn red and who live in the caller's regions, masked.
    ///
    /// - Parameters:
    ///   - after: only people with a greater id, for one page after another.
    ///   - limit: at most so many.
    /// - Throws: `notAllowed`, `notSignedIn`, `notFound`.
    public func newlyRed(
        of id: ProposalID, after: PersonID? = nil, limit: Int, by caller: Caller
    ) async throws(Problem) -> [NewlyRedView] {
        let (proposal, _) = try await knownProposal(id, by: caller)
        let duties = try administering(caller)
        guard let simulation = proposal.simulation.flatMap({ Simulation(kept: $0.content) }) else { return [] }
        var views: [NewlyRedView] = []
        for red in simulation.newlyRed where red.person.number > after?.number ?? 0 {
            guard views.count < limit else { break }
            guard duties.contains(where: { $0.region.contains(red.region) }),
                let person = try await ask({ try await store.person(red.person) })
            else { continue }
            let identity = try identity(of: person)
            views.append(
                NewlyRedView(
                    person: red.person, name: maskedName(identity.name), document: identity.document.masked,
                    region: try await name(of: red.region), from: red.from, rule: red.rule))
        }
        return views
    }

    private func view(
        _ proposal: Proposal, _ draft: Draft, for duties: [Staff], names: [StaffID: StaffName]
    ) async throws(Problem) -> ProposalView {
        let new = proposal.proposal
        let mine = Set(duties.compactMap { names[$0.id]?.phone })
        let isMine = { (staff: StaffID) in names[staff].map { mine.contains($0.phone) } ?? false }
        let approvals = proposal.approvals
        let stale = proposal.simulation.map { simulation in
            simulation.edition != rules.edition.mark
                || simulation.ran < dependencies.now().advanced(bySeconds: -PublishingLimits.simulationLife)
        }
        return ProposalView(
            id: proposal.id, state: proposal.state, name: new.name,
            place: draft.pack?.policy.place ?? ColourText.nowhere, regionName: try await name(of: new.name.region),
            since: new.since, offset: draft.pack?.policy.offset ?? .china, proposer: names[new.proposer]?.name ?? "",
            proposed: new.proposed, text: new.text, scenarioText: new.scenarios, draft: draft,
            simulation: proposal.simulation.flatMap { Simulation(kept: $0.content) },
            simulationNumber: proposal.simulation?.number ?? 0, simulated: proposal.simulation?.ran,
            moved: proposal.simulation?.moved ?? 0, limit: dependencies.approvalLimit, run: proposal.run,
            part: simulating.part(of: proposal.id), isStale: stale ?? true,
            acts: proposal.acts.map { act in
                ProposalView.Act(
                    kind: act.kind, name: names[act.staff]?.name ?? "", at: act.at, reason: act.reason,
                    typed: act.typed, isVoid: act.kind == .approved && !approvals.contains(act) && proposal.end == nil)
            },
            isOwn: isMine(new.proposer), hasApproved: approvals.contains { isMine($0.staff) })
    }

    private struct StaffName {
        var name: String
        var phone: String
    }

    private func staffNames() async throws(Problem) -> [StaffID: StaffName] {
        let staff = try await staff()
        return Dictionary(uniqueKeysWithValues: staff.map { ($0.id, StaffName(name: $0.name, phone: $0.phone)) })
    }

    private func name(of region: RegionCode) async throws(Problem) -> String {
        try await ask { try await store.region(region)?.name } ?? region.description
    }
}

extension Proposal {
    fileprivate var state: ProposalView.State {
        switch end?.kind {
        case .published: .published
        case .declined: .declined
        case .withdrawn: .withdrawn
        case .approved, nil: approvals.isEmpty ? .proposed : .approvedOnce
        }
    }
}

extension Edition {
    /// The policy that has taken another's place by an instant: a later one of its region, or a later one that replaces it.
    func successor(of policy: Policy, at instant: Instant) -> Policy? {
        history.policies.last { other in
            other.since > policy.since && other.since <= instant
                && (other.region == policy.region || other.replaces.contains { $0.contains(policy.region) })
        }
    }

    /// The pack that governs a policy's region when the policy begins, other than the policy itself.
    func published(before policy: Policy) -> PublishedPack? {
        let others = PolicyHistory(history.policies.filter { $0.name != policy.name })
        let governing = others.policy(governing: policy.region, at: policy.since)
        return governing.flatMap { governing in published.first { $0.name == governing.name } }
    }
}

extension Digest32 {
    /// Its 64 hexadecimal digits.
    public var hexadecimal: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
