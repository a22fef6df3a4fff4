import HealthCodeCredential
import Testing

private func time(_ text: String, _ amount: Int = 0, _ unit: String = "day") throws -> String? {
    let logic = JSON.object([
        .init("plusTime", .array([.object([.init("var", .string(""))]), .integer(Int64(amount)), .string(unit)]))
    ])
    return try CertLogic(logic).evaluate(over: .string(text)).string
}

@Suite("The date-times of CertLogic")
struct CertLogicTimeTests {
    @Test(
        "Every allowed format is read, UTC where no offset is written, the last day where a date is partial",
        arguments: [
            ("2021", "2021-12-31T00:00:00.000Z"), ("2020-02", "2020-02-29T00:00:00.000Z"),
            ("2021-02", "2021-02-28T00:00:00.000Z"), ("2021-05-04", "2021-05-04T00:00:00.000Z"),
            ("2021-05-04T13:37:42", "2021-05-04T13:37:42.000Z"), ("2021-05-04T13:37:42Z", "2021-05-04T13:37:42.000Z"),
            ("2021-05-04T13:37:42+1", "2021-05-04T12:37:42.000Z"),
            ("2021-05-04T13:37:42-11", "2021-05-05T00:37:42.000Z"),
            ("2021-05-04T13:37:42+130", "2021-05-04T12:07:42.000Z"),
            ("2021-05-04T13:37:42+0130", "2021-05-04T12:07:42.000Z"),
            ("2021-05-04T13:37:42-1:30", "2021-05-04T15:07:42.000Z"),
            ("2021-05-04T13:37:42+01:30", "2021-05-04T12:07:42.000Z"),
            ("2021-05-04T13:37:42.5", "2021-05-04T13:37:42.500Z"),
            ("2021-05-04T13:37:42.0429999Z", "2021-05-04T13:37:42.042Z"),
            ("1969-12-31T23:59:59.9996", "1969-12-31T23:59:59.999Z"),
            ("0000-01-01", "0000-01-01T00:00:00.000Z"), ("2021-02-31", "2021-03-03T00:00:00.000Z"),
        ])
    func formats(text: String, expected: String) throws {
        #expect(try time(text) == expected)
    }

    @Test(
        "Another format is refused",
        arguments: [
            "", "21", "2021-1", "2021-13", "2021-00", "2021-01-32", "2021-01-00", "2021-01-01T", "2021-01T00:00:00",
            "2021-01-01T00:00", "2021-01-01T24:00:00", "2021-01-01T00:60:00", "2021-01-01T00:00:60",
            "2021-01-01T00:00:00.", "2021-01-01T00:00:00+", "2021-01-01T00:00:00+24", "2021-01-01T00:00:00+01:6",
            "2021-01-01T00:00:00+01:60", "2021-01-01T00:00:00+01000", "2021-01-01t00:00:00z", " 2021-01-01",
            "2021-01-01 00:00:00", "２０２１", "+2021-01-01", "2021-01-01T00:00:00Z+1",
        ])
    func otherFormats(text: String) {
        #expect(throws: CertLogicError.self) { try time(text) }
    }

    @Test(
        "Amounts are added as JavaScript adds them: a day that is not there runs on",
        arguments: [
            ("2020-02-29", 1, "day", "2020-03-01T00:00:00.000Z"),
            ("2020-02-29", 1, "month", "2020-03-29T00:00:00.000Z"),
            ("2020-02-29", 1, "year", "2021-03-01T00:00:00.000Z"),
            ("2020-02-29", 4, "year", "2024-02-29T00:00:00.000Z"),
            ("2021-01-31", 1, "month", "2021-03-03T00:00:00.000Z"),
            ("2021-03-31", -1, "month", "2021-03-03T00:00:00.000Z"),
            ("2021-01-15", -1, "month", "2020-12-15T00:00:00.000Z"),
            ("2021-01-15", -25, "month", "2018-12-15T00:00:00.000Z"),
            ("2021-12-31T23:00:00.5", 25, "hour", "2022-01-02T00:00:00.500Z"),
            ("2021-01-01", -1, "hour", "2020-12-31T23:00:00.000Z"),
            ("9999-12-31", 1, "day", "+010000-01-01T00:00:00.000Z"),
            ("0000-01-01", -1, "day", "-000001-12-31T00:00:00.000Z"),
            ("1900-02-28", 1, "day", "1900-03-01T00:00:00.000Z"),
            ("2000-02-28", 1, "day", "2000-02-29T00:00:00.000Z"),
            ("1970-01-01", -719_528, "day", "0000-01-01T00:00:00.000Z"),
            ("1970-01-01", 100_000_000, "day", "+275760-09-13T00:00:00.000Z"),
        ])
    func amounts(text: String, amount: Int, unit: String, expected: String) throws {
        #expect(try time(text, amount, unit) == expected)
    }

    @Test(
        "What no date of JavaScript can be is refused",
        arguments: [
            (100_000_001, "day"), (-300_000, "year"), (9_007_199_254_740_991, "month"), (3_000_000_000, "hour"),
        ])
    func outOfRange(amount: Int, unit: String) {
        #expect(throws: CertLogicError.self) { try time("1970-01-01", amount, unit) }
    }

    @Test("A date of birth is a date alone, and its last possible day is taken")
    func dateOfBirth() throws {
        let logic = try CertLogic(.object([.init("dccDateOfBirth", .array([.object([.init("var", .string(""))])]))]))
        #expect(try logic.evaluate(over: .string("1964-02")) == .string("1964-02-29T00:00:00.000Z"))
        #expect(throws: CertLogicError.self) { try logic.evaluate(over: .string("1964-02-01T00:00:00Z")) }
        #expect(throws: CertLogicError.self) { try logic.evaluate(over: .null) }
        #expect(throws: CertLogicError.self) { try logic.evaluate(over: .string("")) }
    }
}
