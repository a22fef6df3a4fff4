import HealthCodeCredential
import Testing

private let now: Int64 = 1_600_000_000
private let key = SigningKey()
private let keys = KeySet([key.verifyingKey])
private let identifier = "URN:UVCI:01:XX:187/37512422923"

/// A certificate of a vaccination on 1 June 2020, signed with the key.
private func certificate() throws -> String {
    let dose: [(String, CBOR)] = [
        ("ci", .text(identifier)), ("co", .text("XX")), ("dn", CBOR(2)), ("dt", .text("2020-06-01")),
        ("is", .text("Ministry")), ("ma", .text("ORG-100030215")), ("mp", .text("EU/1/20/1528")), ("sd", CBOR(2)),
        ("tg", .text("840539006")), ("vp", .text("1119349007")),
    ]
    let content: [(String, CBOR)] = [
        ("v", .array([.map(dose.map { CBOR.Entry(.text($0.0), $0.1) })])), ("dob", .text("1964-08-12")),
        ("nam", .map([.init(.text("fnt"), .text("MUSTERMANN"))])), ("ver", .text("1.3.0")),
    ]
    let claims = CBOR.map([
        .init(CBOR(1), .text("XX")), .init(CBOR(4), CBOR(now + 86_400)), .init(CBOR(6), CBOR(now - 60)),
        .init(CBOR(-260), .map([.init(CBOR(1), .map(content.map { CBOR.Entry(.text($0.0), $0.1) }))])),
    ])
    return HealthCertificate.text(of: try COSESigner(key: key, isTagged: true).sign(CBOREncoder.encode(claims)))
}

private func code() throws -> (text: String, id: TokenID) {
    let signer = LiveCodeSigner(key: key, sealing: try SealingKey(master: [UInt8](repeating: 7, count: 32)))
    let id = try TokenID([UInt8](repeating: 3, count: 12))
    return (
        try signer.issue(person: 5, colour: .green, kind: .printed, at: now - 9, lifetime: 86_400, tokenID: id), id
    )
}

private func outcome(_ text: String, _ checks: [any CredentialCheck]) -> Outcome {
    CredentialVerifier(trust: TrustList(keys), checks: checks).verify(text, at: now).outcome
}

private func check(_ ids: [RevokedID], for keys: Set<KeyID>? = nil) throws -> RevocationCheck {
    let list = try Revocations(
        signing: RevocationList(ids), sequence: 1, at: now - 86_400, lifetime: 60, by: SigningKey())
    return RevocationCheck([.init(list, for: keys)])
}

@Suite("Revocation, asked about credentials")
struct RevocationCheckTests {
    @Test("A code, a certificate and a whole key that were revoked are revoked, and others are valid")
    func revoked() throws {
        let (text, id) = try code()
        #expect(try outcome(text, [check([])]) == .valid)
        #expect(try outcome(text, [check([.code(id.bytes, signedBy: key.id)])]) == .revoked)
        #expect(try outcome(text, [check([.key(key.id)])]) == .revoked)
        #expect(try outcome(certificate(), [check([.certificate(identifier)])]) == .revoked)
        #expect(
            try outcome(certificate(), [check([.certificate("URN:UVCI:01:XX:187/1"), .key(KeyID([1]))])]) == .valid)
    }

    @Test("A list takes back only what its issuer's keys signed")
    func pinned() throws {
        let (text, id) = try code()
        let ids: [RevokedID] = [.code(id.bytes, signedBy: key.id), .key(key.id)]
        #expect(try outcome(text, [check(ids, for: [KeyID([9])])]) == .valid)
        #expect(try outcome(text, [check(ids, for: [key.id])]) == .revoked)
    }
}

@Suite("Published rules, asked about credentials")
struct CertLogicCheckTests {
    private func rules(_ logic: String, type: String = "Vaccination") throws -> CertLogicCheck {
        let text = """
            [{"Identifier":"VR-XX-0001","Type":"Acceptance","Country":"XX","Version":"1.0.0","Engine":"CERTLOGIC",
              "CertificateType":"\(type)","Description":[{"lang":"en","desc":"Only Product P."}],
              "ValidFrom":"2020-01-01","ValidTo":"2030-01-01","AffectedFields":["v.0.mp"],"Logic":\(logic)}]
            """
        return CertLogicCheck(
            rules: try CertLogicRuleSet(JSON(parsing: text)), country: "XX",
            valueSets: .object([.init("products", .array([.string("P")]))]))
    }

    @Test("A certificate that the rules accept is valid, and one that they do not is not enough here, with the reason")
    func judged() throws {
        let met = try rules(#"{"===":[{"var":"external.issuerCountryCode"},{"var":"payload.v.0.co"}]}"#)
        #expect(try outcome(certificate(), [met]) == .valid)
        let unmet = try rules(#"{"in":[{"var":"payload.v.0.mp"},{"var":"external.valueSets.products"}]}"#)
        let report = CredentialVerifier(trust: TrustList(keys), checks: [unmet]).verify(try certificate(), at: now)
        #expect(report.outcome == .insufficient)
        #expect(report.layer == .rule)
        #expect(report.decisive?.text.contains("Only Product P. In the certificate, v.0.mp is EU/1/20/1528.") == true)
    }

    @Test("A rule that cannot be judged is not met")
    func open() throws {
        let open = try rules(#"{"in":[{"var":"payload.v.0.mp"},{"var":"external.valueSets.makers"}]}"#)
        #expect(try outcome(certificate(), [open]) == .insufficient)
    }

    @Test("Rules for other certificates, and other formats, are left alone")
    func others() throws {
        #expect(try outcome(certificate(), [rules("false", type: "Test")]) == .valid)
        #expect(try outcome(code().text, [rules("false", type: "General")]) == .valid)
    }
}
