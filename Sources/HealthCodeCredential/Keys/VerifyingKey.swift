public import Crypto
public import CryptoExtras

/// A public key that checks signatures.
public struct VerifyingKey: Sendable {
    /// The key itself, by its type.
    public enum Material: Sendable {
        /// A point of P-256.
        case p256(P256.Signing.PublicKey)
        /// A point of P-384.
        case p384(P384.Signing.PublicKey)
        /// A point of P-521.
        case p521(P521.Signing.PublicKey)
        /// A point of Ed25519.
        case ed25519(Curve25519.Signing.PublicKey)
        /// An RSA modulus of 2048 bits or more.
        case rsa(_RSA.Signing.PublicKey)
    }

    /// The key itself.
    public let material: Material
    /// The algorithms by which its signatures may be made.
    public let algorithms: [SignatureAlgorithm]
    /// The public numbers, big-endian: x and y of a point, x alone for Ed25519, n and e of RSA.
    public let numbers: [[UInt8]]

    /// A key for all algorithms of its type.
    public init(_ material: Material) {
        self.material = material
        switch material {
        case .p256(let key): (algorithms, numbers) = (Self.ecdsa(.es256), Self.halves(key.rawRepresentation))
        case .p384(let key): (algorithms, numbers) = (Self.ecdsa(.es384), Self.halves(key.rawRepresentation))
        case .p521(let key): (algorithms, numbers) = (Self.ecdsa(.es512), Self.halves(key.rawRepresentation))
        case .ed25519(let key): (algorithms, numbers) = ([.edDSA], [Array(key.rawRepresentation)])
        case .rsa(let key):
            let primitives = try? key.getKeyPrimitives()
            algorithms = [.ps256, .ps384, .ps512]
            numbers = [primitives?.modulus, primitives?.publicExponent].map { number in
                Array((number.map(Array.init) ?? []).drop { $0 == 0 })
            }
        }
    }

    /// A key for one algorithm alone; nil where its type cannot make signatures of that algorithm.
    public init?(_ material: Material, for algorithm: SignatureAlgorithm) {
        let key = VerifyingKey(material)
        guard key.algorithms.contains(algorithm) else { return nil }
        (self.material, algorithms, numbers) = (material, [algorithm], key.numbers)
    }

    /// A P-256 key.
    public init(_ key: P256.Signing.PublicKey) {
        self.init(.p256(key))
    }

    /// A P-256 key from its coordinates.
    ///
    /// - Throws: `CredentialError.badKey` for coordinates that are not 32 bytes each or not a point of P-256.
    public init(x: [UInt8], y: [UInt8]) throws(CredentialError) {
        guard x.count == 32, y.count == 32 else { throw .badKey }
        do { self.init(try P256.Signing.PublicKey(rawRepresentation: x + y)) } catch { throw .badKey }
    }

    /// ECDSA with every hash, the one that goes with the curve first.
    private static func ecdsa(_ own: SignatureAlgorithm) -> [SignatureAlgorithm] {
        [own] + [.es256, .es384, .es512].filter { $0 != own }
    }

    private static func halves(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        let bytes = Array(bytes)
        return [Array(bytes[..<(bytes.count / 2)]), Array(bytes[(bytes.count / 2)...])]
    }

    /// The algorithm that goes with the key: that of its curve, PS256 for RSA, or the only one it is for.
    public var algorithm: SignatureAlgorithm { algorithms[0] }
    /// The key in PEM (RFC 5280 SubjectPublicKeyInfo); empty for RSA and Ed25519, which sign no codes of ours.
    public var pem: String {
        switch material {
        case .p256(let key): key.pemRepresentation
        case .p384(let key): key.pemRepresentation
        case .p521(let key): key.pemRepresentation
        case .ed25519, .rsa: ""
        }
    }
    /// The first coordinate of a point, the modulus of RSA.
    public var x: [UInt8] { numbers[0] }
    /// The second coordinate of a point, the exponent of RSA; empty for Ed25519.
    public var y: [UInt8] { numbers.count > 1 ? numbers[1] : [] }
}

extension VerifyingKey {
    /// Whether this is the signature of this key over these bytes, by the algorithm that goes with the key or another one
    /// that it is for.
    ///
    /// ECDSA signatures are r and s side by side, each as long as the order of the curve (RFC 9053 section 2.1), never DER;
    /// RSA signatures are as long as the modulus (RFC 8230).
    public func isValid(_ signature: [UInt8], for message: [UInt8], by algorithm: SignatureAlgorithm? = nil) -> Bool {
        let algorithm = algorithm ?? self.algorithm
        guard algorithms.contains(algorithm) else { return false }
        switch algorithm {
        case .es256, .ps256: return isValid(signature, digest: SHA256.hash(data: message))
        case .es384, .ps384: return isValid(signature, digest: SHA384.hash(data: message))
        case .es512, .ps512: return isValid(signature, digest: SHA512.hash(data: message))
        case .edDSA:
            guard case .ed25519(let key) = material else { return false }
            return signature.count == 64 && key.isValidSignature(signature, for: message)
        }
    }

    private func isValid(_ signature: [UInt8], digest: some Digest) -> Bool {
        switch material {
        case .p256(let key):
            guard let read = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(read, for: digest)
        case .p384(let key):
            guard let read = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(read, for: digest)
        case .p521(let key):
            guard let read = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(read, for: digest)
        case .rsa(let key):
            let read = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return signature.count == (key.keySizeInBits + 7) / 8
                && key.isValidSignature(read, for: digest, padding: .PSS)
        case .ed25519: return false
        }
    }
}

extension VerifyingKey: Hashable {
    /// Whether both are the same key for the same algorithms.
    public static func == (one: VerifyingKey, other: VerifyingKey) -> Bool {
        one.numbers == other.numbers && one.algorithms == other.algorithms
    }

    /// Hashes the public numbers.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(numbers)
    }
}
