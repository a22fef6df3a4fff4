import Foundation
import HealthCodeCore
import HealthCodeService
import HealthCodeWeb
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import UnixSignals

/// The server of one installation: the web, and the ticker that brings changes when they are due.
enum Server {
    /// Serves until SIGTERM or SIGINT; then answers what is in flight and refuses what is new. The first line on
    /// standard output says where it listens.
    static func serve(
        _ data: DataDirectory, flags: [Setting: String],
        whenListening: @escaping @Sendable (_ address: String, _ now: Instant) -> Void = { _, _ in }
    ) async throws {
        let settings = try await Settings(data: data, flags: flags)
        try settings.check()
        let logger = try Self.logger(settings)
        let installation = try await Installation.open(data, flags: flags)
        let added = try await installation.healthCode.addMissingRegions(installation.share.regions())
        if added > 0 { logger.notice("added regions that came with this version: \(added)") }
        let tls = try Self.tls(settings)
        let host = settings[.host] ?? "127.0.0.1"
        let web = WebApplication(
            healthCode: installation.healthCode,
            configuration: WebConfiguration(
                host: host, port: try settings.portNumber, hasTLS: tls != nil,
                proxies: TrustedProxies(try settings.proxyAddresses),
                scannerDirectory: installation.assetsDirectory.path),
            logger: logger)
        let scheme = tls == nil ? "http" : "https"
        let application = try web.application(
            server: tls.map { try .tls(web.connections, tlsConfiguration: $0) },
            onListening: { port in
                let address = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
                Main.say("listening on \(address)")
                whenListening(address, installation.clock.now)
            })
        // What is revoked is known before the first code is checked.
        try await installation.healthCode.publishRevocations()
        let feed = try RiskFeed(installation: installation, settings: settings, logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: DueChanges(installation: installation, logger: logger)),
                    .init(service: KeyRotation(installation: installation, logger: logger)),
                    .init(service: Reassessments(healthCode: installation.healthCode, logger: logger)),
                    .init(service: Simulations(healthCode: installation.healthCode, logger: logger)),
                    .init(service: KeysOfPeers(installation: installation, logger: logger)),
                    .init(service: TrustRefresh(installation: installation, logger: logger)),
                    .init(service: RevocationLists(healthCode: installation.healthCode, logger: logger)),
                    .init(service: CertificatesAgain(healthCode: installation.healthCode, logger: logger)),
                ] + (feed.map { [.init(service: $0)] } ?? []) + [.init(service: application)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await withTaskExecutorPreference(ConnectionThreads()) { try await group.run() }
        } catch let error as IOError {
            let why = error.errnoCode == EADDRINUSE ? "something else listens there" : "\(error)"
            throw Failure("could not listen on \(host), port \(try settings.portNumber): \(why)")
        }
    }

    private static func logger(_ settings: Settings) throws -> Logger {
        let level = try settings.logLevel
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "healthcode")
        logger.logLevel = level
        return logger
    }

    private static func tls(_ settings: Settings) throws -> TLSConfiguration? {
        guard let files = try settings.tlsFiles else { return nil }
        for file in [files.certificate, files.key] where !FileManager.default.isReadableFile(atPath: file) {
            throw Failure("cannot read \(file): there is no such file, or it is not for this user to read")
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(files.certificate), !chain.isEmpty else {
            throw Failure("\(files.certificate) is no certificate chain in PEM")
        }
        guard let key = try? NIOSSLPrivateKey(file: files.key, format: .pem) else {
            throw Failure("\(files.key) is no private key in PEM")
        }
        do {
            let tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            _ = try NIOSSLContext(configuration: tls)
            return tls
        } catch {
            throw Failure("the certificate \(files.certificate) and the key \(files.key) do not belong together")
        }
    }
}

/// Brings every change that is due, each second: those that time alone makes, and those that another command made.
struct DueChanges: Service {
    let installation: Installation
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = installation.clock.now
            while !Task.isCancelled {
                installation.clock.readAgain()
                do throws(Problem) {
                    // A demo's clock can go back; what was due in between is not yet so any more.
                    if installation.clock.now < last { try await installation.healthCode.reassessEveryone() }
                    last = installation.clock.now
                    try await installation.healthCode.reload()
                    _ = try await installation.healthCode.advanceDueChanges()
                } catch {
                    logger.error("due changes have to wait: \(error.kind.rawValue)")
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Brings what a change of a pack or of a region asks for to everyone whom it concerns; apart from the changes that are
/// due by time, which must not wait for a million people.
struct Reassessments: Service {
    let healthCode: HealthCode
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(Problem) {
                    _ = try await healthCode.reassessConcerned()
                } catch {
                    logger.error("a change of rules or regions has to wait: \(error.kind.rawValue)")
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Runs the simulations that administrators ask for; one that a stop cut off is found at the next start.
struct Simulations: Service {
    let healthCode: HealthCode
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await trying { () throws(Problem) in try await healthCode.noteInterruptedSimulations() }
            while !Task.isCancelled {
                await trying { () throws(Problem) in try await healthCode.runSimulations() }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func trying(_ act: () async throws(Problem) -> Void) async {
        do throws(Problem) {
            try await act()
        } catch {
            logger.error("simulations have to wait: \(error.kind.rawValue)")
        }
    }
}

extension Installation {
    /// The folder of the browser's QR decoder.
    var assetsDirectory: URL {
        let (value, origin) = settings.value(of: .assets)
        return origin == .fallback ? share.assets : URL(filePath: value, directoryHint: .isDirectory)
    }
}
