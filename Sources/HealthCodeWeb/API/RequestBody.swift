import FoundationEssentials
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
        // Foundation reads some texts that are not of that form, with signs in the place of digits.
        guard let uuid = UUID(uuidString: text), uuid.uuidString.lowercased() == text.lowercased() else { return nil }
        let (high, low) = withUnsafeBytes(of: uuid.uuid) { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }

    /// The UUID in its usual form.
    var uuid: String {
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { bytes in
            bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return UUID(uuid: uuid).uuidString.lowercased()
    }
}
