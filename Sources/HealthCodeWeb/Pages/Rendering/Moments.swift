import HealthCodeCore

/// Days and times as people of a language read them, at the offset of their place.
struct Moments {
    let language: Language
    let offset: UTCOffset

    /// `2020年4月1日`, `1 April 2020`.
    func day(_ instant: Instant) -> String {
        let (year, month, day) = CivilDate(of: instant, in: offset).parts
        switch language {
        case .simplifiedChinese: return "\(year)年\(month)月\(day)日"
        case .english: return "\(day) \(Moments.months[Int(month) - 1]) \(year)"
        }
    }

    /// `4月1日`, `1 Apr`: where the year is plain from the rest.
    func shortDay(_ instant: Instant) -> String {
        let (_, month, day) = CivilDate(of: instant, in: offset).parts
        switch language {
        case .simplifiedChinese: return "\(month)月\(day)日"
        case .english: return "\(day) \(Moments.months[Int(month) - 1].prefix(3))"
        }
    }

    /// `2020年4月1日 08:05`, `1 April 2020, 08:05`.
    func moment(_ instant: Instant) -> String {
        day(instant) + (language == .english ? ", " : " ") + String(clock(instant).prefix(5))
    }

    /// `08:05:09`.
    func clock(_ instant: Instant) -> String {
        let date = CivilDate(of: instant, in: offset)
        let time = instant.seconds - date.midnight(in: offset).seconds
        return [time / 3_600, time / 60 % 60, time % 60].map(Moments.twoDigits).joined(separator: ":")
    }

    /// `2020-04-01`, as a date input takes it.
    func input(_ instant: Instant) -> String {
        CivilDate(of: instant, in: offset).description
    }

    /// `2020年4月1日 – 2020年4月8日`, or an end that is open.
    func span(_ from: Instant, _ until: Instant?, words: Catalogue) -> String {
        guard let until else { return words("common.from", ["from": moment(from)]) }
        return moment(from) + " – " + moment(until)
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}
