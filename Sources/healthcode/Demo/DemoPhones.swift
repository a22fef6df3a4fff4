import HealthCodeCore
import HealthCodeService
import Synchronization

/// The phones of the demo's people: they take the messages that the service sends, and sign in with them.
final class DemoPhones: SMSGateway {
    private let codes = Mutex<[String: String]>([:])
    private let callers = Mutex<[String: Caller]>([:])

    func send(_ message: ShortMessage) async throws {
        codes.withLock { $0[message.phone] = message.oneTimeCode }
    }

    /// Signs a phone in by the code that was sent to it; once for each phone.
    func signIn(_ phone: String, to healthCode: HealthCode) async throws -> Caller {
        if let known = callers.withLock({ $0[phone] }) { return known }
        try await healthCode.sendOneTimeCode(to: phone, language: .simplifiedChinese)
        guard let received = codes.withLock({ $0[phone] }) else { throw Failure("no one-time code came to \(phone)") }
        let session = try await healthCode.signIn(phone: phone, oneTimeCode: received)
        let caller = try await healthCode.caller(token: session.token)
        callers.withLock { $0[phone] = caller }
        return caller
    }
}
