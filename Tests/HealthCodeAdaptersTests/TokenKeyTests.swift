import Crypto
import Foundation
import HealthCodeAdapters
import HealthCodeCredential
import Testing

/// A token of SoftHSM's for these tests, where the machine has it (Debian's softhsm2).
private enum SoftToken {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static let tool = "/usr/bin/softhsm2-util"
    static let (label, pin) = ("codes", "271828")
    static let isThere = [module, tool].allSatisfy(FileManager.default.fileExists(atPath:))

    /// Made once: the module reads its configuration when it starts, and starts once in a process.
    static let directory: URL? = {
        let directory = FileManager.default.temporaryDirectory.appending(path: "softhsm-\(UUID().uuidString)")
        let tokens = directory.appending(path: "tokens")
        let settings = directory.appending(path: "softhsm2.conf")
        do {
            try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
            try Data("directories.tokendir = \(tokens.path)\nlog.level = ERROR\n".utf8).write(to: settings)
            setenv("SOFTHSM2_CONF", settings.path, 1)
            try run("--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "31415926")
            return directory
        } catch {
            Issue.record("no token can be made: \(error)")
            return nil
        }
    }()

    static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    static func keys(token: String = label, pin: String = pin) throws -> TokenKeys {
        _ = try #require(directory)
        return try TokenKeys(module: module, token: token, pin: pin)
    }

    static func newKey() throws -> TokenPlace {
        try keys().make(id: (0..<16).map { _ in UInt8.random(in: 0...255) })
    }

    /// Ends every session of this process, as a token does that is taken out and put in again: nobody is logged in after it.
    static func endSessions() throws {
        typealias GetSlotList = @convention(c) (UInt8, UnsafeMutablePointer<UInt>?, UnsafeMutablePointer<UInt>) -> UInt
        typealias CloseAllSessions = @convention(c) (UInt) -> UInt
        let library = try #require(dlopen(module, RTLD_NOW | RTLD_LOCAL))
        let list = unsafeBitCast(try #require(dlsym(library, "C_GetSlotList")), to: GetSlotList.self)
        let close = unsafeBitCast(try #require(dlsym(library, "C_CloseAllSessions")), to: CloseAllSessions.self)
        var (slots, count) = ([UInt](repeating: 0, count: 16), UInt(16))
        try #require(list(1, &slots, &count) == 0)
        for slot in slots.prefix(Int(count)) { try #require(close(slot) == 0) }
    }

    /// Puts a key that was made elsewhere into the token.
    static func put(pem: String, label: String, id: String) throws {
        let file = try #require(directory).appending(path: "\(id).pem")
        try Data(pem.utf8).write(to: file)
        try run("--import", file.path, "--token", SoftToken.label, "--label", label, "--id", id, "--pin", pin)
    }
}

private func refusal(_ act: () throws -> Void) -> TokenError? {
    do {
        try act()
        return nil
    } catch { return error as? TokenError }
}

@Suite("Keys in a token", .enabled(if: SoftToken.isThere, "softhsm2 is not installed"), .serialized)
struct TokenKeyTests {
    @Test("A key that was made in a token signs what its public half verifies")
    func signs() throws {
        let key = SigningKey(try TokenKey(try SoftToken.newKey(), pin: SoftToken.pin))
        let signature = try key.signature(for: [1, 2, 3])
        #expect(key.verifyingKey.isValid(signature, for: [1, 2, 3]))
        #expect(!key.verifyingKey.isValid(signature, for: [1, 2, 4]))
        #expect(key.p256 == nil && key.pem == nil)
    }

    @Test("Codes of a key in a token are genuine")
    func codes() throws {
        let key = SigningKey(try TokenKey(try SoftToken.newKey(), pin: SoftToken.pin))
        let message = try COSESigner(key: key, isTagged: true).sign([0xa0])
        #expect(try COSESign1(decoding: message).isSigned(by: key.verifyingKey))
    }

    @Test("Many threads sign with one key at once")
    func concurrent() async throws {
        let key = SigningKey(try TokenKey(try SoftToken.newKey(), pin: SoftToken.pin))
        let valid = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let message = [UInt8(number)]
                    guard let signature = try? key.signature(for: message) else { return false }
                    return key.verifyingKey.isValid(signature, for: message)
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(valid == 64)
    }

    @Test("A token that ended all sessions is logged in to anew, and signs on")
    func sessionsLost() throws {
        let key = SigningKey(try TokenKey(try SoftToken.newKey(), pin: SoftToken.pin))
        for message: [UInt8] in [[1], [2]] {
            try SoftToken.endSessions()
            let signature = try key.signature(for: message)
            #expect(key.verifyingKey.isValid(signature, for: message))
        }
    }

    @Test("A key that was put into the token is found by its label")
    func imported() throws {
        let made = P256.Signing.PrivateKey()
        try SoftToken.put(pem: made.pemRepresentation, label: "ceremony", id: "a1b2")
        let place = try SoftToken.keys().find(label: "ceremony")
        #expect(place.key == "a1b2")
        #expect(try TokenKey(place, pin: SoftToken.pin).verifyingKey == VerifyingKey(made.publicKey))
    }

    @Test("A key of another curve is refused")
    func otherCurve() throws {
        try SoftToken.put(pem: P384.Signing.PrivateKey().pemRepresentation, label: "other", id: "c3")
        let place = try SoftToken.keys().find(label: "other")
        #expect(refusal { _ = try TokenKey(place, pin: SoftToken.pin) } == .otherCurve)
    }

    @Test("A destroyed key is gone")
    func destroyed() throws {
        let place = try SoftToken.newKey()
        try SoftToken.keys().destroy(place)
        #expect(refusal { _ = try TokenKey(place, pin: SoftToken.pin) } == .noKey)
    }

    @Test("A label that no key has is refused")
    func noKey() throws {
        #expect(refusal { _ = try SoftToken.keys().find(label: "nothing") } == .noKey)
    }

    @Test("A token that is not there is refused")
    func noToken() throws {
        let keys = try SoftToken.keys(token: "another")
        #expect(refusal { _ = try keys.make(id: [1]) } == .noToken("another"))
    }
}

@Suite("Modules of tokens")
struct TokenModuleTests {
    @Test("A module that is not there is refused")
    func missing() {
        guard case .noModule? = refusal({ _ = try TokenKeys(module: "/nowhere.so", token: "codes", pin: "1") }) else {
            Issue.record("it was opened")
            return
        }
    }

    @Test("A library that speaks no PKCS #11 is refused")
    func noModule() {
        let refused = refusal { _ = try TokenKeys(module: "libm.so.6", token: "codes", pin: "1") }
        #expect(refused == .noModule("libm.so.6 is no PKCS #11 module"))
    }
}
