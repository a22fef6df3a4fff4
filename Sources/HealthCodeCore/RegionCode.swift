/// A node of the tree of administrative divisions: a GB/T 2260 code of 6 digits, or one of 9 (street) or 12
/// (community) digits under it; `000000` is the whole country. Kept as the 12-digit number, so that one comparison tells
/// what lies under what.
public struct RegionCode: Hashable, Comparable, Sendable {
    /// The code with zeros to the right up to 12 digits.
    public let number: Int64

    /// Makes the code of the 12-digit number.
    public init(number: Int64) {
        self.number = number
    }

    /// The root of the tree, above all provinces.
    public static let country = RegionCode(number: 0)

    /// Reads a code of 6, 9 or 12 decimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let code = text.withUTF8({ RegionCode(letters: $0) }) else { return nil }
        self = code
    }

    /// Reads the same from bytes of UTF-8, as files hold regions by the million.
    public init?(letters: UnsafeBufferPointer<UInt8>) {
        let scale: Int64
        switch letters.count {
        case 6: scale = 1_000_000
        case 9: scale = 1_000
        case 12: scale = 1
        default: return nil
        }
        var digits: Int64 = 0
        for letter in letters {
            guard letter >= UInt8(ascii: "0"), letter <= UInt8(ascii: "9") else { return nil }
            digits = digits * 10 + Int64(letter - UInt8(ascii: "0"))
        }
        guard digits > 0 || scale == 1_000_000 else { return nil }
        number = digits * scale
    }

    /// How deep a node lies in the tree.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case country, province, prefecture, county, street, community

        /// How many codes of 12 digits lie at or under a node of the level.
        @usableFromInline var width: Int64 {
            switch self {
            case .country: 1_000_000_000_000
            case .province: 10_000_000_000
            case .prefecture: 100_000_000
            case .county: 1_000_000
            case .street: 1_000
            case .community: 1
            }
        }
    }

    /// The level, read from the zeros at the right.
    public var level: Level {
        if number == 0 { return .country }
        if number % 10_000_000_000 == 0 { return .province }
        if number % 100_000_000 == 0 { return .prefecture }
        if number % 1_000_000 == 0 { return .county }
        if number % 1_000 == 0 { return .street }
        return .community
    }

    /// How many codes of 12 digits lie at or under this node.
    @usableFromInline var width: Int64 { level.width }

    /// The greatest code at or under this node, for asking a store for all of them at once.
    public var last: RegionCode { RegionCode(number: number &+ width &- 1) }

    /// Whether the other code is this node or lies under it.
    public func contains(_ other: RegionCode) -> Bool {
        UInt64(bitPattern: other.number &- number) < UInt64(width)
    }

    /// The node of a level at or above this one, by the digits alone; this one where it lies above that level.
    public func enclosing(_ level: Level) -> RegionCode { RegionCode(number: number - number % level.width) }

    /// The node above by the digits alone (a county directly under a province has that province's prefecture code
    /// here, whether or not the register lists such a prefecture); nil for a province, which stands at the top of the
    /// register, and for the country.
    public var parent: RegionCode? {
        switch level {
        case .country, .province: nil
        case .prefecture: RegionCode(number: number - number % 10_000_000_000)
        case .county: RegionCode(number: number - number % 100_000_000)
        case .street: RegionCode(number: number - number % 1_000_000)
        case .community: RegionCode(number: number - number % 1_000)
        }
    }

    public static func < (left: RegionCode, right: RegionCode) -> Bool {
        left.number < right.number
    }
}

extension RegionCode: CustomStringConvertible {
    /// The code in its shortest form: 6 digits down to the county, 9 for a street, 12 for a community.
    public var description: String {
        switch level {
        case .country: "000000"
        case .province, .prefecture, .county: String(number / 1_000_000)
        case .street: String(number / 1_000)
        case .community: String(number)
        }
    }
}

/// The level of risk of a region over a stretch of time; `low` where nothing is said.
public enum RiskLevel: String, Hashable, Sendable, CaseIterable {
    case low, medium, higher, high
}
