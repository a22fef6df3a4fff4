/// Reads JSON (RFC 8259) from bytes one value after another, without building a tree: a province is millions of lines.
///
/// It looks into bytes that its maker holds, and must not outlive them.
struct JSONText {
    /// What is wrong, and after how many bytes of the array.
    struct Mistake: Error, CustomStringConvertible {
        var position: Int
        var message: String

        var description: String { message }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int
    private let end: Int
    private var depth = 0
    /// Deeper than any fact, and shallow enough for every stack.
    private static let depthLimit = 32

    /// A key of an object, to be compared with the words that are known.
    struct Key {
        fileprivate let letters: UnsafeBufferPointer<UInt8>

        static func ~= (word: StaticString, key: Key) -> Bool {
            word.utf8CodeUnitCount == key.letters.count && key.letters.starts(with: word)
        }
    }

    /// Starts at the beginning of a part of some bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The bytes of a part that was read.
    func raw(_ range: Range<Int>) -> Slice<UnsafeBufferPointer<UInt8>> { bytes[range] }

    /// The same bytes as an array of their own, which looks into the others.
    func letters(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }

    /// The mistake at the current position.
    func mistake(_ message: String) -> Mistake { Mistake(position: position, message: message) }

    /// Hands over each key of an object that has a value; the closure reads or skips it. An entry that is null counts
    /// as one that is not there. Keys with escapes are none of the known.
    mutating func object(_ entry: (inout JSONText, Key) throws(Mistake) -> Void) throws(Mistake) {
        try open(UInt8(ascii: "{"), "an object")
        if take(UInt8(ascii: "}")) { return close() }
        repeat {
            space()
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw mistake("a ':' is missing after a key") }
            space()
            if !null() { try entry(&self, Key(letters: letters(key))) }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw mistake("a ',' or '}' is missing") }
        close()
    }

    /// Hands over each element of an array; the closure reads or skips it.
    mutating func array(_ element: (inout JSONText) throws(Mistake) -> Void) throws(Mistake) {
        try open(UInt8(ascii: "["), "an array")
        if take(UInt8(ascii: "]")) { return close() }
        repeat {
            space()
            try element(&self)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw mistake("a ',' or ']' is missing") }
        close()
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        space()
        return position == end
    }

    /// Reads a string; what lies between its quotes, with escapes as they are.
    mutating func string() throws(Mistake) -> Range<Int> {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw mistake("a text is expected here") }
        let start = position + 1
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return start..<index
            }
            if byte < 0x20 { break }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        throw mistake("a text without its closing quote")
    }

    /// Reads a number; its digits, sign, point and exponent as they stand.
    mutating func number() throws(Mistake) -> Range<Int> {
        let start = position
        while position < end, JSONText.isOfNumber(bytes[position]) { position += 1 }
        if position == start { throw mistake("a number is expected here") }
        return start..<position
    }

    /// Reads `true` or `false`.
    mutating func truth() throws(Mistake) -> Bool {
        if literal("true") { return true }
        if literal("false") { return false }
        throw mistake("true or false is expected here")
    }

    /// Takes a `null` if there is one.
    private mutating func null() -> Bool { literal("null") }

    /// Reads past any value; the part of the bytes that it takes.
    @discardableResult
    mutating func skip() throws(Mistake) -> Range<Int> {
        let start = position
        guard position < end else { throw mistake("a value is missing") }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object { text, _ throws(Mistake) in try text.skip() }
        case UInt8(ascii: "["): try array { text throws(Mistake) in try text.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try truth()
        case UInt8(ascii: "n") where null(): break
        default: _ = try number()
        }
        return start..<position
    }

    private mutating func open(_ byte: UInt8, _ what: String) throws(Mistake) {
        guard take(byte) else { throw mistake("\(what) is expected here") }
        depth += 1
        if depth > JSONText.depthLimit { throw mistake("nested too deeply") }
    }

    private mutating func close() { depth -= 1 }

    private mutating func take(_ byte: UInt8) -> Bool {
        space()
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func space() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func literal(_ word: StaticString) -> Bool {
        guard letters(position..<end).starts(with: word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether they begin with the letters of a word. A loop, since this is asked many times of each fact, and the library's
    /// `elementsEqual` is called by way of its protocols here.
    fileprivate func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where self[index] != word.utf8Start[index] { return false }
        return true
    }
}
