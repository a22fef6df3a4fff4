extension FileDecisions {
    /// Decides the people of a file block after block, several at once, and hands over what came of each in the order
    /// of the file; see `answers(to:_:file:firstLine:)`.
    /// - Parameters:
    ///   - workers: how many blocks are worked on at once, at least 1; as many again may wait for their turn.
    ///   - next: the next whole lines of the file; nil at its end.
    ///   - write: takes what came of each block; its mistakes have the lines of the file.
    /// - Throws: what `next` and `write` throw.
    nonisolated(nonsending) public func decide(
        _ question: Question, file: String, workers: Int, next: () throws -> [UInt8]?, write: (Answers) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (number: Int, answers: Answers).self) { group in
            var (started, written, lines) = (0, 0, 0)
            var waiting: [Int: Answers] = [:]
            func start() throws {
                guard let block = try next() else { return }
                let number = started
                group.addTask { (number, answers(to: block, question, file: file)) }
                started += 1
            }
            for _ in 0..<max(1, workers) * 2 { try start() }
            while let done = try await group.next() {
                waiting[done.number] = done.answers
                while var answers = waiting.removeValue(forKey: written) {
                    for index in answers.mistakes.indices { answers.mistakes[index].line += lines }
                    try write(answers)
                    lines += answers.count
                    written += 1
                    try start()
                }
            }
        }
    }
}
