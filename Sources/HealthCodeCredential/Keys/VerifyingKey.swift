public import Crypto

/// The signature algorithms of COSE (RFC 9053) that are understood here; the raw value is the registered number.
public enum SignatureAlgorithm: Int64, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256.
    case es256 = -7

    /// The name in JSON Web Keys (RFC 7518 section 3.1).
    public var name: String {
        switch self {
        case .es256: "ES256"
        }
    }
}

/// A public key that checks signatures.
public struct VerifyingKey: Sendable {
    /// The algorithm that the key is for, and no other.
    public let algorithm: SignatureAlgorithm
    /// The key on its curve.
    public let p256: P256.Signing.PublicKey
    /// The coordinates, 32 bytes each, big-endian.
    public let x, y: [UInt8]

    /// An ES256 key.
    public init(_ key: P256.Signing.PublicKey) {
        algorithm = .es256
        p256 = key
        let coordinates = Array(key.rawRepresentation)
        x = Array(coordinates[..<32])
        y = Array(coordinates[32...])
    }

    /// An ES256 key from its coordinates.
    ///
    /// - Throws: `CredentialError.badKey` for coordinates that are not 32 bytes each or not a point of P-256.
    public init(x: [UInt8], y: [UInt8]) throws(CredentialError) {
        guard x.count == 32, y.count == 32 else { throw .badKey }
        do { self.init(try P256.Signing.PublicKey(rawRepresentation: x + y)) } catch { throw .badKey }
    }

    /// The first 8 bytes of the COSE Key Thumbprint with SHA-256: the hash of the deterministic COSE_Key of the required
    /// parameters kty, crv, x and y alone (RFC 9679 sections 3 and 4.2).
    public var id: KeyID { KeyID(Array(thumbprint.prefix(8))) }

    /// The whole thumbprint, 32 bytes.
    public var thumbprint: [UInt8] {
        let parameters: [CBOR.Entry] = [
            .init(CBOR(1), CBOR(2)), .init(CBOR(-1), CBOR(1)), .init(CBOR(-2), .bytes(x)), .init(CBOR(-3), .bytes(y)),
        ]
        return Array(SHA256.hash(data: CBOREncoder.encode(.map(parameters))))
    }

    /// Whether this is the signature of this key over these bytes; r and s side by side, 64 bytes (RFC 9053 section 2.1).
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
        return p256.isValidSignature(signature, for: message)
    }
}

extension VerifyingKey: Hashable {
    /// Whether both are the same point.
    public static func == (one: VerifyingKey, other: VerifyingKey) -> Bool { one.x == other.x && one.y == other.y }

    /// Hashes the coordinates.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(x)
        hasher.combine(y)
    }
}
