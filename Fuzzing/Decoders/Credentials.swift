internal import HealthCodeCredential

/// Whose signatures the inputs in the corpus carry; the private key is in this line, so it is worth nothing.
private let issuer = try? SigningKey(raw: [UInt8](repeating: 7, count: 32))
private let keys = KeySet([issuer?.verifyingKey].compactMap(\.self))
/// 2020-09-13T12:26:40Z, when they were signed.
private let now: Int64 = 1_600_000_000

extension Decoder {
    /// What codes and credentials are read with.
    static let credentials: [Decoder] = [
        Decoder("cbor", vectors: { $0.strings("cbor", under: "hex").map([UInt8].init(hexadecimal:)) }) { bytes in
            let open = CBORDecoder(.init(allowsIndefiniteLengths: true))
            guard let item = try? open.decode(bytes) else { return nil }
            let encoded = CBOREncoder.encode(item)
            if (try? CBORDecoder(.deterministic).decode(bytes)) != nil, encoded != bytes {
                return "bytes that pass for deterministic are not what the encoder writes"
            }
            return unless((try? CBORDecoder(.deterministic).decode(encoded)) == item, "an item is not read back")
        },
        Decoder("cose", vectors: { $0.strings("cose", under: "cbor").map([UInt8].init(hexadecimal:)) }) { bytes in
            guard let message = try? COSESign1(decoding: bytes), let key = issuer?.verifyingKey else { return nil }
            return unless(!message.isSigned(by: key), "a stranger's message passes for signed")
        },
        Decoder("cwt", vectors: { $0.strings("cose/CWT", under: "cbor").map([UInt8].init(hexadecimal:)) }) { bytes in
            _ = try? CWTClaims(decoding: bytes)
            return nil
        },
        Decoder("base45", words: ["%69", ":::", "  "]) { bytes in
            guard let decoded = try? Base45.decode(bytes) else { return nil }
            return unless(Array(Base45.encode(decoded).utf8) == bytes, "a text has two forms")
        },
        Decoder("base64url", words: ["-", "_", "="]) { bytes in
            guard let decoded = Base64URL.decode(bytes.text) else { return nil }
            return unless(Base64URL.encode(decoded) == bytes.text, "a text has two forms")
        },
        Decoder("json", words: jsonWords, vectors: { $0.files("certlogic/testSuite", ".json") }) { bytes in
            guard let json = try? JSON(parsing: bytes.text) else { return nil }
            return unless((try? JSON(parsing: json.text)) == json, "a value is not read back")
        },
        Decoder("keys", words: jsonWords + [#""kty":"EC""#, #""d":"""#, #""crv":"P-256""#]) { bytes in
            guard let read = try? KeySet(jwks: bytes.text) else { return nil }
            return unless((try? KeySet(jwks: read.jwks)) == read, "a set of keys is not read back")
        },
        Decoder("live", words: ["JKM1:", "HC1:"]) { bytes in
            guard case .genuine(let code, _, _) = verifier.verify(bytes.text, at: now) else { return nil }
            return unless(codes.contains(code), "a code that was never signed passes for genuine")
        },
        Decoder("revocation-list") { bytes in
            guard let list = try? RevocationList(decoding: bytes) else { return nil }
            return unless(list.bytes == bytes && !list.contains(.key(KeyID(bytes))), "a list is not what was read")
        },
        Decoder("revocations") { bytes in
            if let whole = try? Revocations(verifying: bytes, keys: keys) {
                return unless(lists.contains(whole), "a list that was never signed is taken")
            }
            guard let updated = try? lists.first?.updated(with: bytes, keys: keys) else { return nil }
            return unless(lists.contains(updated), "a change that was never signed is taken")
        },
    ]

    static let jsonWords = ["{", "}", "[", "]", "\"", ":", ",", "null", "true", "-0", "1e400", #"\ud800"#, #"\u0000"#]

    private static let verifier = LiveCodeVerifier(keys: keys)
    private static let codes: [LiveCode] = Corpus.inputs(of: "live").compactMap { input in
        guard case .genuine(let code, _, _) = verifier.verify(input.bytes.text, at: now) else { return nil }
        return code
    }
    private static let lists: [Revocations] = Corpus.inputs(of: "revocations").compactMap { input in
        try? Revocations(verifying: input.bytes, keys: keys)
    }.sorted { $0.statement.sequence < $1.statement.sequence }
}
