import Crypto
import HealthCodeCredential
import Testing

@Suite("Keys")
struct KeyTests {
    @Test("The key id is the beginning of the COSE Key Thumbprint of RFC 9679")
    func thumbprint() throws {
        // The example of RFC 9679 section 6.
        let key = try VerifyingKey(
            x: hex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"),
            y: hex("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c"))
        #expect(key.thumbprint == hex("496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec"))
        #expect(key.id.bytes == hex("496bd8afadf307e5"))
    }

    @Test("A key kept as PEM is the same key")
    func pem() throws {
        let key = SigningKey()
        let again = try SigningKey(pem: try #require(key.pem))
        #expect(again.raw == key.raw)
        #expect(again.id == key.id)
        #expect(try #require(key.pem).hasPrefix("-----BEGIN PRIVATE KEY-----"))
    }

    @Test("A key kept as its scalar is the same key")
    func raw() throws {
        let key = SigningKey()
        #expect(try SigningKey(raw: try #require(key.raw)).verifyingKey == key.verifyingKey)
    }

    @Test("A key of another curve is refused")
    func otherCurve() {
        #expect(throws: CredentialError.badKey) { try SigningKey(pem: P384.Signing.PrivateKey().pemRepresentation) }
    }

    @Test("A public key is no signing key")
    func publicPEM() {
        let pem = SigningKey().verifyingKey.pem
        #expect(throws: CredentialError.badKey) { try SigningKey(pem: pem) }
    }

    @Test("A scalar of zero is refused")
    func zero() {
        #expect(throws: CredentialError.badKey) { try SigningKey(raw: [UInt8](repeating: 0, count: 32)) }
    }

    @Test("A scalar that is not below the order of the curve is refused")
    func order() {
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        #expect(throws: CredentialError.badKey) { try SigningKey(raw: order) }
    }

    @Test("A point that is not on the curve is refused")
    func offCurve() {
        let key = SigningKey().verifyingKey
        #expect(throws: CredentialError.badKey) { try VerifyingKey(x: key.x, y: key.x) }
    }

    @Test("Coordinates that lost a leading zero are refused")
    func shortCoordinate() {
        let key = SigningKey().verifyingKey
        #expect(throws: CredentialError.badKey) { try VerifyingKey(x: Array(key.x.dropFirst()), y: [0] + key.y) }
    }

    @Test("Nothing of a private key is in its description")
    func description() {
        let key = SigningKey()
        #expect("\(key)" == "SigningKey(\(key.id))")
    }
}

@Suite("Key sets")
struct KeySetTests {
    private let one = SigningKey().verifyingKey
    private let two = SigningKey().verifyingKey

    private func member(_ key: VerifyingKey, _ name: String) throws -> String {
        try #require(try JSON(parsing: KeySet([key]).jwks)["keys"]?.array?.first?[name]?.string)
    }

    /// The JWK Set of one key, one of its members replaced or, with nil, left out.
    private func jwks(_ name: String, _ value: JSON?) throws -> String {
        let keys = try JSON(parsing: KeySet([one]).jwks)["keys"]?.array
        guard case .object(let members)? = keys?.first else { return "" }
        let added = value.map { [JSON.Member(name, $0)] } ?? []
        let key = JSON.object(members.filter { $0.name != name } + added)
        return JSON.object([.init("keys", .array([key]))]).text
    }

    @Test("A set written as JWK Set is read back with the same ids")
    func roundTrip() throws {
        let set = KeySet([one, two])
        #expect(try KeySet(jwks: set.jwks) == set)
        #expect(try KeySet(jwks: set.jwks)[one.id] == [one])
    }

    @Test("A written key has exactly the members that others need")
    func members() throws {
        let key = try #require(try JSON(parsing: KeySet([one]).jwks)["keys"]?.array?.first)
        guard case .object(let members) = key else { return }
        #expect(members.map(\.name) == ["alg", "crv", "kid", "kty", "use", "x", "y"])
        #expect(base64URL(try member(one, "x")) == one.x)
        #expect(base64URL(try member(one, "y")) == one.y)
        #expect(base64URL(try member(one, "kid")) == one.id.bytes)
        #expect(try member(one, "alg") == "ES256")
        #expect(try member(one, "crv") == "P-256")
        #expect(try member(one, "kty") == "EC")
        #expect(try member(one, "use") == "sig")
    }

    @Test("Several keys may share an id")
    func shared() {
        let id = KeyID([1])
        #expect(KeySet([.init(id: id, key: one), .init(id: id, key: two)])[id] == [one, two])
    }

    @Test("An id that is not in the set has no keys")
    func unknown() { #expect(KeySet([one])[two.id].isEmpty) }

    @Test("A union has the keys of both, each once")
    func union() { #expect(KeySet([one]).union(KeySet([two, one])) == KeySet([one, two])) }

    @Test("A key without id goes by its thumbprint")
    func withoutID() throws { #expect(try KeySet(jwks: jwks("kid", nil)) == KeySet([one])) }

    @Test("A member that is not known is passed over")
    func unknownMember() throws { #expect(try KeySet(jwks: jwks("x5t", .string("?"))) == KeySet([one])) }

    @Test(
        "A key that is not for these signatures is passed over",
        arguments: [("kty", "oct"), ("crv", "secp256k1"), ("use", "enc"), ("alg", "ES384"), ("alg", "PS256")])
    func otherKeys(name: String, value: String) throws {
        #expect(try KeySet(jwks: jwks(name, .string(value))) == KeySet([VerifyingKey]()))
    }

    @Test("A key without type is refused")
    func withoutType() { #expect(throws: CredentialError.self) { try KeySet(jwks: jwks("kty", nil)) } }

    @Test("A private key is refused")
    func privateKey() { #expect(throws: CredentialError.self) { try KeySet(jwks: jwks("d", .string("AA"))) } }

    @Test("A coordinate with padding is refused")
    func padding() throws {
        let x = try member(one, "x") + "="
        #expect(throws: CredentialError.self) { try KeySet(jwks: jwks("x", .string(x))) }
    }

    @Test("A point off the curve is refused")
    func offCurve() throws {
        let x = try member(one, "x")
        #expect(throws: CredentialError.self) { try KeySet(jwks: jwks("y", .string(x))) }
    }

    @Test("An id that is not base64url is refused")
    func badID() { #expect(throws: CredentialError.self) { try KeySet(jwks: jwks("kid", .string("a+b="))) } }

    @Test("A text that is no JWK Set is refused", arguments: ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[1]}"#])
    func noSet(text: String) { #expect(throws: CredentialError.self) { try KeySet(jwks: text) } }
}
