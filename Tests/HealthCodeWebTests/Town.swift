import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodePacks
import HealthCodeService
import HealthCodeWeb
import Logging
import SQLiteStore
import Synchronization

/// A small town to try the web in: a real database, real keys, Hubei's pack, a clock moved by hand and an outbox.
struct Town: Sendable {
    let healthCode: HealthCode
    let web: WebApplication
    let clock = HandClock()
    let outbox = Outbox()
    let folder: URL

    static let office = RegionCode("420102") ?? RegionCode(number: 0)

    /// - Parameters:
    ///   - pageLimit: how many pages the database may grow to.
    ///   - proxies: the proxies whose headers are believed.
    init(pageLimit: Int? = nil, proxies: [String] = []) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(
            path: folder.appending(path: "town.sqlite").path, options: .init(pageLimit: pageLimit, readers: 2))
        let (clock, outbox) = (clock, outbox)
        healthCode = try await HealthCode(
            store: store,
            dependencies: Dependencies(
                now: { clock.now }, randomBytes: { (0..<$0).map { _ in UInt8.random(in: .min ... .max) } },
                sms: outbox, identity: Acquaintance(), qr: Scribble()),
            secrets: Secrets(masterKey: Array(repeating: 7, count: 32), codeKeys: CodeKeys(signing: SigningKey())))
        web = WebApplication(
            healthCode: healthCode,
            configuration: WebConfiguration(port: 0, proxies: TrustedProxies(proxies)), logger: Logger(label: "town"))
        _ = try await healthCode.importRegions(Self.regions)
        _ = try await healthCode.publish(Pack(yaml: Self.hubeiPack()))
    }

    static func hubeiPack() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "Jurisdictions/hubei/2020-04-01/pack.yaml"), encoding: .utf8)
    }

    private static let regions: [Region] = [
        ("420000", "湖北省"), ("420100", "武汉市"), ("420102", "江岸区"), ("110000", "北京市"), ("110101", "东城区"),
    ].compactMap { text, name in
        RegionCode(text).map { Region(code: $0, name: name, level: $0.level, parent: $0.parent) }
    }
}

/// A clock that stands still until it is moved.
final class HandClock: Sendable {
    private let instant = Mutex(Instant(rfc3339: "2020-04-10T09:00:00+08:00") ?? .distantPast)
    var now: Instant { instant.withLock { $0 } }
    func advance(seconds: Int64) { instant.withLock { $0 = $0.advanced(bySeconds: seconds) } }
}

/// Keeps messages instead of sending them.
final class Outbox: SMSGateway {
    private let messages = Mutex<[ShortMessage]>([])
    var last: ShortMessage? { messages.withLock { $0.last } }
    var count: Int { messages.withLock { $0.count } }
    func send(_ message: ShortMessage) async throws { messages.withLock { $0.append(message) } }
}

/// Knows the owner of one phone, who is whoever they say but for one name; of other phones it knows nothing.
struct Acquaintance: IdentityVerifier {
    static let impostor = "冒名者"
    func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer {
        if name == Self.impostor { return .mismatch(.name) }
        return phone == nil || phone == "13800000001" ? .matched(phoneProven: phone != nil) : .unknown
    }
}

/// Draws the text itself, so that a test sees what would be drawn.
struct Scribble: QRDrawing {
    func svg(_ text: String) -> String? { "<svg>\(text)</svg>" }
    func png(_ text: String, pixelsPerModule: Int) -> [UInt8]? { Array("PNG \(text)".utf8) }
}

/// A resident id with the right check digit, as GB 11643 asks.
func residentID(_ serial: Int, region: String = "420102", born: String = "19900307") -> String {
    let digits = region + born + String(serial)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
    return digits + String(Array("10X98765432")[sum % 11])
}
