import Crypto
import Foundation
import HealthCodeCredential
import Testing

/// The examples of the SMART Health Cards specification, and the keys that signed them. The keys are known to be the
/// right ones, because the key ids in the examples are their thumbprints.
private enum Examples {
    static let keys = """
        {"keys":[{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256",
        "kid":"3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s",
        "x":"11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw","y":"eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8"},
        {"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"EBKOr72QQDcTBUuVzAzkfBTGew0ZA16GuWty64nS-sw",
        "x":"PQHApUWm94mflvswQgAnfHlETMwJFqjUVSs7WU6LQy4","y":"7mj8IO-8V5VZjDbRVsJINC_Rq5ai5CDhFX18ceRsLWQ"}]}
        """
    /// The instant from which all of them hold.
    static let start: Int64 = 1_715_107_764

    static func texts(_ number: Int) throws -> [String] {
        let folder = Vectors.folder.appendingPathComponent("shc/spec-examples")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasPrefix("example-0\(number)-f") }
            .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    static func verifier() throws -> CredentialVerifier {
        CredentialVerifier(trust: try TrustList(file: Array(keys.utf8)))
    }
}

@Suite("The examples of SMART Health Cards", .enabled(if: Vectors.arePresent))
struct HealthCardExampleTests {
    @Test("Each is valid and says what is printed beside it", arguments: 0...3)
    func valid(number: Int) throws {
        let texts = try Examples.texts(number)
        let report = try Examples.verifier().verify(healthCard: texts, at: Examples.start)
        #expect(report.outcome == .valid, "\(report.reasons)")
        #expect(
            report.payload == (try Vectors.json("shc/spec-examples/example-0\(number)-c-jws-payload-minified.json")))
        #expect(report.issuer == "https://spec.smarthealth.cards/examples/issuer")
        guard case .healthCard(let card)? = report.content else {
            Issue.record("no card")
            return
        }
        #expect(card.resources(of: "Patient").count == 1)
    }

    @Test("The parts of a card may come in any order, and side by side in one text")
    func parts() throws {
        let texts = try Examples.texts(2)
        #expect(texts.count == 3)
        let verifier = try Examples.verifier()
        #expect(verifier.verify(healthCard: texts.reversed(), at: Examples.start).outcome == .valid)
        #expect(verifier.verify(texts.joined(separator: " "), at: Examples.start).outcome == .valid)
    }

    @Test("Parts that are scanned one after the other are put together with the last")
    func collected() throws {
        let texts = try Examples.texts(2)
        var parts = HealthCardParts()
        let verifier = try Examples.verifier()
        let outcomes = [texts[1], texts[1], texts[0], texts[2], texts[0]].map { text in
            verifier.verify(parts.joined(text), at: Examples.start).outcome
        }
        #expect(outcomes == [.unsupported, .unsupported, .unsupported, .valid, .unsupported])
    }

    @Test("A part that is missing is missed")
    func missing() throws {
        let report = try Examples.verifier().verify(
            healthCard: Array(try Examples.texts(2).dropLast()), at: Examples.start)
        #expect(report.layer == .numeric)
    }

    @Test("The JWS alone is understood too")
    func jws() throws {
        let file = Vectors.folder.appendingPathComponent("shc/spec-examples/example-00-d-jws.txt")
        let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try Examples.verifier().verify(text, at: Examples.start).outcome == .valid)
    }

    @Test("A card does not hold before its time")
    func early() throws {
        let report = try Examples.verifier().verify(try Examples.texts(0)[0], at: Examples.start - 1)
        #expect(report.outcome == .notYetValid)
        #expect(report.reasons.map(\.layer) == [.time])
    }

    @Test("Without the key it is not trusted, and tells nothing that nobody vouches for")
    func untrusted() throws {
        let report = CredentialVerifier(trust: TrustList()).verify(try Examples.texts(0)[0], at: Examples.start)
        #expect(report.outcome == .untrusted)
        #expect(report.payload == nil)
        #expect(report.issued == nil)
    }
}

@Suite("SMART Health Cards of our own")
struct HealthCardTests {
    private static let issuer = "https://cards.example/issuer"
    private static let bundle = #"""
        {"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"resource:0","resource":{
        "resourceType":"Patient","name":[{"family":"李","given":["雷"]}],"birthDate":"1990-01-01"}}]}
        """#
    private let key = SigningKey()

    private var verifier: CredentialVerifier {
        CredentialVerifier(trust: TrustList([Signer(key: key.verifyingKey, ids: [])]))
    }

    private func card(expires: Int64? = nil) throws -> [String] {
        try HealthCardSigner(key: key).sign(
            bundle: JSON(parsing: Self.bundle), issuer: Self.issuer, notBefore: 1_000, expires: expires,
            types: ["https://smarthealth.cards#immunization"])
    }

    /// The layers of the reasons against a signed payload.
    private func layers(_ payload: String) throws -> [Layer] {
        let signed =
            [#"{"zip":"DEF","alg":"ES256","kid":"\#(Base64URL.encode(key.verifyingKey.webThumbprint))"}"#]
            .map { Array($0.utf8) } + [Zlib.deflate(Array(payload.utf8), .bare)]
        return try layers(parts: signed)
    }

    private func layers(parts: [[UInt8]]) throws -> [Layer] {
        let signed = parts.map(Base64URL.encode).joined(separator: ".")
        let jws = signed + "." + Base64URL.encode(try key.signature(for: Array(signed.utf8)))
        return verifier.verify(jws: jws, at: 1_000).reasons.map(\.layer)
    }

    private func payload(
        iss: String = #""https://cards.example""#, nbf: String = "1000", type: String = HealthCard.type,
        bundle: String = Self.bundle
    ) -> String {
        let subject = #"{"fhirVersion":"4.0.1","fhirBundle":\#(bundle)}"#
        return #"{"iss":\#(iss),"nbf":\#(nbf),"vc":{"type":["\#(type)"],"credentialSubject":\#(subject)}}"#
    }

    @Test("What is signed is valid from its beginning to before its end")
    func roundTrip() throws {
        let texts = try card(expires: 2_000)
        #expect(texts.count == 1)
        #expect(verifier.verify(texts[0], at: 1_000).outcome == .valid)
        #expect(verifier.verify(texts[0], at: 1_999).outcome == .valid)
        #expect(verifier.verify(texts[0], at: 2_000).outcome == .expired)
        #expect(verifier.verify(texts[0], at: 999).outcome == .notYetValid)
    }

    @Test("A long card goes into parts and comes together again")
    func longCard() throws {
        var generator = SeededGenerator(seed: 4)
        let name = (0..<3_000).map { _ in String(UInt8.random(in: 0...255, using: &generator), radix: 16) }.joined()
        let bundle = try JSON(parsing: Self.bundle.replacing("雷", with: name))
        let texts = try HealthCardSigner(key: key).sign(bundle: bundle, issuer: Self.issuer, notBefore: 1_000)
        #expect(texts.count > 1)
        #expect(texts.allSatisfy { $0.hasPrefix("shc:/") && $0.utf8.count < 2 * 1_195 + 10 })
        #expect(verifier.verify(healthCard: texts, at: 1_000).outcome == .valid)
    }

    @Test("What a verifier would refuse is not signed")
    func refusesToSign() throws {
        #expect(throws: CredentialError.self) {
            try HealthCardSigner(key: key).sign(bundle: .object([]), issuer: Self.issuer, notBefore: 0)
        }
        #expect(throws: CredentialError.self) {
            try HealthCardSigner(key: key).sign(
                bundle: JSON(parsing: Self.bundle), issuer: "http://cards.example", notBefore: 0)
        }
    }

    @Test("The payload that the next tests break is accepted whole")
    func control() throws { #expect(try layers(payload()).isEmpty) }

    @Test(
        "A payload that breaks the specification is refused at the schema",
        arguments: [
            (#"iss":"#, #"isss":"#), (#""https://cards.example""#, #""https://cards.example/""#),
            (#""https://cards.example""#, #""cards.example""#), (#""nbf":1000"#, #""nbf":"1000""#),
            (#""nbf":1000"#, #""nbf":1000,"exp":"never""#), ("#health-card", "#health-cord"),
            (#""fhirVersion":"4.0.1","#, ""), (#""fhirVersion":"4.0.1""#, #""fhirVersion":"four""#),
            (#""resourceType":"Bundle""#, #""resourceType":"Patient""#), (#""type":"collection","#, ""),
            (#""resourceType":"Patient","#, ""), (#""fullUrl":"resource:0","#, ""), (#""entry""#, #""entries""#),
        ])
    func schema(good: String, bad: String) throws {
        let broken = payload().replacing(good, with: bad)
        #expect(broken != payload())
        #expect(try layers(broken) == [.schema])
    }

    @Test("What is no JSON object is refused at the schema", arguments: ["", "[]", "{", #"{"iss":1,"iss":2}"#])
    func notJSON(text: String) throws { #expect(try layers(text) == [.schema]) }

    @Test(
        "A header that asks for something else is refused at the JWS",
        arguments: [
            #""alg":"ES384""#, #""alg":"none""#, #""alg":"HS256""#, #""zip":"GZ""#, #""crit":["exp"]"#, #""kid":"+""#,
        ])
    func header(change: String) throws {
        let name = String(change.prefix { $0 != ":" })
        let kid = Base64URL.encode(key.verifyingKey.webThumbprint)
        let members =
            [#""zip":"DEF""#, #""alg":"ES256""#, #""kid":"\#(kid)""#].filter { !$0.hasPrefix(name) } + [change]
        let header = "{" + members.joined(separator: ",") + "}"
        #expect(try layers(parts: [Array(header.utf8), Zlib.deflate(Array(payload().utf8), .bare)]) == [.jws])
    }

    @Test("A key id that is not the thumbprint of the key names nobody, whatever the list says")
    func otherID() throws {
        let header = Array(#"{"zip":"DEF","alg":"ES256","kid":"AAAA"}"#.utf8)
        #expect(try layers(parts: [header, Zlib.deflate(Array(payload().utf8), .bare)]) == [.key])
    }

    @Test("Content that does not inflate is refused there")
    func inflate() throws {
        let header = Array(
            #"{"zip":"DEF","alg":"ES256","kid":"\#(Base64URL.encode(key.verifyingKey.webThumbprint))"}"#.utf8)
        #expect(try layers(parts: [header, Array(payload().utf8)]) == [.inflate])
        #expect(try layers(parts: [header, Zlib.deflate([UInt8](repeating: 32, count: 1 << 20), .bare)]) == [.inflate])
        #expect(try layers(parts: [header, Zlib.deflate(Array(payload().utf8), .bare) + [0]]) == [.inflate])
    }

    @Test("A signature in DER, of another length or of another key is refused at the JWS")
    func signatures() throws {
        let text = HealthCardText.texts(of: "x")
        #expect(text == ["shc:/75"])
        let jws = String(decoding: try HealthCardText.Part(try card()[0]).characters, as: UTF8.self)
        let parts = jws.split(separator: ".").map(String.init)
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        let raw = try key.signature(for: signed)
        let der = Array(try #require(key.p256).signature(for: signed).derRepresentation)
        for signature in [der, Array(raw.dropLast()), raw + [0], try SigningKey().signature(for: signed), []] {
            let edited = "\(parts[0]).\(parts[1]).\(Base64URL.encode(signature))"
            #expect(verifier.verify(jws: edited, at: 1_000).reasons.map(\.layer) == [.jws])
        }
        #expect(verifier.verify(jws: jws, at: 1_000).outcome == .valid)
    }

    @Test(
        "Digits that are none, pairs out of range and parts that do not add up are refused",
        arguments: [
            "shc:/", "shc:/5", "shc:/78", "shc:/5a", "shc:/-1", "shc:/1/56", "shc:/0/1/56", "shc:/2/1/56", "shc:/1/1/",
            "shc:/01/2/56", "shc:/1/2/3/56", "shc:/1/2/56", "shc:/1/100/56", "shc:/５６", "shc:/ 56",
        ])
    func digits(text: String) {
        let report = verifier.verify(text, at: 0)
        #expect(report.outcome != .valid)
        #expect(report.layer == .numeric || report.layer == .prefix)
    }
}
