import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeService
import Testing

@Suite("The outbox")
struct SMSOutboxTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    @Test("Each message is one line of JSON with the one-time code in a field of its own")
    func oneLineEach() async throws {
        let outbox = SMSOutbox(directory: directory, offset: .china)
        for code in ["123456", "654321"] {
            try await outbox.send(
                ShortMessage(
                    phone: "13800000001", text: "验证码 \(code)", oneTimeCode: code, at: Instant(seconds: 1_585_670_400)))
        }
        let text = try String(contentsOf: directory.appending(path: "outbox.ndjson"), encoding: .utf8)
        #expect(
            text.split(separator: "\n").map(String.init) == [
                #"{"at":"2020-04-01T00:00:00+08:00","otp":"123456","phone":"13800000001","text":"验证码 123456"}"#,
                #"{"at":"2020-04-01T00:00:00+08:00","otp":"654321","phone":"13800000001","text":"验证码 654321"}"#,
            ])
    }

    @Test("The file can be read by its owner alone")
    func private0600() async throws {
        let outbox = SMSOutbox(directory: directory, offset: .china)
        try await outbox.send(
            ShortMessage(phone: "1", text: "x", oneTimeCode: nil, at: Instant(seconds: 0)))
        let file = directory.appending(path: "outbox.ndjson").path
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
