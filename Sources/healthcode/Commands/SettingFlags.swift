import ArgumentParser

/// The settings as flags; whatever is not given comes from the environment, the file, or the fallback.
struct SettingFlags: ParsableArguments {
    @Option(help: "Address to listen on.") var host: String?
    @Option(help: "Port to listen on; 0 picks a free one.") var port: Int?
    @Option(help: "Folder of the key files.") var keys: String?
    @Option(help: "`outbox`, or the URL of an SMS gateway.") var sms: String?
    @Option(help: "Bearer token for the SMS gateway.") var smsToken: String?
    @Option(help: "`register`, `none`, or the URL of an identity service.") var identity: String?
    @Option(help: "Bearer token for the identity service.") var identityToken: String?
    @Option(help: "Certificate chain (PEM), to speak TLS.") var tlsCert: String?
    @Option(help: "Private key of the certificate (PEM).") var tlsKey: String?
    @Option(help: "Addresses, by commas, of proxies whose X-Forwarded-For is believed.") var trustedProxies: String?
    @Option(help: "Folder of the QR decoder that browsers load.") var assets: String?
    @Option(help: "Civil time of the installation, such as +08:00.") var offset: String?
    @Option(help: "File or URL of all risk levels, which is followed.") var riskFeed: String?
    @Option(help: "How often the risk feed is read, such as 30s, 5m or 1h.") var riskFeedEvery: String?
    @Option(help: "People a pack may move into red or yellow with one approval.") var approvalLimit: Int?
    @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel: String?

    /// Those that were given.
    var given: [Setting: String] {
        let values: [(Setting, String?)] = [
            (.host, host), (.port, port.map(String.init)), (.keys, keys), (.sms, sms), (.smsToken, smsToken),
            (.identity, identity), (.identityToken, identityToken), (.tlsCertificate, tlsCert), (.tlsKey, tlsKey),
            (.trustedProxies, trustedProxies), (.assets, assets), (.offset, offset), (.riskFeed, riskFeed),
            (.riskFeedEvery, riskFeedEvery), (.approvalLimit, approvalLimit.map(String.init)), (.logLevel, logLevel),
        ]
        return values.reduce(into: [:]) { given, pair in given[pair.0] = pair.1 }
    }
}
