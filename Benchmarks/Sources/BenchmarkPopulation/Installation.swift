import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import SQLiteStore
import Synchronization

/// A data directory that `healthcode` made, opened beside it: the same keys, the same database.
struct Installation: Sendable {
    let healthCode: HealthCode
    let store: SQLiteStore
    private let phones = Phones()

    init(directory: String) async throws {
        let folder = URL(filePath: directory, directoryHint: .isDirectory)
        let text = { (name: String) in
            try String(contentsOf: folder.appending(path: "keys/\(name)"), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let master = Data(base64Encoded: try text("master.key")) ?? Data()
        let secrets = try Secrets(
            masterKey: Array(master), codeKeys: CodeKeys(signing: SigningKey(pem: try text("signing.pem"))))
        store = try SQLiteStore(path: folder.appending(path: "healthcode.sqlite").path)
        let dependencies = Dependencies(
            now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            sms: phones, identity: Known(), qr: NoPicture(), report: { print($0) })
        healthCode = try await HealthCode(store: store, dependencies: dependencies, secrets: secrets)
    }

    /// Signs a phone in as a person does: asks for a code, reads it off the phone, types it in.
    func signIn(_ phone: String) async throws -> OpenedSession {
        try await healthCode.sendOneTimeCode(to: phone, language: .english)
        return try await healthCode.signIn(phone: phone, oneTimeCode: phones.read(phone))
    }
}

/// The phones of all people, as the gateway between us and them.
private final class Phones: SMSGateway {
    private let codes = Mutex<[String: String]>([:])

    func send(_ message: ShortMessage) async throws {
        codes.withLock { $0[message.phone] = message.oneTimeCode }
    }

    func read(_ phone: String) -> String { codes.withLock { $0.removeValue(forKey: phone) } ?? "" }
}

/// A population register that knows everybody, so that people see their tests.
private struct Known: IdentityVerifier {
    func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer {
        .matched(phoneProven: phone != nil)
    }
}

/// Nothing is drawn here.
private struct NoPicture: QRDrawing {
    func svg(_ text: String) -> String? { nil }
    func png(_ text: String, pixelsPerModule: Int) -> [UInt8]? { nil }
}

/// Does something for each of so many numbers, so many at a time, so that their writes share commits.
func forEach(
    _ numbers: Range<Int>, together: Int, _ work: @escaping @Sendable (Int) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for number in numbers {
            if number - numbers.lowerBound >= together { try await group.next() }
            group.addTask { try await work(number) }
        }
        try await group.waitForAll()
    }
}
