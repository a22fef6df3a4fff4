import ArgumentParser
import Configuration
import Foundation
import HealthCodeService
import SystemPackage
import Yams

/// One setting: where it may be given, what it means, and what holds where it is not given.
struct Setting: Sendable {
    /// The key in the file, such as `sms-token`.
    let key: String
    let fallback: String
    let meaning: String
    var secret = false

    /// The environment variable: `HEALTHCODE_SMS_TOKEN`.
    var variable: String { "HEALTHCODE_" + key.uppercased().replacing("-", with: "_") }
    /// The flag of `serve` and `demo`: `--sms-token`.
    var flag: String { "--" + key }
}

extension Setting {
    static let host = Setting(key: "host", fallback: "127.0.0.1", meaning: "address to listen on")
    static let port = Setting(key: "port", fallback: "8080", meaning: "port to listen on; 0 picks a free one")
    static let keys = Setting(
        key: "keys", fallback: "DATA/keys", meaning: "folder of the key files, apart from what a backup copies")
    static let sms = Setting(
        key: "sms", fallback: "outbox",
        meaning: "`outbox` writes messages to DATA/outbox.ndjson (loopback only); a URL posts them there")
    static let smsToken = Setting(
        key: "sms-token", fallback: "", meaning: "bearer token for the SMS gateway", secret: true)
    static let identity = Setting(
        key: "identity", fallback: "register",
        meaning: "`register` asks the imported population register, `none` nobody, a URL that service")
    static let identityToken = Setting(
        key: "identity-token", fallback: "", meaning: "bearer token for the identity service", secret: true)
    static let tlsCertificate = Setting(
        key: "tls-cert", fallback: "", meaning: "certificate chain (PEM); with tls-key the server speaks TLS")
    static let tlsKey = Setting(key: "tls-key", fallback: "", meaning: "private key of the certificate (PEM)")
    static let trustedProxies = Setting(
        key: "trusted-proxies", fallback: "",
        meaning: "addresses, by commas, of proxies whose X-Forwarded-For is believed")
    static let assets = Setting(
        key: "assets", fallback: "build/assets", meaning: "folder of the QR decoder that browsers load (zbar.wasm)")
    static let offset = Setting(
        key: "offset", fallback: "+08:00", meaning: "civil time of the installation, for budgets and the outbox")
    static let riskFeed = Setting(
        key: "risk-feed", fallback: "",
        meaning: "file or URL of all risk levels (region,level,from,until) that is read again and again and followed")
    static let riskFeedEvery = Setting(
        key: "risk-feed-every", fallback: "5m", meaning: "how often the risk feed is read, such as 30s, 5m or 1h")
    static let approvalLimit = Setting(
        key: "approval-limit", fallback: "\(PublishingLimits.approvalLimit)",
        meaning: "a pack that moves more people than this into red or yellow needs a second approval")
    static let share = Setting(
        key: "share", fallback: "beside the program",
        meaning: "folder of what comes along: Jurisdictions, Divisions and build/assets")
    static let logLevel = Setting(
        key: "log-level", fallback: "notice", meaning: "trace, debug, info, notice, warning, error or critical")

    /// Every setting, in the order in which `healthcode config` lists them.
    static let all: [Setting] = [
        .host, .port, .keys, .sms, .smsToken, .identity, .identityToken, .tlsCertificate, .tlsKey, .trustedProxies,
        .assets, .share, .offset, .riskFeed, .riskFeedEvery, .approvalLimit, .logLevel,
    ]
}

/// The settings in force: a flag wins over the environment, the environment over `DATA/healthcode.yaml`, and that
/// over the fallback.
struct Settings: Sendable {
    /// Where a value comes from.
    enum Origin: String {
        case flag, environment, file, fallback
    }

    private let layers: [(origin: Origin, reader: ConfigReader)]

    /// Reads the settings of a data directory. Throws where the file is there and is not YAML.
    init(data: DataDirectory, flags: [Setting: String] = [:]) async throws {
        let given = flags.map { setting, value in
            (AbsoluteConfigKey(ConfigKey(setting.key)), ConfigValue(.string(value), isSecret: setting.secret))
        }
        let environment = EnvironmentVariablesProvider().prefixKeys(with: "healthcode")
        try Self.refuseUnknownKeys(in: data.settingsFile)
        let file = try await FileProvider<YAMLSnapshot>(
            filePath: FilePath(data.settingsFile.path), allowMissing: true)
        layers = [
            (.flag, ConfigReader(provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: given)))),
            (.environment, ConfigReader(provider: environment)),
            (.file, ConfigReader(provider: file)),
        ]
    }

    /// Throws where the file names a setting that there is none of.
    private static func refuseUnknownKeys(in file: URL) throws {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        let document: Any?
        do {
            document = try Yams.load(yaml: text)
        } catch {
            throw Failure("\(file.path) is not YAML: \(error)")
        }
        guard let settings = document as? [String: Any] else {
            if document == nil { return }
            throw Failure("\(file.path) is not a list of settings: write lines like `port: 8080`")
        }
        let known = Set(Setting.all.map(\.key))
        for key in settings.keys.sorted() where !known.contains(key) {
            throw Failure("\(file.path): there is no setting `\(key)`; `healthcode config` lists them")
        }
    }

    /// The value of a setting, and where it comes from.
    func value(of setting: Setting) -> (value: String, origin: Origin) {
        for (origin, reader) in layers {
            if let value = reader.string(forKey: ConfigKey(setting.key)) { return (value, origin) }
            // YAML reads a bare 8080 as a number.
            if let value = reader.int(forKey: ConfigKey(setting.key)) { return (String(value), origin) }
        }
        return (setting.fallback, .fallback)
    }

    /// The value of a setting; nil where it is empty.
    subscript(_ setting: Setting) -> String? {
        let value = value(of: setting).value
        return value.isEmpty ? nil : value
    }
}

extension Setting: Hashable {
    static func == (left: Setting, right: Setting) -> Bool { left.key == right.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
