import HealthCodeCore
import NIOCore

/// Writes JSON (RFC 8259) straight into a buffer, in the order in which it is told.
///
/// A code is shown thousands of times a second, so there is no tree of values between the view and its bytes.
struct JSONWriter {
    private(set) var buffer: ByteBuffer
    private var needsComma = false

    init(capacity: Int = 1_024) {
        buffer = ByteBufferAllocator().buffer(capacity: capacity)
    }

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
        buffer.writeString(String(value))
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        buffer.writeStaticString(value ? "true" : "false")
    }

    /// A temperature in degrees Celsius: 3,680 hundredths are `36.8`.
    mutating func member(_ name: StaticString, _ value: Temperature) {
        key(name)
        let magnitude = value.hundredths.magnitude
        let fraction = magnitude % 100
        if value.hundredths < 0 { buffer.writeStaticString("-") }
        buffer.writeString(String(magnitude / 100))
        guard fraction > 0 else { return }
        buffer.writeStaticString(fraction < 10 ? ".0" : ".")
        buffer.writeString(String(fraction % 10 == 0 ? fraction / 10 : fraction))
    }

    /// An instant in civil time, RFC 3339.
    mutating func member(_ name: StaticString, _ value: Instant, in offset: UTCOffset) {
        key(name)
        buffer.writeStaticString("\"")
        buffer.write(value, in: offset)
        buffer.writeStaticString("\"")
    }

    /// A member whose value is JSON already.
    mutating func raw(_ name: StaticString, _ json: String) {
        key(name)
        buffer.writeString(json)
    }

    /// The end of a line, after which another value may follow (`application/x-ndjson`).
    mutating func endLine() {
        buffer.writeStaticString("\n")
        needsComma = false
    }

    private mutating func open(_ bracket: StaticString, _ name: StaticString?) {
        if let name { key(name) } else { separate() }
        buffer.writeStaticString(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: StaticString) {
        buffer.writeStaticString(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { buffer.writeStaticString(",") }
        needsComma = true
    }

    /// Names are written in this code and need no escape.
    private mutating func key(_ name: StaticString) {
        separate()
        buffer.writeStaticString("\"")
        buffer.writeStaticString(name)
        buffer.writeStaticString("\":")
    }

    private mutating func quote(_ text: String) {
        buffer.writeStaticString("\"")
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c }) {
            for byte in text.utf8 { writeEscaped(byte) }
        } else {
            buffer.writeString(text)
        }
        buffer.writeStaticString("\"")
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22: buffer.writeStaticString("\\\"")
        case 0x5c: buffer.writeStaticString("\\\\")
        case 0x0a: buffer.writeStaticString("\\n")
        case 0x0d: buffer.writeStaticString("\\r")
        case 0x09: buffer.writeStaticString("\\t")
        case 0..<0x20: buffer.writeString("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        default: buffer.writeInteger(byte)
        }
    }
}

extension ByteBuffer {
    /// Writes what `Instant.rfc3339(in:)` gives, without making a string of it where the year has four digits.
    fileprivate mutating func write(_ instant: Instant, in offset: UTCOffset) {
        let date = CivilDate(of: instant, in: offset)
        let (year, month, day) = date.parts
        guard (0...9_999).contains(year) else {
            writeString(instant.rfc3339(in: offset))
            return
        }
        let time = instant.seconds - date.midnight(in: offset).seconds
        writeTwoDigits(year / 100)
        writeTwoDigits(year % 100)
        writeInteger(UInt8(ascii: "-"))
        writeTwoDigits(month)
        writeInteger(UInt8(ascii: "-"))
        writeTwoDigits(day)
        writeInteger(UInt8(ascii: "T"))
        writeTwoDigits(time / 3_600)
        writeInteger(UInt8(ascii: ":"))
        writeTwoDigits(time / 60 % 60)
        writeInteger(UInt8(ascii: ":"))
        writeTwoDigits(time % 60)
        guard offset.seconds != 0 else {
            writeInteger(UInt8(ascii: "Z"))
            return
        }
        let minutes = Int64(offset.seconds.magnitude / 60)
        writeInteger(UInt8(ascii: offset.seconds < 0 ? "-" : "+"))
        writeTwoDigits(minutes / 60)
        writeInteger(UInt8(ascii: ":"))
        writeTwoDigits(minutes % 60)
    }

    private mutating func writeTwoDigits(_ number: Int64) {
        writeInteger(UInt16(48 + number / 10) << 8 | UInt16(48 + number % 10))
    }
}
