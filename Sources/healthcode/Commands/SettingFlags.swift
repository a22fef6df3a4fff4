import ArgumentParser

/// The settings as flags; whatever is not given comes from the environment, the file, or the fallback.
struct SettingFlags: ParsableArguments {
    @Option(help: .of(.host)) var host: String?
    @Option(help: .of(.port)) var port: Int?
    @Option(help: .of(.keys)) var keys: String?
    @Option(help: .of(.sms)) var sms: String?
    @Option(help: .of(.smsToken)) var smsToken: String?
    @Option(help: .of(.identity)) var identity: String?
    @Option(help: .of(.identityToken)) var identityToken: String?
    @Option(help: .of(.tlsCertificate)) var tlsCert: String?
    @Option(help: .of(.tlsKey)) var tlsKey: String?
    @Option(help: .of(.trustedProxies)) var trustedProxies: String?
    @Option(help: .of(.assets)) var assets: String?
    @Option(help: .of(.share)) var share: String?
    @Option(help: .of(.offset)) var offset: String?
    @Option(help: .of(.riskFeed)) var riskFeed: String?
    @Option(help: .of(.riskFeedEvery)) var riskFeedEvery: String?
    @Option(help: .of(.approvalLimit)) var approvalLimit: Int?
    @Option(help: .of(.logLevel)) var logLevel: String?

    /// Those that were given.
    var given: [Setting: String] {
        let values: [(Setting, String?)] = [
            (.host, host), (.port, port.map(String.init)), (.keys, keys), (.sms, sms), (.smsToken, smsToken),
            (.identity, identity), (.identityToken, identityToken), (.tlsCertificate, tlsCert), (.tlsKey, tlsKey),
            (.trustedProxies, trustedProxies), (.assets, assets), (.share, share), (.offset, offset),
            (.riskFeed, riskFeed),
            (.riskFeedEvery, riskFeedEvery), (.approvalLimit, approvalLimit.map(String.init)), (.logLevel, logLevel),
        ]
        return values.reduce(into: [:]) { given, pair in given[pair.0] = pair.1 }
    }
}

extension ArgumentHelp {
    /// What a setting means, and what holds where nobody gives it.
    fileprivate static func of(_ setting: Setting) -> ArgumentHelp {
        let meaning = setting.meaning.prefix(1).uppercased() + setting.meaning.dropFirst()
        return ArgumentHelp(
            stringLiteral: meaning + (setting.fallback.isEmpty ? "." : " (default: \(setting.fallback))."))
    }
}
