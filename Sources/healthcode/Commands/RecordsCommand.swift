import ArgumentParser
import Foundation
import HealthCodeService

/// `healthcode records`: the records of sources, from files.
struct RecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Imports health records from files.", subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Imports a file of records, one JSON object a line, as if the source had sent it.",
            discussion: """
                What is taken is kept at once. An import that was cut off goes on where it stopped when it is started \
                again; a record that was taken before is not taken twice. Refused lines go to FILE.refused.ndjson, each \
                with its reason, and the exit status is 1 then.
                """)

        @OptionGroup var data: DataOption
        @Option(help: "The source's name, as `source list` shows it.") var source: String
        @Argument(help: "The file, one record a line.") var file: String

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let named = try await healthCode.sources().filter { $0.name == source }
            let live = named.filter { $0.revoked == nil }
            guard live.count <= 1 else {
                throw Failure(
                    "\(live.count) sources are called `\(source)`: revoke all but one, or give them names of their own")
            }
            guard let sender = live.first else {
                throw Failure(
                    named.isEmpty
                        ? "there is no source `\(source)`: see `healthcode source list`"
                        : "the source `\(source)` is revoked")
            }
            var work = try RecordFile(path: file)
            let tally = try await work.send { try await healthCode.receive($0, from: sender) }
            print(
                "\(tally.accepted) accepted, \(tally.waiting) waiting, \(tally.repeated) repeated, \(tally.refused) refused"
            )
            if tally.refused > 0 {
                FileHandle.standardError.write(Data("the refused lines and why: \(work.refusedFile.path)\n".utf8))
                throw AnswerIsNo()
            }
        }
    }
}

/// A file of records on its way in, chunk by chunk, with a note of how far it got.
struct RecordFile {
    /// How many lines share one answer and one note of progress.
    private static let chunk = 2_000

    /// How the lines came out.
    struct Tally {
        var accepted = 0
        var waiting = 0
        var repeated = 0
        var refused = 0
    }

    /// One refused line.
    private struct Refusal: Encodable {
        var line: Int
        var id: String?
        var problem: String
        var detail: String
    }

    let refusedFile: URL
    private let progressFile: URL
    private let content: Data
    private var position = 0
    private var line = 0

    /// Opens the file, at the place where an earlier import was cut off, if one was.
    init(path: String) throws {
        guard let content = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
            throw Failure("cannot read \(path)")
        }
        self.content = content
        refusedFile = URL(filePath: path + ".refused.ndjson")
        progressFile = URL(filePath: path + ".progress")
        if let note = try? String(contentsOf: progressFile, encoding: .utf8) {
            let numbers = note.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            if numbers.count == 2, numbers[0] <= content.count {
                (position, line) = (numbers[0], numbers[1])
            }
        } else {
            try? FileManager.default.removeItem(at: refusedFile)
        }
    }

    /// Sends all lines that are left; writes the refused ones down, and how far it got after each chunk.
    mutating func send(_ receive: ([[UInt8]]) async throws -> [RecordAnswer]) async throws -> Tally {
        var tally = Tally()
        while position < content.count {
            let first = line
            let lines = nextChunk()
            let answers = try await receive(lines.filter { !$0.isEmpty })
            var refusals: [Refusal] = []
            let numbers = lines.indices.filter { !lines[$0].isEmpty }.map { first + $0 + 1 }
            for (number, answer) in zip(numbers, answers) {
                switch answer.outcome {
                case .accepted: tally.accepted += 1
                case .waiting: tally.waiting += 1
                case .repeated: tally.repeated += 1
                case .refused(let problem):
                    tally.refused += 1
                    refusals.append(
                        Refusal(line: number, id: answer.id, problem: problem.kind.rawValue, detail: problem.sentence))
                }
            }
            try note(refusals)
            showProgress()
        }
        try? FileManager.default.removeItem(at: progressFile)
        return tally
    }

    private mutating func nextChunk() -> [[UInt8]] {
        var lines: [[UInt8]] = []
        while position < content.count, lines.count < Self.chunk {
            let rest = content[position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? content.endIndex
            lines.append(Array(content[position..<end]))
            position = min(end + 1, content.count)
            line += 1
        }
        return lines
    }

    private func note(_ refusals: [Refusal]) throws {
        if !refusals.isEmpty {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var text = (try? Data(contentsOf: refusedFile)) ?? Data()
            for refusal in refusals { text += try encoder.encode(refusal) + Data("\n".utf8) }
            try text.write(to: refusedFile, options: .atomic)
        }
        try Data("\(position) \(line)\n".utf8).write(to: progressFile, options: .atomic)
    }

    private func showProgress() {
        let percent = content.isEmpty ? 100 : position * 100 / content.count
        FileHandle.standardError.write(
            Data("\r\(line) lines, \(percent)%\(position == content.count ? "\n" : "")".utf8))
    }
}
