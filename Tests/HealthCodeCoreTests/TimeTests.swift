import HealthCodeCore
import Testing

@Suite("Instants as text")
struct InstantTextTests {
    @Test("A date-time with an offset names the same second in every way of writing it")
    func reading() {
        let expected = Instant(seconds: 1_585_670_400)
        for text in [
            "2020-04-01T00:00:00+08:00", "2020-03-31T16:00:00Z", "2020-03-31t16:00:00.999z",
            "2020-03-31T10:30:00-05:30", "2020-03-31T16:00:00-00:00",
        ] {
            #expect(Instant(rfc3339: text) == expected, "\(text)")
        }
    }

    @Test(
        "What is not a date-time of RFC 3339 is refused",
        arguments: [
            "", "2020-04-01", "2020-04-01T00:00:00", "2020-04-01T00:00Z", "2020-02-30T00:00:00Z",
            "2019-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2020-00-01T00:00:00Z", "2020-13-01T00:00:00Z",
            "2020-04-00T00:00:00Z", "2020-04-31T00:00:00Z", "2020-04-01T24:00:00Z", "2020-04-01T00:60:00Z",
            "2016-12-31T23:59:60Z", "2020-04-01 00:00:00Z", "2020-04-01T00:00:00.Z", "2020-04-01T00:00:00+0800",
            "2020-04-01T00:00:00+18:01", "2020-04-01T00:00:00+08:60", "2020-04-01T00:00:00Z ", " 2020-04-01T00:00:00Z",
            "20200-04-01T00:00:00Z", "-020-04-01T00:00:00Z", "+020-04-01T00:00:00Z", "2020-4-01T00:00:00Z",
            "２０２０-04-01T00:00:00Z", "2020-04-01T00:00:00é",
        ])
    func refusal(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("Writing gives civil time at the offset, and reading gives the instant back")
    func roundTrip() {
        #expect(Instant(seconds: 1_585_670_400).rfc3339(in: .china) == "2020-04-01T00:00:00+08:00")
        #expect(Instant(seconds: -1).rfc3339(in: .utc) == "1969-12-31T23:59:59Z")
        var random = Seeded(1)
        for _ in 0..<20_000 {
            let offset = UTCOffset(seconds: Int64(random.number(-64_800...64_800)))
            let instant = Instant(seconds: Int64(random.number(-62_160_000_000...253_400_000_000)))
            let written = instant.rfc3339(in: offset)
            if written.hasPrefix("0000-01-01") { continue }
            #expect(Instant(rfc3339: written) == instant, "\(written)")
        }
    }

    @Test("Instants beyond four-digit years are written as the nearest that the format knows")
    func extremes() {
        #expect(Instant.distantPast.rfc3339(in: .china) == "0000-01-01T00:00:00+08:00")
        #expect(Instant.distantFuture.rfc3339(in: .china) == "9999-12-31T23:59:59+08:00")
    }
}

@Suite("Civil dates, offsets and spans")
struct CivilTests {
    @Test("Every day from 1600 to 2400 follows the one before it by the calendar")
    func everyDay() throws {
        var expected = (year: Int64(1600), month: Int64(1), day: Int64(1))
        var date = try #require(CivilDate("1600-01-01"))
        while expected.year <= 2400 {
            guard date.parts == expected,
                CivilDate(year: expected.year, month: expected.month, day: expected.day) == date,
                CivilDate(date.description) == date
            else {
                Issue.record("\(date.daysSinceEpoch) is \(date), not \(expected)")
                return
            }
            let lengths = [31, isLeap(expected.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            expected.day += 1
            if expected.day > lengths[Int(expected.month) - 1] {
                (expected.day, expected.month) = (1, expected.month + 1)
            }
            if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
            date = date.advanced(byDays: 1)
        }
    }

    private func isLeap(_ year: Int64) -> Bool {
        year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    }

    @Test("The day of the epoch is day 0, and the day before it day -1")
    func epoch() {
        #expect(CivilDate("1970-01-01")?.daysSinceEpoch == 0)
        #expect(CivilDate(of: Instant(seconds: -1), in: .utc).daysSinceEpoch == -1)
        #expect(CivilDate(of: Instant(seconds: -1), in: .china).daysSinceEpoch == 0)
        #expect(CivilDate(daysSinceEpoch: 0).midnight(in: .china) == Instant(seconds: -28_800))
    }

    @Test("No date is too far to be asked for", arguments: [Int64.min, -1 << 50, 1 << 50, .max])
    func farDates(_ days: Int64) {
        let date = CivilDate(daysSinceEpoch: days)
        #expect((1...12).contains(date.parts.month))
        #expect(date.description.utf8.count == 10)
        #expect(date.midnight(in: .china) != Instant(seconds: 0))
    }

    @Test(
        "Offsets are read and written as hours and minutes",
        arguments: [("+08:00", Int64(28_800)), ("-05:30", -19_800), ("+18:00", 64_800), ("Z", 0)])
    func offsets(_ text: String, _ seconds: Int64) {
        #expect(UTCOffset(text)?.seconds == seconds)
        #expect(UTCOffset(seconds: seconds).description == text)
    }

    @Test("What is not an offset is refused", arguments: ["", "8", "+8:00", "+0800", "08:00", "+18:30", "+08:00 "])
    func offsetRefusal(_ text: String) {
        #expect(UTCOffset(text) == nil)
    }

    @Test(
        "Spans are read as a pack writes them",
        arguments: [
            ("14d", Span.elapsed(1_209_600)), ("24h", .elapsed(86_400)), ("30m", .elapsed(1_800)),
            ("90s", .elapsed(90)), ("7 days", .civilDays(7)), ("1 day", .civilDays(1)), ("0d", .elapsed(0)),
        ])
    func spans(_ text: String, _ span: Span) {
        #expect(Span(text) == span)
        #expect(Span(span.description) == span)
    }

    @Test(
        "What is not a span is refused",
        arguments: [
            "", "d", "14", "14 d", "-1d", "+1d", "1.5h", "7days", "7  days", "7 Days", "99999999999999999999s",
            "9999999999999999d", "١d",
        ])
    func spanRefusal(_ text: String) {
        #expect(Span(text) == nil)
    }

    @Test("Elapsed days are 86,400 seconds each; civil days end at the midnight after the last")
    func spanArithmetic() throws {
        let begin = try #require(Instant(rfc3339: "2020-03-01T10:00:00+08:00"))
        let elapsed = begin.advanced(by: .elapsed(7 * 86_400), in: .china)
        #expect(elapsed.rfc3339(in: .china) == "2020-03-08T10:00:00+08:00")
        #expect(begin.advanced(by: .civilDays(7), in: .china).rfc3339(in: .china) == "2020-03-09T00:00:00+08:00")
        #expect(begin.advanced(by: .civilDays(0), in: .china).rfc3339(in: .china) == "2020-03-02T00:00:00+08:00")
        #expect(begin.advanced(by: .elapsed(-5), in: .china) == begin)
    }

    @Test("Arithmetic at the ends of time stays there")
    func saturation() {
        let last = Instant(seconds: .max - 1)
        for span in [Span.elapsed(.max), .civilDays(.max), .civilDays(1), .elapsed(60)] {
            #expect(last.advanced(by: span, in: .china) == .distantFuture)
            #expect(Instant.distantPast.advanced(by: span, in: .china) == .distantPast)
            #expect(Instant.distantFuture.advanced(by: span, in: .china) == .distantFuture)
        }
    }
}
