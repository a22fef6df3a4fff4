import ArgumentParser
import Foundation
import HealthCodeCore

extension TrustCommand {
    struct Pin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps a list for the packs of a region, and there for some kinds of credential alone.",
            discussion: """
                A list that is pinned counts for the packs of the regions that were named, and of all under them, and for no \
                others. A list that is not pinned counts for every pack that names it.
                """)
        @OptionGroup var data: DataOption
        @Argument(help: "The name of the list: one that is followed, or a file or folder in DATA/trust.") var name:
            String
        @Option(name: .customLong("for"), help: "The region whose packs may take it.") var region: RegionCode
        @Option(help: ArgumentHelp("For these formats alone, by commas.", valueName: "format,…"))
        var formats: FormatsArgument?

        func run() async throws {
            try data.directory.requireInstalled()
            let folder = data.directory.trust
            guard folder.has(name) else {
                throw Failure("there is no list \(name) in \(folder.directory.path): see `healthcode trust list`")
            }
            try folder.pin(name, TrustPins.Pin(region: "\(region)", formats: formats?.names))
        }
    }

    struct Unpin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a list count for every pack that names it.")
        @OptionGroup var data: DataOption
        @Argument(help: "The name of the list.") var name: String

        func run() async throws {
            try data.directory.requireInstalled()
            try data.directory.trust.unpin(name)
        }
    }
}
