public import HealthCodeService

/// An SMS gateway behind HTTP: each message is posted as `{"phone","text"}`, and any 2xx status means taken.
public struct HTTPSMSGateway: SMSGateway {
    private let service: HTTPService

    private struct Message: Encodable {
        var phone: String
        var text: String
    }

    /// Makes the gateway at a service.
    public init(service: HTTPService) {
        self.service = service
    }

    /// Posts the message once. Throws where the gateway did not take it; the caller asks for a new code then.
    public func send(_ message: ShortMessage) async throws {
        _ = try await service.post(Message(phone: message.phone, text: message.text))
    }
}
