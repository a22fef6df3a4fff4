import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential

/// The keys that sign an installation's codes, from the first day on. A key waits, signs, is replaced, and is retired:
/// then its private half is destroyed, and what it signed stays good until it expires. A key that somebody else may have
/// is revoked: nothing that it signed is good any more.
struct KeyRing: Codable, Equatable {
    /// One key of the ring.
    struct Entry: Codable, Equatable {
        /// The key id, as codes carry it and `GET /keys` lists it.
        var id: String
        var made: Stamp
        /// From when on it signs; nothing as long as it waits.
        var signs: Stamp?
        var retired: Stamp?
        var revoked: Stamp?
        /// The file of the private key, in the folder of the ring; nothing once it was destroyed, or where it lies in a token.
        var privateKey: String?
        /// Where the private key lies, and the file of the PIN; nothing where it lies in a file, or was destroyed.
        var token: TokenPlace?
        var pinFile: String?
        /// The public key, in PEM.
        var publicKey: String
    }

    /// What a key does at an instant.
    enum State: String {
        case waiting, signing, replaced, retired, revoked
    }

    /// Why the ring is left as it is.
    enum Refusal: Error, Equatable {
        case unknownKey(String)
        case alreadyEnded(String, State)
        /// Without it nothing would sign.
        case lastSigner(String)
    }

    /// In the order in which they were made.
    var keys: [Entry] = []

    /// The key that signs at an instant: of those that may, the one that began last, and of two that began in the same
    /// second the younger.
    func signer(at now: Instant) -> Entry? {
        let begun = keys.reversed().compactMap { key in
            key.isUsable ? key.signs.map { (from: $0.instant, key: key) } : nil
        }
        return begun.filter { $0.from <= now }.max { $0.from < $1.from }?.key
    }

    /// The keys whose codes are good.
    var trusted: [Entry] { keys.filter { $0.revoked == nil } }

    func state(of entry: Entry, at now: Instant) -> State {
        if entry.revoked != nil { return .revoked }
        if entry.retired != nil { return .retired }
        guard let signs = entry.signs, signs.instant <= now else { return .waiting }
        return signer(at: now)?.id == entry.id ? .signing : .replaced
    }

    /// Lets the newest key that waits sign from an instant on; nil where none waits.
    mutating func rotate(from instant: Instant) -> Entry? {
        guard let index = keys.lastIndex(where: { $0.isUsable && $0.signs == nil }) else { return nil }
        keys[index].signs = Stamp(instant)
        return keys[index]
    }

    /// Ends a key that another has replaced; gives what it was, whose private half is to be destroyed.
    mutating func retire(_ id: String, at now: Instant) throws(Refusal) -> Entry {
        let index = try usable(id, at: now)
        keys[index].retired = Stamp(now)
        defer { keys[index].forgetPrivateHalf() }
        return keys[index]
    }

    /// Ends a key, and the trust in all that it signed; gives what it was, whose private half is to be destroyed.
    mutating func revoke(_ id: String, at now: Instant) throws(Refusal) -> Entry {
        guard let index = keys.firstIndex(where: { $0.id == id }) else { throw .unknownKey(id) }
        guard keys[index].revoked == nil else { throw .alreadyEnded(id, .revoked) }
        try refuseLastSigner(id, at: now)
        keys[index].revoked = Stamp(now)
        defer { keys[index].forgetPrivateHalf() }
        return keys[index]
    }

    private func usable(_ id: String, at now: Instant) throws(Refusal) -> Int {
        guard let index = keys.firstIndex(where: { $0.id == id }) else { throw .unknownKey(id) }
        guard keys[index].isUsable else { throw .alreadyEnded(id, state(of: keys[index], at: now)) }
        try refuseLastSigner(id, at: now)
        return index
    }

    private func refuseLastSigner(_ id: String, at now: Instant) throws(Refusal) {
        guard signer(at: now)?.id == id else { return }
        throw .lastSigner(id)
    }
}

extension KeyRing.Entry {
    /// Whether it may still sign.
    var isUsable: Bool { retired == nil && revoked == nil }

    fileprivate mutating func forgetPrivateHalf() {
        (privateKey, token, pinFile) = (nil, nil, nil)
    }
}

/// An instant in the ring's file, in RFC 3339.
struct Stamp: Codable, Equatable {
    let instant: Instant

    init(_ instant: Instant) {
        self.instant = instant
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no instant")
        }
        self.instant = instant
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(instant.rfc3339(in: .china))
    }
}
