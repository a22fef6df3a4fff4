import HealthCodeService

/// Lets so many in at once and so many wait, so that a flood of imports never stands in the way of showing and scanning
/// codes.
actor Turnstile {
    private var free: Int
    private let maximumWaiting: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - places: how many may be inside at once.
    ///   - waiting: how many more may wait; anyone after them is refused.
    init(places: Int, waiting: Int) {
        free = places
        maximumWaiting = waiting
    }

    /// Does something once there is a place.
    ///
    /// - Throws: `Problem.tooManyRequests` where too many wait already.
    @discardableResult
    nonisolated func pass<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        try await enter()
        do {
            let result = try await work()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async throws(Problem) {
        if free > 0 {
            free -= 1
            return
        }
        guard waiting.count < maximumWaiting else { throw Problem(.tooManyRequests) }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Hands the place on to whoever has waited longest.
    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
