public import HealthCodeCore
internal import HealthCodePacks
internal import Synchronization

extension HealthCode {
    /// Makes the notices of the feed say what its text says, and gives what that changed. A text that cannot be read, or
    /// that has lost so much that it is more likely torn than true, changes nothing.
    ///
    /// - Parameters:
    ///   - text: all lines `region,level,from,until` of the feed.
    ///   - offset: the civil time of dates that stand without an offset.
    /// - Throws: `FeedFault`, which also stands in `feedStatus` until the feed is read well again.
    public func followFeed(_ text: String, name: String, offset: UTCOffset) async throws(FeedFault) -> NoticePlan {
        let now = dependencies.now()
        do throws(FeedFault) {
            let plan = try await feedPlan(text, name: name, offset: offset)
            do throws(Problem) {
                try await carryOut(plan)
            } catch {
                throw FeedFault.problem(error)
            }
            feed.set(FeedStatus(read: now, fault: nil))
            return plan
        } catch {
            noteFeedFault(error)
            throw error
        }
    }

    /// Notes that the feed could not be read; what it said before stands.
    public func noteFeedFault(_ fault: FeedFault) {
        feed.set(FeedStatus(read: feed.status?.read, fault: fault))
    }

    /// How the feed was last read; nil where none is followed.
    public var feedStatus: FeedStatus? { feed.status }

    private func feedPlan(_ text: String, name: String, offset: UTCOffset) async throws(FeedFault) -> NoticePlan {
        let lines: [NoticeLine]
        do throws(Mistakes) {
            lines = try NoticeLine.read(csv: text, file: name, offset: offset)
        } catch {
            throw .unreadable(error.description)
        }
        let plan: NoticePlan
        do throws(Problem) {
            plan = try await self.plan(lines, isWhole: true)
        } catch {
            throw .problem(error)
        }
        let said = plan.repeated + plan.withdrawn.count
        let lost = plan.withdrawn.count - plan.new.count
        guard lost < Self.fewLost || lost * 2 <= said else { throw .torn(lost: lost, of: said) }
        return plan
    }

    /// So many lines may be gone from a feed at once, however few are left.
    private static let fewLost = 5
}

/// Why a feed was not followed.
public enum FeedFault: Error, Hashable, Sendable {
    /// It could not be fetched; in the words of whoever tried.
    case unreachable(String)
    /// Lines that are no notices, with their places.
    case unreadable(String)
    /// More than half of what it said before is missing.
    case torn(lost: Int, of: Int)
    /// Regions that the register does not know, or a store that could not keep it.
    case problem(Problem)
}

/// How a feed was last read.
public struct FeedStatus: Hashable, Sendable {
    /// When it was last read well; nil where it never was.
    public var read: Instant?
    /// Why it cannot be followed at present; nil where all is well.
    public var fault: FeedFault?
}

/// The status of the feed, for whoever asks.
final class FeedState: Sendable {
    private let current = Mutex<FeedStatus?>(nil)

    var status: FeedStatus? { current.withLock { $0 } }

    func set(_ status: FeedStatus) {
        current.withLock { $0 = status }
    }
}
