import HealthCodeCredential
import Testing

@Suite("Messages between installations")
struct ExchangeMessageTests {
    let key = SigningKey()
    let message: ExchangeMessage

    init() throws {
        message = ExchangeMessage(
            exchange: "code-check", id: try TokenID(Array(1...12)), receiver: KeyID(Array(1...8)),
            sent: 1_585_706_400, body: .object([.init("token", .string("JKM1:ABC"))]))
    }

    func open(_ bytes: [UInt8], trusting keys: [VerifyingKey]? = nil) throws -> ExchangeMessage {
        try ExchangeMessage.open(bytes, trusting: KeySet(keys ?? [key.verifyingKey])).0
    }

    @Test("A message opens to what was sent, and says which key signed it")
    func opens() throws {
        let (opened, keyID) = try ExchangeMessage.open(
            message.signed(by: key), trusting: KeySet([SigningKey().verifyingKey, key.verifyingKey]))
        #expect(opened == message && keyID == key.id)
    }

    @Test("An answer names the question")
    func answer() throws {
        var answer = message
        answer.answers = message.id
        #expect(try open(answer.signed(by: key)).answers == message.id)
    }

    @Test("A sender who is not known is told apart from a forger")
    func unknown() throws {
        let bytes = try message.signed(by: key)
        #expect(throws: ExchangeMessage.Fault.unknownSender) { try open(bytes, trusting: [SigningKey().verifyingKey]) }
        let forged = bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]
        #expect(throws: ExchangeMessage.Fault.forged) { try open(Array(forged)) }
    }

    @Test("A key of the same id that did not sign is no proof")
    func sameID() throws {
        let keys = KeySet([KeySet.Entry(id: key.id, key: SigningKey().verifyingKey)])
        let bytes = try message.signed(by: key)
        #expect(throws: ExchangeMessage.Fault.forged) { try ExchangeMessage.open(bytes, trusting: keys) }
    }

    @Test("No truncation and no flipped bit opens")
    func damaged() throws {
        let bytes = try message.signed(by: key)
        for end in bytes.indices {
            #expect(throws: ExchangeMessage.Fault.self) { try open(Array(bytes[..<end])) }
        }
        for position in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[position] ^= 1 << bit
                #expect(throws: ExchangeMessage.Fault.self) { try open(flipped) }
            }
        }
    }

    @Test("A code is no message, though the same key signed it")
    func code() throws {
        let signer = try LiveCodeSigner(key: key, sealing: SealingKey(master: Array(repeating: 7, count: 32)))
        let bytes = try signer.token(
            person: 1, colour: .green, kind: .live, at: 1_585_706_400, lifetime: 60, tokenID: message.id)
        #expect(throws: ExchangeMessage.Fault.notUnderstood) { try open(bytes) }
    }

    @Test("A message is no code, though the same key signed it")
    func noCode() throws {
        let text = LiveCode.prefix + Base45.encode(try message.signed(by: key), prefix: "")
        let verdict = LiveCodeVerifier(keys: KeySet([key.verifyingKey])).verify(text, at: 1_585_706_400)
        if case .genuine = verdict { Issue.record("a message was taken for a code") }
    }

    @Test("What is longer than any message is not looked at")
    func long() throws {
        var long = message
        long.body = .object([.init("x", .string(String(repeating: "x", count: ExchangeMessage.longest)))])
        let bytes = try long.signed(by: key)
        #expect(throws: ExchangeMessage.Fault.notUnderstood) { try open(bytes) }
    }
}
