import HealthCodeCore
import NIOCore

/// Writes JSON (RFC 8259) straight into a buffer, in the order in which it is told.
///
/// A code is shown thousands of times a second, so there is no tree of values between the view and its bytes.
struct JSONWriter {
    /// What was written.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 1_024) {
        bytes.reserveCapacity(capacity)
    }

    /// The same to be sent.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

    /// An object, as the value of a member where a name is given.
    mutating func object(_ name: StaticString? = nil, _ members: (inout JSONWriter) -> Void) {
        open("{", name)
        members(&self)
        close("}")
    }

    /// An array of objects.
    mutating func list<Item>(
        _ name: StaticString? = nil, of items: some Sequence<Item>, _ members: (inout JSONWriter, Item) -> Void
    ) {
        open("[", name)
        for item in items {
            object { members(&$0, item) }
        }
        close("]")
    }

    /// An array of strings.
    mutating func strings(_ name: StaticString, _ items: some Sequence<String>) {
        open("[", name)
        for item in items {
            separate()
            quote(item)
        }
        close("]")
    }

    mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        quote(value)
    }

    mutating func member(_ name: StaticString, _ value: Int64) {
        key(name)
        append(text: String(value))
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        append(value ? "true" : "false")
    }

    /// A temperature in degrees Celsius: 3,680 hundredths are `36.8`.
    mutating func member(_ name: StaticString, _ value: Temperature) {
        key(name)
        let magnitude = value.hundredths.magnitude
        let fraction = magnitude % 100
        if value.hundredths < 0 { append("-") }
        append(text: String(magnitude / 100))
        guard fraction > 0 else { return }
        append(fraction < 10 ? ".0" : ".")
        append(text: String(fraction % 10 == 0 ? fraction / 10 : fraction))
    }

    /// An instant in civil time, RFC 3339.
    mutating func member(_ name: StaticString, _ value: Instant, in offset: UTCOffset) {
        key(name)
        append("\"")
        bytes.append(value, in: offset)
        append("\"")
    }

    /// A member whose value is JSON already.
    mutating func raw(_ name: StaticString, _ json: String) {
        key(name)
        append(text: json)
    }

    /// The end of a line, after which another value may follow (`application/x-ndjson`).
    mutating func endLine() {
        append("\n")
        needsComma = false
    }

    private mutating func open(_ bracket: StaticString, _ name: StaticString?) {
        if let name { key(name) } else { separate() }
        append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: StaticString) {
        append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(",") }
        needsComma = true
    }

    /// Names are written in this code and need no escape.
    private mutating func key(_ name: StaticString) {
        separate()
        append("\"")
        append(name)
        append("\":")
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c }) {
                for byte in utf8 { appendEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22: append("\\\"")
        case 0x5c: append("\\\\")
        case 0x0a: append("\\n")
        case 0x0d: append("\\r")
        case 0x09: append("\\t")
        case 0..<0x20: append(text: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        default: bytes.append(byte)
        }
    }
}

extension [UInt8] {
    /// Appends what `Instant.rfc3339(in:)` gives, without making a string of it where the year has four digits.
    fileprivate mutating func append(_ instant: Instant, in offset: UTCOffset) {
        let date = CivilDate(of: instant, in: offset)
        let (year, month, day) = date.parts
        guard (0...9_999).contains(year) else {
            append(contentsOf: instant.rfc3339(in: offset).utf8)
            return
        }
        let time = instant.seconds - date.midnight(in: offset).seconds
        appendTwoDigits(year / 100)
        appendTwoDigits(year % 100)
        append(UInt8(ascii: "-"))
        appendTwoDigits(month)
        append(UInt8(ascii: "-"))
        appendTwoDigits(day)
        append(UInt8(ascii: "T"))
        appendTwoDigits(time / 3_600)
        append(UInt8(ascii: ":"))
        appendTwoDigits(time / 60 % 60)
        append(UInt8(ascii: ":"))
        appendTwoDigits(time % 60)
        guard offset.seconds != 0 else {
            append(UInt8(ascii: "Z"))
            return
        }
        let minutes = Int64(offset.seconds.magnitude / 60)
        append(UInt8(ascii: offset.seconds < 0 ? "-" : "+"))
        appendTwoDigits(minutes / 60)
        append(UInt8(ascii: ":"))
        appendTwoDigits(minutes % 60)
    }

    private mutating func appendTwoDigits(_ number: Int64) {
        append(UInt8(48 + number / 10))
        append(UInt8(48 + number % 10))
    }
}
