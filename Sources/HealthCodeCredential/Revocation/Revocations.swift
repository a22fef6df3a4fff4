internal import Crypto

/// Why a revocation list, or a change of one, is not taken.
public enum RevocationError: Error, Hashable, Sendable {
    /// It is not of the one form that is allowed; why, in words.
    case damaged(String)
    /// It holds, or would hold, more ids than a list may.
    case tooLong
    /// No trusted issuer has the key that signed it.
    case foreign(KeyID)
    /// The signature does not fit: it was edited, or made by someone else.
    case forged
    /// The list is not the one that was signed.
    case otherList
    /// The change is one of another list than the one at hand, of this sequence: the whole list is to be fetched.
    case otherStart(sequence: UInt64)
    /// It is not newer than what is at hand, of this sequence.
    case notNewer(sequence: UInt64)
}

/// What an issuer has revoked, as of a signed statement: whole, and kept up to date by small changes.
///
/// Both travel as deterministic CBOR. The signature covers the hash of the list that comes out, so a change need not be signed:
///
///     [1, statement, list]                           the whole: byte strings
///     [2, statement, sequence, added, removed]       a change of the list of that sequence: the ids, 8 bytes each, rising
public struct Revocations: Sendable, Equatable {
    /// What was signed.
    public let statement: RevocationStatement
    /// What is revoked.
    public let list: RevocationList

    private static let rules = CBORDecoder.Rules(
        maximumBytes: 9 * RevocationList.largest, maximumDepth: 1, requiresDeterministic: true)

    init(_ statement: RevocationStatement, _ list: RevocationList) throws(RevocationError) {
        guard Self.digest(list) == statement.digest else { throw .otherList }
        self.statement = statement
        self.list = list
    }

    private static func digest(_ list: RevocationList) -> [UInt8] { Array(SHA256.hash(data: list.bytes)) }

    /// Signs a list.
    ///
    /// - Parameters:
    ///   - list: what is revoked.
    ///   - sequence: higher than that of every list of this issuer before.
    ///   - now: the instant, in seconds since 1970-01-01T00:00:00Z.
    ///   - lifetime: for how many seconds no newer one is asked for.
    ///   - key: the issuer's.
    /// - Throws: `CredentialError.badLifetime` or `signing`.
    public init(
        signing list: RevocationList, sequence: UInt64, at now: Int64, lifetime: Int64, by key: SigningKey
    ) throws(CredentialError) {
        self.list = list
        statement = try RevocationStatement(
            sequence: sequence, digest: Self.digest(list), at: now, lifetime: lifetime, by: key)
    }

    /// The whole list that these bytes are, if one of these keys signed it.
    ///
    /// - Throws: `RevocationError`.
    public init(verifying bytes: [UInt8], keys: KeySet) throws(RevocationError) {
        let parts = try Self.parts(bytes)
        guard parts.count == 3, parts[0] == CBOR(1), case .bytes(let statement) = parts[1],
            case .bytes(let list) = parts[2]
        else { throw .damaged("this is not a whole revocation list") }
        let signed = try RevocationStatement(verifying: statement, keys: keys)
        try self.init(signed, RevocationList(decoding: list))
    }

    /// The whole, as it travels and is kept.
    public var bytes: [UInt8] {
        var encoder = CBOREncoder(capacity: list.bytes.count + statement.bytes.count + 16)
        encoder.beginArray(3)
        encoder.append(encoded: [1])
        encoder.append(bytes: statement.bytes)
        encoder.append(bytes: list.bytes)
        return encoder.bytes
    }

    /// The change that leads from an earlier list of the same issuer to this one.
    public func change(from earlier: Revocations) -> [UInt8] {
        let (old, new) = (earlier.list.ids, self.list.ids)
        return Self.change(
            to: statement, from: earlier.statement.sequence, added: Self.rising(new, without: old),
            removed: Self.rising(old, without: new))
    }

    /// A change, for an issuer that keeps which ids came and went, and not its earlier lists.
    ///
    /// - Parameters:
    ///   - statement: the statement of the list that comes out.
    ///   - sequence: that of the list that it starts from.
    ///   - added: the ids that are in the new list and not in the old one.
    ///   - removed: those that are in the old one and not in the new one.
    public static func change(
        to statement: RevocationStatement, from sequence: UInt64, added: [RevokedID], removed: [RevokedID]
    ) -> [UInt8] {
        change(
            to: statement, from: sequence, added: added.map(\.bits).sorted(), removed: removed.map(\.bits).sorted())
    }

    private static func change(
        to statement: RevocationStatement, from sequence: UInt64, added: [UInt64], removed: [UInt64]
    ) -> [UInt8] {
        let lists = [added, removed].map { ids in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(ids.count * 8)
            for id in ids { bytes.append(id, width: 8) }
            return CBOR.bytes(bytes)
        }
        return CBOREncoder.encode(.array([CBOR(2), .bytes(statement.bytes), .unsigned(sequence)] + lists))
    }

    /// What is at hand after something newer came: a change of this list, or a whole one.
    ///
    /// - Throws: `RevocationError`; what is at hand is then to be kept. `otherStart` asks for the whole list.
    public func updated(with bytes: [UInt8], keys: KeySet) throws(RevocationError) -> Revocations {
        let parts = try Self.parts(bytes)
        let newer = parts.first == CBOR(2) ? try changed(parts, keys) : try Revocations(verifying: bytes, keys: keys)
        guard newer.statement.sequence > statement.sequence else { throw .notNewer(sequence: statement.sequence) }
        return newer
    }

    private func changed(_ parts: [CBOR], _ keys: KeySet) throws(RevocationError) -> Revocations {
        guard parts.count == 5, case .bytes(let signed) = parts[1], case .unsigned(let start) = parts[2],
            case .bytes(let added) = parts[3], case .bytes(let removed) = parts[4]
        else { throw .damaged("this is not a change of a revocation list") }
        let newer = try RevocationStatement(verifying: signed, keys: keys)
        guard start == statement.sequence else { throw .otherStart(sequence: statement.sequence) }
        let (coming, going) = (try Self.ids(added), try Self.ids(removed))
        let kept = Self.rising(list.ids, without: going)
        let fresh = Self.rising(coming, without: kept)
        guard kept.count == list.count - going.count, fresh.count == coming.count else { throw .otherList }
        return try Revocations(newer, RevocationList(rising: Self.merged(kept, fresh)))
    }

    static func parts(_ bytes: [UInt8]) throws(RevocationError) -> [CBOR] {
        // What else could be an array of many small items takes far more memory than bytes.
        guard let first = bytes.first, [0x83, 0x85].contains(first) else {
            throw .damaged("this is not a revocation list")
        }
        let item: CBOR
        do { item = try CBORDecoder(rules).decode(bytes) } catch {
            throw .damaged("this is not a revocation list: it is not deterministic CBOR: \(error.fault.rawValue)")
        }
        guard case .array(let parts) = item else { throw .damaged("this is not a revocation list") }
        return parts
    }

    static func ids(_ bytes: [UInt8]) throws(RevocationError) -> [UInt64] {
        guard bytes.count.isMultiple(of: 8) else { throw .damaged("the ids of a change have 8 bytes each") }
        let ids = stride(from: 0, to: bytes.count, by: 8).map { bytes.number(at: $0, width: 8) }
        guard zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .damaged("the ids do not rise") }
        return ids
    }

    /// Of two rows that rise, what is in the first and not in the second.
    private static func rising(_ ids: [UInt64], without others: [UInt64]) -> [UInt64] {
        var position = 0
        return ids.filter { id in
            while position < others.count, others[position] < id { position += 1 }
            return position == others.count || others[position] != id
        }
    }

    private static func merged(_ one: [UInt64], _ other: [UInt64]) -> [UInt64] {
        var merged: [UInt64] = []
        merged.reserveCapacity(one.count + other.count)
        var position = 0
        for id in one {
            while position < other.count, other[position] < id {
                merged.append(other[position])
                position += 1
            }
            merged.append(id)
        }
        return merged + other[position...]
    }
}

extension Revocations {
    /// Whether this code was revoked by itself.
    public func revokes(code id: [UInt8], signedBy key: KeyID) -> Bool {
        list.contains(.code(id, signedBy: key))
    }

    /// Whether all that this key signed was revoked.
    public func revokes(key: KeyID) -> Bool { list.contains(.key(key)) }

    /// Whether the certificate of this identifier was revoked.
    public func revokes(certificate identifier: String) -> Bool { list.contains(.certificate(identifier)) }
}
