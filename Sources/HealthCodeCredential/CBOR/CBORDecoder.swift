/// Reads one CBOR data item (RFC 8949) out of untrusted bytes.
///
/// Nothing is allocated on the word of a length field: a string or a collection must fit in what is left of the input, so
/// memory stays within a small multiple of `maximumBytes`. Duplicate map keys, invalid UTF-8, reserved values and bytes after
/// the item are refused whatever the rules.
public struct CBORDecoder: Sendable {
    /// What a decoder puts up with.
    public struct Rules: Sendable {
        /// The longest input, in bytes.
        public var maximumBytes: Int
        /// How many arrays, maps and tags may stand inside one another.
        public var maximumDepth: Int
        /// Whether lengths may be left open (RFC 8949 section 3.2).
        public var allowsIndefiniteLengths: Bool
        /// Whether only the core deterministic encoding will do: shortest forms, keys in order (section 4.2.1).
        public var requiresDeterministic: Bool

        /// Definite lengths only, any well-formed arguments, at most 64 KiB and 16 levels unless told otherwise.
        public init(
            maximumBytes: Int = 65_536, maximumDepth: Int = 16, allowsIndefiniteLengths: Bool = false,
            requiresDeterministic: Bool = false
        ) {
            self.maximumBytes = maximumBytes
            self.maximumDepth = maximumDepth
            self.allowsIndefiniteLengths = allowsIndefiniteLengths
            self.requiresDeterministic = requiresDeterministic
        }

        /// The one encoding an item has: nothing that could be written otherwise is taken.
        public static let deterministic = Rules(requiresDeterministic: true)
    }

    /// What is accepted.
    public let rules: Rules

    /// A decoder under these rules.
    public init(_ rules: Rules = Rules()) {
        self.rules = rules
    }

    /// The item that these bytes are, all of them.
    ///
    /// - Throws: `CBORError` with the offset of the first byte that is at fault.
    public func decode(_ bytes: [UInt8]) throws(CBORError) -> CBOR {
        guard bytes.count <= rules.maximumBytes else { throw CBORError(.tooLong, at: rules.maximumBytes) }
        return try bytes.withUnsafeBufferPointer { bytes throws(CBORError) in
            var reader = CBORReader(bytes: bytes, rules: rules)
            let item = try reader.item(depth: 0)
            guard reader.offset == bytes.count else { throw CBORError(.trailingBytes, at: reader.offset) }
            return item
        }
    }
}

/// Why bytes are not the CBOR that was asked for.
public struct CBORError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Fault: String, Sendable {
        case truncated = "the data ends too early"
        case trailingBytes = "bytes follow the item"
        case tooLong = "the data is longer than allowed"
        case tooDeep = "items are nested deeper than allowed"
        case reserved = "a reserved value is used"
        case indefiniteLength = "an open length is not allowed here"
        case badChunk = "a chunk of an open string is not a string of its type"
        case unexpectedBreak = "a break stands outside an open item"
        case badText = "a text is not UTF-8"
        case duplicateKey = "a map has the same key twice"
        case notShortest = "a number is not in its shortest form"
        case keysOutOfOrder = "the keys of a map are not in order"
    }

    /// What is wrong.
    public let fault: Fault
    /// Where, in bytes from the start.
    public let offset: Int

    init(_ fault: Fault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }
}
