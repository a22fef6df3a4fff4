import HealthCodeCredential
import Testing

@Suite("Base45")
struct Base45Tests {
    @Test(
        "The examples of RFC 9285 are encoded and decoded",
        arguments: [
            ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"), ("", ""),
        ])
    func examples(plain: String, encoded: String) throws {
        #expect(Base45.encode(Array(plain.utf8)) == encoded)
        #expect(try Base45.decode(encoded) == Array(plain.utf8))
    }

    @Test("Random bytes of every length up to 300 come back")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 45)
        for length in 0...300 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(try Base45.decode(Base45.encode(bytes)) == bytes)
        }
    }

    @Test("Every pair of bytes comes back, and no other three characters are accepted")
    func allTriples() {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        var accepted = 0
        for a in alphabet {
            for b in alphabet {
                for c in alphabet {
                    guard let bytes = try? Base45.decode([a, b, c]) else { continue }
                    accepted += 1
                    if Array(Base45.encode(bytes).utf8) != [a, b, c] { Issue.record("\([a, b, c]) is another's text") }
                }
            }
        }
        #expect(accepted == 65_536)
    }

    @Test("A prefix is copied as it is")
    func prefix() {
        #expect(Base45.encode(Array("AB".utf8), prefix: "X:") == "X:BB8")
    }

    @Test("A lower-case letter is refused")
    func lowerCase() { #expect(throws: Base45.Fault.character) { try Base45.decode("bb8") } }

    @Test("A character outside ASCII is refused")
    func foreignCharacter() { #expect(throws: Base45.Fault.character) { try Base45.decode("BÄ") } }

    @Test("A line end is refused")
    func lineEnd() { #expect(throws: Base45.Fault.character) { try Base45.decode("BB8B\n") } }

    @Test("One character left over is refused")
    func leftOver() { #expect(throws: Base45.Fault.length) { try Base45.decode("BB8B") } }

    @Test("Three characters that mean 65536 are refused")
    func overflowOfThree() {
        #expect(throws: Base45.Fault.overflow) { try Base45.decode("GGW") }
        #expect((try? Base45.decode("FGW")) == [255, 255])
    }

    @Test("Two characters that mean 256 are refused")
    func overflowOfTwo() {
        #expect(throws: Base45.Fault.overflow) { try Base45.decode("V5") }
        #expect((try? Base45.decode("U5")) == [255])
    }
}
