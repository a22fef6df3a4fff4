import Foundation
import Synchronization

/// How far some work got, as a bar on standard error; nothing where that is no terminal.
final class ProgressBar: Sendable {
    private static let width = 40

    private let isShown = isatty(STDERR_FILENO) == 1
    private let last = Mutex(-1)

    /// Shows a part from 0 to 1.
    func show(_ part: Double) {
        guard isShown else { return }
        let percent = Int(part * 100)
        last.withLock { last in
            guard percent > last else { return }
            last = percent
            let filled = percent * Self.width / 100
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
            FileHandle.standardError.write(Data("\r[\(bar)] \(percent)%".utf8))
        }
    }

    /// Wipes the bar away.
    func end() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\(String(repeating: " ", count: Self.width + 8))\r".utf8))
    }
}
