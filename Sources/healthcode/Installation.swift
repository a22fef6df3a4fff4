import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import Logging
import SQLiteStore

/// An installation opened for work: its settings, its clock, and the service over its store.
struct Installation: Sendable {
    let data: DataDirectory
    let settings: Settings
    let share: ShareDirectory
    let clock: Clock
    let keys: KeyFiles
    let healthCode: HealthCode

    /// Opens the installation of a data directory, and makes it first where there is none: keys, database, the register
    /// of divisions and the packs that come with the program.
    /// - Parameter sms: a gateway in place of the one that the settings choose.
    static func open(
        _ data: DataDirectory, flags: [Setting: String] = [:], sms: (any SMSGateway)? = nil
    ) async throws -> Installation {
        let isNew = !data.isInstalled
        if isNew { try data.create() }
        let settings = try await Settings(data: data, flags: flags)
        let share = try ShareDirectory.find()
        let clock = Clock(data: data)
        let keys = KeyFiles(directory: settings.keysDirectory(of: data))
        if isNew, keys.areMissing { try keys.create(at: clock.now) }
        let secrets = try Secrets(masterKey: keys.masterKey(), codeKeys: keys.codeKeys(at: clock.now))
        let store = try SQLiteStore(path: data.database.path)
        let outside = try OutsideServices(settings: settings, data: data, store: store, hashes: secrets.hashes)
        var dependencies = Dependencies(
            now: { clock.now }, randomBytes: randomBytes, sms: sms ?? outside.sms, identity: outside.identity,
            qr: QRSymbol(), peers: HTTPPeers(), shelf: KeptTrust(data: data, clock: clock),
            report: { Logger(label: "healthcode").error("\($0)") })
        dependencies.approvalLimit = try settings.approvalLimitCount
        dependencies.processors = ProcessInfo.processInfo.activeProcessorCount
        let healthCode = try await HealthCode(store: store, dependencies: dependencies, secrets: secrets)
        let installation = Installation(
            data: data, settings: settings, share: share, clock: clock, keys: keys, healthCode: healthCode)
        if isNew {
            try await installation.furnish()
            let folder = keys.directory.path
            let said = "made a new installation in \(data.url.path); keep its keys in \(folder) apart from backups\n"
            FileHandle.standardError.write(Data(said.utf8))
        }
        return installation
    }

    /// Loads what comes with the program.
    private func furnish() async throws {
        _ = try await healthCode.importRegions(share.regions())
        for file in share.packs {
            let scenarios = try ScenarioFile.text(beside: file.path)
            _ = try await healthCode.publish(readPack(at: file.path), scenarios: scenarios)
        }
    }

    /// So many bytes from the system's generator.
    private static let randomBytes: @Sendable (Int) -> [UInt8] = { count in
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            var generator = SystemRandomNumberGenerator()
            while filled < count {
                withUnsafeBytes(of: generator.next()) { word in
                    for byte in word.prefix(count - filled) {
                        bytes[filled] = byte
                        filled += 1
                    }
                }
            }
        }
    }
}

/// The services outside, as the settings choose them.
struct OutsideServices {
    let sms: any SMSGateway
    let identity: any IdentityVerifier

    init(settings: Settings, data: DataDirectory, store: any Store, hashes: KeyedHashes) throws {
        switch settings[.sms] {
        case "outbox", nil:
            guard settings.listensOnLoopback else {
                throw Failure(
                    "the outbox holds one-time codes and is for loopback addresses alone: set --sms to a gateway")
            }
            sms = SMSOutbox(directory: data.url, offset: try settings.civilOffset)
        case let address?:
            sms = HTTPSMSGateway(service: try Self.service(at: address, token: settings[.smsToken], setting: .sms))
        }
        switch settings[.identity] {
        case "register", nil: identity = PopulationRegister(store: store, hashes: hashes)
        case "none": identity = NoIdentityVerifier()
        case let address?:
            identity = HTTPIdentityVerifier(
                service: try Self.service(at: address, token: settings[.identityToken], setting: .identity))
        }
    }

    private static func service(at address: String, token: String?, setting: Setting) throws -> HTTPService {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host != nil else {
            throw Failure("\(setting.flag) is \(address), which is neither a word it knows nor a URL")
        }
        return HTTPService(url: url, bearerToken: token)
    }
}

extension Settings {
    /// The folder of the key files.
    func keysDirectory(of data: DataDirectory) -> URL {
        let (value, origin) = value(of: .keys)
        return origin == .fallback ? data.keys : URL(filePath: value, directoryHint: .isDirectory)
    }

    /// Whether the server can be reached from this machine alone.
    var listensOnLoopback: Bool {
        let host = self[.host] ?? ""
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// Above how many people a pack needs a second approval.
    var approvalLimitCount: Int {
        get throws {
            let text = value(of: .approvalLimit).value
            guard let count = Int(text), count >= 0 else {
                throw Failure("--approval-limit is \(text); write a number of people, like 1000")
            }
            return count
        }
    }

    /// The civil time of the installation.
    var civilOffset: UTCOffset {
        get throws {
            let text = value(of: .offset).value
            guard let offset = UTCOffset(text) else { throw Failure("--offset is \(text); write it like +08:00") }
            return offset
        }
    }
}
