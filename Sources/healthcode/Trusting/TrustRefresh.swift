import Foundation
import HealthCodeCore
import Logging
import ServiceLifecycle

/// Fetches the signed lists of trust every hour. A list that cannot be had, or is not taken, changes nothing.
struct TrustRefresh: Service {
    let installation: Installation
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await refresh(installation.data.trust)
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    private func refresh(_ folder: TrustFolder) async {
        do {
            for list in try folder.followed() {
                do {
                    let text = try await TrustCommand.fetched(list.pin.source)
                    try folder.renew(list.name, with: text, at: installation.clock.now.seconds)
                } catch {
                    logger.warning("the list of trust \(list.name) stays as it is: \(error)")
                }
            }
        } catch {
            logger.error("the lists of trust cannot be read: \(error)")
        }
    }
}
