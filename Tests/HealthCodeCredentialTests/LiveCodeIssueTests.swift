import HealthCodeCredential
import Testing

@Suite("Codes that are not issued, references that are not opened")
struct LiveCodeIssueTests {
    private let issuer: Issuer

    init() throws {
        issuer = try Issuer()
    }

    @Test("No code lives for no time, or less", arguments: [0, -1, Int64.min])
    func noLife(lifetime: Int64) {
        #expect(throws: CredentialError.badLifetime) { try issuer.issue(lifetime: lifetime) }
    }

    @Test("No live code lives longer than an hour")
    func longLife() throws {
        #expect(throws: CredentialError.badLifetime) { try issuer.issue(lifetime: 3_601) }
        #expect(try issuer.code(issuer.issue(lifetime: 3_600)).expires == Issuer.now + 3_600)
    }

    @Test("A printed code may live for years")
    func printed() throws {
        let year: Int64 = 366 * 86_400
        #expect(try issuer.code(issuer.issue(kind: .printed, lifetime: year)).expires == Issuer.now + year)
    }

    @Test("No code is issued before 1970, nor beyond the end of counting")
    func absurdTimes() {
        #expect(throws: CredentialError.badLifetime) { try issuer.issue(at: -1) }
        #expect(throws: CredentialError.badLifetime) { try issuer.issue(at: .max) }
    }

    @Test("A token id has 12 bytes", arguments: [0, 11, 13])
    func idLength(count: Int) {
        #expect(throws: CredentialError.badTokenID) { try TokenID([UInt8](repeating: 0, count: count)) }
    }

    @Test("A token id begins with its minute, and keeps ten random bytes")
    func idOfMinute() throws {
        let random = [UInt8](1...12)
        #expect(try TokenID(atSecond: 0x0102 * 60 + 59, random).bytes == [1, 2] + [UInt8](3...12))
        #expect(try TokenID(atSecond: (0x1_0000 + 0xfffe) * 60, random).bytes == [0xff, 0xfe] + [UInt8](3...12))
    }

    @Test("A token id of a minute is made of 12 bytes", arguments: [0, 1, 11, 13])
    func idOfMinuteLength(count: Int) {
        #expect(throws: CredentialError.badTokenID) { try TokenID(atSecond: 0, [UInt8](repeating: 0, count: count)) }
    }

    @Test("A sealed reference has 24 bytes")
    func referenceLength() {
        #expect(throws: CredentialError.badReference) { try SealedReference([UInt8](repeating: 0, count: 23)) }
    }

    @Test("A sealing master has at least 32 bytes")
    func shortMaster() {
        #expect(throws: CredentialError.shortMaster) { try SealingKey(master: [UInt8](repeating: 1, count: 31)) }
    }

    @Test("Another master does not open a reference")
    func otherMaster() throws {
        let code = try issuer.code(issuer.issue())
        let other = try SealingKey(master: [UInt8](repeating: 8, count: 32))
        #expect(throws: CredentialError.unopenable) { try other.open(code) }
    }

    @Test("A reference moved into another code, of another id, hour or kind, does not open")
    func moved() throws {
        let code = try issuer.code(issuer.issue())
        let other = try issuer.code(issuer.issue(seed: 2))
        let hour: Int64 = 3600
        let moved = [
            try LiveCode(
                kind: .live, colour: .green, issued: code.issued, expires: code.expires, tokenID: other.tokenID,
                reference: code.reference),
            try LiveCode(
                kind: .live, colour: .green, issued: code.issued + hour, expires: code.expires + hour,
                tokenID: code.tokenID, reference: code.reference),
            try LiveCode(
                kind: .printed, colour: .green, issued: code.issued, expires: code.expires, tokenID: code.tokenID,
                reference: code.reference),
        ]
        for edited in moved {
            #expect(throws: CredentialError.unopenable) { try issuer.signer.sealing.open(edited) }
        }
    }
}
