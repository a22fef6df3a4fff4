import FoundationEssentials
import HealthCodeCore

extension FileDecisions {
    /// Decides the people of a file, one JSON object a line, on several threads, and hands over the answers block after
    /// block in the order of the file; see `answers(to:_:file:firstLine:)`. The file is mapped, never wholly in memory.
    /// - Parameters:
    ///   - workers: how many blocks are worked on at once, at least 1.
    ///   - write: takes each block's answers: whole lines.
    /// - Returns: the mistakes of all lines that have no answer, in the order of the file.
    /// - Throws: where the file cannot be read, and what `write` throws.
    nonisolated(nonsending) public func decide(
        fileAt path: String, _ question: Question, workers: Int, write: ([UInt8]) throws -> Void
    ) async throws -> [Mistake] {
        let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        var blocks = LineBlocks(data: data)
        var mistakes: [Mistake] = []
        var lines = 0
        try await withThrowingTaskGroup(of: (number: Int, answers: Answers).self) { group in
            var started = 0
            var next = 0
            var waiting: [Int: Answers] = [:]
            func start() {
                guard let block = blocks.next() else { return }
                let number = started
                started += 1
                group.addTask { (number, answers(to: block, question, file: path)) }
            }
            for _ in 0..<max(1, workers) { start() }
            while let done = try await group.next() {
                waiting[done.number] = done.answers
                while let answers = waiting.removeValue(forKey: next) {
                    try write(answers.lines)
                    mistakes += answers.mistakes.map { $0.moved(by: lines) }
                    lines += answers.count
                    next += 1
                    start()
                }
            }
        }
        return mistakes
    }
}

/// A file's bytes in blocks of whole lines.
private struct LineBlocks {
    let data: Data
    var position = 0
    /// Large enough that starting a task is nothing beside it, small enough that few of them fit in a cache.
    private static let size = 1 << 18

    init(data: Data) { self.data = data }

    mutating func next() -> [UInt8]? {
        guard position < data.count else { return nil }
        let start = position
        position = min(start + LineBlocks.size, data.count)
        data.withUnsafeBytes { bytes in
            while position < bytes.count, bytes[position - 1] != UInt8(ascii: "\n") { position += 1 }
        }
        return Array(data[start..<position])
    }
}

extension Mistake {
    /// The same mistake so many lines further down.
    fileprivate func moved(by lines: Int) -> Mistake {
        var copy = self
        copy.line += lines
        return copy
    }
}
