/// What a code says: the short-lived one on a phone, or the long-lived one on paper.
///
/// As text it is `JKM1:` and the base45 (RFC 9285) of an untagged COSE_Sign1 (RFC 9052) in deterministic CBOR, with nothing
/// that could be written otherwise:
///
///     [ << {1: -7, 4: kid} >>,            the protected header: ES256 and the 8-byte id of the issuer's key
///       {},                               nothing unprotected
///       << { 4: expires, 6: issued,       CWT claims (RFC 8392), instants in seconds since 1970-01-01T00:00:00Z
///            7: token id,                 12 random bytes
///            -65537: [colour, reference]  a live code; -65538 instead is a printed one
///          } >>,
///       signature ]                       64 bytes
///
/// Colours are 0 red, 1 yellow, 2 green, 3 grey; the reference is a `SealedReference`. Nothing in it is personal, and nothing but
/// the issuer's key and the colour is alike in two codes of one person (WH-04).
///
/// `JKM` stands for 健康码, jiànkāng mǎ, 1 for this format. A prefix near the European `HC1:` would have made one misread
/// character turn one format into the other. All characters are of the QR alphanumeric alphabet. The whole is 144 bytes and 221
/// characters, exactly what a QR code of version 8 (49 modules a side) holds at error correction level M; of the bytes, 108 are
/// signature, reference, token id and key id. That is why the message has no CBOR tag: the prefix says what follows.
public struct LiveCode: Hashable, Sendable {
    /// Whether a code is shown on a phone or on paper. A claim type of its own each, so that neither passes for the other.
    public enum Kind: String, Sendable, CaseIterable {
        /// On a phone, renewed about every minute; goes stale as a screenshot (HU-05).
        case live
        /// On paper or a card, long-lived and revocable; checked together with the document (HZ-06).
        case printed

        /// The private claim key (RFC 8392 section 9.1 leaves those below -65536 to private use).
        var claim: Int64 {
            switch self {
            case .live: -65_537
            case .printed: -65_538
            }
        }

        /// The longest life of a code, in seconds: an hour on a phone, ten years on paper.
        public var longestLife: Int64 {
            switch self {
            case .live: 3_600
            case .printed: 315_576_000
            }
        }
    }

    /// The colour when the code was issued, not necessarily now.
    public enum Colour: String, Sendable, CaseIterable {
        case red, yellow, green, grey

        /// The number that stands for it in the claims.
        var number: Int64 {
            switch self {
            case .red: 0
            case .yellow: 1
            case .green: 2
            case .grey: 3
            }
        }
    }

    /// Live or printed.
    public let kind: Kind
    /// The colour at the instant of issue.
    public let colour: Colour
    /// When it was issued, in seconds since 1970-01-01T00:00:00Z, not negative.
    public let issued: Int64
    /// When it ends: it is fresh before this instant and aged from it on. Later than `issued`.
    public let expires: Int64
    /// Its own id.
    public let tokenID: TokenID
    /// Whose it is, sealed.
    public let reference: SealedReference

    /// A code of these claims.
    ///
    /// - Throws: `CredentialError.badLifetime` where it begins before 1970, does not end after it begins, or outlives its kind.
    public init(
        kind: Kind, colour: Colour, issued: Int64, expires: Int64, tokenID: TokenID, reference: SealedReference
    ) throws(CredentialError) {
        guard issued >= 0, expires > issued, expires - issued <= kind.longestLife else { throw .badLifetime }
        self.kind = kind
        self.colour = colour
        self.issued = issued
        self.expires = expires
        self.tokenID = tokenID
        self.reference = reference
    }

    /// What stands before the base45.
    public static let prefix = "JKM1:"

    /// The text of a signed token, as a QR holds it.
    public static func text(of token: [UInt8]) -> String { Base45.encode(token, prefix: prefix) }
}

extension LiveCode {
    /// The claims, deterministically encoded.
    var claims: [UInt8] {
        var encoder = CBOREncoder(capacity: 64)
        encoder.beginMap(4)
        encoder.append(integer: 4)
        encoder.append(integer: expires)
        encoder.append(integer: 6)
        encoder.append(integer: issued)
        encoder.append(integer: 7)
        encoder.append(bytes: tokenID.bytes)
        encoder.append(integer: kind.claim)
        encoder.beginArray(2)
        encoder.append(integer: colour.number)
        encoder.append(bytes: reference.bytes)
        return encoder.bytes
    }

    /// The code that these claims are; nil for anything more, less or other.
    init?(_ claims: CWTClaims) {
        guard claims.issuer == nil, claims.subject == nil, claims.notBefore == nil, claims.others.count == 1,
            let issued = claims.issued, let expires = claims.expires, let tokenID = claims.tokenID,
            let kind = Kind.allCases.first(where: { $0.claim == claims.others[0].key.integer }),
            case .array(let parts) = claims.others[0].value, parts.count == 2,
            let colour = Colour.allCases.first(where: { $0.number == parts[0].integer }),
            case .bytes(let reference) = parts[1]
        else { return nil }
        do {
            try self.init(
                kind: kind, colour: colour, issued: issued, expires: expires, tokenID: TokenID(tokenID),
                reference: SealedReference(reference))
        } catch {
            return nil
        }
    }
}
