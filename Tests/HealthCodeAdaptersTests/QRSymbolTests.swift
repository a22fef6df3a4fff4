import Foundation
import HealthCodeAdapters
import HealthCodeService
import Testing

@Suite("QR symbols")
struct QRSymbolTests {
    private let code = "JKM1:" + String(repeating: "9PQ2-*$K/%", count: 21)

    @Test("A light symbol upon black, as phones in their dark mode show it, is read")
    func inverted() throws {
        let png = try #require(Data(base64Encoded: Self.dark, options: .ignoreUnknownCharacters))
        #expect(try QRPicture(png: png).texts() == ["JKM1:A DARK CODE"])
    }

    @Test("What is drawn as PNG is read back to the letter")
    func roundTrip() throws {
        let png = try #require(QRSymbol().png(code, pixelsPerModule: 4))
        #expect(try QRPicture(png: Data(png)).texts() == [code])
    }

    @Test("A code of our own is drawn with 49 modules and four of quiet zone on each side")
    func size() throws {
        let svg = try #require(QRSymbol().svg(String(repeating: "A", count: 221)))
        #expect(svg.contains("viewBox=\"0 0 57 57\""))
    }

    @Test("A text that no symbol holds is not drawn")
    func tooLong() {
        #expect(QRSymbol().svg(String(repeating: "A", count: 5_000)) == nil)
        #expect(QRSymbol().png(String(repeating: "A", count: 5_000), pixelsPerModule: 4) == nil)
    }

    @Test("A file that is no picture is refused")
    func noPicture() {
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(png: Data("JKM1:".utf8)) }
    }

    @Test("A small file that is a picture of more points than memory allows is refused before they are unpacked")
    func tooLarge() throws {
        // 5,000 by 4,801 points of one bit, none of them there.
        let png = try #require(
            Data(
                base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAE4gAABLBAQAAAAD7"
                    + "w+p2AAAAAElEQVQ1rwYeAAAAAElFTkSuQmCC"))
        #expect(throws: QRPicture.Failure.tooLarge) { try QRPicture(png: png) }
    }

    @Test("A truncated picture is refused")
    func truncated() throws {
        let png = try #require(QRSymbol().png(code, pixelsPerModule: 4))
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(png: Data(png.prefix(40))) }
    }

    private static let dark = """
        iVBORw0KGgoAAAANSUhEUgAAAHQAAAB0AQAAAAB84SuKAAAAk0lEQVR42uXTsRHFMAgDUDZg/y21gb7EuXB+h1KGIsmj4GzFrvp8
        kUQB80qsJ1zzlZgC5xXbI9+YfOFp1WN/GztI/OW78Zn5qI3ZxaKWxMytUqdwpgZmqaNuZC9ERDEznOjMQ+STiQ9E5Pmfjb7v48Y+
        SErk2s/SPsg+UJ0bntiI3cJ9v1Y+S+rQzpPKA1e+G3+6fh56L1dqXwI/AAAAAElFTkSuQmCC
        """
}
