/// Writes CBOR in the core deterministic encoding (RFC 8949 section 4.2.1): shortest arguments and floats, definite lengths,
/// map keys in the bytewise order of their encodings.
///
/// Items may be written whole, or piece by piece where the shape is fixed and speed counts (the signed token); then the order
/// of keys is the caller's.
public struct CBOREncoder: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// An empty encoding with room for so many bytes.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// The deterministic encoding of one item.
    public static func encode(_ item: CBOR) -> [UInt8] {
        var encoder = CBOREncoder(capacity: 512)
        encoder.append(item)
        return encoder.bytes
    }

    /// Writes a whole item.
    public mutating func append(_ item: CBOR) {
        switch item {
        case .unsigned(let value): appendHead(.unsigned, value)
        case .negative(let value): appendHead(.negative, value)
        case .bytes(let value): append(bytes: value)
        case .text(let value): append(text: value)
        case .array(let items):
            appendHead(.array, UInt64(items.count))
            for item in items { append(item) }
        case .map(let entries): append(entries)
        case .tagged(let tag, let item):
            appendHead(.tag, tag)
            append(item)
        case .bool(let value): bytes.append(value ? 0xf5 : 0xf4)
        case .null: bytes.append(0xf6)
        case .undefined: bytes.append(0xf7)
        case .simple(let value): appendHead(.simple, UInt64(value))
        case .float(let value): append(value)
        }
    }

    /// Writes an integer.
    public mutating func append(integer value: Int64) {
        if value >= 0 {
            appendHead(.unsigned, UInt64(value))
        } else {
            appendHead(.negative, UInt64(bitPattern: ~value))
        }
    }

    /// Writes a byte string.
    public mutating func append(bytes value: [UInt8]) {
        appendHead(.bytes, UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Writes a text string.
    public mutating func append(text value: String) {
        appendHead(.text, UInt64(value.utf8.count))
        var value = value
        value.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Writes what is already encoded.
    public mutating func append(encoded value: [UInt8]) {
        bytes.append(contentsOf: value)
    }

    /// Writes the head of an array; its items must follow.
    public mutating func beginArray(_ count: Int) {
        appendHead(.array, UInt64(count))
    }

    /// Writes the head of a map; its pairs must follow, keys in deterministic order.
    public mutating func beginMap(_ count: Int) {
        appendHead(.map, UInt64(count))
    }

    private mutating func append(_ entries: [CBOR.Entry]) {
        appendHead(.map, UInt64(entries.count))
        // Maps that are written often are made in order, and need no sorting.
        let isInOrder = entries.indices.dropFirst().allSatisfy { Self.precedes(entries[$0 - 1].key, entries[$0].key) }
        guard !isInOrder else {
            for index in entries.indices {
                append(entries[index].key)
                append(entries[index].value)
            }
            return
        }
        // Each is encoded once, however deep maps stand in one another.
        let encoded = entries.map { (key: Self.encode($0.key), value: Self.encode($0.value)) }
        for entry in encoded.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            bytes += entry.key
            bytes += entry.value
        }
    }

    /// Whether the encoding of one key is seen to come before that of another. A longer argument has a greater head, so that
    /// integers of one type go by their size, and texts by their length first; keys of other types have to be encoded to see.
    private static func precedes(_ one: CBOR, _ other: CBOR) -> Bool {
        switch (one, other) {
        case (.unsigned(let one), .unsigned(let other)), (.negative(let one), .negative(let other)): one < other
        case (.text(let one), .text(let other)): one.precedesAsKey(other)
        case (.unsigned, .negative), (.unsigned, .text), (.negative, .text): true
        default: false
        }
    }

    private mutating func append(_ value: Double) {
        if let half = HalfPrecision.bits(of: value) {
            bytes.append(0xf9)
            appendBigEndian(UInt64(half), width: 2)
        } else if Double(Float(value)) == value {
            bytes.append(0xfa)
            appendBigEndian(UInt64(Float(value).bitPattern), width: 4)
        } else {
            bytes.append(0xfb)
            appendBigEndian(value.bitPattern, width: 8)
        }
    }

    private mutating func appendHead(_ major: CBORMajor, _ argument: UInt64) {
        let type = major.rawValue << 5
        switch argument {
        case 0..<24: bytes.append(type | UInt8(argument))
        case 24...0xff:
            bytes.append(type | 24)
            bytes.append(UInt8(argument))
        case 0x100...0xffff:
            bytes.append(type | 25)
            appendBigEndian(argument, width: 2)
        case 0x1_0000...0xffff_ffff:
            bytes.append(type | 26)
            appendBigEndian(argument, width: 4)
        default:
            bytes.append(type | 27)
            appendBigEndian(argument, width: 8)
        }
    }

    private mutating func appendBigEndian(_ value: UInt64, width: Int) {
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}

extension String {
    /// Whether the encoding of this text comes before that of another: the shorter first, then byte by byte.
    fileprivate func precedesAsKey(_ other: String) -> Bool {
        utf8.count == other.utf8.count ? utf8.lexicographicallyPrecedes(other.utf8) : utf8.count < other.utf8.count
    }
}

/// The major types of RFC 8949 section 3.1.
enum CBORMajor: UInt8 {
    case unsigned, negative, bytes, text, array, map, tag, simple
}
