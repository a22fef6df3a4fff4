/// The id of one code: 12 bytes, the `cti` of its claims. A live code admits one pass by it, a printed code is revoked by it,
/// and it is the nonce under which its reference is sealed.
public struct TokenID: Hashable, Sendable {
    /// How many bytes an id has: those of an AES-GCM nonce.
    public static let length = 12

    /// The 12 bytes.
    public let bytes: [UInt8]

    /// An id of these bytes, which must be random and used once.
    ///
    /// - Throws: `CredentialError.badTokenID` for another length than 12.
    public init(_ bytes: [UInt8]) throws(CredentialError) {
        guard bytes.count == Self.length else { throw .badTokenID }
        self.bytes = bytes
    }

    /// An id that stands among those of its minute: two bytes count the minutes, and begin anew after 45 days; the other
    /// ten are random. A store that keeps the ids of used codes in order so adds those of today side by side. That two of a
    /// million codes of one minute have the same id has a chance of 4 in 10 trillion.
    ///
    /// - Parameter random: 12 bytes, of which the first two are not used.
    /// - Throws: `CredentialError.badTokenID` for another length than 12.
    public init(atSecond second: Int64, _ random: [UInt8]) throws(CredentialError) {
        let minute = UInt16(truncatingIfNeeded: second / 60)
        try self.init([UInt8(minute >> 8), UInt8(minute & 0xff)] + random.dropFirst(2))
    }

    /// An id from its base64url text (no padding), or nil where that is not one.
    public init?(text: String) {
        guard let bytes = Base64URL.decode(text), bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// A new id. In service the generator is the system's; a seeded one is for tests alone.
    public static func random(using generator: inout some RandomNumberGenerator) -> TokenID {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        while bytes.count < length {
            let word: UInt64 = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return TokenID(unchecked: Array(bytes[..<length]))
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}
