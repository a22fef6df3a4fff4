internal import HealthCodeCore
internal import Synchronization

/// The live codes given out last, so that a person who looks again within half a code's life sees the same one, and
/// nothing is signed twice for nothing. Bounded: it forgets by half lives and by number, and forgetting costs one
/// signature.
final class LiveTokens: Sendable {
    struct Token: Sendable {
        var text: String
        var colour: Colour
        var expires: Instant
    }

    private let shards: [Shard]
    private let kept = Atomic(0)

    /// How many codes were signed.
    var signed: Int { kept.load(ordering: .relaxed) }

    init() {
        shards = (0..<64).map { _ in Shard() }
    }

    /// The last code of a person, where it has at least half of its life before it and shows this colour.
    func token(of person: PersonID, colour: Colour, at now: Instant) -> Token? {
        let token = shard(person).tokens.withLock { $0.recent[person] ?? $0.older[person] }
        guard let token, token.colour == colour,
            token.expires >= now.advanced(bySeconds: HealthCode.codeLifetime / 2)
        else { return nil }
        return token
    }

    func keep(_ token: Token, of person: PersonID, at now: Instant) {
        kept.add(1, ordering: .relaxed)
        shard(person).tokens.withLock { $0.keep(token, of: person, at: now) }
    }

    /// Forgets a code that was used or is out of date.
    func forget(_ person: PersonID) {
        shard(person).tokens.withLock {
            $0.recent[person] = nil
            $0.older[person] = nil
        }
    }

    /// Forgets every code: those to come are signed with another key.
    func forgetAll() {
        for shard in shards { shard.tokens.withLock { $0 = Generations() } }
    }

    private func shard(_ person: PersonID) -> Shard {
        shards[Int(truncatingIfNeeded: UInt64(bitPattern: person.number) % UInt64(shards.count))]
    }

    private final class Shard: Sendable {
        let tokens = Mutex(Generations())
    }

    /// Two generations: what is older than the older one is forgotten all at once.
    private struct Generations {
        /// At most so many codes in a generation, half a kilobyte each: 64 MB in all shards at the most.
        static let limit = 1_024
        var recent: [PersonID: Token] = [:]
        var older: [PersonID: Token] = [:]
        var began = Instant.distantPast

        mutating func keep(_ token: Token, of person: PersonID, at now: Instant) {
            if recent.count >= Self.limit || began.advanced(bySeconds: HealthCode.codeLifetime / 2) <= now {
                swap(&recent, &older)
                recent.removeAll(keepingCapacity: true)
                began = now
            }
            recent[person] = token
            older[person] = nil
        }
    }
}
