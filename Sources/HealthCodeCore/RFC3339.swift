extension Instant {
    /// Reads a date-time of RFC 3339, section 5.6: `2020-04-01T08:00:00+08:00`, `2020-04-01t00:00:00.25z`.
    ///
    /// A fraction of a second is dropped. Nil for anything else: for a day or an hour that never was, for a missing
    /// or too great offset (over 18 hours), and for a leap second, of which the count of seconds knows nothing.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = TextReader(text)
        guard let date = reader.date(), reader.take("T", "t"), let time = reader.timeOfDay(),
            let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        self = date.midnight(in: offset).advanced(bySeconds: time)
    }

    /// Writes the instant as a date-time of RFC 3339 at this offset: `2020-04-01T08:00:00+08:00`.
    /// One outside the years 0 to 9999 is written as the nearest within them, for the format knows no others.
    public func rfc3339(in offset: UTCOffset) -> String {
        let beginning = CivilDate.first.midnight(in: offset)
        let end = CivilDate.last.advanced(byDays: 1).midnight(in: offset).advanced(bySeconds: -1)
        let written = min(max(self, beginning), end)
        let date = CivilDate(of: written, in: offset)
        let time = written.seconds - date.midnight(in: offset).seconds
        let clock = [time / 3_600, time / 60 % 60, time % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return "\(date)T\(clock)\(offset)"
    }
}

/// Takes dates, times and offsets from the front of a text, ASCII digits only.
struct TextReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) {
        rest = Array(text.utf8)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes the next character if it is one of these.
    mutating func take(_ characters: Unicode.Scalar...) -> Bool {
        guard let next = rest.first, characters.contains(Unicode.Scalar(next)) else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes a number of exactly so many digits.
    mutating func number(digits: Int) -> Int64? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ (48...57).contains($0) }) else { return nil }
        rest.removeFirst(digits)
        return text.reduce(0) { $0 * 10 + Int64($1 - 48) }
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
        if take("Z", "z") { return .utc }
        let isWest = rest.first == 45
        guard take("+", "-"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), minutes < 60,
            hours * 60 + minutes <= 18 * 60
        else { return nil }
        return UTCOffset(seconds: (hours * 60 + minutes) * (isWest ? -60 : 60))
    }
}

/// The number in decimal with zeros to the left up to so many digits.
func padded(_ number: Int64, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
