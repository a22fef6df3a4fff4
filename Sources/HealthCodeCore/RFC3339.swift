extension Instant {
    /// Reads a date-time of RFC 3339, section 5.6: `2020-04-01T08:00:00+08:00`, `2020-04-01t00:00:00.25z`.
    ///
    /// A fraction of a second is dropped. Nil for anything else: for a day or an hour that never was, for a missing
    /// or too great offset (over 18 hours), and for a leap second, of which the count of seconds knows nothing.
    public init?(rfc3339 text: some StringProtocol) {
        guard let instant = TextReader.read(text, { $0.instant() }) else { return nil }
        self = instant
    }

    /// Reads the same from bytes of UTF-8, as files hold instants by the million.
    public init?(rfc3339 letters: UnsafeBufferPointer<UInt8>) {
        var reader = TextReader(letters)
        guard let instant = reader.instant(), reader.isAtEnd else { return nil }
        self = instant
    }

    /// Writes the instant as a date-time of RFC 3339 at this offset: `2020-04-01T08:00:00+08:00`.
    /// One outside the years 0 to 9999 is written as the nearest within them, for the format knows no others.
    public func rfc3339(in offset: UTCOffset) -> String {
        var text: [UInt8] = []
        appendRFC3339(in: offset, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes the same at the end of bytes of UTF-8.
    public func appendRFC3339(in offset: UTCOffset, to text: inout [UInt8]) {
        let beginning = CivilDate.first.midnight(in: offset)
        let end = CivilDate.last.advanced(byDays: 1).midnight(in: offset).advanced(bySeconds: -1)
        let written = min(max(self, beginning), end)
        let date = CivilDate(of: written, in: offset)
        let time = written.seconds - date.midnight(in: offset).seconds
        date.append(to: &text)
        text.append(UInt8(ascii: "T"))
        text.append(time / 3_600, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(time / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(time % 60, digits: 2)
        offset.append(to: &text)
    }
}

/// Takes dates, times and offsets from the front of a text, ASCII digits only.
///
/// It looks into bytes that its maker holds, and must not outlive them.
struct TextReader {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(_ letters: UnsafeBufferPointer<UInt8>) {
        rest = letters[...]
    }

    /// Reads all of a text; nil where something follows what was read.
    static func read<Value>(_ text: some StringProtocol, _ body: (inout TextReader) -> Value?) -> Value? {
        var text = String(text)
        return text.withUTF8 { letters in
            var reader = TextReader(letters)
            let value = body(&reader)
            return reader.isAtEnd ? value : nil
        }
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes this character, or the other one, if it is next.
    mutating func take(_ character: Unicode.Scalar, or other: Unicode.Scalar? = nil) -> Bool {
        guard let next = rest.first, next == character.value || next == other?.value ?? character.value else {
            return false
        }
        rest.removeFirst()
        return true
    }

    /// Takes a number of exactly so many digits.
    mutating func number(digits: Int) -> Int64? {
        guard rest.count >= digits else { return nil }
        var number: Int64 = 0
        for letter in rest.prefix(digits) {
            guard letter >= 48, letter <= 57 else { return nil }
            number = number * 10 + Int64(letter - 48)
        }
        rest.removeFirst(digits)
        return number
    }

    /// Takes a whole date-time.
    mutating func instant() -> Instant? {
        guard let date = date(), take("T", or: "t"), let time = timeOfDay(), let offset = offset() else { return nil }
        return date.midnight(in: offset).advanced(bySeconds: time)
    }

    /// Takes `yyyy-mm-dd`.
    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Takes `hh:mm:ss`, with or without a fraction, and gives the whole seconds since midnight.
    mutating func timeOfDay() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2), minute < 60,
            take(":"), let second = number(digits: 2), second < 60
        else { return nil }
        if take(".") {
            guard number(digits: 1) != nil else { return nil }
            while number(digits: 1) != nil {}
        }
        return hour * 3_600 + minute * 60 + second
    }

    /// Takes `Z` or `±hh:mm`.
    mutating func offset() -> UTCOffset? {
        if take("Z", or: "z") { return .utc }
        let isWest = rest.first == 45
        guard take("+", or: "-"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2),
            minutes < 60, hours * 60 + minutes <= 18 * 60
        else { return nil }
        return UTCOffset(seconds: (hours * 60 + minutes) * (isWest ? -60 : 60))
    }
}

extension [UInt8] {
    /// Writes the number in decimal with zeros to the left up to so many digits; it has no more.
    mutating func append(_ number: Int64, digits: Int) {
        var scale: Int64 = 1
        for _ in 1..<digits { scale *= 10 }
        while scale > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10))
            scale /= 10
        }
    }
}
