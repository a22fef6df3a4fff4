public import Foundation
public import HealthCodeCore
public import HealthCodeService
import Synchronization

/// A gateway that writes messages into a file instead of sending them, one JSON object a line:
/// `{"at","phone","otp"?,"text"}`. For the demo and for tests; the server takes it on loopback addresses alone.
public struct SMSOutbox: SMSGateway {
    private let file: URL
    private let offset: UTCOffset
    /// One writer at a time, so that lines stay whole.
    private let writing = Writing()

    /// Writes into `outbox.ndjson` of a directory; the file is readable by its owner alone.
    public init(directory: URL, offset: UTCOffset) {
        file = directory.appending(path: "outbox.ndjson")
        self.offset = offset
    }

    private final class Writing: Sendable {
        let lock = Mutex(())
    }

    private struct Line: Encodable {
        var at: String
        var phone: String
        var otp: String?
        var text: String
    }

    /// Appends the message. Throws what the file system says.
    public func send(_ message: ShortMessage) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            at: message.at.rfc3339(in: offset), phone: message.phone, otp: message.oneTimeCode, text: message.text)
        let data = try encoder.encode(line) + Data("\n".utf8)
        try writing.lock.withLock { _ in
            if !FileManager.default.fileExists(atPath: file.path) {
                let made = FileManager.default.createFile(
                    atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
                guard made else { throw CocoaError(.fileWriteUnknown) }
            }
            let handle = try FileHandle(forWritingTo: file)
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: data)
        }
    }
}
