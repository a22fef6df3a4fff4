import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// One outside service that takes a JSON object by POST and answers with one, within seconds or not at all.
public struct HTTPService: Sendable {
    private let url: String
    private let bearerToken: String?
    private let client: HTTPClient

    /// How long an answer may take; people stand in front of a form meanwhile.
    private static let patience = TimeAmount.seconds(5)
    /// No answer of these services is longer.
    private static let longestAnswer = 64 * 1024

    /// What the service answered when it did not do what it was asked.
    public struct Refusal: Error {
        /// The HTTP status.
        public let status: UInt
    }

    /// Makes the client of a service at a URL; the token goes into the `Authorization` header.
    public init(url: URL, bearerToken: String?) {
        self.url = url.absoluteString
        self.bearerToken = bearerToken
        client = HTTPClient.shared
    }

    /// Posts an object and gives the body of a 2xx answer. Throws `Refusal` for another status, or what the network says.
    func post(_ body: some Encodable & Sendable) async throws -> Data {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let bearerToken {
            request.headers.add(name: "authorization", value: "Bearer \(bearerToken)")
        }
        request.body = .bytes(ByteBuffer(data: try JSONEncoder().encode(body)))
        let response = try await client.execute(request, timeout: Self.patience)
        let answer = try await response.body.collect(upTo: Self.longestAnswer)
        guard (200..<300).contains(response.status.code) else { throw Refusal(status: response.status.code) }
        return Data(buffer: answer)
    }
}
