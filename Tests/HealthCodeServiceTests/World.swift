import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodePacks
import HealthCodeService
import SQLiteStore
import Synchronization

/// A small province to try the service in: a real database, real keys, Hubei's pack, a clock that is moved by hand,
/// an outbox of messages, and a register that knows who is who.
struct World: Sendable {
    let healthCode: HealthCode
    let database: SQLiteStore
    var store: any Store { database }
    let secrets: Secrets
    let clock = HandClock()
    let outbox = Outbox()
    let register = Register()
    let directory: URL

    static let hubei = code("420000")
    static let wuhan = code("420102")
    static let yichang = code("420502")
    static let beijing = code("110101")

    init(
        pageLimit: Int? = nil, pack: String? = nil, approvalLimit: Int = 1_000, shelf: any TrustShelf = EmptyShelf()
    ) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let path = directory.appending(path: "healthcode.sqlite").path
        database = try SQLiteStore(path: path, options: .init(pageLimit: pageLimit, readers: 2))
        secrets = try Secrets(masterKey: Array(repeating: 7, count: 32), codeKeys: CodeKeys(signing: SigningKey()))
        var dependencies = Self.dependencies(clock, outbox, register)
        dependencies.approvalLimit = approvalLimit
        dependencies.shelf = shelf
        healthCode = try await HealthCode(store: database, dependencies: dependencies, secrets: secrets)
        _ = try await healthCode.importRegions(Self.regions)
        _ = try await healthCode.publish(Pack(yaml: pack ?? Self.hubeiPack()))
    }

    /// What the server does each second after rules have changed.
    func settle() async throws {
        _ = try await healthCode.reassessConcerned()
    }

    /// Another service over the same database, as after a restart.
    func restarted(secrets other: Secrets? = nil) async throws -> HealthCode {
        try await HealthCode(
            store: database, dependencies: Self.dependencies(clock, outbox, register), secrets: other ?? secrets)
    }

    static func hubeiPack() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Jurisdictions/hubei/2020-04-01/pack.yaml")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private static func dependencies(_ clock: HandClock, _ outbox: Outbox, _ register: Register) -> Dependencies {
        Dependencies(
            now: { clock.now }, randomBytes: { (0..<$0).map { _ in UInt8.random(in: .min ... .max) } }, sms: outbox,
            identity: register, qr: NoDrawing())
    }

    private static let regions: [Region] = [
        ("420000", "湖北省"), ("420100", "武汉市"), ("420102", "江岸区"), ("420500", "宜昌市"), ("420502", "西陵区"),
        ("110000", "北京市"), ("110101", "东城区"),
    ].map { text, name in
        let code = code(text)
        return Region(code: code, name: name, level: code.level, parent: code.parent)
    }
}

/// The code of these digits.
func code(_ digits: String) -> RegionCode {
    RegionCode(digits) ?? RegionCode(number: 0)
}

/// The instant of this text.
func instant(_ text: String) -> Instant {
    Instant(rfc3339: text) ?? .distantPast
}

/// A clock that stands still until it is moved.
final class HandClock: Sendable {
    private let instant = Mutex(Instant(rfc3339: "2020-04-10T09:00:00+08:00") ?? .distantPast)

    var now: Instant { instant.withLock { $0 } }

    func advance(seconds: Int64) {
        instant.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }

    func advance(days: Int64) { advance(seconds: days * 86_400) }
}

/// Keeps messages instead of sending them; out of order when told so.
final class Outbox: SMSGateway {
    private let messages = Mutex<[ShortMessage]>([])
    private let isBroken = Mutex(false)
    struct OutOfOrder: Error {}

    var last: ShortMessage? { messages.withLock { $0.last } }
    var count: Int { messages.withLock { $0.count } }

    func breakDown() { isBroken.withLock { $0 = true } }

    func send(_ message: ShortMessage) async throws {
        if isBroken.withLock({ $0 }) { throw OutOfOrder() }
        messages.withLock { $0.append(message) }
    }
}

/// Knows names and phones by document; of others it knows nothing.
final class Register: IdentityVerifier {
    private let entries = Mutex<[Document: (name: String, phone: String?)]>([:])

    func enter(_ name: String, _ document: Document, phone: String?) {
        entries.withLock { $0[document] = (name, phone) }
    }

    func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer {
        guard let entry = entries.withLock({ $0[document] }) else { return .unknown }
        if entry.name != name { return .mismatch(.name) }
        guard let phone, let known = entry.phone else { return .matched(phoneProven: false) }
        return known == phone ? .matched(phoneProven: true) : .mismatch(.phone)
    }
}

struct NoDrawing: QRDrawing {
    func svg(_ text: String) -> String? { nil }
    func png(_ text: String, pixelsPerModule: Int) -> [UInt8]? { nil }
}
