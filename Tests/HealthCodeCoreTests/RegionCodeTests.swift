import HealthCodeCore
import Testing

@Suite("Reading region codes")
struct RegionCodeTests {
    @Test(
        "Codes of 6, 9 and 12 digits are filled to 12",
        arguments: [
            ("420000", 420_000_000_000), ("420103001", 420_103_001_000), ("420103001002", 420_103_001_002),
            ("010000", 10_000_000_000), ("000000", 0),
        ] as [(String, Int64)])
    func lengths(text: String, number: Int64) {
        #expect(RegionCode(text)?.number == number)
    }

    @Test("The whole country is above all provinces")
    func country() {
        #expect(RegionCode("420000").map(RegionCode.country.contains) == true)
        #expect(RegionCode.country.parent == nil)
        #expect(RegionCode.country.level == .country)
        #expect(RegionCode.country.description == "000000")
        #expect(RegionCode("999999999999").map(RegionCode.country.contains) == true)
        #expect(RegionCode("110000")?.contains(.country) == false)
    }

    @Test("A part of a text is read as well")
    func substring() {
        #expect(RegionCode("x420103x".dropFirst().dropLast()) == RegionCode("420103"))
    }

    @Test(
        "Anything else is no code",
        arguments: [
            "", "42010", "4201031", "42010300", "4201030010021", "42010a", "+42010", "-42010", "42 103", " 42010",
            "000000000",
            "４２", "\u{0664}\u{0662}\u{0660}", "42010:", "42010/",
        ])
    func refused(text: String) {
        #expect(RegionCode(text) == nil)
    }
}
