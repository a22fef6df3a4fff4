/// The signature algorithms of COSE (RFC 9053, RFC 8230) that are understood here; the raw value is the registered number.
///
/// In COSE the curve of an ECDSA algorithm is the key's: ES256 is ECDSA with SHA-256 on P-256, P-384 or P-521 alike
/// (RFC 9053 section 2.1).
public enum SignatureAlgorithm: Int64, Sendable, CaseIterable {
    /// ECDSA with SHA-256.
    case es256 = -7
    /// ECDSA with SHA-384.
    case es384 = -35
    /// ECDSA with SHA-512.
    case es512 = -36
    /// EdDSA, of which Ed25519 is understood.
    case edDSA = -8
    /// RSASSA-PSS with SHA-256, in the mask too, and a salt of 32 bytes.
    case ps256 = -37
    /// RSASSA-PSS with SHA-384, in the mask too, and a salt of 48 bytes.
    case ps384 = -38
    /// RSASSA-PSS with SHA-512, in the mask too, and a salt of 64 bytes.
    case ps512 = -39

    /// The name in JSON Web Keys (RFC 7518 section 3.1, RFC 8037 section 3.1).
    public var name: String {
        switch self {
        case .es256: "ES256"
        case .es384: "ES384"
        case .es512: "ES512"
        case .edDSA: "EdDSA"
        case .ps256: "PS256"
        case .ps384: "PS384"
        case .ps512: "PS512"
        }
    }

    /// The algorithm of this name in JSON Web Keys.
    init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
