internal import HealthCodeCredential

extension Decoder {
    /// What revocation lists and their changes are read with.
    static let revocations: [Decoder] = [list, signed]

    private static let list = Decoder("revocation-list") { bytes in
        guard let list = try? RevocationList(decoding: bytes) else { return nil }
        return unless(list.bytes == bytes && !list.contains(.key(KeyID(bytes))), "a list is not what was read")
    }

    private static let signed = Decoder("revocations") { bytes in
        if let whole = try? Revocations(verifying: bytes, keys: corpusKeys) {
            return unless(lists.contains(whole), "a list that was never signed is taken")
        }
        guard let updated = try? lists.first?.updated(with: bytes, keys: corpusKeys) else { return nil }
        return unless(lists.contains(updated), "a change that was never signed is taken")
    }

    private static let lists: [Revocations] = Corpus.inputs(of: "revocations").compactMap { input in
        try? Revocations(verifying: input.bytes, keys: corpusKeys)
    }.sorted { $0.statement.sequence < $1.statement.sequence }
}
