public import HealthCodeCore

/// A proposal as an administrator of its region sees it.
public struct ProposalView: Sendable {
    /// Where a proposal stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It waits for its first approval, or for its only one.
        case proposed
        /// It waits for its second approval.
        case approvedOnce = "approved-once"
        case published, declined, withdrawn
    }

    /// Something that was done, and by whom.
    public struct Act: Hashable, Sendable {
        public var kind: ProposalAct.Kind
        public var name: String
        public var at: Instant
        public var reason: String
        public var typed: Int?
        /// Whether it is an approval of an earlier simulation, which no longer counts.
        public var isVoid: Bool
    }

    public var id: ProposalID
    public var state: State
    public var name: PolicyName
    public var place: LocalizedText
    public var regionName: String
    public var since: Instant
    public var offset: UTCOffset
    public var proposer: String
    public var proposed: Instant
    public var text: String
    public var scenarioText: String
    /// What the text comes to, beside the rules in force now.
    public var draft: Draft
    /// Nil where none was finished yet.
    public var simulation: Simulation?
    /// The number of the simulation, which an approval names.
    public var simulationNumber: Int64
    public var simulated: Instant?
    /// How many people it moves into red or yellow.
    public var moved: Int
    /// Above so many people a second approval is needed.
    public var limit: Int
    /// The latest simulation that was asked for; nil where none was but by a command.
    public var run: SimulationRun?
    /// The part of it that is done, from 0 to 1, while it is running.
    public var part: Double
    /// Whether the simulation has to be run again before anyone can approve.
    public var isStale: Bool
    public var acts: [Act]
    /// Whether the one who looks proposed it.
    public var isOwn: Bool
    /// Whether the one who looks has approved this simulation already.
    public var hasApproved: Bool

    /// Whether it can still be approved, declined or withdrawn.
    public var isOpen: Bool { state == .proposed || state == .approvedOnce }
    /// Whether it takes two approvals.
    public var needsTwo: Bool { moved > limit }
    /// Whether the next approval has to type the number in.
    public var needsNumber: Bool { needsTwo && state == .approvedOnce }
}

/// Somebody whom a proposal would turn red, masked, for an administrator of their region.
public struct NewlyRedView: Sendable {
    public var person: PersonID
    public var name: String
    public var document: MaskedDocument
    public var region: String
    public var from: Colour
    public var rule: String
}

/// A pack that is or was in force, or will be.
public struct PackView: Sendable {
    public var name: PolicyName
    public var place: LocalizedText
    public var regionName: String
    public var since: Instant
    public var published: Instant
    public var offset: UTCOffset
    /// Its digest (SHA-256) in hexadecimal.
    public var digest: String
    public var text: String
    /// The pack that has taken its place by now: a later one of its region, or one that replaces it.
    public var successor: PolicyName?
}
