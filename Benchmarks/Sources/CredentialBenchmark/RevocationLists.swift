import HealthCodeCredential

/// A million revoked codes: how large, how fast to ask and to change, how often wrong.
struct RevocationLists {
    private let count = 1_000_000
    private let key = SigningKey()

    func measure() throws {
        let issuer = key.id
        let revoked = (0..<count).map { RevokedID.code(Self.bytes($0), signedBy: issuer) }
        let clock = ContinuousClock()
        let first = try sign(revoked, 1)
        print("list_bytes \(first.bytes.count)")

        let keys = KeySet([key.verifyingKey])
        var read = first
        let reading = try clock.measure { read = try Revocations(verifying: first.bytes, keys: keys) }
        print("list_reading \(reading / .seconds(1))")

        let missed = revoked.count { !read.list.contains($0) }
        print("false_negatives \(missed)")
        var wrong = 0
        let strangers = (0..<10_000_000).lazy.map { RevokedID(bits: Self.mixed(UInt64($0))) }
        let asking = clock.measure { wrong = strangers.count { read.list.contains($0) } }
        print("lookups \(10_000_000 / (asking / .seconds(1)))")
        print("false_positives \(wrong)")
        print("false_positive_rate \(Double(read.list.count) / 0x1p64)")

        let second = try sign(
            Array(revoked.dropFirst(1000)) + (0..<10_000).map { .code(Self.bytes(~$0), signedBy: issuer) }, 2)
        let change = second.change(from: first)
        print("change_bytes \(change.count)")
        let changing = try clock.measure { read = try read.updated(with: change, keys: keys) }
        precondition(read == second, "the change led elsewhere")
        print("change_applying \(changing / .seconds(1))")
    }

    private func sign(_ ids: [RevokedID], _ sequence: UInt64) throws -> Revocations {
        try Revocations(
            signing: RevocationList(ids), sequence: sequence, at: Certificate.now, lifetime: 86_400, by: key)
    }

    /// 12 bytes that differ for each number, as token ids do.
    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<12).map { UInt8(truncatingIfNeeded: number >> (8 * min($0, 7))) }
    }

    /// Ids that look random, the same in every run.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
