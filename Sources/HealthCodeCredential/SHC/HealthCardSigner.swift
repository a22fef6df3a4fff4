/// Signs SMART Health Cards.
public struct HealthCardSigner: Sendable {
    /// The key that signs, ES256. Its JWK thumbprint is the key id of the cards.
    public let key: SigningKey

    /// A signer with this key, whose public part is published under the issuer's address.
    public init(key: SigningKey) {
        self.key = key
    }

    /// A signed card as the texts of its QR codes, one or several parts.
    ///
    /// - Parameters:
    ///   - bundle: a FHIR bundle of type `collection`, its entries addressed `resource:0` and so on.
    ///   - issuer: the https address under which the keys are published, without a slash at its end.
    ///   - notBefore: from when it holds, in seconds since 1970-01-01T00:00:00Z.
    ///   - expires: when it ends; nil for never.
    ///   - types: further types of the credential, such as `https://smarthealth.cards#immunization`.
    /// - Throws: `CredentialError.badContent`, with the places, for what a verifier would refuse, and `.signing`.
    public func sign(
        bundle: JSON, issuer: String, notBefore: Int64, expires: Int64? = nil, types: [String] = []
    ) throws(CredentialError) -> [String] {
        let subject = JSON.object([.init("fhirVersion", .string("4.0.1")), .init("fhirBundle", bundle)])
        let credential = JSON.object([
            .init("type", .array(([HealthCard.type] + types).map(JSON.string))), .init("credentialSubject", subject),
        ])
        var members: [JSON.Member] = [.init("iss", .string(issuer)), .init("nbf", .integer(notBefore))]
        if let expires { members.append(.init("exp", .integer(expires))) }
        let payload = JSON.object(members + [.init("vc", credential)])
        let problems = HealthCardReader(payload).problems
        guard problems.isEmpty else { throw .badContent(problems) }
        return HealthCardText.texts(of: try sign(payload))
    }

    /// The compact JWS over a payload, whatever it says.
    ///
    /// - Throws: `CredentialError.signing`.
    func sign(_ payload: JSON) throws(CredentialError) -> String {
        let header = JSON.object([
            .init("zip", .string("DEF")), .init("alg", .string(SignatureAlgorithm.es256.name)),
            .init("kid", .string(Base64URL.encode(key.verifyingKey.webThumbprint))),
        ])
        let signed = [Array(header.text.utf8), Zlib.deflate(Array(payload.text.utf8), .bare)].map(Base64URL.encode)
            .joined(separator: ".")
        return signed + "." + Base64URL.encode(try key.signature(for: Array(signed.utf8)))
    }
}
