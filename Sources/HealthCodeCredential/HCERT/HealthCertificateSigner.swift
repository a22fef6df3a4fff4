/// Signs EU Digital COVID Certificates.
public struct HealthCertificateSigner: Sendable {
    private let cose: COSESigner

    /// A signer with a key and the id of its certificate.
    ///
    /// - Parameters:
    ///   - key: the private key, ES256.
    ///   - certificate: its document signer certificate in DER, by which verifiers know it.
    public init(key: SigningKey, certificate: [UInt8]) throws(CredentialError) {
        let signer = try Signer(certificate: certificate)
        guard signer.key == key.verifyingKey, let id = signer.ids.first else {
            throw .badCertificate("it is not the certificate of this key")
        }
        self.init(key: key, keyID: id)
    }

    /// A signer with a key and the id by which verifiers know it.
    public init(key: SigningKey, keyID: KeyID) {
        cose = COSESigner(key: key, keyID: keyID, isTagged: true)
    }

    /// A signed certificate as the text of its QR code.
    ///
    /// - Parameters:
    ///   - certificate: what it says.
    ///   - country: the country of the issuer, ISO 3166 alpha-2.
    ///   - issued: the instant of issue, in seconds since 1970-01-01T00:00:00Z.
    ///   - expires: the last instant at which the signature counts; not before `issued`.
    /// - Throws: `CredentialError.badContent`, with the places, for what a verifier would refuse; `.badLifetime`
    ///   where it would end before it begins; `.signing`.
    public func sign(
        _ certificate: CovidCertificate, country: String, issued: Int64, expires: Int64
    ) throws(CredentialError) -> String {
        let problems = CovidCertificateReader(certificate.json, issued: issued).problems
        guard problems.isEmpty else { throw .badContent(problems) }
        guard issued <= expires else { throw .badLifetime }
        return HealthCertificate.text(
            of: try sign(certificate.json, country: country, issued: issued, expires: expires))
    }

    /// The COSE message over a certificate, whatever it says.
    ///
    /// - Throws: `CredentialError.signing`.
    func sign(
        _ certificate: JSON, country: String, issued: Int64, expires: Int64
    ) throws(CredentialError) -> [UInt8] {
        let claims: [CBOR.Entry] = [
            .init(CBOR(1), .text(country)), .init(CBOR(4), CBOR(expires)), .init(CBOR(6), CBOR(issued)),
            .init(
                CBOR(HealthCertificate.claim), .map([.init(CBOR(HealthCertificate.version1), certificate.cbor)])),
        ]
        return try cose.sign(CBOREncoder.encode(.map(claims)))
    }
}

extension CovidCertificate {
    /// The certificate as its schema writes it; members that are nil are left out.
    public var json: JSON {
        let parts: [(String, String?)] = [
            ("fn", name.surname), ("fnt", name.standardSurname), ("gn", name.forename), ("gnt", name.standardForename),
        ]
        let group: (name: String, members: [JSON.Member]) =
            switch event {
            case .vaccination(let vaccination): ("v", vaccination.members)
            case .test(let test): ("t", test.members)
            case .recovery(let recovery): ("r", recovery.members)
            }
        let common: [JSON.Member] = [
            .init("tg", .string(disease)), .init("co", .string(country)), .init("is", .string(issuer)),
            .init("ci", .string(id)),
        ]
        return .object([
            .init("ver", .string(version)), .init("nam", .object(Self.members(parts))), .init("dob", .string(birth)),
            .init(group.name, .array([.object(common + group.members)])),
        ])
    }

    fileprivate static func members(_ texts: [(String, String?)]) -> [JSON.Member] {
        texts.compactMap { name, text in text.map { JSON.Member(name, .string($0)) } }
    }
}

extension CovidCertificate.Vaccination {
    fileprivate var members: [JSON.Member] {
        CovidCertificate.members([("vp", vaccine), ("mp", product), ("ma", holder), ("dt", date)])
            + [.init("dn", .integer(dose)), .init("sd", .integer(doses))]
    }
}

extension CovidCertificate.Test {
    fileprivate var members: [JSON.Member] {
        CovidCertificate.members([
            ("tt", type), ("nm", name), ("ma", device), ("sc", sampledText), ("tr", result), ("tc", centre),
        ])
    }
}

extension CovidCertificate.Recovery {
    fileprivate var members: [JSON.Member] {
        CovidCertificate.members([("fr", firstPositive), ("df", validFrom), ("du", validUntil)])
    }
}
