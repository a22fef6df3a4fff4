public import HealthCodeCore
internal import Synchronization

/// A simulation of a proposal that somebody asked for; it is run in the background, one at a time.
public struct SimulationRun: Hashable, Sendable {
    /// Where it stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It is run within a second, or after another.
        case waiting
        case running
        case done
        /// The service stopped while it ran; it can be asked for again.
        case interrupted
        /// Its proposal ended meanwhile.
        case stopped
        /// The store could not be read.
        case failed
    }

    public var number: Int64
    public var proposal: ProposalID
    public var state: State
    public var asked: Instant
    /// When it was done, or was found to be none of the first two any more.
    public var ended: Instant?

    public init(number: Int64, proposal: ProposalID, state: State, asked: Instant, ended: Instant? = nil) {
        self.number = number
        self.proposal = proposal
        self.state = state
        self.asked = asked
        self.ended = ended
    }

    /// Whether it is still to come to an end.
    public var isUnderWay: Bool { state == .waiting || state == .running }
}

/// How far the simulation has come that is being run. Only memory: after a restart there is none.
final class SimulationProgress: Sendable {
    private struct Current {
        var proposal: ProposalID
        var part = 0.0
        var isStopped = false
    }

    private let current = Mutex<Current?>(nil)

    func begin(_ proposal: ProposalID) {
        current.withLock { $0 = Current(proposal: proposal) }
    }

    func end() {
        current.withLock { $0 = nil }
    }

    /// Notes the part that is done; false where it is not worth going on.
    func reach(_ part: Double) -> Bool {
        current.withLock { current in
            current?.part = part
            return current?.isStopped == false
        }
    }

    /// The part that is done of a proposal's simulation, from 0 to 1; 0 where it does not run.
    func part(of proposal: ProposalID) -> Double {
        current.withLock { $0?.proposal == proposal ? $0?.part ?? 0 : 0 }
    }

    /// Has the simulation of a proposal end soon, if it is the one that runs.
    func stop(_ proposal: ProposalID) {
        current.withLock { if $0?.proposal == proposal { $0?.isStopped = true } }
    }
}

extension HealthCode {
    /// Runs the simulations that were asked for, one at a time in the order in which they were, until none is left or the
    /// task is cancelled. What is cut off by that stays as it is until the next start finds it interrupted.
    ///
    /// - Throws: `unavailable`, `storageFull`.
    public func runSimulations() async throws(Problem) {
        while !Task.isCancelled {
            guard let run = try await ask({ try await store.beginSimulation() }) else { return }
            simulating.begin(run.proposal)
            defer { simulating.end() }
            var state = SimulationRun.State.done
            var attached: AttachedSimulation?
            do throws(Problem) {
                attached = try await simulation(for: run)
            } catch {
                if Task.isCancelled { return }
                state = error.kind == .proposalEnded ? .stopped : .failed
            }
            let (end, content, now) = (state, attached, dependencies.now())
            try await ask { try await store.endSimulation(run.number, end, at: now, attaching: content) }
        }
    }

    /// Finds the simulations that a stop of the service cut off, once at its start.
    ///
    /// - Throws: `unavailable`, `storageFull`.
    public func noteInterruptedSimulations() async throws(Problem) {
        let now = dependencies.now()
        try await ask { try await store.interruptSimulations(at: now) }
    }

    private func simulation(for run: SimulationRun) async throws(Problem) -> AttachedSimulation {
        guard let proposal = try await ask({ try await store.proposal(run.proposal) }),
            let pack = Draft.pack(in: proposal.proposal.text)
        else { throw Problem(.unavailable) }
        return try await attachable(pack) { part throws(Problem) in
            guard simulating.reach(part), !Task.isCancelled else { throw Problem(.proposalEnded) }
        }
    }
}
