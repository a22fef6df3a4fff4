internal import HealthCodeCredential

/// Whose signatures the inputs in the corpus carry; the private key is in this line, so it is worth nothing.
let corpusIssuer = try? SigningKey(raw: [UInt8](repeating: 7, count: 32))
let corpusKeys = KeySet([corpusIssuer?.verifyingKey].compactMap(\.self))
/// 2020-09-13T12:26:40Z, when they were signed.
let corpusInstant: Int64 = 1_600_000_000

extension Decoder {
    /// What codes and certificates are read with, and whose signatures are trusted.
    static let credentials: [Decoder] = [cose, live, verify, message, keys, trust]

    private static let cose = Decoder("cose", vectors: { $0.hexadecimal("cose", under: "cbor") }) { bytes in
        guard let message = try? COSESign1(decoding: bytes), let key = corpusIssuer?.verifyingKey else { return nil }
        return unless(!message.isSigned(by: key), "a stranger's message passes for signed")
    }

    private static let live = Decoder("live", words: ["JKM1:", "HC1:"]) { bytes in
        guard case .genuine(let code, _, _) = ownVerifier.verify(bytes.text, at: corpusInstant) else { return nil }
        return unless(codes.contains(code), "a code that was never signed passes for genuine")
    }

    private static let verify = Decoder(
        "verify", words: ["HC1:", "shc:/", "JKM1:", "%69"],
        vectors: { folder in
            folder.texts("eu-dcc/vectors", under: "PREFIX") + folder.files("shc", "qr-code-numeric-value-0.txt")
        }
    ) { bytes in
        let report = verifier.verify(bytes.text, at: corpusInstant)
        guard report.outcome == .valid else { return nil }
        return unless(payloads.contains(report.payload), "what was never signed passes for valid")
    }

    private static let message = Decoder(
        "message", vectors: { $0.hexadecimal("eu-dcc/vectors", under: "COSE") }
    ) { bytes in
        let report = verifier.verify(message: bytes, at: corpusInstant)
        guard report.outcome == .valid else { return nil }
        return unless(payloads.contains(report.payload), "what was never signed passes for valid")
    }

    private static let keys = Decoder("keys", words: jsonWords + [#""kty":"EC""#, #""d":""#, #""crv":"P-256""#]) {
        bytes in
        guard let read = try? KeySet(jwks: bytes.text) else { return nil }
        return unless((try? KeySet(jwks: read.jwks)) == read, "a set of keys is not read back")
    }

    private static let trust = Decoder(
        "trust", words: jsonWords + ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"],
        vectors: { $0.texts("eu-dcc/vectors", under: "CERTIFICATE") }
    ) { bytes in
        guard let list = try? TrustList(file: bytes) else { return nil }
        return unless(!list.signers.isEmpty || bytes.contains(UInt8(ascii: "{")), "a file without signers is taken")
    }

    private static let ownVerifier = LiveCodeVerifier(keys: corpusKeys)
    private static let codes: [LiveCode] = Corpus.inputs(of: "live").compactMap { input in
        guard case .genuine(let code, _, _) = ownVerifier.verify(input.bytes.text, at: corpusInstant) else {
            return nil
        }
        return code
    }

    private static let verifier = CredentialVerifier(trust: TrustList(corpusKeys))
    private static let payloads: Set<JSON?> = {
        let texts = Corpus.inputs(of: "verify").map { verifier.verify($0.bytes.text, at: corpusInstant).payload }
        let messages = Corpus.inputs(of: "message").map {
            verifier.verify(message: $0.bytes, at: corpusInstant).payload
        }
        return Set(texts + messages)
    }()
}
