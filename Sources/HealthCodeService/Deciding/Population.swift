internal import HealthCodeCore

extension HealthCode {
    /// So many people's numbers are worked on at a time: some thousands of them have facts.
    private static let stretch: Int64 = 65_536

    /// Works on everybody whose number is greater than one, in stretches of numbers side by side on all processors, and
    /// hands over what came of each in the order of the numbers. Memory is bounded by a few stretches.
    func eachStretch<Part: Sendable>(
        after first: Int64 = .min, _ work: @escaping @Sendable (ClosedRange<Int64>) async throws -> Part,
        take: (Part, _ numbers: ClosedRange<Int64>, _ last: Int64) async throws -> Void
    ) async throws {
        guard let last = try await store.lastPerson()?.number else { return }
        let workers = dependencies.processors
        try await withThrowingTaskGroup(of: (numbers: ClosedRange<Int64>, part: Part).self) { group in
            var (next, taken) = (max(first, 0) + 1, max(first, 0) + 1)
            var waiting: [Int64: (numbers: ClosedRange<Int64>, part: Part)] = [:]
            func start() {
                guard next <= last else { return }
                let numbers = next...min(next + Self.stretch - 1, last)
                // Not on the caller's threads, which may be those that answer requests.
                group.addTask(executorPreference: globalConcurrentExecutor) { (numbers, try await work(numbers)) }
                next = numbers.upperBound + 1
            }
            for _ in 0..<workers * 2 { start() }
            while let done = try await group.next() {
                waiting[done.numbers.lowerBound] = done
                while let (numbers, part) = waiting.removeValue(forKey: taken) {
                    try await take(part, numbers, last)
                    taken = numbers.upperBound + 1
                    start()
                }
            }
        }
    }
}
