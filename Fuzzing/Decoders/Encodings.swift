internal import HealthCodeCredential

extension Decoder {
    /// The forms that others are made of.
    static let encodings: [Decoder] = [cbor, cwt, base45, base64URL, inflate, json]

    static let jsonWords = ["{", "}", "[", "]", "\"", ":", ",", "null", "true", "-0", "1e400", #"\ud800"#, #"\u0000"#]

    private static let cbor = Decoder("cbor", vectors: { $0.hexadecimal("cbor", under: "hex") }) { bytes in
        let open = CBORDecoder(.init(allowsIndefiniteLengths: true))
        guard let item = try? open.decode(bytes) else { return nil }
        let encoded = CBOREncoder.encode(item)
        if (try? CBORDecoder(.deterministic).decode(bytes)) != nil, encoded != bytes {
            return "bytes that pass for deterministic are not what the encoder writes"
        }
        return unless((try? CBORDecoder(.deterministic).decode(encoded)) == item, "an item is not read back")
    }

    private static let cwt = Decoder("cwt", vectors: { $0.hexadecimal("cose/CWT", under: "cbor") }) { bytes in
        _ = try? CWTClaims(decoding: bytes)
        return nil
    }

    private static let base45 = Decoder("base45", words: ["%69", ":::", "  "]) { bytes in
        guard let decoded = try? Base45.decode(bytes) else { return nil }
        return unless(Array(Base45.encode(decoded).utf8) == bytes, "a text has two forms")
    }

    private static let base64URL = Decoder("base64url", words: ["-", "_", "="]) { bytes in
        guard let decoded = Base64URL.decode(bytes.text) else { return nil }
        return unless(Base64URL.encode(decoded) == bytes.text, "a text has two forms")
    }

    private static let inflate = Decoder(
        "inflate", vectors: { $0.hexadecimal("eu-dcc/vectors", under: "COMPRESSED") }
    ) { bytes in
        _ = try? Zlib.inflate(bytes, maximum: 65_536, .bare)
        guard let inflated = try? Zlib.inflate(bytes, maximum: 65_536) else { return nil }
        let again = try? Zlib.inflate(Zlib.deflate(inflated), maximum: 65_536)
        return unless(again == inflated && inflated.count <= 65_536, "data are not deflated and inflated again")
    }

    private static let json = Decoder(
        "json", words: jsonWords, vectors: { $0.files("certlogic/testSuite", ".json") }
    ) { bytes in
        guard let json = try? JSON(parsing: bytes.text) else { return nil }
        return unless((try? JSON(parsing: json.text)) == json, "a value is not read back")
    }
}
