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
        let settings = try await Settings(data: data, flags: flags)
        // What cannot be meant so makes no installation.
        if isNew { try settings.check() }
        let share = try ShareDirectory.find(settings)
        if isNew { try data.create() }
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
            sms = HTTPSMSGateway(service: try Self.service(at: address, settings, token: .smsToken, of: .sms))
        }
        switch settings[.identity] {
        case "register", nil: identity = PopulationRegister(store: store, hashes: hashes)
        case "none": identity = NoIdentityVerifier()
        case let address?:
            identity = HTTPIdentityVerifier(
                service: try Self.service(at: address, settings, token: .identityToken, of: .identity))
        }
    }

    private static func service(
        at address: String, _ settings: Settings, token: Setting, of setting: Setting
    ) throws -> HTTPService {
        HTTPService(url: try settings.url(address, of: setting), bearerToken: settings[token])
    }
}
