/// A message with one signature, COSE_Sign1 (RFC 9052 section 4.2).
public struct COSESign1: Hashable, Sendable {
    /// Whether a message must, may or must not carry its CBOR tag.
    public enum Tagging: Sendable {
        case required, optional, forbidden
    }

    /// The CBOR tag of COSE_Sign1.
    public static let tag: UInt64 = 18
    /// The CBOR tag of a CBOR Web Token, which may stand before that of COSE_Sign1 and nowhere else (RFC 8392 section 6).
    public static let webTokenTag: UInt64 = 61

    /// The protected header as it was signed; empty where it holds nothing, however that was written (section 4.4).
    public let protectedBytes: [UInt8]
    /// The protected header, read.
    public let protected: COSEHeader
    /// The header that no signature covers.
    public let unprotected: COSEHeader
    /// The content; nil where it travels apart.
    public let payload: [UInt8]?
    /// The signature.
    public let signature: [UInt8]

    /// The message that these bytes are.
    ///
    /// - Parameters:
    ///   - bytes: the encoded message, nothing after it.
    ///   - tagging: whether tag 18 must stand before it.
    ///   - rules: what of CBOR is accepted, in the message and in its protected header.
    /// - Throws: `COSEError` for everything else, and for critical parameters that are not understood.
    public init(
        decoding bytes: [UInt8], tagging: Tagging = .optional, rules: CBORDecoder.Rules = .init()
    ) throws(COSEError) {
        var item = try Self.item(bytes, rules)
        if tagging != .forbidden, case .tagged(Self.webTokenTag, let content) = item, case .tagged = content {
            item = content
        }
        if case .tagged(let tag, let content) = item {
            guard tag == Self.tag, tagging != .forbidden else { throw .tag }
            item = content
        } else if tagging == .required {
            throw .tag
        }
        guard case .array(let parts) = item, parts.count == 4, case .bytes(let protected) = parts[0],
            case .bytes(let signature) = parts[3]
        else { throw .shape }
        switch parts[2] {
        case .bytes(let content): payload = content
        case .null: payload = nil
        default: throw .shape
        }
        self.protected = protected.isEmpty ? COSEHeader() : try COSEHeader(try Self.item(protected, rules))
        protectedBytes = self.protected.parameters.isEmpty ? [] : protected
        unprotected = try COSEHeader(parts[1])
        self.signature = signature
        guard unprotected[COSEHeader.Label.critical] == nil else { throw .header("“crit” is not protected") }
        try self.protected.checkCritical()
    }

    private static func item(_ bytes: [UInt8], _ rules: CBORDecoder.Rules) throws(COSEError) -> CBOR {
        do { return try CBORDecoder(rules).decode(bytes) } catch { throw .cbor(error) }
    }

    /// The algorithm that the message names, the protected header first; nil where it names none or one not understood.
    public var algorithm: SignatureAlgorithm? {
        (protected[COSEHeader.Label.algorithm] ?? unprotected[COSEHeader.Label.algorithm])?.integer
            .flatMap(SignatureAlgorithm.init(rawValue:))
    }

    /// The id of the signing key, the protected header first.
    public var keyID: KeyID? { protected.keyID ?? unprotected.keyID }

    /// The SHA-256 of the certificates by which the message names its signer, the protected header first.
    var certificateFingerprints: [[UInt8]] {
        [protected.certificateFingerprint, unprotected.certificateFingerprint].compactMap(\.self)
    }

    /// Whether the signature is this key's, by the algorithm that the message names and that the key is for.
    ///
    /// - Parameters:
    ///   - key: the key to check with.
    ///   - external: data that was signed along but travels apart (section 4.3).
    ///   - detached: the content, where it travels apart.
    public func isSigned(by key: VerifyingKey, external: [UInt8] = [], detached: [UInt8]? = nil) -> Bool {
        guard let algorithm, let content = payload ?? detached else { return false }
        let signed = Self.toBeSigned(protectedBytes, external: external, payload: content)
        return key.isValid(signature, for: signed, by: algorithm)
    }

    /// The Sig_structure that a signature covers (section 4.4).
    static func toBeSigned(_ protected: [UInt8], external: [UInt8] = [], payload: [UInt8]) -> [UInt8] {
        var encoder = CBOREncoder(capacity: protected.count + external.count + payload.count + 32)
        encoder.beginArray(4)
        encoder.append(text: "Signature1")
        encoder.append(bytes: protected)
        encoder.append(bytes: external)
        encoder.append(bytes: payload)
        return encoder.bytes
    }
}

/// Signs messages with one key. What every message has in common is encoded once.
public struct COSESigner: Sendable {
    /// The key that signs; its algorithm and id stand in the protected header.
    public let key: SigningKey
    private let messageStart: [UInt8]
    private let signedStart: [UInt8]

    /// A signer with this key, with or without CBOR tag 18 before each message.
    public init(key: SigningKey, isTagged: Bool) {
        self.key = key
        let header: [CBOR.Entry] = [
            .init(CBOR(COSEHeader.Label.algorithm), CBOR(key.verifyingKey.algorithm.rawValue)),
            .init(CBOR(COSEHeader.Label.keyID), .bytes(key.id.bytes)),
        ]
        let protected = CBOREncoder.encode(.map(header))
        var message = CBOREncoder()
        if isTagged { message.append(encoded: [0xc0 | UInt8(COSESign1.tag)]) }
        message.beginArray(4)
        message.append(bytes: protected)
        message.beginMap(0)
        messageStart = message.bytes
        var signed = CBOREncoder()
        signed.beginArray(4)
        signed.append(text: "Signature1")
        signed.append(bytes: protected)
        signed.append(bytes: [])
        signedStart = signed.bytes
    }

    /// The signed message over this content.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func sign(_ payload: [UInt8]) throws(CredentialError) -> [UInt8] {
        var signed = CBOREncoder(capacity: signedStart.count + payload.count + 9)
        signed.append(encoded: signedStart)
        signed.append(bytes: payload)
        let signature = try key.signature(for: signed.bytes)
        var message = CBOREncoder(capacity: messageStart.count + payload.count + signature.count + 18)
        message.append(encoded: messageStart)
        message.append(bytes: payload)
        message.append(bytes: signature)
        return message.bytes
    }
}
