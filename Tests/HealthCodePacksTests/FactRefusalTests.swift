import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Mistakes in a file of people")
struct FactRefusalTests {
    /// The message for the one mistake in a fact, which begins at column 42 of its line.
    private func refused(_ fact: String) throws -> String {
        let answers = try decided(#"{"person":"p","region":"990101","facts":[\#(fact)]}"#)
        #expect(answers.lines.isEmpty)
        #expect(answers.mistakes.count == 1)
        return answers.mistakes.first?.message ?? ""
    }

    private let from = #""from":"2020-04-02T00:00:00+08:00""#

    @Test("A mistake is told with its line and column, and the other lines are answered")
    func position() throws {
        let good = #"{"person":"p","region":"990101","facts":[]}"#
        let bad = #"{"person":"张三","region":"9901","facts":[]}"#
        let answers = try decided("\(good)\n\n\(bad)\n\(good)\n")
        #expect(answers.lines.count { $0 == UInt8(ascii: "\n") } == 2)
        #expect(
            answers.mistakes.map(\.description)
                == ["f:3:25: 'region' is no region; a code has 6, 9 or 12 digits"])
    }

    @Test("A fact without a kind is refused")
    func noKind() throws {
        #expect(try refused("{\(from)}") == "a fact needs 'kind'")
    }

    @Test("An unknown kind is refused with the nearest right one")
    func unknownKind() throws {
        #expect(
            try refused(#"{"kind":"closecontact",\#(from)}"#)
                == "unknown kind 'closecontact'; did you mean 'close_contact'?")
    }

    @Test("A fact without its instant is refused")
    func noInstant() throws {
        #expect(try refused(#"{"kind":"confirmed"}"#) == "'from' is missing")
    }

    @Test("An instant without an offset is refused")
    func noOffset() throws {
        #expect(
            try refused(#"{"kind":"confirmed","from":"2020-04-02T00:00:00"}"#)
                == "'from' is no instant; write it like 2020-04-01T00:00:00+08:00")
    }

    @Test("A state that ends before it begins is refused")
    func backwards() throws {
        #expect(
            try refused(#"{"kind":"quarantine","place":"home",\#(from),"until":"2020-04-01T00:00:00+08:00"}"#)
                == "'until' is earlier than 'from'")
    }

    @Test("An end before the instant at which something happened is refused")
    func endBeforeEvent() throws {
        #expect(
            try refused(#"{"kind":"recovered",\#(from),"until":"2020-04-01T00:00:00+08:00"}"#)
                == "'until' is earlier than 'from'")
    }

    @Test("A test without its method is refused")
    func noMethod() throws {
        #expect(try refused(#"{"kind":"test","result":"positive",\#(from)}"#) == "a test needs 'method'")
    }

    @Test("An unknown method is refused with the nearest right one")
    func unknownMethod() throws {
        #expect(
            try refused(#"{"kind":"test","method":"nucleic-acid","result":"positive",\#(from)}"#)
                == "unknown method 'nucleic-acid'; did you mean 'nucleic_acid'?")
    }

    @Test("A test without its result is refused")
    func noResult() throws {
        #expect(try refused(#"{"kind":"test","method":"nucleic_acid",\#(from)}"#) == "a test needs 'result'")
    }

    @Test("An unknown result is answered with those that there are")
    func unknownResult() throws {
        #expect(
            try refused(#"{"kind":"test","method":"nucleic_acid","result":"weak",\#(from)}"#)
                == "unknown result 'weak'; it can be positive, negative or inconclusive")
    }

    @Test("A test that is reported before it was sampled is refused")
    func reportedBeforeSampled() throws {
        let test = #"{"kind":"test","method":"nucleic_acid","result":"positive",\#(from)"#
        #expect(
            try refused(test + #","sampled":"2020-04-03T00:00:00Z"}"#)
                == "'sampled' is later than the test was reported")
    }

    @Test("A quarantine without its place is refused")
    func noPlace() throws {
        #expect(try refused(#"{"kind":"quarantine",\#(from)}"#) == "a quarantine needs 'place'")
    }

    @Test("A stay without its region is refused")
    func noRegion() throws {
        #expect(try refused(#"{"kind":"stay",\#(from)}"#) == "a stay needs 'region'")
    }

    @Test("A field that says nothing of its kind is refused")
    func unfittingField() throws {
        #expect(
            try refused(#"{"kind":"confirmed",\#(from),"result":"positive"}"#) == "'result' has no place in confirmed")
    }

    @Test("An unknown symptom is refused with the nearest right one")
    func unknownSymptom() throws {
        #expect(
            try refused(#"{"kind":"checkin",\#(from),"symptoms":["caugh"]}"#)
                == "unknown symptom 'caugh'; did you mean 'cough'?")
    }

    @Test("A temperature with three decimals is refused")
    func fineTemperature() throws {
        #expect(
            try refused(#"{"kind":"checkin",\#(from),"temperature":36.555}"#)
                == "'temperature' is no temperature; write degrees Celsius from 20 to 50 like 37.3")
    }

    @Test("A temperature in Fahrenheit is refused")
    func fahrenheit() throws {
        #expect(try refused(#"{"kind":"checkin",\#(from),"temperature":98.6}"#).contains("Celsius"))
    }

    @Test("Whatever is thrown is written as a sentence")
    func sentences() {
        var facts: [Fact] = []
        let field = #expect(throws: FieldMistake.self) { try FactEntry(kind: .test).append(to: &facts) }
        #expect(field.map { "\($0)" } == "'reported' is missing")
        let quoted = #expect(throws: Mistakes.self) {
            try RegionNotices(csv: "\"420100,high,2020-02-01,\n", file: "r", offset: .china)
        }
        #expect(
            quoted.map { "\($0)" }
                == "r:1:1: '\"420100' is no region; a code has 6, 9 or 12 digits, such as 420000")
        let unclosed = #expect(throws: Mistakes.self) {
            try Pack(yaml: example("en: Sample City", becomes: "en: \"Sample City"), file: "p")
        }
        #expect(unclosed?.description.contains(": not YAML: while ") == true)
        #expect(unclosed?.description.contains("quoted scalar (line 1)") == true)
    }

    @Test("A person without a region is refused")
    func noHome() throws {
        #expect(try decided(#"{"person":"p","facts":[]}"#).mistakes.first?.message == "a person needs 'region'")
    }

    @Test("A person without a name is refused")
    func noName() throws {
        #expect(
            try decided(#"{"region":"990101","facts":[]}"#).mistakes.first?.message == "a person needs 'person'")
    }

    @Test("A second person on one line is refused")
    func twoOnALine() throws {
        let person = #"{"person":"p","region":"990101"}"#
        #expect(
            try decided(person + person).mistakes.first?.description
                == "f:1:33: one person a line: more follows the first")
    }

    @Test("A line that is cut off is refused")
    func truncated() throws {
        let line = #"{"person":"p","region":"990101","facts":[{"kind":"confirmed",\#(from)}]}"#
        for length in 1..<line.utf8.count {
            let answers = try decided(String(line.prefix(length)))
            #expect(answers.mistakes.count == 1, "\(line.prefix(length))")
            #expect(answers.lines.isEmpty)
        }
    }

    @Test("A value that is nested without end is refused")
    func deep() throws {
        let nested = String(repeating: "[", count: 100_000)
        #expect(try decided(#"{"person":"p","x":\#(nested)"#).mistakes.first?.message == "nested too deeply")
    }

    @Test("Text that is not UTF-8 in a person's name does not stop the file")
    func notUTF8() throws {
        let pack = try Pack(yaml: decidingPack)
        let bytes = Array(#"{"person":""#.utf8) + [0xFF] + Array(#"","region":"990101"}"#.utf8)
        let answers = FileDecisions(pack.policy).answers(to: bytes, FileDecisions.Question())
        #expect(answers.mistakes.first?.message == "the line is not UTF-8")
    }
}

@Suite("Mistakes in a file of risk levels")
struct RiskRefusalTests {
    private func refused(_ csv: String) -> [String] {
        do throws(Mistakes) {
            _ = try RegionNotices(csv: csv, file: "r", offset: .china)
            return []
        } catch {
            return error.list.map(\.description)
        }
    }

    @Test("Lines with and without an end, a header, comments and blank lines are read")
    func whole() throws {
        let csv = """
            region,level,from,until
            # closed for a while
            420100,closed,2020-01-23T10:00:00+08:00,2020-04-08T00:00:00+08:00

            420100, medium, 2020-03-25,
            421002,high,2020-02-01T00:00:00+08:00
            """
        let notices = try RegionNotices(csv: csv, file: "r", offset: .china)
        let wuhan = try #require(RegionCode("420103"))
        let day = try #require(Instant(rfc3339: "2020-03-25T00:00:00+08:00"))
        #expect(notices.notices.count == 3)
        #expect(notices.risk(of: wuhan, at: day) == .medium)
        #expect(notices.risk(of: wuhan, at: day.advanced(bySeconds: -1)) == .low)
        #expect(notices.closedTimes(of: wuhan).contains(day))
        #expect(notices.notices[2].interval.until == .distantFuture)
    }

    @Test("Of overlapping lines the later one holds")
    func overlapping() throws {
        let csv = "420100,high,2020-02-01,\n420100,low,2020-02-01,2020-03-01\n"
        let notices = try RegionNotices(csv: csv, file: "r", offset: .china)
        let february = try #require(Instant(rfc3339: "2020-02-15T00:00:00Z"))
        #expect(notices.risk(of: try #require(RegionCode("420100")), at: february) == .low)
    }

    @Test("A line of too few columns is refused")
    func columns() {
        #expect(refused("420100,high\n") == ["r:1:1: a line is region,level,from,until"])
    }

    @Test("A bad region is refused")
    func region() {
        #expect(
            refused("region,level,from,until\n4201,high,2020-02-01,\n")
                == ["r:2:1: '4201' is no region; a code has 6, 9 or 12 digits, such as 420000"])
    }

    @Test("An unknown level is refused")
    func level() {
        #expect(
            refused("420100,severe,2020-02-01,")
                == ["r:1:8: 'severe' is no level; it can be low, medium, higher, high, closed or open"])
    }

    @Test("A bad beginning is refused")
    func from() {
        #expect(
            refused("420100,high,soon,")
                == ["r:1:13: 'soon' is no instant; write it like 2020-04-01T00:00:00+08:00"])
    }

    @Test("An end before the beginning is refused")
    func until() {
        #expect(
            refused("420100,high,2020-02-02,2020-02-01").first?.hasPrefix("r:1:24: '2020-02-01' is no instant later")
                == true)
    }
}
