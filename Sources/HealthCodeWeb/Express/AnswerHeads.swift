import HTTPTypes
import HealthCodeCore
import NIOCore
import Synchronization

/// The heads of JSON answers of one status as they go over the wire (RFC 9112), written once a second: of one answer only
/// the length is its own.
final class AnswerHeads: Sendable {
    /// Status and headers up to the value of `Content-Length`, which is the last.
    private struct Heads {
        var instant = Instant.distantPast
        var plain: [UInt8] = []
        var secure: [UInt8] = []
    }

    private let status: HTTPResponse.Status
    private let last = Mutex(Heads())

    init(_ status: HTTPResponse.Status) {
        self.status = status
    }

    /// The whole answer with this content, as of an instant.
    ///
    /// - Parameter isSecure: whether the browser's connection is encrypted, so that it is told to keep to that.
    func answer(_ json: JSONWriter, at now: Instant, isSecure: Bool) -> ByteBuffer {
        let beginning = last.withLock { last in
            if last.instant != now {
                last = Heads(instant: now, plain: head(at: now, isSecure: false), secure: head(at: now, isSecure: true))
            }
            return isSecure ? last.secure : last.plain
        }
        let content = json.bytes
        var answer = ByteBufferAllocator().buffer(capacity: beginning.count + content.count + 16)
        answer.writeBytes(beginning)
        answer.writeString(String(content.count))
        answer.writeStaticString("\r\n\r\n")
        answer.writeBytes(content)
        return answer
    }

    private func head(at now: Instant, isSecure: Bool) -> [UInt8] {
        var headers = HTTPFields.json
        SecurityHeaders.add(to: &headers, isAPI: true, isSecure: isSecure)
        headers[.date] = now.httpDate
        let lines = headers.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n\(lines)Content-Length: ".utf8)
    }
}
