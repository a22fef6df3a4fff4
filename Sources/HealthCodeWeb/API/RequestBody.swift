import HealthCodeCredential
import HealthCodeService
import Hummingbird
import NIOCore

extension Request {
    /// The members of the JSON object in the body.
    ///
    /// - Throws: `Problem.unsupportedMediaType` where the body says to be something else, `Problem.malformedJSON` with the
    ///   line and the column, `Problem.invalidFields` where it is no object; `NIOTooManyBytesError` over the limit.
    func fields() async throws -> Fields {
        guard headers[.contentType] == nil || hasMediaType("application/json") else {
            throw Problem(.unsupportedMediaType, parameters: ["types": "application/json"])
        }
        let limit = BodyLimit.usual
        if let length = contentLength, length > limit { throw HTTPError(.contentTooLarge) }
        return try Fields(parsing: try await body.collect(upTo: limit))
    }
}

extension Fields {
    /// - Throws: `Problem.malformedJSON` with the line and the column, `Problem.invalidFields` where it is no object.
    init(parsing body: ByteBuffer) throws(Problem) {
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw Problem.notUTF8
        }
        let value: JSON
        do {
            value = try JSON(parsing: text)
        } catch {
            throw Problem(malformed: text, error)
        }
        try self.init(value)
    }
}

extension Request {
    /// How many bytes of body the request says to bring.
    var contentLength: Int? { headers[.contentLength].flatMap { Int($0) } }
}

extension PassID {
    /// Reads a UUID of RFC 9562, section 4, in either case; nil for anything else.
    init?(uuid text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
        let digits = parts.joined()
        guard digits.utf8.allSatisfy({ $0 != 0x2b && $0 != 0x2d }), let high = UInt64(digits.prefix(16), radix: 16),
            let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// A random UUID of version 4, for a client that gives none.
    static func random() -> PassID {
        PassID(
            high: .random(in: .min ... .max) & ~0xf000 | 0x4000, low: .random(in: .min ... .max) & ~(3 << 62) | 1 << 63)
    }

    /// The UUID in its usual form.
    var uuid: String {
        var rest = Substring(Self.digits(high) + Self.digits(low))
        return [8, 4, 4, 4, 12].map { count in
            defer { rest = rest.dropFirst(count) }
            return String(rest.prefix(count))
        }.joined(separator: "-")
    }

    /// Sixteen hexadecimal digits.
    private static func digits(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
