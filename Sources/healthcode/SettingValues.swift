import Foundation
import HealthCodeCore
import Logging
import NIOCore

/// The values of settings as what they mean. Each throws `WrongUsage` where it cannot be that.
extension Settings {
    /// Throws where any of them cannot be what it says, before anything is made or served.
    func check() throws {
        _ = (try portNumber, try logLevel, try tlsFiles, try proxyAddresses)
        _ = (try riskFeedSeconds, try approvalLimitCount, try civilOffset)
        for (setting, words) in [(Setting.sms, ["outbox"]), (.identity, ["register", "none"])] {
            if let place = self[setting], !words.contains(place) { _ = try url(place, of: setting) }
        }
    }

    var portNumber: Int {
        get throws {
            let text = value(of: .port).value
            guard let port = Int(text), (0...65_535).contains(port) else {
                throw WrongUsage("--port is \(text); it goes from 0 to 65535")
            }
            return port
        }
    }

    var logLevel: Logger.Level {
        get throws {
            let word = value(of: .logLevel).value
            guard let level = Logger.Level(rawValue: word) else {
                let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw WrongUsage("--log-level is \(word); it can be \(known)")
            }
            return level
        }
    }

    /// The files by which the server speaks TLS; nil where it speaks plain HTTP.
    var tlsFiles: (certificate: String, key: String)? {
        get throws {
            switch (self[.tlsCertificate], self[.tlsKey]) {
            case (nil, nil): return nil
            case (let certificate?, let key?): return (certificate, key)
            default: throw WrongUsage("--tls-cert and --tls-key belong together: give both or neither")
            }
        }
    }

    /// The addresses of proxies that are believed. A name would never be met, and a proxy in front be taken for the client.
    var proxyAddresses: [String] {
        get throws {
            try (self[.trustedProxies] ?? "").split(separator: ",").map { part in
                let text = part.trimmingCharacters(in: .whitespaces)
                guard let address = try? SocketAddress(ipAddress: text, port: 0).ipAddress else {
                    throw WrongUsage(
                        "--trusted-proxies has \(text), which is no IP address, such as 10.0.0.7 or fd00::7")
                }
                return address
            }
        }
    }

    var riskFeedSeconds: Int64 {
        get throws {
            let text = value(of: .riskFeedEvery).value
            guard case .elapsed(let seconds)? = Span(text), seconds > 0 else {
                throw WrongUsage("--risk-feed-every is \(text); write a length of time such as 30s, 5m or 1h")
            }
            return seconds
        }
    }

    /// Above how many people a pack needs a second approval.
    var approvalLimitCount: Int {
        get throws {
            let text = value(of: .approvalLimit).value
            guard let count = Int(text), count >= 0 else {
                throw WrongUsage("--approval-limit is \(text); write a number of people, like 1000")
            }
            return count
        }
    }

    /// The civil time of the installation.
    var civilOffset: UTCOffset {
        get throws {
            let text = value(of: .offset).value
            guard let offset = UTCOffset(text) else { throw WrongUsage("--offset is \(text); write it like +08:00") }
            return offset
        }
    }

    /// The address of a service outside.
    func url(_ address: String, of setting: Setting) throws -> URL {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host != nil else {
            throw WrongUsage("\(setting.flag) is \(address), which is neither a word it knows nor a URL")
        }
        return url
    }

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
}
