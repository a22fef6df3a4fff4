import HealthCodeCredential
import Testing

@Suite("Codes that are refused")
struct LiveCodeRefusalTests {
    private let issuer: Issuer
    private let text: String

    init() throws {
        issuer = try Issuer()
        text = try issuer.issue()
    }

    private func refusal(_ text: String, at now: Int64 = Issuer.now) -> Refusal? {
        guard case .refused(let refusal) = issuer.verifier.verify(text, at: now) else { return nil }
        return refusal
    }

    private func refusal(token: [UInt8], at now: Int64 = Issuer.now) -> Refusal? {
        guard case .refused(let refusal) = issuer.verifier.verify(token: token, at: now) else { return nil }
        return refusal
    }

    /// A message over these claims, validly signed by the issuer.
    private func refusal(claims: String) throws -> Refusal? {
        refusal(token: try COSESigner(key: issuer.key, isTagged: false).sign(hex(claims)))
    }

    private let times = "04 1a5e83d97c 06 1a5e83d940"
    private let tokenID = "07 4c 000102030405060708090a0b"
    private let body = "3a00010000 82 02 5818 000102030405060708090a0b0c0d0e0f1011121314151617"

    @Test("The claims that the next tests break are accepted whole")
    func control() throws {
        #expect(try refusal(claims: "a4 \(times) \(tokenID) \(body)") == nil)
    }

    @Test("Every truncation is refused")
    func truncations() throws {
        let token = try issuer.token(text)
        for length in 0..<token.count {
            #expect(refusal(token: Array(token[..<length])) != nil, "cut to \(length) bytes")
        }
        for length in 0..<text.utf8.count { #expect(refusal(String(text.prefix(length))) != nil) }
    }

    @Test("Every flip of a single bit is refused")
    func flips() throws {
        let token = try issuer.token(text)
        for position in 0..<token.count * 8 {
            var edited = token
            edited[position / 8] ^= 1 << UInt8(position % 8)
            #expect(refusal(token: edited) != nil, "bit \(position)")
        }
    }

    @Test("Every other character in every place is refused")
    func characters() throws {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        for position in 0..<text.utf8.count {
            var edited = Array(text.utf8)
            let digit = alphabet.firstIndex(of: edited[position]) ?? 0
            edited[position] = alphabet[(digit + 1 + position % 44) % 45]
            #expect(refusal(String(decoding: edited, as: UTF8.self)) != nil, "character \(position)")
        }
    }

    @Test("Random damage is refused, and nothing random stops the verifier")
    func randomDamage() throws {
        var generator = SeededGenerator(seed: 18)
        let token = try issuer.token(text)
        for _ in 0..<5_000 {
            var edited = token
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let position = Int.random(in: 0..<edited.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: edited[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: edited.remove(at: position)
                default: edited.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                }
            }
            if edited != token { #expect(refusal(token: edited) != nil) }
        }
    }

    @Test("Another prefix is not understood")
    func prefix() {
        let refusal = refusal("HC1:" + text.dropFirst(5))
        #expect(refusal?.fault == .notUnderstood)
        #expect(refusal?.reasons.map(\.layer) == [.prefix])
        #expect(refusal?.format == .unknown)
    }

    @Test("A later version is not understood")
    func version() { #expect(refusal("JKM2:" + text.dropFirst(5))?.fault == .notUnderstood) }

    @Test("Nothing is not understood")
    func empty() { #expect(refusal("")?.fault == .notUnderstood) }

    @Test("A code in lower case is not understood")
    func lowerCase() { #expect(refusal(text.lowercased())?.reasons.map(\.layer) == [.prefix]) }

    @Test("A lower-case body is damaged")
    func lowerCaseBody() {
        let refusal = refusal(LiveCode.prefix + text.dropFirst(5).lowercased())
        #expect(refusal?.reasons.map(\.layer) == [.base45])
        #expect(refusal?.fault == .damaged)
    }

    @Test("A character outside base45 is damage")
    func foreignCharacter() { #expect(refusal(text.dropLast() + "_")?.reasons.map(\.layer) == [.base45]) }

    @Test("A space before or a line end after is not overlooked")
    func space() {
        #expect(refusal(" " + text) != nil)
        #expect(refusal(text + "\n")?.reasons.map(\.layer) == [.base45])
    }

    @Test("A text of a megabyte is refused unread")
    func long() {
        #expect(refusal(LiveCode.prefix + String(repeating: "0", count: 1 << 20))?.reasons.map(\.layer) == [.base45])
    }

    @Test("A byte after the token is refused")
    func trailing() throws {
        let refusal = refusal(Base45.encode(try issuer.token(text) + [0], prefix: LiveCode.prefix))
        #expect(refusal?.reasons.map(\.layer) == [.cbor])
        #expect(refusal?.fault == .damaged)
    }

    @Test("A CBOR tag before the token is refused, so that a token has one form only")
    func tagged() throws {
        #expect(refusal(token: try [0xd2] + issuer.token(text))?.reasons.map(\.layer) == [.cose])
    }

    @Test("A key that is not trusted is foreign, which is not the same as forged")
    func unknownKey() throws {
        let other = try Issuer()
        let refusal = refusal(try other.issue())
        #expect(refusal?.fault == .foreign)
        #expect(refusal?.reasons.map(\.layer) == [.key])
        #expect(refusal?.keyID == other.key.id)
        #expect(refusal?.format == .live)
    }

    @Test("A code signed with another key under a trusted key's id is forged")
    func forged() throws {
        let token = try issuer.token(text)
        let other = try Issuer()
        let signature = try other.token(other.issue()).suffix(64)
        let refusal = refusal(token: token.dropLast(64) + signature)
        #expect(refusal?.fault == .forged)
        #expect(refusal?.reasons.map(\.layer) == [.cose])
    }

    @Test("A red code painted green is forged")
    func painted() throws {
        let red = try issuer.token(issuer.issue(colour: .red))
        let colour = red.count - 64 - 2 - 24 - 2 - 1
        var green = red
        #expect(red[colour] == 0)
        green[colour] = 2
        #expect(refusal(token: green)?.fault == .forged)
    }

    @Test("A forged code that is also past its end says both")
    func everyReason() throws {
        var token = try issuer.token(text)
        token[token.count - 1] ^= 1
        let refusal = refusal(token: token, at: Issuer.now + 3600)
        #expect(refusal?.reasons.map(\.layer) == [.cose, .time])
        #expect(refusal?.fault == .forged)
    }

    @Test("Another algorithm in the header is not understood")
    func algorithm() throws {
        var token = try issuer.token(text)
        #expect(token[4] == 0x26)
        token[4] = 0x28
        let refusal = refusal(token: token)
        #expect(refusal?.reasons.map(\.layer) == [.cose])
        #expect(refusal?.fault == .notUnderstood)
    }

    @Test("A header parameter that no signature covers is refused")
    func unprotected() throws {
        let token = try issuer.token(text)
        let edited = token[..<15] + [0xa1, 0x18, 0x63, 0x00] + token[16...]
        #expect(token[15] == 0xa0)
        #expect(refusal(token: Array(edited))?.reasons.map(\.layer) == [.cose])
    }

    @Test("One claim more is not understood, though the issuer signed it")
    func extraClaim() throws {
        let refusal = try refusal(claims: "a5 01 6161 \(times) \(tokenID) \(body)")
        #expect(refusal?.reasons.map(\.layer) == [.schema])
        #expect(refusal?.fault == .notUnderstood)
    }

    @Test("Both types at once are not understood")
    func bothTypes() throws {
        let printed = body.replacing("3a00010000", with: "3a00010001")
        #expect(try refusal(claims: "a5 \(times) \(tokenID) \(body) \(printed)")?.reasons.map(\.layer) == [.schema])
    }

    @Test("A type of its own that is not known is not understood")
    func unknownType() throws {
        let other = body.replacing("3a00010000", with: "3a00010002")
        #expect(try refusal(claims: "a4 \(times) \(tokenID) \(other)")?.fault == .notUnderstood)
    }

    @Test("A code without an end is not understood")
    func withoutEnd() throws {
        #expect(try refusal(claims: "a3 06 1a5e83d940 \(tokenID) \(body)")?.fault == .notUnderstood)
    }

    @Test("A code without an id is not understood")
    func withoutID() throws {
        #expect(try refusal(claims: "a3 \(times) \(body)")?.fault == .notUnderstood)
    }

    @Test("A short id is not understood")
    func shortID() throws {
        #expect(try refusal(claims: "a4 \(times) 07 48 0001020304050607 \(body)")?.fault == .notUnderstood)
    }

    @Test("A fifth colour is not understood")
    func fifthColour() throws {
        let other = body.replacing("82 02", with: "82 04")
        #expect(try refusal(claims: "a4 \(times) \(tokenID) \(other)")?.fault == .notUnderstood)
    }

    @Test("A live code that outlives an hour is not understood")
    func longLife() throws {
        #expect(try refusal(claims: "a4 04 1a5e83e751 06 1a5e83d940 \(tokenID) \(body)")?.fault == .notUnderstood)
    }

    @Test("Claims out of order are not understood, though the issuer signed them")
    func disorder() throws {
        let refusal = try refusal(claims: "a4 06 1a5e83d940 04 1a5e83d97c \(tokenID) \(body)")
        #expect(refusal?.fault == .notUnderstood)
    }
}
