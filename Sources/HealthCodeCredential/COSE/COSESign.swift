/// A message with the signatures of several signers, COSE_Sign (RFC 9052 section 4.1).
public struct COSESign: Hashable, Sendable {
    /// One of the signatures.
    public struct Signature: COSESigned, Hashable {
        /// The protected header of the message, as it was signed.
        let body: [UInt8]
        /// The protected header of this signer, as it was signed.
        let protectedBytes: [UInt8]
        /// The protected header of this signer.
        public let protected: COSEHeader
        /// The header of this signer that no signature covers.
        public let unprotected: COSEHeader
        /// The signature.
        public let signature: [UInt8]

        /// The Sig_structure that the signature covers (section 4.4).
        public func toBeSigned(_ payload: [UInt8], external: [UInt8]) -> [UInt8] {
            var encoder = CBOREncoder(capacity: payload.count + external.count + 64)
            encoder.beginArray(5)
            encoder.append(text: "Signature")
            encoder.append(bytes: body)
            encoder.append(bytes: protectedBytes)
            encoder.append(bytes: external)
            encoder.append(bytes: payload)
            return encoder.bytes
        }
    }

    /// The CBOR tag of COSE_Sign, which must be there: nothing else tells it from COSE_Sign1.
    public static let tag: UInt64 = 98

    /// The content; nil where it travels apart.
    public let payload: [UInt8]?
    /// The signatures, one at least.
    public let signatures: [Signature]

    /// The message that these bytes are.
    ///
    /// - Parameters:
    ///   - bytes: the encoded message, nothing after it.
    ///   - rules: what of CBOR is accepted, in the message and in its protected headers.
    /// - Throws: `COSEError` for everything else, and for critical parameters that are not understood.
    public init(decoding bytes: [UInt8], rules: CBORDecoder.Rules = .init()) throws(COSEError) {
        guard case .tagged(Self.tag, let item) = try COSEHeader.item(bytes, rules) else { throw .tag }
        guard case .array(let parts) = item, parts.count == 4, case .bytes(let protected) = parts[0],
            case .array(let signers) = parts[3], !signers.isEmpty, signers.count <= 16
        else { throw .shape }
        switch parts[2] {
        case .bytes(let content): payload = content
        case .null: payload = nil
        default: throw .shape
        }
        let body = try COSEHeader.pair(protected, parts[1], rules).protectedBytes
        var signatures: [Signature] = []
        for signer in signers {
            guard case .array(let parts) = signer, parts.count == 3, case .bytes(let protected) = parts[0],
                case .bytes(let signature) = parts[2]
            else { throw .shape }
            let headers = try COSEHeader.pair(protected, parts[1], rules)
            signatures.append(
                Signature(
                    body: body, protectedBytes: headers.protectedBytes, protected: headers.protected,
                    unprotected: headers.unprotected, signature: signature))
        }
        self.signatures = signatures
    }
}
