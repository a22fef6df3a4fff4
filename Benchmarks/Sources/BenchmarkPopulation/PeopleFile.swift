import Foundation
import HealthCodePacks

/// A file of people as `policy decide` takes it, read by the same reader in the same blocks on as many processors.
struct PeopleFile {
    let path: String

    private static let block = 1024 * 1024

    /// Reads all of it so many times and decides nobody; the best round counts.
    func parse(rounds: Int) async throws {
        var best = Double.infinity
        var (people, facts) = (0, 0)
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            (people, facts) = try await parse()
            best = min(best, (ContinuousClock.now - start) / .seconds(1))
        }
        print("people \(people)\nfacts \(facts)\nseconds \(best)")
    }

    private func parse() async throws -> (people: Int, facts: Int) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Refused(what: path) }
        var rest: [UInt8] = []
        var (people, facts) = (0, 0)
        try await withThrowingTaskGroup(of: (people: Int, facts: Int).self) { group in
            func take(_ done: (people: Int, facts: Int)) {
                people += done.people
                facts += done.facts
            }
            var working = 0
            while let data = try file.read(upToCount: Self.block), !data.isEmpty {
                rest += data
                guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { continue }
                let lines = Array(rest[...end])
                rest.removeSubrange(...end)
                if working == 2 * ProcessInfo.processInfo.activeProcessorCount, let done = try await group.next() {
                    take(done)
                    working -= 1
                }
                group.addTask {
                    let read = FileDecisions.read(lines)
                    guard read.answers.mistakes.isEmpty else { throw Refused(what: "\(read.answers.mistakes[0])") }
                    return (read.answers.count, read.facts)
                }
                working += 1
            }
            for try await done in group { take(done) }
        }
        return (people, facts)
    }
}
