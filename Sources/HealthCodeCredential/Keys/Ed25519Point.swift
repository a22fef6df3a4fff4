internal import Crypto

/// The points of Ed25519 (RFC 8032 section 5.1) that a public key may be.
enum Ed25519Point {
    /// The y of the points of order 1, 2, 4 and 8, little-endian. Under such a key anybody can make signatures.
    private static let weak: [[UInt8]] = [
        number(0), number(1), [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
            0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
            0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ]

    private static func number(_ value: UInt8) -> [UInt8] { [value] + [UInt8](repeating: 0, count: 31) }

    /// The public key of these 32 bytes.
    ///
    /// - Throws: `CredentialError.badKey` for another length, for a y that is not below 2^255 - 19, and for a point of small order.
    static func key(_ bytes: [UInt8]) throws -> Curve25519.Signing.PublicKey {
        guard bytes.count == 32 else { throw CredentialError.badKey }
        var y = bytes
        y[31] &= 0x7f
        let isReduced = y[0] < 0xed || y[31] != 0x7f || y[1..<31].contains { $0 != 0xff }
        guard isReduced, !weak.contains(y) else { throw CredentialError.badKey }
        return try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    }
}
