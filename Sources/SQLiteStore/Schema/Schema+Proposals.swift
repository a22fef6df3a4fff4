extension Schema {
    /// Packs that wait for their approval, and all that was done with them; nothing of it is changed or removed.
    static let proposals = """
        CREATE TABLE proposals (
            id INTEGER PRIMARY KEY,
            region INTEGER NOT NULL,
            version TEXT NOT NULL,
            since INTEGER NOT NULL,
            text TEXT NOT NULL,
            digest BLOB NOT NULL,
            scenarios TEXT NOT NULL,
            proposer INTEGER NOT NULL REFERENCES staff,
            proposed INTEGER NOT NULL
        ) STRICT;
        -- What each would do to the people there were, by the rules then in force.
        CREATE TABLE proposal_simulations (
            number INTEGER PRIMARY KEY,
            proposal INTEGER NOT NULL REFERENCES proposals,
            ran INTEGER NOT NULL,
            packs INTEGER NOT NULL,
            notices INTEGER NOT NULL,
            moved INTEGER NOT NULL,
            content TEXT NOT NULL
        ) STRICT;
        CREATE INDEX proposal_simulations_proposal ON proposal_simulations(proposal);
        CREATE TABLE proposal_acts (
            number INTEGER PRIMARY KEY,
            proposal INTEGER NOT NULL REFERENCES proposals,
            act TEXT NOT NULL,
            staff INTEGER NOT NULL REFERENCES staff,
            at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            simulation INTEGER REFERENCES proposal_simulations,
            typed INTEGER
        ) STRICT;
        CREATE INDEX proposal_acts_proposal ON proposal_acts(proposal);
        """

    /// The simulations that were asked for, and where each stands.
    static let simulationRuns = """
        CREATE TABLE simulation_runs (
            number INTEGER PRIMARY KEY,
            proposal INTEGER NOT NULL REFERENCES proposals,
            state TEXT NOT NULL,
            asked INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE INDEX simulation_runs_proposal ON simulation_runs(proposal);
        """
}
