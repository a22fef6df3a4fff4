/// Dates and instants as health certificates write them (ISO 8601, RFC 3339), without a calendar library: the proleptic
/// Gregorian calendar, seconds since 1970-01-01T00:00:00Z, no leap seconds.
enum ISO8601 {
    /// The instant at which a date begins in UTC: `2021-05-03`, nothing after it.
    static func date(_ text: String) -> Int64? {
        read(text) { reader in
            guard let days = reader.date(), reader.isAtEnd else { return nil }
            return days * 86_400
        }
    }

    /// The instant of a date and time: `2021-05-03T10:27:15Z`, with a fraction of a second or none, and with an offset of hours,
    /// of hours and minutes with or without colon, or `Z`. Without an offset it counts as UTC.
    static func instant(_ text: String) -> Int64? {
        read(text) { reader in
            guard let days = reader.date(), reader.take("T") || reader.take("t") || reader.take(" "),
                let time = reader.time(), let offset = reader.offset(), reader.isAtEnd
            else { return nil }
            return days * 86_400 + time - offset
        }
    }

    private static func read(_ text: String, _ body: (inout Reader) -> Int64?) -> Int64? {
        var text = text
        return text.withUTF8 { bytes in
            var reader = Reader(bytes)
            return body(&reader)
        }
    }

    /// Days since 1970-01-01; nil for a date that no calendar has. The month is 1 to 12.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, leaps ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day) else { return nil }
        // Years that begin in March have their leap day at the end.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Takes digits and signs from the front of a text.
    private struct Reader {
        private var rest: UnsafeBufferPointer<UInt8>.SubSequence

        init(_ text: UnsafeBufferPointer<UInt8>) {
            rest = text[...]
        }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ digits: Int, in range: ClosedRange<Int64>) -> Int64? {
            var number: Int64 = 0
            for _ in 0..<digits {
                guard let byte = rest.popFirst(), (0x30...0x39).contains(byte) else { return nil }
                number = number * 10 + Int64(byte - 0x30)
            }
            return range.contains(number) ? number : nil
        }

        /// Days since 1970-01-01.
        mutating func date() -> Int64? {
            guard let year = number(4, in: 0...9999), take("-"), let month = number(2, in: 1...12), take("-") else {
                return nil
            }
            guard let day = number(2, in: 1...31) else { return nil }
            return ISO8601.days(year: year, month: month, day: day)
        }

        /// Seconds since midnight; a fraction is dropped.
        mutating func time() -> Int64? {
            guard let hour = number(2, in: 0...23), take(":"), let minute = number(2, in: 0...59) else { return nil }
            guard take(":") else { return hour * 3_600 + minute * 60 }
            guard let second = number(2, in: 0...60) else { return nil }
            if take(".") || take(",") {
                guard number(1, in: 0...9) != nil else { return nil }
                while let byte = rest.first, (0x30...0x39).contains(byte) { rest.removeFirst() }
            }
            return hour * 3_600 + minute * 60 + second
        }

        /// Seconds east of Greenwich.
        mutating func offset() -> Int64? {
            if isAtEnd || take("Z") || take("z") { return 0 }
            let isWest = take("-")
            guard isWest || take("+"), let hours = number(2, in: 0...23) else { return nil }
            var minutes: Int64 = 0
            if take(":") || !isAtEnd {
                guard let read = number(2, in: 0...59) else { return nil }
                minutes = read
            }
            return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
        }
    }
}
