import HealthCodeAdapters
import HealthCodeCore
import HealthCodeService
import Logging
import ServiceLifecycle

/// Follows a feed of risk levels: reads it again and again, and takes what changed (HU-08). A feed that is broken is
/// reported, and changes nothing.
struct RiskFeed: Service {
    let healthCode: HealthCode
    private let place: String
    private let seconds: Int64
    private let offset: UTCOffset
    private let logger: Logger

    /// The feed of the settings; nil where they name none. Throws for an interval that is none.
    init?(installation: Installation, settings: Settings, logger: Logger) throws {
        guard let place = settings[.riskFeed] else { return nil }
        seconds = try settings.riskFeedSeconds
        healthCode = installation.healthCode
        self.place = place
        offset = try settings.civilOffset
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var reported: FeedFault?
            while !Task.isCancelled {
                let fault = await read()
                if let fault, fault != reported { logger.error("the risk feed is not followed: \(fault.sentence)") }
                if fault == nil, reported != nil { logger.notice("the risk feed is followed again") }
                reported = fault
                try? await Task.sleep(for: .seconds(seconds))
            }
        }
    }

    private func read() async -> FeedFault? {
        do {
            let plan = try await healthCode.followFeed(try await fetch(), name: place, offset: offset)
            if !plan.isEmpty {
                logger.notice(
                    "the risk feed: \(plan.new.count) new, \(plan.withdrawn.count) taken back, \(plan.changes.count) regions"
                )
            }
            return nil
        } catch {
            return error
        }
    }

    private func fetch() async throws(FeedFault) -> String {
        do {
            return try await TextFetch(place).text()
        } catch {
            let fault = FeedFault.unreachable(error.description)
            healthCode.noteFeedFault(fault)
            throw fault
        }
    }
}

extension FeedFault {
    /// The fault as one line for the operator, with what to do.
    var sentence: String {
        switch self {
        case .unreachable(let why): why
        case .unreadable(let why): why
        case .torn(let lost, let all):
            "\(lost) of the \(all) lines it had are gone: if that is right, `healthcode regions risk import --whole FILE`"
        case .problem(let problem): problem.sentence
        }
    }
}
