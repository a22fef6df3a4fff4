import HealthCodeCore
import Testing

@testable import HealthCodeService

@Suite("The codes given out last")
struct LiveTokensTests {
    private let now = Instant(seconds: 1_585_670_400)

    private func token(_ byte: UInt8, length: Int = 147) -> LiveTokens.Token {
        LiveTokens.Token(
            bytes: Array(repeating: byte, count: length), colour: .green, expires: now.advanced(bySeconds: 60))
    }

    private func bytes(of person: Int64, in tokens: LiveTokens, after seconds: Int64 = 0) -> [UInt8]? {
        tokens.token(of: PersonID(person), colour: .green, at: now.advanced(bySeconds: seconds))?.bytes
    }

    @Test("Neighbours have places of their own")
    func neighbours() {
        let tokens = LiveTokens()
        tokens.keep(token(1), of: PersonID(1_023))
        tokens.keep(token(2, length: 146), of: PersonID(1_024))
        #expect(bytes(of: 1_023, in: tokens) == token(1).bytes)
        #expect(bytes(of: 1_024, in: tokens) == token(2, length: 146).bytes)
        #expect(tokens.signed == 2)
    }

    @Test("Who comes later to a place takes it, and nobody is given another's code")
    func samePlace() {
        let tokens = LiveTokens()
        let far = Int64(LiveTokens.places)
        tokens.keep(token(1), of: PersonID(7))
        #expect(bytes(of: 7 + far, in: tokens) == nil)
        tokens.keep(token(2), of: PersonID(7 + far))
        #expect(bytes(of: 7, in: tokens) == nil)
        #expect(bytes(of: 7 + far, in: tokens) == token(2).bytes)
        tokens.forget(PersonID(7))
        #expect(bytes(of: 7 + far, in: tokens) == token(2).bytes)
    }

    @Test("A code is shown again until half of its life is over")
    func halfLife() {
        let tokens = LiveTokens()
        tokens.keep(token(1), of: PersonID(7))
        #expect(bytes(of: 7, in: tokens, after: 30) != nil)
        #expect(bytes(of: 7, in: tokens, after: 31) == nil)
    }

    @Test("A code of another colour is not shown again")
    func otherColour() {
        let tokens = LiveTokens()
        tokens.keep(token(1), of: PersonID(7))
        #expect(tokens.token(of: PersonID(7), colour: .red, at: now) == nil)
    }

    @Test("A code that was used is not shown again")
    func used() {
        let tokens = LiveTokens()
        tokens.keep(token(1), of: PersonID(7))
        tokens.forget(PersonID(7))
        #expect(bytes(of: 7, in: tokens) == nil)
    }

    @Test("A token too long for its place is not kept, and is no matter")
    func tooLong() {
        let tokens = LiveTokens()
        tokens.keep(token(1, length: 149), of: PersonID(7))
        #expect(bytes(of: 7, in: tokens) == nil)
    }
}
