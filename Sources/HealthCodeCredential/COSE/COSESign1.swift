/// A message with one signature, COSE_Sign1 (RFC 9052 section 4.2).
public struct COSESign1: COSESigned, Hashable {
    /// Whether a message must, may or must not carry its CBOR tag.
    public enum Tagging: Sendable {
        case required, optional, forbidden
    }

    /// The CBOR tag of COSE_Sign1.
    public static let tag: UInt64 = 18
    /// The CBOR tag of a CBOR Web Token, which may stand before that of COSE_Sign1 and nowhere else (RFC 8392 section
    /// 6).
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
        var item = try COSEHeader.item(bytes, rules)
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
        (self.protected, protectedBytes, unprotected) = try COSEHeader.pair(protected, parts[1], rules)
        self.signature = signature
    }

    /// The Sig_structure that the signature covers (section 4.4).
    public func toBeSigned(_ payload: [UInt8], external: [UInt8]) -> [UInt8] {
        var encoder = CBOREncoder(capacity: protectedBytes.count + external.count + payload.count + 32)
        encoder.beginArray(4)
        encoder.append(text: "Signature1")
        encoder.append(bytes: protectedBytes)
        encoder.append(bytes: external)
        encoder.append(bytes: payload)
        return encoder.bytes
    }

    /// Whether the signature is this key's, by the algorithm that the message names and that the key is for.
    ///
    /// - Parameters:
    ///   - key: the key to check with.
    ///   - external: data that was signed along but travels apart (section 4.3).
    ///   - detached: the content, where it travels apart.
    public func isSigned(by key: VerifyingKey, external: [UInt8] = [], detached: [UInt8]? = nil) -> Bool {
        guard let content = payload ?? detached else { return false }
        return isSigned(by: key, over: content, external: external)
    }
}
