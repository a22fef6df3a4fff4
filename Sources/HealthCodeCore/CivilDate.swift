/// A day of the Gregorian calendar as a place's clocks count it, carried back before 1582 without a break.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public let daysSinceEpoch: Int64

    /// Makes the day that lies so many days after 1970-01-01.
    public init(daysSinceEpoch: Int64) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// Makes the day of these numbers; nil where no calendar has it, and outside the years 0 to 9999.
    public init?(year: Int64, month: Int64, day: Int64) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        let beforeMonth = (1..<month).reduce(0) { $0 + CivilDate.days(inMonth: $1, of: year) }
        daysSinceEpoch = CivilDate.firstDay(of: year) + beforeMonth + day - 1
    }

    /// The day on which the instant falls at this offset.
    public init(of instant: Instant, in offset: UTCOffset) {
        let local = instant.advanced(bySeconds: offset.seconds).seconds
        daysSinceEpoch = floorDivide(local, 86_400)
    }

    /// The year, the month from 1 to 12 and the day from 1 to 31.
    public var parts: (year: Int64, month: Int64, day: Int64) {
        // No instant lies beyond these days, and within them nothing below overflows.
        let number = min(max(daysSinceEpoch, Int64.min / 86_400), Int64.max / 86_400)
        var year = floorDivide(number * 400, CivilDate.daysIn400Years) + 1970
        while CivilDate.firstDay(of: year) > number { year -= 1 }
        while CivilDate.firstDay(of: year + 1) <= number { year += 1 }
        var month: Int64 = 1
        var day = number - CivilDate.firstDay(of: year) + 1
        while day > CivilDate.days(inMonth: month, of: year) {
            day -= CivilDate.days(inMonth: month, of: year)
            month += 1
        }
        return (year, month, day)
    }

    /// The day so many days later (earlier, where negative).
    public func advanced(byDays days: Int64) -> CivilDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return CivilDate(daysSinceEpoch: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// The instant at which the day begins at this offset.
    public func midnight(in offset: UTCOffset) -> Instant {
        let (seconds, overflow) = daysSinceEpoch.multipliedReportingOverflow(by: 86_400)
        if overflow { return daysSinceEpoch < 0 ? .distantPast : .distantFuture }
        return Instant(seconds: seconds).advanced(bySeconds: -offset.seconds)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    private static let daysIn400Years: Int64 = 146_097

    /// Days from 1970-01-01 to the first day of the year.
    private static func firstDay(of year: Int64) -> Int64 {
        let before = year - 1
        let leapDays = floorDivide(before, 4) - floorDivide(before, 100) + floorDivide(before, 400)
        return 365 * before + leapDays - 719_162
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// Reads `yyyy-mm-dd` (RFC 3339, section 5.6, full-date); nil for anything else and for days that never were.
    public init?(_ text: some StringProtocol) {
        guard let date = TextReader.read(text, { $0.date() }) else { return nil }
        self = date
    }

    /// The day as `yyyy-mm-dd`; one outside the years 0 to 9999 as the nearest day within them.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(to text: inout [UInt8]) {
        let (year, month, day) = min(max(self, .first), .last).parts
        text.append(year, digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(month, digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(day, digits: 2)
    }

    /// The first and the last day that four digits of a year can write.
    static let first = CivilDate(daysSinceEpoch: -719_528)
    static let last = CivilDate(daysSinceEpoch: 2_932_896)
}

/// The quotient rounded down, as calendars need it before their epoch.
func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}
