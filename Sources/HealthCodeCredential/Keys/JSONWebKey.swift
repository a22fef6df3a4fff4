internal import Crypto
internal import CryptoExtras

/// A public key as JSON (RFC 7517), with the id that it names.
struct JSONWebKey {
    let key: VerifyingKey
    /// The `kid`, any text; nil where the key has none.
    let id: String?

    /// The key that this value is, or nil where it is of a type, curve, use or algorithm that is not understood: RFC 7517
    /// section 5 asks to pass over those. Unknown members are passed over too, `x5c` among them: trust is in the key as listed.
    ///
    /// - Throws: `CredentialError.badKeySet` for a key that is understood and damaged, and for a private one.
    init?(_ json: JSON) throws(CredentialError) {
        guard case .object = json, let type = json["kty"]?.string else { throw .badKeySet("a key has no “kty”") }
        guard json["d"] == nil else { throw .badKeySet("a private key stands in a set of public ones") }
        if let use = json["use"]?.string, use != "sig" { return nil }
        if let operations = json["key_ops"]?.array, !operations.contains(.string("verify")) { return nil }
        guard let material = try Self.material(json, type: type) else { return nil }
        if let name = json["alg"]?.string {
            guard let algorithm = SignatureAlgorithm(name: name), let key = VerifyingKey(material, for: algorithm)
            else {
                return nil
            }
            self.key = key
        } else {
            key = VerifyingKey(material)
        }
        guard let kid = json["kid"] else {
            id = nil
            return
        }
        guard let text = kid.string, !text.isEmpty else { throw .badKeySet("a “kid” is not a text") }
        id = text
    }

    private static func material(_ json: JSON, type: String) throws(CredentialError) -> VerifyingKey.Material? {
        do {
            switch (type, json["crv"]?.string) {
            case ("EC", "P-256"): return .p256(try .init(rawRepresentation: try point(json, 32)))
            case ("EC", "P-384"): return .p384(try .init(rawRepresentation: try point(json, 48)))
            case ("EC", "P-521"): return .p521(try .init(rawRepresentation: try point(json, 66)))
            case ("OKP", "Ed25519"): return .ed25519(try Ed25519Point.key(try number(json, "x")))
            case ("RSA", _): return .rsa(try rsa(json))
            default: return nil
            }
        } catch CredentialError.badKeySet(let why) {
            throw .badKeySet(why)
        } catch {
            throw .badKeySet("a key of type \(type) is not a valid public key")
        }
    }

    private static func point(_ json: JSON, _ length: Int) throws(CredentialError) -> [UInt8] {
        let (x, y) = (try number(json, "x"), try number(json, "y"))
        guard x.count == length, y.count == length else {
            throw .badKeySet("“x” and “y” of a key must have \(length) bytes each")
        }
        return x + y
    }

    private static func rsa(_ json: JSON) throws -> _RSA.Signing.PublicKey {
        let (n, e) = (try number(json, "n"), try number(json, "e"))
        guard n.count <= 1024, e.count <= 8 else { throw CredentialError.badKeySet("an RSA key is too long") }
        return try _RSA.Signing.PublicKey(n: n, e: e)
    }

    private static func number(_ json: JSON, _ name: String) throws(CredentialError) -> [UInt8] {
        guard let bytes = json[name]?.string.flatMap(Base64URL.decode), !bytes.isEmpty else {
            throw .badKeySet("“\(name)” of a key must be base64url")
        }
        return bytes
    }
}

extension JSONWebKey {
    /// The keys of a JWK Set, or the one key that the text is.
    ///
    /// - Throws: `CredentialError.badKeySet` for a text that is neither, and as for single keys.
    static func all(in text: String) throws(CredentialError) -> [JSONWebKey] {
        var keys: [JSONWebKey] = []
        for value in try values(in: text) {
            if let key = try JSONWebKey(value) { keys.append(key) }
        }
        return keys
    }

    /// The same, not read yet.
    ///
    /// - Throws: `CredentialError.badKeySet` for a text that is neither.
    static func values(in text: String) throws(CredentialError) -> [JSON] {
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw .badKeySet("\(error.reason) (byte \(error.offset))") }
        if json["keys"] == nil, json["kty"] != nil { return [json] }
        guard let values = json["keys"]?.array else { throw .badKeySet("a member “keys” with an array is expected") }
        return values
    }
}
