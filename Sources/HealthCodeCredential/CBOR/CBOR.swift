/// One CBOR data item (RFC 8949).
///
/// Two items are the same when their deterministic encodings are the same bytes: text is compared by its UTF-8 and never by
/// canonical equivalence, and a float by its bits, so that what was signed and what is compared cannot drift apart.
public enum CBOR: Sendable {
    /// Major type 0.
    case unsigned(UInt64)
    /// Major type 1: the number is −1 − the argument, from −1 down to −2⁶⁴.
    case negative(UInt64)
    /// Major type 2.
    case bytes([UInt8])
    /// Major type 3.
    case text(String)
    /// Major type 4.
    case array([CBOR])
    /// Major type 5, in the order read. Keys must be distinct; the encoder puts them in deterministic order.
    case map([Entry])
    /// Major type 6. Tags are carried, never interpreted: a bignum stays tag 2 or 3 over its bytes.
    indirect case tagged(UInt64, CBOR)
    /// Major type 7, values 20 and 21.
    case bool(Bool)
    /// Major type 7, value 22.
    case null
    /// Major type 7, value 23.
    case undefined
    /// Major type 7, the other simple values: 0 to 19 and 32 to 255.
    case simple(UInt8)
    /// Major type 7, half, single or double precision; written in the shortest that keeps the value.
    case float(Double)

    /// One pair of a map.
    public struct Entry: Hashable, Sendable {
        /// The key: any item, in practice an integer or a text.
        public var key: CBOR
        /// The value.
        public var value: CBOR

        /// A pair of a map.
        public init(_ key: CBOR, _ value: CBOR) {
            self.key = key
            self.value = value
        }
    }
}

extension CBOR {
    /// An integer item.
    public init(_ value: Int64) {
        self = value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(bitPattern: ~value))
    }

    /// The number of an integer item that fits 64 bits with sign; nil for anything else.
    public var integer: Int64? {
        switch self {
        case .unsigned(let value): Int64(exactly: value)
        case .negative(let value): Int64(exactly: value).map { ~$0 }
        default: nil
        }
    }

    /// The value under an integer key; nil where this is no map or has no such key.
    public subscript(_ key: Int64) -> CBOR? {
        guard case .map(let entries) = self else { return nil }
        return entries.value(under: key)
    }

    /// The value under a text key, compared byte by byte; nil where this is no map or has no such key.
    public subscript(_ key: String) -> CBOR? {
        guard case .map(let entries) = self else { return nil }
        return entries.value(under: key)
    }
}

// Looked up by position: to take an entry out of the array would be to hold on to all that is in it.
extension [CBOR.Entry] {
    /// The value under an integer key.
    func value(under key: Int64) -> CBOR? {
        for index in indices where self[index].key.integer == key { return self[index].value }
        return nil
    }

    /// The value under a text key, compared byte by byte.
    func value(under key: String) -> CBOR? {
        for index in indices {
            if case .text(let text) = self[index].key, text.hasSameBytes(as: key) { return self[index].value }
        }
        return nil
    }
}

extension String {
    /// Whether both are the same UTF-8. What is only canonically equal is another text.
    func hasSameBytes(as other: String) -> Bool {
        // The first comparison is the quick one: most texts differ.
        self == other && utf8.elementsEqual(other.utf8)
    }
}

extension CBOR: Hashable {
    /// Whether both encode to the same bytes.
    public static func == (one: CBOR, other: CBOR) -> Bool {
        switch (one, other) {
        case (.unsigned(let a), .unsigned(let b)), (.negative(let a), .negative(let b)): return a == b
        case (.text(let a), .text(let b)): return a.hasSameBytes(as: b)
        case (.unsigned, .negative), (.negative, .unsigned), (.unsigned, .text), (.text, .unsigned): return false
        default: break
        }
        return CBOREncoder.encode(one) == CBOREncoder.encode(other)
    }

    /// Hashes the deterministic encoding.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(CBOREncoder.encode(self))
    }
}
