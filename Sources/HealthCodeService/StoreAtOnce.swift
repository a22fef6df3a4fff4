public import HealthCodeCore

/// What a store in the server's own process answers without waiting: verbs of `Store`, for what is asked most. Whoever
/// is on the thread of a connection may ask them, and no task has to be started for it.
///
/// All of them throw `StoreError`.
public protocol StoreAtOnce: Sendable {
    func session(_ token: Digest32, at now: Instant) throws -> Session?
    func person(_ id: PersonID) throws -> Person?
    func person(_ id: PersonID, shownTo token: Digest32, at now: Instant) throws -> Person?
    func notedFacts(of person: PersonID, kinds: FactKinds) throws -> [NotedFact]
    func subject(_ id: PersonID) throws -> Subject?
    func point(_ id: PointID) throws -> Point?
    /// Begins to record a crossing. Calls back, on any thread, when it is durable or was not recorded.
    func admitPass(_ pass: Pass, then answer: @escaping @Sendable (Result<PassOutcome, any Error>) -> Void)
}
