import HealthCodeService
import Logging
import ServiceLifecycle

/// Signs a new revocation list within a second after something was revoked, and every hour.
struct RevocationLists: Service {
    let healthCode: HealthCode
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(Problem) {
                    try await healthCode.publishRevocations()
                } catch {
                    logger.error("the revocation list has to wait: \(error.kind.rawValue)")
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
