public import HealthCodeCore

/// What a store in the server's own process answers without waiting: verbs of `Store`, for what is asked most. Whoever
/// is on the thread of a connection may ask them, and no task has to be started for it.
///
/// All of them throw `StoreError`.
public protocol StoreAtOnce: Sendable {
    func person(_ id: PersonID, shownTo token: Digest32, at now: Instant) throws -> Person?
    func notedFacts(of person: PersonID, kinds: FactKinds) throws -> [NotedFact]
    func subject(_ id: PersonID) throws -> Subject?
    /// Whom and what a crossing is about, all as they are at one moment; nil where one of them is not there.
    func crossing(
        of person: PersonID, at point: PointID, in session: Digest32, at now: Instant
    ) throws -> Crossing?
    /// Begins to record a crossing. Calls back, on any thread, when it is durable or was not recorded.
    func admitPass(_ pass: Pass, then answer: @escaping @Sendable (Result<PassOutcome, any Error>) -> Void)
}

/// Whom and what a crossing is about.
public struct Crossing: Sendable {
    public var person: Person
    public var point: Point
    /// Of who records it.
    public var session: Session

    public init(person: Person, point: Point, session: Session) {
        self.person = person
        self.point = point
        self.session = session
    }
}
