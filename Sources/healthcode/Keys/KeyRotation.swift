import HealthCodeService
import Logging
import ServiceLifecycle

/// Follows the ring of keys: what `healthcode key` wrote, and a key whose time to sign has come.
struct KeyRotation: Service {
    let installation: Installation
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var (known, signing) = (KeyRing(), String?.none)
            while !Task.isCancelled {
                do {
                    let now = installation.clock.now
                    let ring = try installation.keys.ring()
                    let signer = ring.signer(at: now)?.id
                    if ring != known || signer != signing {
                        installation.healthCode.use(try installation.keys.codeKeys(at: now))
                        logger.info("codes are signed with the key \(signer ?? "")")
                    }
                    (known, signing) = (ring, signer)
                } catch {
                    // What was read last stays in force; a code can always be shown.
                    logger.error("the keys cannot be read: \(error)")
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
