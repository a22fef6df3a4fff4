/// A signed message in the compact form of JSON Web Signature (RFC 7515 section 7.1), compressed as SMART Health
/// Cards ask.
struct CompactJWS: Hashable, Sendable {
    /// Why a text is not such a message.
    enum Fault: Error, Hashable, Sendable {
        /// Not three parts of base64url.
        case shape
        /// The header is no JSON object, or lacks what it must have; what, in words.
        case header(String)
        /// The header asks for what is not understood; what, in words.
        case notUnderstood(String)
    }

    /// The header, as JSON.
    let header: JSON
    /// The `kid` of the header.
    let keyID: KeyID
    /// The content as it was signed, compressed.
    let payload: [UInt8]
    /// The signature, 64 bytes where it is one of ES256.
    let signature: [UInt8]
    /// The bytes that the signature covers.
    let signed: [UInt8]

    /// The message that a text is: algorithm ES256, compression DEF, a key id.
    ///
    /// - Throws: `Fault`.
    init(_ text: String) throws(Fault) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .shape }
        guard let json = JSON(utf8: header), case .object = json else { throw .header("it is not a JSON object") }
        guard json["crit"] == nil else { throw .notUnderstood("it marks members as critical") }
        guard json["alg"]?.string == SignatureAlgorithm.es256.name else {
            throw .notUnderstood("its algorithm is not ES256")
        }
        guard json["zip"]?.string == "DEF" else { throw .notUnderstood("its content is not compressed with DEF") }
        guard let kid = json["kid"]?.string, let keyID = KeyID(text: kid) else {
            throw .header("it has no “kid” in base64url")
        }
        self.header = json
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }
}

extension JSON {
    /// The JSON text that these bytes are; nil for what is not UTF-8, and for what is no JSON.
    init?(utf8 bytes: [UInt8], maximumBytes: Int = 1_048_576) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes), let json = try? JSON(parsing: text, maximumBytes: maximumBytes) else {
            return nil
        }
        self = json
    }
}
