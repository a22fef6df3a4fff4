import GRDB
public import HealthCodeCore
public import HealthCodeService

extension SQLiteStore {
    public func askForSimulation(of proposal: ProposalID, at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run(
                """
                INSERT INTO simulation_runs (proposal, state, asked)
                SELECT ?1, 'waiting', ?2
                WHERE NOT EXISTS (
                    SELECT 1 FROM simulation_runs WHERE proposal = ?1 AND state IN ('waiting', 'running'))
                AND NOT EXISTS (SELECT 1 FROM proposal_acts WHERE proposal = ?1 AND act <> 'approved')
                """, proposal, now)
        }
    }

    public func beginSimulation() async throws -> SimulationRun? {
        // Asked every second, and mostly in vain: a read does not wait behind what is written.
        let isWanted = try readers.read { db in
            try db.first("SELECT 1 FROM simulation_runs WHERE state = 'waiting' LIMIT 1") { _ in true } ?? false
        }
        guard isWanted else { return nil }
        return try await writer.write { transaction in
            let run = try transaction.db.first(
                """
                SELECT \(SimulationRun.columns) FROM simulation_runs
                WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM simulation_runs WHERE state = 'running')
                ORDER BY number LIMIT 1
                """
            ) { try SimulationRun(&$0) }
            guard var run else { return nil }
            run.state = .running
            try transaction.db.run("UPDATE simulation_runs SET state = ? WHERE number = ?", run.state, run.number)
            return run
        }
    }

    public func endSimulation(
        _ number: Int64, _ state: SimulationRun.State, at now: Instant, attaching simulation: AttachedSimulation?
    ) async throws {
        try await writer.write { transaction in
            let proposal = try transaction.db.first(
                "SELECT proposal FROM simulation_runs WHERE number = ? AND state = 'running'", number
            ) { try $0.next(ProposalID.self) }
            guard let proposal else { return }
            if let simulation { try transaction.attach(simulation, to: proposal) }
            try transaction.db.run(
                "UPDATE simulation_runs SET state = ?, ended = ? WHERE number = ?", state, now, number)
        }
    }

    public func interruptSimulations(at now: Instant) async throws {
        try await writer.write { transaction in
            try transaction.db.run(
                "UPDATE simulation_runs SET state = 'interrupted', ended = ? WHERE state = 'running'", now)
        }
    }
}

extension Transaction {
    /// Ends the simulations of a proposal that are still to come to an end.
    func stopSimulations(of proposal: ProposalID, at now: Instant) throws {
        try db.run(
            """
            UPDATE simulation_runs SET state = 'stopped', ended = ?
            WHERE proposal = ? AND state IN ('waiting', 'running')
            """, now, proposal)
    }

    /// Attaches a simulation to a proposal.
    func attach(_ simulation: AttachedSimulation, to proposal: ProposalID) throws {
        try db.run(
            """
            INSERT INTO proposal_simulations (proposal, ran, packs, notices, moved, content)
            VALUES (?, ?, ?, ?, ?, ?)
            """, proposal, simulation.ran, simulation.edition.packs, simulation.edition.notices, simulation.moved,
            simulation.content)
    }
}

extension Connection {
    /// The latest simulation of a proposal that was asked for.
    func simulationRun(of proposal: ProposalID) throws -> SimulationRun? {
        try first(
            """
            SELECT \(SimulationRun.columns) FROM simulation_runs WHERE proposal = ? ORDER BY number DESC LIMIT 1
            """, proposal
        ) { try SimulationRun(&$0) }
    }
}

extension SimulationRun {
    fileprivate static let columns = "number, proposal, state, asked, ended"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            number: try columns.next(), proposal: try columns.next(), state: try columns.next(),
            asked: try columns.next(), ended: try columns.next())
    }
}
