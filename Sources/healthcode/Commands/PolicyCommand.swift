import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks

/// `healthcode policy`: packs, by themselves and tried on an installation, and what those in force make of people.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract:
            "Checks and compares packs, decides people from files, tries drafts, publishes, explains and replays.",
        subcommands: [
            Check.self, Diff.self, Schema.self, Decide.self, Simulate.self, Explain.self, Timeline.self, Replay.self,
            Propose.self, Publish.self,
        ])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads packs and runs their scenarios.",
            discussion: """
                A path is a pack, a folder with pack.yaml (and scenarios.yaml), or a folder of such folders. Every \
                mistake is named with file, line and column, on standard error. Exit status 1 where anything is wrong, \
                3 where a path is not there.
                """)

        @Argument(help: "Packs, or folders of them.") var paths: [String]

        func run() throws {
            for path in paths where !FileManager.default.fileExists(atPath: path) {
                throw Failure("there is no file or folder \(path)")
            }
            let report = check(paths: paths)
            if !report.text.isEmpty { print(report.text) }
            if !report.mistakes.isEmpty { FileHandle.standardError.write(Data("\(report.mistakes)\n".utf8)) }
            guard report.passed else { throw AnswerIsNo() }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decides people from a file: one JSON person a line in, one answer a line out.")

        @Option(help: "The pack.") var pack: String
        @Option(help: ArgumentHelp("People and facts, one JSON object a line; - for standard input.")) var facts: String
        @Option(help: "Risk levels: a CSV file with region, level, from and until.") var risk: String?
        @Option(help: "Only the colour at this instant (RFC 3339).") var at: InstantArgument?
        @Option(help: "Only what was known at this instant (RFC 3339).") var asKnown: InstantArgument?

        func run() async throws {
            let policy = try readPack(at: pack).policy
            let notices = try risk.map { file in
                try RegionNotices(csv: Self.text(of: file), file: file, offset: policy.offset)
            }
            let decisions = FileDecisions(policy, notices: notices ?? RegionNotices())
            let question = FileDecisions.Question(at: at?.instant, asKnown: asKnown?.instant)
            var mistakes = 0
            var lines = try LineChunks(path: facts)
            try await decisions.decide(
                question, file: facts, workers: ProcessInfo.processInfo.activeProcessorCount,
                next: { try lines.next() },
                write: { answers in
                    FileHandle.standardOutput.write(Data(answers.lines))
                    for mistake in answers.mistakes {
                        FileHandle.standardError.write(Data("\(mistake)\n".utf8))
                    }
                    mistakes += answers.mistakes.count
                })
            guard mistakes == 0 else { throw Failure("\(mistakes) of the lines could not be read") }
        }

        private static func text(of file: String) throws -> String {
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
                throw Failure("cannot read \(file)")
            }
            return text
        }
    }
}

/// A file, or standard input, in chunks of whole lines.
private struct LineChunks {
    private static let size = 1024 * 1024

    private let handle: FileHandle
    private var rest: [UInt8] = []

    init(path: String) throws {
        guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
            throw Failure("cannot read \(path)")
        }
        self.handle = handle
    }

    /// The next lines; nil at the end.
    mutating func next() throws -> [UInt8]? {
        while let data = try handle.read(upToCount: Self.size), !data.isEmpty {
            rest += data
            guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            let chunk = Array(rest[...end])
            rest.removeSubrange(...end)
            return chunk
        }
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
    }
}
