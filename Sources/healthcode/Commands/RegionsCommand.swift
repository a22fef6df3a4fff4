import ArgumentParser
import Foundation
import HealthCodeService

/// `healthcode regions`: the register of divisions, and what is in force in them.
struct RegionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions", abstract: "Imports the register of divisions, and the risk levels of regions.",
        subcommands: [Import.self, RiskCommand.self])

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
}
