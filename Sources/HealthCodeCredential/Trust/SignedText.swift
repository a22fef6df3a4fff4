/// A signed text in the compact form of JSON Web Signature (RFC 7515 section 7.1), ES256, whose header has `alg`, `kid` and `typ`
/// and nothing else.
struct SignedText {
    /// The text is not of that form.
    struct Misfit: Error {}

    let type: String
    let keyID: KeyID
    let payload: [UInt8]
    private let signature: [UInt8]
    private let signed: [UInt8]

    init(_ text: String, longest: Int) throws(Misfit) {
        guard text.utf8.count <= longest else { throw Misfit() }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]), let json = JSON(utf8: header),
            case .object(let members) = json, members.count == 3,
            json["alg"]?.string == SignatureAlgorithm.es256.name, let type = json["typ"]?.string,
            let keyID = json["kid"]?.string.flatMap(KeyID.init(text:))
        else { throw Misfit() }
        (self.type, self.keyID, self.payload, self.signature) = (type, keyID, payload, signature)
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }

    func isSigned(by key: VerifyingKey) -> Bool {
        guard case .p256 = key.material else { return false }
        return key.isValid(signature, for: signed, by: .es256)
    }

    /// The text over a payload.
    ///
    /// - Throws: `CredentialError.signing`.
    static func text(of payload: [UInt8], type: String, by key: SigningKey) throws(CredentialError) -> String {
        let header = JSON.object([
            .init("alg", .string(SignatureAlgorithm.es256.name)), .init("kid", .string(key.id.description)),
            .init("typ", .string(type)),
        ])
        let signed = Base64URL.encode(Array(header.text.utf8)) + "." + Base64URL.encode(payload)
        return signed + "." + Base64URL.encode(try key.signature(for: Array(signed.utf8)))
    }
}
