/// A date-time of CertLogic: milliseconds since 1970-01-01T00:00:00Z, within 100,000,000 days of it as in JavaScript.
struct CertLogicTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    let milliseconds: Int64

    private static let millisecondsPerDay: Int64 = 86_400_000
    private static let largest = 100_000_000 * millisecondsPerDay

    /// Nil beyond what a `Date` of JavaScript holds.
    init?(milliseconds: Int64) {
        guard milliseconds.magnitude <= UInt64(Self.largest) else { return nil }
        self.milliseconds = milliseconds
    }

    /// Nil beyond what a `Date` of JavaScript holds.
    init?(seconds: Int64) {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    var seconds: Int64 { (milliseconds - Self.positive(milliseconds, 1000)) / 1000 }

    private init?(year: Int64, month: Int64, day: Int64, milliseconds: Int64) {
        guard year.magnitude <= 1_000_000 else { return nil }
        self.init(
            milliseconds: (Self.days(year: year, month: month) + day - 1) * Self.millisecondsPerDay + milliseconds)
    }

    static func < (one: CertLogicTime, other: CertLogicTime) -> Bool { one.milliseconds < other.milliseconds }

    /// As the `toISOString` of JavaScript has it: UTC, with milliseconds.
    var description: String {
        let (year, month, day) = parts
        let rest = milliseconds - days * Self.millisecondsPerDay
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { Self.digits($0, 2) }
        let fourDigits = (0...9999).contains(year)
        let shownYear = fourDigits ? Self.digits(year, 4) : (year < 0 ? "-" : "+") + Self.digits(abs(year), 6)
        return "\(shownYear)-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
            + "T\(time.joined(separator: ":")).\(Self.digits(rest % 1000, 3))Z"
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// Whole days since 1970-01-01.
    private var days: Int64 {
        (milliseconds - Self.positive(milliseconds, Self.millisecondsPerDay)) / Self.millisecondsPerDay
    }

    private static func positive(_ number: Int64, _ modulus: Int64) -> Int64 {
        (number % modulus + modulus) % modulus
    }

    /// Days from 1970-01-01 to the first of a month of the Gregorian calendar; months beyond 12 and below 1 run on into
    /// other years.
    private static func days(year: Int64, month: Int64) -> Int64 {
        // Years begin with March here, so that the leap day is the last of its year.
        let marches = year * 12 + month - 3
        let index = positive(marches, 12)
        let year = (marches - index) / 12
        let era = (year - positive(year, 400)) / 400
        let yearOfEra = year - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * index + 2) / 5 - 719_468
    }

    private var parts: (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let dayOfEra = Self.positive(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + (shifted - dayOfEra) / 146_097 * 400
        return (index < 10 ? year : year + 1, index < 10 ? index + 3 : index - 9, dayOfYear - (153 * index + 2) / 5 + 1)
    }

    /// So many units later, as `setUTCFullYear`, `setUTCMonth`, `setUTCDate` and `setUTCHours` of JavaScript count: a day
    /// that a month does not have runs on into the next one. Nil where the result is out of range.
    func advanced(by amount: Int64, _ unit: CertLogic.TimeUnit) -> CertLogicTime? {
        guard amount.magnitude <= 3_000_000_000 else { return nil }
        let (year, month, day) = parts
        let rest = milliseconds - days * Self.millisecondsPerDay
        return switch unit {
        case .year: CertLogicTime(year: year + amount, month: month, day: day, milliseconds: rest)
        case .month:
            CertLogicTime(year: year + amount / 12, month: month + amount % 12, day: day, milliseconds: rest)
        case .day: CertLogicTime(milliseconds: milliseconds + amount * Self.millisecondsPerDay)
        case .hour: CertLogicTime(milliseconds: milliseconds + amount * 3_600_000)
        }
    }
}

extension CertLogicTime {
    /// A date of birth: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, of which the last day that it can mean is taken.
    init?(dateOfBirth text: String) {
        var text = Substring(text).utf8
        guard let date = Self.date(from: &text), text.isEmpty else { return nil }
        self = date
    }

    /// A date or date-time in any of the formats of `plusTime`; UTC where no offset is written. Digits beyond
    /// milliseconds are dropped. Days up to 31 run on into the next month where theirs is shorter, as in JavaScript.
    init?(parsing text: String) {
        let whole = text
        var text = Substring(text).utf8
        guard let date = Self.date(from: &text) else { return nil }
        self = date
        guard !text.isEmpty else { return }
        guard whole.utf8.count - text.count == 10, Self.take("T", from: &text),
            let hours = Self.number(2, from: &text), hours <= 23, Self.take(":", from: &text),
            let minutes = Self.number(2, from: &text), minutes <= 59, Self.take(":", from: &text),
            let seconds = Self.number(2, from: &text), seconds <= 59,
            let fraction = Self.fraction(from: &text), let offset = Self.offset(from: &text), text.isEmpty
        else { return nil }
        self.init(
            milliseconds: date.milliseconds + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + fraction)
    }

    private static func take(_ character: Unicode.Scalar, from text: inout Substring.UTF8View) -> Bool {
        guard text.first == UInt8(ascii: character) else { return false }
        text.removeFirst()
        return true
    }

    private static func digit(from text: inout Substring.UTF8View) -> Int64? {
        guard let byte = text.first, (0x30...0x39).contains(byte) else { return nil }
        text.removeFirst()
        return Int64(byte - 0x30)
    }

    private static func number(_ count: Int, from text: inout Substring.UTF8View) -> Int64? {
        var number: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit(from: &text) else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    private static func date(from text: inout Substring.UTF8View) -> CertLogicTime? {
        guard let year = number(4, from: &text) else { return nil }
        guard take("-", from: &text) else { return CertLogicTime(year: year, month: 13, day: 0, milliseconds: 0) }
        guard let month = number(2, from: &text), (1...12).contains(month) else { return nil }
        guard take("-", from: &text) else {
            return CertLogicTime(year: year, month: month + 1, day: 0, milliseconds: 0)
        }
        guard let day = number(2, from: &text), (1...31).contains(day) else { return nil }
        return CertLogicTime(year: year, month: month, day: day, milliseconds: 0)
    }

    /// The milliseconds of a fraction of a second; 0 where there is none, nil where it has no digit.
    private static func fraction(from text: inout Substring.UTF8View) -> Int64? {
        guard take(".", from: &text) else { return 0 }
        guard var fraction = digit(from: &text) else { return nil }
        for _ in 0..<2 { fraction = fraction * 10 + (digit(from: &text) ?? 0) }
        while digit(from: &text) != nil {}
        return fraction
    }

    /// The minutes east of UTC: none, `Z`, or a sign with `h`, `hh`, `hmm`, `hhmm`, `h:mm` or `hh:mm`.
    private static func offset(from text: inout Substring.UTF8View) -> Int64? {
        if text.isEmpty || take("Z", from: &text) { return 0 }
        let isWest = take("-", from: &text)
        guard isWest || take("+", from: &text) else { return nil }
        var digits: [Int64] = []
        while digits.count < 4, let digit = digit(from: &text) { digits.append(digit) }
        var minutes: Int64 = 0
        if digits.count <= 2, take(":", from: &text) {
            guard let written = number(2, from: &text) else { return nil }
            minutes = written
        } else if digits.count > 2 {
            minutes = digits[digits.count - 2] * 10 + digits[digits.count - 1]
            digits.removeLast(2)
        }
        let hours = digits.reduce(0) { $0 * 10 + $1 }
        guard !digits.isEmpty, hours <= 23, minutes <= 59 else { return nil }
        return (hours * 60 + minutes) * (isWest ? -1 : 1)
    }
}
