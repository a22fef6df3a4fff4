import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func propose(_ proposal: NewProposal) async throws -> ProposalID? {
        try await writer.write { transaction in
            guard try !transaction.isPublished(proposal.name) else { return nil }
            try transaction.db.run(
                "INSERT INTO proposals (\(NewProposal.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                proposal.name.region, proposal.name.version, proposal.since, proposal.text, proposal.digest,
                proposal.scenarios, proposal.proposer, proposal.proposed)
            return ProposalID(transaction.db.lastInsertedRowID)
        }
    }

    public func attach(_ simulation: AttachedSimulation, to proposal: ProposalID) async throws {
        try await writer.write { transaction in try transaction.attach(simulation, to: proposal) }
    }

    public func approve(_ approval: Approval) async throws -> ApprovalOutcome {
        try await writer.write { transaction in
            guard let proposal = try transaction.db.proposal(approval.proposal), proposal.end == nil else {
                return .closed
            }
            if let refusal = try transaction.refusal(of: approval, for: proposal) { return refusal }
            let moved = proposal.simulation?.moved ?? 0
            let isLast = moved <= approval.limit || !proposal.approvals.isEmpty
            guard moved <= approval.limit || !isLast || approval.typed == moved else { return .wrongNumber }
            let act = { (kind: ProposalAct.Kind) in
                ProposalAct(
                    kind: kind, staff: approval.staff, at: approval.at, simulation: approval.simulation,
                    typed: isLast ? approval.typed : nil)
            }
            try transaction.note(act(.approved), of: proposal.id)
            guard isLast else { return .needsAnother }
            try transaction.note(act(.published), of: proposal.id)
            try transaction.stopSimulations(of: proposal.id, at: approval.at)
            let pack = proposal.proposal
            try transaction.publish(
                PublishedPack(
                    name: pack.name, since: pack.since, text: pack.text, digest: pack.digest, published: approval.at))
            return .published
        }
    }

    public func decline(_ id: ProposalID, by staff: StaffID, because reason: String, at now: Instant) async throws
        -> Bool
    {
        try await writer.write { transaction in
            try transaction.end(id, ProposalAct(kind: .declined, staff: staff, at: now, reason: reason))
        }
    }

    public func withdraw(_ id: ProposalID, by staff: StaffID, because reason: String, at now: Instant) async throws
        -> Bool
    {
        try await writer.write { transaction in
            let proposer = try transaction.db.proposal(id)?.proposal.proposer
            guard let proposer, try transaction.isSame(proposer, staff) else { return false }
            return try transaction.end(id, ProposalAct(kind: .withdrawn, staff: staff, at: now, reason: reason))
        }
    }

    public func proposals() async throws -> [Proposal] {
        try readers.snapshot { db in
            let ids = try db.all("SELECT id FROM proposals ORDER BY id DESC") { try $0.next(ProposalID.self) }
            return try ids.compactMap { try db.proposal($0) }
        }
    }

    public func proposal(_ id: ProposalID) async throws -> Proposal? {
        try readers.snapshot { db in try db.proposal(id) }
    }
}

extension Transaction {
    /// Why an approval of an open proposal is not taken; nil where it is, but for the number typed in.
    fileprivate func refusal(of approval: Approval, for proposal: Proposal) throws -> ApprovalOutcome? {
        let revoked = try db.first("SELECT revoked FROM staff WHERE id = ?", approval.staff) {
            try $0.next(Instant?.self)
        }
        guard let revoked, revoked == nil else { return .revoked }
        let others = [proposal.proposal.proposer] + proposal.approvals.map(\.staff)
        guard try !others.contains(where: { try isSame($0, approval.staff) }) else { return .samePerson }
        guard proposal.proposal.since >= approval.at else { return .past }
        guard try !isPublished(proposal.proposal.name) else { return .exists }
        guard let simulation = proposal.simulation, simulation.number == approval.simulation,
            simulation.ran >= approval.oldest, try simulation.edition == edition()
        else { return .stale }
        return nil
    }

    /// Whether two duties are those of one phone, and so of one person.
    fileprivate func isSame(_ one: StaffID, _ other: StaffID) throws -> Bool {
        try db.first("SELECT count(DISTINCT phone) FROM staff WHERE id IN (?, ?)", one, other) {
            try $0.next(Int.self)
        } == 1
    }

    fileprivate func isPublished(_ name: PolicyName) throws -> Bool {
        try db.first("SELECT 1 FROM packs WHERE region = ? AND version = ?", name.region, name.version) { _ in true }
            ?? false
    }

    /// The numbers of the last pack, and of the last notice or retraction.
    private func edition() throws -> EditionMark? {
        try db.first(
            """
            SELECT (SELECT count(*) FROM packs),
                max((SELECT coalesce(max(number), 0) FROM region_notices),
                    (SELECT coalesce(max(number), 0) FROM notice_retractions))
            """
        ) {
            EditionMark(packs: try $0.next(), notices: try $0.next())
        }
    }

    fileprivate func end(_ id: ProposalID, _ act: ProposalAct) throws -> Bool {
        guard let proposal = try db.proposal(id), proposal.end == nil else { return false }
        try note(act, of: id)
        try stopSimulations(of: id, at: act.at)
        return true
    }

    fileprivate func note(_ act: ProposalAct, of proposal: ProposalID) throws {
        try db.run(
            """
            INSERT INTO proposal_acts (proposal, act, staff, at, reason, simulation, typed)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, proposal, act.kind, act.staff, act.at, act.reason, act.simulation, act.typed)
    }
}

extension Connection {
    fileprivate func proposal(_ id: ProposalID) throws -> Proposal? {
        let proposal = try first("SELECT \(NewProposal.columns) FROM proposals WHERE id = ?", id) {
            try NewProposal(&$0)
        }
        guard let proposal else { return nil }
        let simulation = try first(
            """
            SELECT number, ran, packs, notices, moved, content FROM proposal_simulations
            WHERE proposal = ? ORDER BY number DESC LIMIT 1
            """, id
        ) {
            AttachedSimulation(
                number: try $0.next(), ran: try $0.next(),
                edition: EditionMark(packs: try $0.next(), notices: try $0.next()), moved: try $0.next(),
                content: try $0.next())
        }
        let acts = try all(
            "SELECT act, staff, at, reason, simulation, typed FROM proposal_acts WHERE proposal = ? ORDER BY number", id
        ) {
            ProposalAct(
                kind: try $0.next(), staff: try $0.next(), at: try $0.next(), reason: try $0.next(),
                simulation: try $0.next(), typed: try $0.next())
        }
        return Proposal(id: id, proposal: proposal, simulation: simulation, run: try simulationRun(of: id), acts: acts)
    }
}

extension NewProposal {
    fileprivate static let columns = "region, version, since, text, digest, scenarios, proposer, proposed"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            name: PolicyName(region: try columns.next(), version: try columns.next()), since: try columns.next(),
            text: try columns.next(), digest: try columns.next(), scenarios: try columns.next(),
            proposer: try columns.next(), proposed: try columns.next())
    }
}
