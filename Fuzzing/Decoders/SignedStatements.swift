internal import HealthCodeCredential

extension Decoder {
    /// What others sign, beside codes and lists of what is revoked.
    static let statements: [Decoder] = [trustList, exchange, manySigners]

    private static let trustList = Decoder("trust-list", words: jsonWords + [".", "eyJ"]) { bytes in
        guard let list = try? SignedTrustList(verifying: bytes.text, keys: corpusKeys) else { return nil }
        return unless(lists.contains(list.signers), "a list that was never signed is taken")
    }

    private static let exchange = Decoder("exchange", words: jsonWords) { bytes in
        guard let (message, _) = try? ExchangeMessage.open(bytes, trusting: corpusKeys) else { return nil }
        return unless(messages.contains(message), "a message that was never sent is taken")
    }

    private static let manySigners = Decoder(
        "cose-sign", vectors: { $0.hexadecimal("cose", under: "cbor") }
    ) { bytes in
        guard let message = try? COSESign(decoding: bytes) else { return nil }
        return unless(!message.signatures.isEmpty, "a message that nobody signed is taken")
    }

    private static let lists: Set<[Signer]> = Set(
        Corpus.inputs(of: "trust-list").compactMap { input in
            try? SignedTrustList(verifying: input.bytes.text, keys: corpusKeys).signers
        })

    private static let messages: Set<ExchangeMessage> = Set(
        Corpus.inputs(of: "exchange").compactMap { input in
            try? ExchangeMessage.open(input.bytes, trusting: corpusKeys).0
        })
}
