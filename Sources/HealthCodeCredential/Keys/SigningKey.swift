public import Crypto

/// A private key of P-256 that lies elsewhere, such as in a token, and signs there.
public protocol KeptKey: Sendable {
    /// What others check its signatures with.
    var verifyingKey: VerifyingKey { get }

    /// The ECDSA signature over a SHA-256 digest, r and s side by side, 64 bytes.
    ///
    /// - Throws: `CredentialError.signing` where it cannot be had.
    func signature(digest: [UInt8]) throws(CredentialError) -> [UInt8]
}

/// A private key that signs, ES256. Never printed: it has no description of its own bytes.
public struct SigningKey: Sendable, CustomStringConvertible {
    private enum Custody {
        case here(P256.Signing.PrivateKey)
        case elsewhere(any KeptKey)
    }

    private let custody: Custody
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
        custody = .here(key)
        verifyingKey = VerifyingKey(key.publicKey)
        id = verifyingKey.id
    }

    /// A key that signs elsewhere.
    public init(_ key: any KeptKey) {
        custody = .elsewhere(key)
        verifyingKey = key.verifyingKey
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

    /// The key on its curve; nil where it lies elsewhere.
    public var p256: P256.Signing.PrivateKey? {
        if case .here(let key) = custody { key } else { nil }
    }

    /// The private key as PEM (PKCS #8), for a file that only its owner reads; nil where it lies elsewhere.
    public var pem: String? { p256?.pemRepresentation }

    /// The private scalar, 32 bytes, big-endian; nil where it lies elsewhere.
    public var raw: [UInt8]? { p256.map { Array($0.rawRepresentation) } }

    /// The key id alone.
    public var description: String { "SigningKey(\(id))" }

    /// The signature over these bytes, r and s side by side, 64 bytes; different every time.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func signature(for message: [UInt8]) throws(CredentialError) -> [UInt8] {
        switch custody {
        case .here(let key):
            do { return try key.signature(for: message).withUnsafeBytes { Array($0) } } catch { throw .signing }
        case .elsewhere(let key):
            let signature = try key.signature(digest: Array(SHA256.hash(data: message)))
            guard signature.count == 64 else { throw .signing }
            return signature
        }
    }
}
