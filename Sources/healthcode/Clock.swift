import Foundation
import HealthCodeCore
import Synchronization

/// What time it is for an installation: the system's, or, in a demo, the system's moved by so many seconds.
final class Clock: Sendable {
    private let movedSeconds = Atomic<Int64>(0)
    private let file: URL?

    /// A demo's directory has a clock of its own; any other runs by the system's.
    init(data: DataDirectory) {
        file = data.isDemo ? data.demoClock : nil
        readAgain()
    }

    var now: Instant {
        Instant(seconds: Int64(Date().timeIntervalSince1970) + moved)
    }

    /// How far a demo's clock was moved, in seconds.
    var moved: Int64 { movedSeconds.load(ordering: .relaxed) }

    /// Goes back so many seconds for a while, until `readAgain`: the demo's people registered some weeks ago.
    func goBack(seconds: Int64) {
        guard file != nil else { return }
        movedSeconds.store(moved - seconds, ordering: .relaxed)
    }

    /// Takes over what `healthcode demo clock` wrote meanwhile.
    func readAgain() {
        guard let file, let text = try? String(contentsOf: file, encoding: .utf8),
            let seconds = Int64(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        movedSeconds.store(seconds, ordering: .relaxed)
    }
}
