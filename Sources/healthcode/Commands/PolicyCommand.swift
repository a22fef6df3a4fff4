import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks

/// `healthcode policy`: packs, without any database.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Checks packs and decides people from files.",
        subcommands: [Check.self, Decide.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads packs and runs their scenarios.",
            discussion: """
                A path is a pack, a folder with pack.yaml (and scenarios.yaml), or a folder of such folders. Every \
                mistake is named with file, line and column. Exit status 1 where anything is wrong.
                """)

        @Argument(help: "Packs, or folders of them.") var paths: [String]

        func run() throws {
            let report = CheckReport.check(paths: paths)
            print(report.text)
            guard report.passed else { throw AnswerIsNo() }
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decides people from a file: one JSON person a line in, one answer a line out.")

        @Option(help: "The pack.") var pack: String
        @Option(help: ArgumentHelp("People and facts, one JSON object a line; - for standard input.")) var facts: String
        @Option(help: "Risk levels: a CSV file with region, level, from and until.") var risk: String?
        @Option(help: "Only the colour at this instant (RFC 3339).") var at: InstantArgument?
        @Option(help: "Only what was known at this instant (RFC 3339).") var asKnown: InstantArgument?

        func run() throws {
            let decisions = try FileDecisions(
                pack: Pack(yaml: try Self.text(of: pack), file: pack),
                notices: try risk.map { try RegionNotices(csv: Self.text(of: $0), file: $0) } ?? RegionNotices(),
                at: at?.instant, asKnown: asKnown?.instant)
            _ = decisions
        }

        private static func text(of file: String) throws -> String {
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
                throw Failure("cannot read \(file)")
            }
            return text
        }
    }
}
