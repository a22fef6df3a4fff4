/// Why a text is not the JSON that was asked for.
public struct JSONError: Error, Hashable, Sendable {
    /// What is wrong, in words.
    public let reason: String
    /// Where, in bytes from the start.
    public let offset: Int
}

extension JSON {
    /// Reads one JSON text, strictly: no duplicate names, no comments, nothing after the value.
    ///
    /// - Parameters:
    ///   - text: the JSON text.
    ///   - maximumBytes: the longest text, in bytes of UTF-8.
    ///   - maximumDepth: how many arrays and objects may stand inside one another.
    /// - Throws: `JSONError` at the first byte that is at fault.
    public init(
        parsing text: String, maximumBytes: Int = 1_048_576, maximumDepth: Int = 32
    ) throws(JSONError) {
        guard text.utf8.count <= maximumBytes else {
            throw JSONError(reason: "the text is longer than allowed", offset: maximumBytes)
        }
        var reader = JSONReader(bytes: Array(text.utf8), maximumDepth: maximumDepth)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == reader.bytes.count else { throw reader.error("something follows the value") }
    }
}

/// The cursor behind `JSON.init(parsing:)`.
struct JSONReader {
    let bytes: [UInt8]
    let maximumDepth: Int
    private(set) var offset = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: offset) }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(JSONError) {
        guard take(character) else {
            throw error(character == "\"" ? "a quotation mark is expected" : "“\(character)” is expected")
        }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth <= maximumDepth else { throw error("values are nested deeper than allowed") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[offset...].starts(with: word.utf8) else { throw error("a value is expected") }
        offset += word.utf8.count
        return value
    }

    private mutating func items(depth: Int) throws(JSONError) -> [JSON] {
        try expect("[")
        var items: [JSON] = []
        skipSpace()
        if take("]") { return items }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return items }
            try expect(",")
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSON.Member] {
        try expect("{")
        var members: [JSON.Member] = []
        var names = Set<[UInt8]>(minimumCapacity: 8)
        skipSpace()
        if take("}") { return members }
        while true {
            skipSpace()
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else { throw error("a name stands twice in an object") }
            skipSpace()
            try expect(":")
            members.append(JSON.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            try expect(",")
        }
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
        return offset - start
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = offset
        _ = take("-")
        let whole = offset
        let count = digits()
        guard count > 0 else { throw error("a value is expected") }
        guard count == 1 || bytes[whole] != 0x30 else { throw error("a number begins with a needless zero") }
        var isInteger = true
        if take(".") {
            isInteger = false
            guard digits() > 0 else { throw error("digits are expected") }
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("-") { _ = take("+") }
            guard digits() > 0 else { throw error("digits are expected") }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("a number is out of range") }
        return .number(value)
    }

    private mutating func string() throws(JSONError) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let plain = plainText() {
            switch bytes[offset - 1] {
            case UInt8(ascii: "\"") where text.isEmpty: return String(decoding: plain, as: UTF8.self)
            case UInt8(ascii: "\""): return String(decoding: text + plain, as: UTF8.self)
            case UInt8(ascii: "\\"): text += plain + Array(String(try escaped()).utf8)
            default: throw error("a control character stands in a string")
            }
        }
        offset = bytes.count
        throw error("a string does not end")
    }

    /// What stands for itself, up to and beyond the byte that does not; nil where the text ends before that.
    private mutating func plainText() -> ArraySlice<UInt8>? {
        let rest = bytes[offset...]
        let end = rest.firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        guard let end else { return nil }
        offset = end + 1
        return rest[..<end]
    }

    private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
        guard let byte = next else { throw error("a string does not end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default: throw error("an escape is not known")
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xdc00, take("\\"), take("u") else { throw error("half of a surrogate pair stands alone") }
        let low = try codeUnit()
        guard (0xdc00...0xdfff).contains(low),
            let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xd800) << 10 + (low - 0xdc00))
        else { throw error("half of a surrogate pair stands alone") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are expected")
            }
            offset += 1
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
