public import Crypto

/// A private key that signs, ES256. Never printed: it has no description of its own bytes.
public struct SigningKey: Sendable, CustomStringConvertible {
    /// The key on its curve.
    public let p256: P256.Signing.PrivateKey
    /// What others check its signatures with.
    public let verifyingKey: VerifyingKey
    /// The id that its signatures carry.
    public let id: KeyID

    /// A new key from the system's randomness.
    public init() {
        self.init(P256.Signing.PrivateKey())
    }

    /// A key made elsewhere.
    public init(_ key: P256.Signing.PrivateKey) {
        p256 = key
        verifyingKey = VerifyingKey(key.publicKey)
        id = verifyingKey.id
    }

    /// A key from the text of its file: PEM, PKCS #8 or SEC 1.
    ///
    /// - Throws: `CredentialError.badKey` for anything else, another curve included.
    public init(pem: String) throws(CredentialError) {
        do { self.init(try P256.Signing.PrivateKey(pemRepresentation: pem)) } catch { throw .badKey }
    }

    /// A key from its 32-byte scalar, big-endian.
    ///
    /// - Throws: `CredentialError.badKey` for another length, zero, or a number not below the order of the curve.
    public init(raw: [UInt8]) throws(CredentialError) {
        do { self.init(try P256.Signing.PrivateKey(rawRepresentation: raw)) } catch { throw .badKey }
    }

    /// The private key as PEM (PKCS #8), for a file that only its owner reads.
    public var pem: String { p256.pemRepresentation }

    /// The private scalar, 32 bytes, big-endian.
    public var raw: [UInt8] { Array(p256.rawRepresentation) }

    /// The key id alone.
    public var description: String { "SigningKey(\(id))" }

    /// The signature over these bytes, r and s side by side, 64 bytes; different every time.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func signature(for message: [UInt8]) throws(CredentialError) -> [UInt8] {
        do {
            return try p256.signature(for: message).withUnsafeBytes { Array($0) }
        } catch {
            throw .signing
        }
    }
}
