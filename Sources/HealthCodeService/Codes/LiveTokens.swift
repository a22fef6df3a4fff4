internal import HealthCodeCore
internal import Synchronization

/// The live codes given out last, so that a person who looks again within half a code's life sees the same one, and
/// nothing is signed twice for nothing.
///
/// Every person has one place, by their number, and whoever comes to a place later takes it: there are about a million,
/// 180 MB in all, and forgetting costs one signature. Places are made in blocks, so that an installation has no more than
/// its people need.
final class LiveTokens: Sendable {
    struct Token: Sendable {
        /// As it was signed; `LiveCode.text` makes the text of it.
        var bytes: [UInt8]
        var colour: Colour
        var expires: Instant
    }

    private let blocks: [Block]
    private let kept = Atomic(0)

    /// How many codes were signed.
    var signed: Int { kept.load(ordering: .relaxed) }

    /// How many persons have a place of their own.
    static let places = 1_024 * Places.count

    init() {
        blocks = (0..<Self.places / Places.count).map { _ in Block() }
    }

    /// The last code of a person, where it has at least half of its life before it and shows this colour.
    func token(of person: PersonID, colour: Colour, at now: Instant) -> Token? {
        let token = block(of: person).places.withLock { $0.token(of: person) }
        guard let token, token.colour == colour,
            token.expires >= now.advanced(bySeconds: HealthCode.codeLifetime / 2)
        else { return nil }
        return token
    }

    func keep(_ token: Token, of person: PersonID) {
        kept.add(1, ordering: .relaxed)
        block(of: person).places.withLock { $0.keep(token, of: person) }
    }

    /// Forgets a code that was used or is out of date.
    func forget(_ person: PersonID) {
        block(of: person).places.withLock { $0.forget(person) }
    }

    /// Forgets every code: those to come are signed with another key.
    func forgetAll() {
        for block in blocks { block.places.withLock { $0 = Places() } }
    }

    private func block(of person: PersonID) -> Block {
        blocks[Int(UInt64(bitPattern: person.number) / UInt64(Places.count) % UInt64(blocks.count))]
    }

    private final class Block: Sendable {
        let places = Mutex(Places())
    }
}

/// A block of places, with the tokens one after another.
private struct Places {
    static let count = 1_024
    /// A token is shorter for another 80 years (see `LiveCode`); one that is longer is not kept.
    private static let longestToken = 148

    private struct Holder {
        var person: PersonID
        var expires: Instant
        var colour: Colour
        var length: UInt8
    }

    private var holders: [Holder?] = []
    private var tokens: [UInt8] = []

    func token(of person: PersonID) -> LiveTokens.Token? {
        let place = Self.place(of: person)
        guard !holders.isEmpty, let holder = holders[place], holder.person == person else { return nil }
        let start = place * Self.longestToken
        return LiveTokens.Token(
            bytes: Array(tokens[start..<start + Int(holder.length)]), colour: holder.colour, expires: holder.expires)
    }

    mutating func keep(_ token: LiveTokens.Token, of person: PersonID) {
        guard token.bytes.count <= Self.longestToken else { return forget(person) }
        if holders.isEmpty {
            holders = Array(repeating: nil, count: Self.count)
            tokens = Array(repeating: 0, count: Self.count * Self.longestToken)
        }
        let place = Self.place(of: person)
        let start = place * Self.longestToken
        holders[place] = Holder(
            person: person, expires: token.expires, colour: token.colour, length: UInt8(token.bytes.count))
        tokens.replaceSubrange(start..<start + token.bytes.count, with: token.bytes)
    }

    mutating func forget(_ person: PersonID) {
        let place = Self.place(of: person)
        if !holders.isEmpty, holders[place]?.person == person { holders[place] = nil }
    }

    private static func place(of person: PersonID) -> Int {
        Int(UInt64(bitPattern: person.number) % UInt64(count))
    }
}
