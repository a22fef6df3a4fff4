internal import Crypto

/// What can be revoked, as revocation lists name it: the first 8 bytes of a SHA-256, so that a list says nothing of whose
/// code it was, and of what kind it is.
///
/// The hash is over a byte for the kind and what names the thing: for a code 1, the length of the key id in one byte, the key
/// id and the code's own id; for a key 2 and the key id; for a certificate 3 and its identifier in UTF-8.
public struct RevokedID: Hashable, Comparable, Sendable {
    /// The 8 bytes as one number, the first byte the highest.
    public let bits: UInt64

    /// An id from its 8 bytes as a number.
    public init(bits: UInt64) {
        self.bits = bits
    }

    private init(hashing bytes: [UInt8]) {
        bits = SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// One code: the id that it carries (`cti` of our codes and of CBOR Web Tokens, `rid` of a SMART Health Card in UTF-8)
    /// under the key that signed it.
    public static func code(_ id: [UInt8], signedBy key: KeyID) -> RevokedID {
        RevokedID(hashing: [1, UInt8(truncatingIfNeeded: key.bytes.count)] + key.bytes + id)
    }

    /// All that a key signed.
    public static func key(_ key: KeyID) -> RevokedID {
        RevokedID(hashing: [2] + key.bytes)
    }

    /// One certificate by its identifier, such as the UVCI of a European one, exactly as it stands there.
    public static func certificate(_ identifier: String) -> RevokedID {
        RevokedID(hashing: [3] + Array(identifier.utf8))
    }

    /// Ids are in the order of their bytes.
    public static func < (one: RevokedID, other: RevokedID) -> Bool { one.bits < other.bits }
}
