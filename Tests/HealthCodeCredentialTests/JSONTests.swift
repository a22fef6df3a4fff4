import HealthCodeCredential
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("Values are read and written back in the order they stand")
    func roundTrip() throws {
        let text = #"{"b":[1,-2,0.5,true,false,null],"a":{"":"é\"\\\n\u0001𐅑"}}"#
        #expect(try JSON(parsing: text).text == text)
    }

    @Test("Escapes stand for their characters, surrogate pairs for one")
    func escapes() throws {
        #expect(try JSON(parsing: #""\u6c34\ud800\udd51\/\b\f\t""#) == .string("水𐅑/\u{8}\u{c}\t"))
    }

    @Test("Numbers are whole where they are written whole and fit")
    func numbers() throws {
        #expect(try JSON(parsing: "-9223372036854775808") == .integer(.min))
        #expect(try JSON(parsing: "9223372036854775808") == .number(0x1p63))
        #expect(try JSON(parsing: " 1.5e3 ") == .number(1500))
    }

    @Test(
        "What RFC 8259 does not allow is refused",
        arguments: [
            "", " ", "01", "-", "1.", ".5", "1e", "+1", "NaN", "tru", "[1,]", "[1 2]", "{\"a\":1,}", "{a:1}",
            "{\"a\" 1}",
            "\"a", "\"\n\"", #""\x""#, #""\ud800""#, #""\udd51""#, #""\ud800\u0041""#, #""\u12""#, "1 2", "[", "1e999",
            "'a'", "/**/1",
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test("A name twice in one object is refused, spelt differently too")
    func duplicates() {
        #expect(throws: JSONError.self) { try JSON(parsing: #"{"a":1,"\u0061":2}"#) }
    }

    @Test("Nesting without end is refused, not followed")
    func deep() {
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 100_000)) }
    }

    @Test("A text longer than allowed is refused")
    func long() {
        #expect(throws: JSONError.self) { try JSON(parsing: "[1,2]", maximumBytes: 4) }
    }
}
