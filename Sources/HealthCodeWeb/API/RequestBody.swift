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
