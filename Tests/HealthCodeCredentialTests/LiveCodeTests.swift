import HealthCodeCredential
import Testing

/// Keys and a code to try things on: made at 2020-04-01T00:00:00Z, fresh for a minute.
struct Issuer {
    static let now: Int64 = 1_585_699_200

    let key = SigningKey()
    let signer: LiveCodeSigner
    let verifier: LiveCodeVerifier

    init() throws {
        signer = LiveCodeSigner(key: key, sealing: try SealingKey(master: [UInt8](repeating: 7, count: 32)))
        verifier = LiveCodeVerifier(keys: KeySet([key.verifyingKey]))
    }

    func issue(
        person: Int64 = 42, colour: LiveCode.Colour = .green, kind: LiveCode.Kind = .live, at now: Int64 = Issuer.now,
        lifetime: Int64 = 60, seed: UInt64 = 1
    ) throws -> String {
        var generator = SeededGenerator(seed: seed)
        return try signer.issue(
            person: person, colour: colour, kind: kind, at: now, lifetime: lifetime, tokenID: .random(using: &generator)
        )
    }

    /// The bytes of a code's text.
    func token(_ text: String) throws -> [UInt8] {
        try Base45.decode(text.dropFirst(LiveCode.prefix.count))
    }

    /// The code, where it is genuine.
    func code(_ text: String, at now: Int64 = Issuer.now) throws -> LiveCode {
        guard case .genuine(let code, _, let keyID) = verifier.verify(text, at: now), keyID == key.id else {
            throw NotGenuine()
        }
        return code
    }

    struct NotGenuine: Error {}
}

@Suite("The live code")
struct LiveCodeTests {
    private let issuer: Issuer

    init() throws {
        issuer = try Issuer()
    }

    @Test(
        "A code says what was signed, in every colour and kind", arguments: LiveCode.Colour.allCases,
        LiveCode.Kind.allCases)
    func roundTrip(colour: LiveCode.Colour, kind: LiveCode.Kind) throws {
        let code = try issuer.code(issuer.issue(person: -7, colour: colour, kind: kind))
        #expect(code.colour == colour)
        #expect(code.kind == kind)
        #expect(code.issued == Issuer.now)
        #expect(code.expires == Issuer.now + 60)
        #expect(try issuer.signer.sealing.open(code) == -7)
    }

    @Test("A code has 221 characters, all of the QR alphanumeric alphabet, and fills a QR of version 8 at level M")
    func size() throws {
        let text = try issuer.issue()
        #expect(text.utf8.count == 221)
        #expect(try issuer.token(text).count == 144)
        #expect(text.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains($0) })
    }

    @Test("A code is laid out as documented, with nothing unprotected")
    func layout() throws {
        let message = try COSESign1(decoding: issuer.token(issuer.issue()), tagging: .forbidden, rules: .deterministic)
        #expect(message.protectedBytes == hex("a2 01 26 04 48") + issuer.key.id.bytes)
        #expect(message.unprotected.parameters.isEmpty)
        let claims = try CBORDecoder(.deterministic).decode(try #require(message.payload))
        #expect(claims[4]?.integer == Issuer.now + 60)
        #expect(claims[6]?.integer == Issuer.now)
        guard case .bytes(let tokenID)? = claims[7], case .array(let body)? = claims[-65_537] else {
            Issue.record("claims are missing")
            return
        }
        #expect(tokenID.count == 12)
        #expect(body.count == 2)
        #expect(body.first?.integer == 2)
    }

    @Test("A code is fresh from its issue to just before its end, and aged from its end on")
    func timeliness() throws {
        let text = try issuer.issue()
        func timeliness(_ now: Int64) -> Timeliness? {
            guard case .genuine(_, let timeliness, _) = issuer.verifier.verify(text, at: now) else { return nil }
            return timeliness
        }
        #expect(timeliness(Issuer.now - 1) == .early)
        #expect(timeliness(Issuer.now) == .fresh)
        #expect(timeliness(Issuer.now + 59) == .fresh)
        #expect(timeliness(Issuer.now + 60) == .aged)
        #expect(timeliness(.max) == .aged)
        #expect(timeliness(.min) == .early)
    }

    @Test("A verifier may allow for an issuer's clock that is a little ahead")
    func tolerance() throws {
        let text = try issuer.issue()
        let verifier = LiveCodeVerifier(keys: issuer.verifier.keys, tolerance: 5)
        #expect(verifier.verify(text, at: Issuer.now - 5).report.outcome == .valid)
        #expect(verifier.verify(text, at: Issuer.now - 6).report.outcome == .notYetValid)
    }

    @Test("Two codes of one person have neither id nor reference in common, not even a piece of them")
    func unlinkable() throws {
        let first = try issuer.code(issuer.issue(seed: 1))
        let second = try issuer.code(issuer.issue(seed: 2))
        func pieces(_ code: LiveCode) -> Set<[UInt8]> {
            let bytes = code.tokenID.bytes + code.reference.bytes
            return Set((0...bytes.count - 3).map { Array(bytes[$0..<$0 + 3]) })
        }
        #expect(pieces(first).isDisjoint(with: pieces(second)))
        #expect(try issuer.signer.sealing.open(first) == issuer.signer.sealing.open(second))
    }

    @Test("Codes of one person in two hours are sealed under different keys")
    func hours() throws {
        let first = try issuer.code(issuer.issue(at: Issuer.now, seed: 1))
        let later = try issuer.code(issuer.issue(at: Issuer.now + 3600, seed: 1), at: Issuer.now + 3600)
        #expect(first.tokenID == later.tokenID)
        // One key and one nonce would give the same key stream, and so the same ciphertext.
        #expect(first.reference.bytes[..<8] != later.reference.bytes[..<8])
        #expect(try issuer.signer.sealing.open(later) == 42)
    }

    @Test("A code that another issuer signed is known by that issuer's key alone")
    func twoIssuers() throws {
        let other = try Issuer()
        let text = try other.issue()
        let both = LiveCodeVerifier(keys: issuer.verifier.keys.union(other.verifier.keys))
        #expect(both.verify(text, at: Issuer.now).report.keyID == other.key.id)
        #expect(both.verify(text, at: Issuer.now).report.outcome == .valid)
    }

    @Test("A code verifies with the published text of the keys alone")
    func published() throws {
        let verifier = LiveCodeVerifier(keys: try KeySet(jwks: KeySet([issuer.key.verifyingKey]).jwks))
        #expect(verifier.verify(try issuer.issue(), at: Issuer.now).report.outcome == .valid)
    }

    @Test("The report of a fresh code has the fields of the interface")
    func report() throws {
        let json = issuer.verifier.verify(try issuer.issue(), at: Issuer.now).report.json { "@\($0)" }
        let token = try issuer.code(issuer.issue()).tokenID.bytes
        #expect(json["verdict"] == .string("valid"))
        #expect(json["format"] == .string("healthcode-live"))
        #expect(json["layer"] == nil)
        #expect(json["reasons"] == .array([]))
        #expect(json["key_id"] == .string(issuer.key.id.description))
        #expect(json["issued"] == .string("@1585699200"))
        #expect(json["expires"] == .string("@1585699260"))
        #expect(json["payload"]?["colour"] == .string("green"))
        #expect(json["payload"]?["kind"] == .string("live"))
        #expect(json["payload"]?["token"]?.string.map(base64URL) == token)
    }

    @Test("The report of an aged code says that it was genuine, and when")
    func agedReport() throws {
        let json = issuer.verifier.verify(try issuer.issue(kind: .printed), at: Issuer.now + 60).report.json {
            "@\($0)"
        }
        #expect(json["verdict"] == .string("expired"))
        #expect(json["format"] == .string("healthcode-printed"))
        #expect(json["layer"] == .string("time"))
        #expect(json["issued"] == .string("@1585699200"))
    }
}
