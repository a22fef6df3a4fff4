public import HealthCodeCore

/// The UUID that a client gives a pass, so that asking twice records once.
public struct PassID: Hashable, Sendable {
    /// The 16 bytes of the UUID.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new UUID of version 7 (RFC 9562, section 5.7), random but for the instant: a store that keeps them in order adds
    /// those of today side by side.
    public static func new(at now: Instant) -> PassID {
        let milliseconds = UInt64(max(0, now.seconds)) * 1_000
        return PassID(
            high: milliseconds << 16 | 0x7000 | .random(in: 0...0xfff), low: .random(in: 0..<(1 << 62)) | 1 << 63)
    }

    /// The 16 bytes, the first of the UUID first.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }
}

/// The text of a UUID (RFC 9562, section 4).
extension PassID {
    /// How long the text is, and where in it the hyphens stand.
    private static let length = 36
    private static func isHyphen(_ place: Int) -> Bool { place == 8 || place == 13 || place == 18 || place == 23 }

    /// Reads a UUID in either case; nil for anything else.
    public init?(uuid text: String) {
        guard text.utf8.count == Self.length else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (place, byte) in text.utf8.enumerated() {
            if Self.isHyphen(place) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.digit(byte) else { return nil }
                (high, low) = (high << 4 | low >> 60, low << 4 | digit)
            }
        }
        self.init(high: high, low: low)
    }

    private static func digit(_ letter: UInt8) -> UInt64? {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(letter - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(letter - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(letter - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The UUID in its usual form, in small letters.
    public var uuid: String {
        var (high, low) = (high, low)
        return String(unsafeUninitializedCapacity: Self.length) { text in
            for place in 0..<Self.length {
                if Self.isHyphen(place) {
                    text[place] = UInt8(ascii: "-")
                } else {
                    let digit = UInt8(high >> 60)
                    text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                    (high, low) = (high << 4 | low >> 60, low << 4)
                }
            }
            return Self.length
        }
    }
}
