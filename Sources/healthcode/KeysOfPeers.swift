import HealthCodeService
import Logging
import ServiceLifecycle

/// Fetches the keys of other installations every hour, so that a new one is known before it signs.
struct KeysOfPeers: Service {
    let installation: Installation
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(Problem) {
                    for peer in try await installation.healthCode.refreshKeysOfPeers() {
                        let why = peer.refusal.map { "refuses (\($0))" } ?? "cannot be reached"
                        logger.warning("\(peer.name) \(why), asked for its keys; those known are used")
                    }
                } catch {
                    logger.error("the keys of other installations have to wait: \(error.kind.rawValue)")
                }
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }
}
