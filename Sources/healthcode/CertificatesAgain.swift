import HealthCodeService
import Logging
import ServiceLifecycle

/// Looks again at the certificates that people added, every quarter of an hour: one that was revoked, or whose signer was taken
/// off a trust list, counts no more.
struct CertificatesAgain: Service {
    let healthCode: HealthCode
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(Problem) {
                    let withdrawn = try await healthCode.recheckCertificates()
                    if withdrawn > 0 { logger.notice("\(withdrawn) certificates of other places were withdrawn") }
                } catch {
                    logger.error("certificates of other places have to wait: \(error.kind.rawValue)")
                }
                try? await Task.sleep(for: .seconds(900))
            }
        }
    }
}
