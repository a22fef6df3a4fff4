import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks
import HealthCodeService

/// `healthcode identity`: the local population register.
struct IdentityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Imports a population register as the identity verifier.",
        subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Imports a CSV file with the columns type, number, name and, where known, phone.",
            discussion:
                "Only keyed hashes are kept. Refused lines are listed; the others are taken, and the status is 1.")

        @OptionGroup var data: DataOption
        @Argument(help: "The CSV file.") var file: String

        func run() async throws {
            let rows = try CSVRows.read(URL(filePath: file), columns: ["type", "number", "name"]).map { line, row in
                IdentityRow(
                    line: line, type: row["type"] ?? "", number: row["number"] ?? "", name: row["name"] ?? "",
                    phone: row["phone"].flatMap { $0.isEmpty ? nil : $0 })
            }
            let outcome = try await Installation.open(data.directory).healthCode.importIdentities(rows)
            for refused in outcome.refused {
                FileHandle.standardError.write(Data("\(file):\(refused.line): \(refused.problem.sentence)\n".utf8))
            }
            print("\(outcome.taken) taken, \(outcome.refused.count) refused")
            if !outcome.refused.isEmpty { throw AnswerIsNo() }
        }
    }
}

/// `healthcode regions`: the register of divisions, and what is in force in them.
struct RegionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions", abstract: "Imports the register of divisions and what is in force in them.",
        subcommands: [Import.self, Notices.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Imports a CSV file with the columns code, name, level and parent.")

        @OptionGroup var data: DataOption
        @Argument(help: "The CSV file.") var file: String

        func run() async throws {
            let regions = try RegionFile.read(URL(filePath: file))
            let changed = try await Installation.open(data.directory).healthCode.importRegions(regions)
            print("\(regions.count) read, \(changed) new or renamed")
        }
    }

    struct Notices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports risk levels and closed management: a CSV file with region, level, from and until.",
            discussion: """
                Levels are low, medium, higher and high, and `closed` for closed management. Everyone concerned gets \
                the colour that follows.
                """)

        @OptionGroup var data: DataOption
        @Argument(help: "The CSV file.") var file: String

        func run() async throws {
            let installation = try await Installation.open(data.directory)
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
                throw Failure("cannot read \(file)")
            }
            let known = installation.clock.now
            let notices = try RegionNotices(csv: text, file: file, offset: installation.settings.civilOffset).notices
                .map { RegionNotice(region: $0.region, what: $0.what, interval: $0.interval, known: known) }
            try await installation.healthCode.importNotices(notices)
            print("\(notices.count) taken")
        }
    }
}
