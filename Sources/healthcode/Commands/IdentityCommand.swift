import ArgumentParser
import Foundation
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
