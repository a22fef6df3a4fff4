import AsyncHTTPClient
import Foundation
public import HealthCodeService
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Other installations over HTTP: each message is posted to `/api/v1/exchange/…` there, and answered with one.
public struct HTTPPeers: PeerNetwork {
    private let client: HTTPClient

    /// A person stands at the checkpoint meanwhile.
    private static let patience = TimeAmount.seconds(3)
    private static let longestAnswer = 65_536

    /// The problem details that are read of a refusal (RFC 9457).
    private struct Details: Decodable {
        let type: String
    }

    /// Makes the way.
    public init() {
        client = HTTPClient.shared
    }

    /// Posts a message once. Throws `PeerRefusal` for a status other than 200, or what the network says.
    public func post(_ message: [UInt8], of exchange: Exchange, to address: String) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: "\(address)/api/v1/exchange/\(exchange.rawValue)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/cose")
        request.body = .bytes(ByteBuffer(bytes: message))
        let response = try await client.execute(request, timeout: Self.patience)
        let answer = try await response.body.collect(upTo: Self.longestAnswer)
        guard response.status == .ok else {
            let details = try? JSONDecoder().decode(Details.self, from: Data(buffer: answer))
            throw PeerRefusal(
                problem: details?.type.split(separator: "/").last.map(String.init), status: response.status.code)
        }
        return Array(answer.readableBytesView)
    }
}
