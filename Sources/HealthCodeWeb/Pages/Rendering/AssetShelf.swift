import Crypto
import Foundation
import HealthCodeService
import Hummingbird
import NIOCore

/// Style sheets, scripts and pictures, read once at the start. Their path holds a version made of their contents, so
/// that a browser keeps them for good and still never has an old one beside a new page.
struct AssetShelf: Sendable {
    fileprivate struct Asset: Sendable {
        let type: String
        let body: ByteBuffer
    }

    private let assets: [String: Asset]
    /// The first figures of the hash of everything on the shelf.
    let version: String

    /// The path under which the assets of this version lie.
    var path: String { "/assets/\(version)" }

    /// Reads every file under the folder.
    ///
    /// - Parameter scanner: the folder with the decoder that was built at set-up, `zbar.wasm`; nil where there is none.
    init(folder: URL, scanner: URL?) throws {
        var assets: [String: Asset] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            assets[path] = try Asset(folder.appendingPathComponent(path))
        }
        if let decoder = scanner?.appendingPathComponent("zbar.wasm"),
            FileManager.default.fileExists(atPath: decoder.path)
        {
            assets["scanner/zbar.wasm"] = try Asset(decoder)
        }
        var hash = SHA256()
        for (path, asset) in assets.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array(path.utf8))
            hash.update(data: Array(asset.body.readableBytesView))
        }
        version = hash.finalize().prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        assets["shelf.json"] = Asset(listing: assets.keys.sorted())
        self.assets = assets
    }

    /// The file of this path under `/assets/`, of which the first part is the version.
    ///
    /// - Throws: `notFound`.
    func response(to path: String) throws(Problem) -> Response {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let asset = assets[parts[1]] else { throw Problem(.notFound) }
        // A page of another version may still be open: what it asks for is answered, but not kept.
        let isCurrent = parts[0] == version
        let headers: HTTPFields = [
            .contentType: asset.type, .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
    }
}

extension AssetShelf.Asset {
    /// Reads a file; nil for a folder and for what is not meant for browsers.
    fileprivate init?(_ file: URL) throws {
        guard let type = Self.types[file.pathExtension] else { return nil }
        self.init(type: type, body: ByteBuffer(bytes: try Data(contentsOf: file)))
    }

    /// The names of everything on the shelf, for a browser that keeps it all to work without a network.
    fileprivate init(listing names: [String]) {
        let list = names.map { "\"\($0)\"" }.joined(separator: ",")
        self.init(type: "application/json", body: ByteBuffer(string: "[\(list)]"))
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "wasm": "application/wasm", "webmanifest": "application/manifest+json",
    ]
}
