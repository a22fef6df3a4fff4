import NIOCore
import Testing

@testable import HealthCodeWeb

@Suite("Forms with files")
struct MultipartTests {
    private let boundary = "----boundary7MA4"

    private func body(_ parts: String...) -> [UInt8] {
        Array((parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n").utf8)
    }

    private let field = "Content-Disposition: form-data; name=\"text\"\r\n\r\nplace: 湖北\r\n--not a boundary\r\n"
    private let file =
        "Content-Disposition: form-data; name=\"text-file\"; filename=\"a%22b.yaml\"\r\nContent-Type: text/yaml\r\n\r\nregion: 420000"

    @Test("Fields and files come apart, whatever lines are in them")
    func parts() throws {
        let parts = try #require(Multipart.parts(of: body(field, file), boundary: boundary))
        #expect(parts.map(\.name) == ["text", "text-file"] && parts.map(\.fileName) == [nil, "a\"b.yaml"])
        #expect(String(decoding: parts[0].content, as: UTF8.self) == "place: 湖北\r\n--not a boundary\r\n")
        #expect(String(decoding: parts[1].content, as: UTF8.self) == "region: 420000")
    }

    @Test("A body that is cut short is refused")
    func cut() {
        #expect(Multipart.parts(of: body(field, file).dropLast(6), boundary: boundary) == nil)
    }

    @Test("A body with another boundary is refused")
    func otherBoundary() {
        #expect(Multipart.parts(of: body(field), boundary: "other") == nil)
    }

    @Test("A part without a name is refused")
    func nameless() {
        #expect(Multipart.parts(of: body("Content-Type: text/plain\r\n\r\na"), boundary: boundary) == nil)
    }

    @Test("A part without the empty line after its head is refused")
    func headless() {
        #expect(Multipart.parts(of: body("Content-Disposition: form-data; name=\"a\""), boundary: boundary) == nil)
    }

    @Test(
        "The boundary is the one that the content type names",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;boundary=\"abc\"", "abc"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/mixed; boundary=abc", nil),
            ("application/x-www-form-urlencoded", nil),
        ])
    func boundaries(type: String, boundary: String?) {
        #expect(Multipart.boundary(in: type) == boundary)
    }

    @Test("A file comes instead of what was written; a mark of its encoding and the ends of its lines do not matter")
    func written() throws {
        let head = "Content-Disposition: form-data; name=\"text-file\"; filename=\"a.yaml\"\r\n\r\n"
        let bom = head + "\u{FEFF}a: 1\r\nb: 2\r\n"
        let written = WrittenPack(try form(body(field, bom)))
        #expect(written.text == "a: 1\nb: 2\n" && written.hasFiles && written.unreadable.isEmpty)
    }

    @Test("Where no file was chosen, what was written counts")
    func notChosen() throws {
        let none = "Content-Disposition: form-data; name=\"text-file\"; filename=\"\"\r\n\r\n"
        let written = WrittenPack(try form(body(field, none)))
        #expect(written.text.hasPrefix("place: 湖北") && !written.hasFiles)
    }

    @Test("A file that is no text is named, and what was written stays")
    func noText() throws {
        var bytes = body(field, file)
        let place = try #require(bytes.firstRange(of: Array("420000".utf8)))
        bytes[place.lowerBound] = 0xFF
        let written = WrittenPack(try form(bytes))
        #expect(written.unreadable == ["a\"b.yaml"] && written.text.hasPrefix("place: 湖北"))
    }

    private func form(_ bytes: [UInt8]) throws -> Form {
        try Form(.init(bytes: bytes), contentType: "multipart/form-data; boundary=\(boundary)")
    }
}
