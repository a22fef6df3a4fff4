internal import Crypto

/// One of the two headers of a COSE message (RFC 9052 section 3).
public struct COSEHeader: Hashable, Sendable {
    /// The parameters, labels distinct.
    public let parameters: [CBOR.Entry]

    /// A header of these parameters.
    public init(_ parameters: [CBOR.Entry] = []) {
        self.parameters = parameters
    }

    /// The header that an item is: a map whose labels are integers or texts.
    ///
    /// - Throws: `COSEError.header` for anything else.
    init(_ item: CBOR) throws(COSEError) {
        guard case .map(let entries) = item else { throw .header("a header is not a map") }
        for entry in entries {
            switch entry.key {
            case .unsigned, .negative, .text: break
            default: throw .header("a header label is neither an integer nor a text")
            }
        }
        self.init(entries)
        guard self[Label.keyID] == nil || keyID != nil else { throw .header("a key id is not a byte string") }
    }

    /// Both headers of a message or of one of its signers.
    ///
    /// The protected bytes are empty where the header holds nothing, however that was written (section 4.4).
    static func pair(
        _ protectedBytes: [UInt8], _ unprotected: CBOR, _ rules: CBORDecoder.Rules
    ) throws(COSEError) -> (protected: COSEHeader, protectedBytes: [UInt8], unprotected: COSEHeader) {
        let protected = protectedBytes.isEmpty ? COSEHeader() : try COSEHeader(try item(protectedBytes, rules))
        let unprotected = try COSEHeader(unprotected)
        guard unprotected[Label.critical] == nil else { throw .header("“crit” is not protected") }
        try protected.checkCritical()
        return (protected, protected.parameters.isEmpty ? [] : protectedBytes, unprotected)
    }

    static func item(_ bytes: [UInt8], _ rules: CBORDecoder.Rules) throws(COSEError) -> CBOR {
        do { return try CBORDecoder(rules).decode(bytes) } catch { throw .cbor(error) }
    }

    /// The labels of RFC 9052 section 3.1 that are understood.
    enum Label {
        static let algorithm: Int64 = 1
        static let critical: Int64 = 2
        static let contentType: Int64 = 3
        static let keyID: Int64 = 4
        /// RFC 9360 section 2: certificates along, the signer's first, and the hash of the signer's.
        static let certificateChain: Int64 = 33
        static let certificateHash: Int64 = 34
    }

    /// The parameter under a label.
    public subscript(_ label: Int64) -> CBOR? {
        parameters.value(under: label)
    }

    /// The key id, where there is one.
    public var keyID: KeyID? {
        guard case .bytes(let bytes) = self[Label.keyID] else { return nil }
        return KeyID(bytes)
    }

    /// The SHA-256 of the signer's certificate, where the header names it so or holds it.
    var certificateFingerprint: [UInt8]? {
        if case .array(let parts) = self[Label.certificateHash], parts.count == 2, parts[0].integer == -16,
            case .bytes(let hash) = parts[1]
        {
            return hash
        }
        switch self[Label.certificateChain] {
        case .bytes(let der): return Array(SHA256.hash(data: der))
        case .array(let chain):
            guard case .bytes(let der) = chain.first else { return nil }
            return Array(SHA256.hash(data: der))
        default: return nil
        }
    }

    /// Refuses a protected header that marks as critical what is not understood (RFC 9052 section 3.1).
    func checkCritical() throws(COSEError) {
        guard let critical = self[Label.critical] else { return }
        guard case .array(let labels) = critical, !labels.isEmpty else {
            throw .header("“crit” is not a list of labels")
        }
        let understood = [Label.algorithm, Label.critical, Label.contentType, Label.keyID]
        for label in labels {
            guard let number = label.integer, understood.contains(number), self[number] != nil else {
                throw .header("a critical header parameter is not understood")
            }
        }
    }
}

/// Why bytes are not a COSE_Sign1 message that can be checked.
public enum COSEError: Error, Hashable, Sendable {
    /// The bytes are not CBOR.
    case cbor(CBORError)
    /// The item is not an array of two headers, a payload and a signature.
    case shape
    /// The message has a tag where none is allowed, none where one is required, or a foreign one.
    case tag
    /// A header breaks the rules; how, in words.
    case header(String)
}
