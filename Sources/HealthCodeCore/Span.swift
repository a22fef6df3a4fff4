/// A length of time as a pack writes it: `14d`, `24h` and `30m` are elapsed time, `7 days` are civil days.
public enum Span: Hashable, Sendable {
    /// Elapsed seconds; `7d` is 604,800 of them, to the second.
    case elapsed(Int64)
    /// Whole civil days in the pack's offset. The day on which the count begins is day 0, and the span ends at the
    /// midnight after the last of the days that follow it.
    case civilDays(Int64)

    /// Reads a whole number and its unit: `d`, `h`, `m` or `s` at once for elapsed time, ` days` (or ` day`) for civil
    /// days. Nil for anything else, and for lengths that do not fit in 64 bits of seconds.
    public init?(_ text: some StringProtocol) {
        let unit = text.drop { $0.isASCII && $0.isWholeNumber }
        let digits = text[..<unit.startIndex]
        guard !digits.isEmpty, let number = Int64(digits) else { return nil }
        if unit == " days" || unit == " day" {
            self = .civilDays(number)
        } else if let length = Span.units.first(where: { $0.name == unit })?.seconds {
            let (seconds, overflow) = number.multipliedReportingOverflow(by: length)
            guard !overflow else { return nil }
            self = .elapsed(seconds)
        } else {
            return nil
        }
    }

    /// The units of elapsed time, longest first.
    private static let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
}

extension Span: CustomStringConvertible {
    /// The span as a pack writes it, in the longest unit that is exact; what was written is read back as the same.
    public var description: String {
        switch self {
        case .civilDays(let days):
            return "\(days) days"
        case .elapsed(let seconds):
            let exact = Span.units.first { seconds % $0.seconds == 0 } ?? ("s", 1)
            return "\(seconds / exact.seconds)\(exact.name)"
        }
    }
}
