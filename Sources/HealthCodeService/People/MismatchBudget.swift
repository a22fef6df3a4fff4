internal import HealthCodeCore
internal import Synchronization

/// How often the identity verifier may tell an account that something does not fit, so that nobody reads a population
/// register by asking: ten times at once, and once an hour after that. What fits costs nothing.
final class MismatchBudget: Sendable {
    static let tries: Int64 = 10
    /// After how many seconds another try comes back.
    static let respite: Int64 = 3_600
    /// With so many accounts in memory, those that have all their tries again are forgotten.
    private static let crowd = 65_536

    /// When each account will have all its tries again, in seconds since 1970.
    private let whole = Mutex<[AccountID: Int64]>([:])

    /// Takes a try before the verifier is asked.
    ///
    /// - Throws: `tooManyRequests` with the `seconds` until there is one again.
    func take(_ account: AccountID, at now: Instant) throws(Problem) {
        let wait = whole.withLock { whole in
            if whole.count >= Self.crowd { whole = whole.filter { $0.value > now.seconds } }
            let next = max(whole[account] ?? now.seconds, now.seconds) + Self.respite
            let wait = next - now.seconds - Self.tries * Self.respite
            if wait <= 0 { whole[account] = next }
            return wait
        }
        guard wait <= 0 else { throw Problem(.tooManyRequests, parameters: ["seconds": String(wait)]) }
    }

    /// Gives the try back: it fitted, or nobody could tell.
    func giveBack(_ account: AccountID) {
        whole.withLock { whole in whole[account].map { whole[account] = $0 - Self.respite } }
    }
}
