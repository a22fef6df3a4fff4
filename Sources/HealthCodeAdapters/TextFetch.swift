import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches a text from a place that was named by whoever runs the installation: a file, or a URL of http or https.
public struct TextFetch: Sendable {
    private let place: String
    private let longest: Int

    /// How long an answer may take.
    private static let patience = TimeAmount.seconds(30)
    /// The longest text in bytes; a line of each county of the country is a tenth of it.
    public static let usualLongest = 4 * 1024 * 1024

    /// Why nothing was fetched, in words for the operator.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Names the place, and how many bytes there may be at most.
    public init(_ place: String, longest: Int = usualLongest) {
        self.place = place
        self.longest = longest
    }

    /// The text as it is now.
    ///
    /// - Throws: `Failure` for what is not there, not UTF-8, too long, or not answered with 200.
    public func text() async throws(Failure) -> String {
        let bytes = try await place.hasPrefix("http://") || place.hasPrefix("https://") ? download() : read()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(description: "\(place) is not UTF-8 text")
        }
        return text
    }

    private func read() throws(Failure) -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: place)) else {
            throw Failure(description: "cannot read \(place)")
        }
        guard data.count <= longest else {
            throw Failure(description: "\(place) is longer than \(longest) bytes")
        }
        return Array(data)
    }

    private func download() async throws(Failure) -> [UInt8] {
        do {
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: place), timeout: Self.patience)
            guard response.status == .ok else {
                throw Failure(description: "\(place) answers \(response.status.code)")
            }
            return Array(try await response.body.collect(upTo: longest).readableBytesView)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(description: "\(place) cannot be fetched: \(error)")
        }
    }
}
