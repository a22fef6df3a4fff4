import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import NIOCore
import Testing

@testable import HealthCodeWeb

@Suite("Bytes in and out")
struct WritingTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(buffer: json.buffer)
    }

    @Test("JSON is written in the order in which it is told")
    func order() {
        let text = text { json in
            json.object {
                $0.member("b", "x")
                $0.member("a", true)
                $0.object("c") { $0.member("n", 7) }
                $0.list("d", of: [1, 2]) { $0.member("i", $1) }
                $0.strings("e", [])
            }
        }
        #expect(text == #"{"b":"x","a":true,"c":{"n":7},"d":[{"i":1},{"i":2}],"e":[]}"#)
    }

    @Test("What is written is read back the same", arguments: ["", "张*丰", "\"\\/", "\u{0}\u{1f}\n\r\t", "a\u{2028}é😀"])
    func escapes(value: String) throws {
        let text = text { $0.object { $0.member("v", value) } }
        #expect(try JSON(parsing: text)["v"]?.string == value)
    }

    @Test(
        "Temperatures are degrees",
        arguments: [(3_650, "36.5"), (3_700, "37"), (3_705, "37.05"), (3_683, "36.83"), (-50, "-0.5")])
    func temperatures(hundredths: Int32, written: String) {
        #expect(
            text { $0.object { $0.member("t", Temperature(hundredths: hundredths)) } } == #"{"t":\#(written)}"#)
    }

    @Test(
        "Instants are written as Core writes them", arguments: [0, -1, 951_782_400, 1_586_480_400, 253_402_300_799],
        [UTCOffset.china, .utc, UTCOffset(seconds: -12_600)])
    func instants(seconds: Int64, offset: UTCOffset) {
        let instant = Instant(seconds: seconds)
        #expect(
            text { $0.object { $0.member("i", instant, in: offset) } } == #"{"i":"\#(instant.rfc3339(in: offset))"}"#)
    }

    @Test("A UUID is read in either case and written in small letters")
    func uuid() {
        let id = PassID(uuid: "6F1C7D1E-9B57-4C0E-8B65-0D2B8F6B3A11")
        #expect(id?.uuid == "6f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3a11")
        #expect(PassID(high: 0, low: 1).uuid == "00000000-0000-0000-0000-000000000001")
    }

    @Test("A new UUID is one of version 7, stands after those of the second before, and is no other's")
    func newUUID() {
        let now = Instant(seconds: 1_585_699_200)
        let (one, other) = (PassID.new(at: now), PassID.new(at: now))
        #expect(one.uuid.wholeMatch(of: /01713309-9c00-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(one != other)
        #expect(PassID.new(at: now.advanced(bySeconds: 1)).uuid > max(one.uuid, other.uuid))
    }

    @Test(
        "What is no UUID is refused",
        arguments: [
            "", "6f1c7d1e9b574c0e8b650d2b8f6b3a11", "6f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3a1",
            "+f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3a11", "6f1c7d1e-9b57-4c0e-8b65a0d2b8f6b3a11",
            "6f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3ag1", "6f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3aé",
        ])
    func noUUID(text: String) {
        #expect(PassID(uuid: text) == nil)
    }

    @Test("Lines are the same however the body is cut", arguments: 1...7)
    func lines(size: Int) {
        var lines = Lines(maximumLength: 8)
        let body = Array("ab\r\n\n  \nlonger than eight\ncd\n\nlast".utf8)
        var found: [Lines.Line] = []
        for start in stride(from: 0, to: body.count, by: size) {
            found += lines.take(ByteBuffer(bytes: body[start..<min(start + size, body.count)]))
        }
        if let line = lines.finish() { found.append(line) }
        #expect(found.map(\.number) == [1, 4, 5, 7])
        #expect(found.map { $0.text.map { String(decoding: $0, as: UTF8.self) } } == ["ab", nil, "cd", "last"])
    }
}
