public import HealthCodeCore

/// A pack that an administrator wants to be published.
public struct NewProposal: Hashable, Sendable {
    public var name: PolicyName
    public var since: Instant
    /// The pack, to the letter.
    public var text: String
    public var digest: Digest32
    /// The scenarios that it was tried with; empty where there are none.
    public var scenarios: String
    public var proposer: StaffID
    public var proposed: Instant

    public init(
        name: PolicyName, since: Instant, text: String, digest: Digest32, scenarios: String, proposer: StaffID,
        proposed: Instant
    ) {
        self.name = name
        self.since = since
        self.text = text
        self.digest = digest
        self.scenarios = scenarios
        self.proposer = proposer
        self.proposed = proposed
    }
}

/// A simulation as it is attached to a proposal.
public struct AttachedSimulation: Hashable, Sendable {
    /// Counts the simulations of all proposals, from 1.
    public var number: Int64
    /// When it was run.
    public var ran: Instant
    /// The rules in force that the pack was tried against.
    public var edition: EditionMark
    /// How many people it moves into red or yellow.
    public var moved: Int
    /// The whole of it, as `Simulation` reads it.
    public var content: String

    public init(number: Int64 = 0, ran: Instant, edition: EditionMark, moved: Int, content: String) {
        self.number = number
        self.ran = ran
        self.edition = edition
        self.moved = moved
        self.content = content
    }
}

/// Something that somebody did with a proposal.
public struct ProposalAct: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case approved, published, declined, withdrawn
    }

    public var kind: Kind
    public var staff: StaffID
    public var at: Instant
    /// Why, of what was declined or withdrawn.
    public var reason: String
    /// The simulation that was approved.
    public var simulation: Int64?
    /// The number of people that the approver typed in.
    public var typed: Int?

    public init(
        kind: Kind, staff: StaffID, at: Instant, reason: String = "", simulation: Int64? = nil, typed: Int? = nil
    ) {
        self.kind = kind
        self.staff = staff
        self.at = at
        self.reason = reason
        self.simulation = simulation
        self.typed = typed
    }
}

/// A proposed pack with all that was done with it.
public struct Proposal: Hashable, Sendable {
    public var id: ProposalID
    public var proposal: NewProposal
    /// The latest; approvals of an earlier one no longer count.
    public var simulation: AttachedSimulation?
    /// The latest that was asked for in the console.
    public var run: SimulationRun?
    /// In the order in which they were done.
    public var acts: [ProposalAct]

    public init(
        id: ProposalID, proposal: NewProposal, simulation: AttachedSimulation?, run: SimulationRun? = nil,
        acts: [ProposalAct]
    ) {
        self.id = id
        self.proposal = proposal
        self.simulation = simulation
        self.run = run
        self.acts = acts
    }

    /// How it ended; nil while it is open.
    public var end: ProposalAct? { acts.first { $0.kind != .approved } }

    /// The approvals that count.
    public var approvals: [ProposalAct] {
        acts.filter { $0.kind == .approved && $0.simulation == simulation?.number }
    }
}

/// An approval as an administrator gives it.
public struct Approval: Hashable, Sendable {
    public var proposal: ProposalID
    /// The simulation that the approver saw.
    public var simulation: Int64
    public var staff: StaffID
    public var at: Instant
    /// A simulation that was run before this is stale.
    public var oldest: Instant
    /// A pack that moves more people than this into red or yellow needs two approvals.
    public var limit: Int
    public var typed: Int?

    public init(
        proposal: ProposalID, simulation: Int64, staff: StaffID, at: Instant, oldest: Instant, limit: Int, typed: Int?
    ) {
        self.proposal = proposal
        self.simulation = simulation
        self.staff = staff
        self.at = at
        self.oldest = oldest
        self.limit = limit
        self.typed = typed
    }
}

/// What came of an approval. Unless it is the first or the second, nothing is kept.
public enum ApprovalOutcome: Hashable, Sendable {
    /// It was enough, and the pack is published.
    case published
    /// Another administrator has to approve too, and to type the number in.
    case needsAnother
    /// The proposal has ended, or there is none.
    case closed
    /// The approver proposed it, or has approved it already.
    case samePerson
    /// The approver's duty was taken away.
    case revoked
    /// It would take effect at an instant that is past.
    case past
    /// The rules have changed since the simulation, it is too old, or there is a newer one.
    case stale
    /// The typed number is not that of the people moved into red or yellow.
    case wrongNumber
    /// Another pack was published under its version.
    case exists
}

/// A proposed pack.
public struct ProposalID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}
