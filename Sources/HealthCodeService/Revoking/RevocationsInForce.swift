internal import HealthCodeCore
internal import HealthCodeCredential
internal import Synchronization

/// The installation's revocation list as it was published last, exchanged as a whole while the service runs.
final class RevocationsInForce: Sendable {
    /// A list, and where it stands in the row of revocations.
    struct Published: Sendable {
        var revocations: Revocations
        /// The number of the last revocation in it.
        var last: Int64
        /// Codes that were over at this instant are not in it.
        var ended: Instant
        /// As it travels.
        var whole: [UInt8]
        /// The changes that were asked for, by the sequence that they lead from.
        var changes: [UInt64: [UInt8]] = [:]

        var sequence: UInt64 { revocations.statement.sequence }
    }

    /// How many changes are kept for those who ask again.
    private static let changeLimit = 256

    private let published = Mutex<Published?>(nil)

    var current: Published? { published.withLock { $0 } }

    /// What is revoked; nil where nothing is.
    var list: RevocationList? {
        published.withLock { published in
            published.flatMap { $0.revocations.list.count > 0 ? $0.revocations.list : nil }
        }
    }

    func replace(by new: Published) {
        published.withLock { $0 = new }
    }

    /// Keeps a change of the list of a sequence, as long as that is the current one.
    func keep(_ change: [UInt8], from start: UInt64, to sequence: UInt64) {
        published.withLock { published in
            guard published?.sequence == sequence, (published?.changes.count ?? 0) < Self.changeLimit else { return }
            published?.changes[start] = change
        }
    }
}
