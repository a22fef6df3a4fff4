import ArgumentParser
import HealthCodeCore
import HealthCodeService

/// `healthcode source`: the authorised suppliers of records.
struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "Adds, lists and revokes sources of records.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a source and prints its key.",
            discussion: "The key is shown this once and kept only as a hash: hand it over safely.")

        @OptionGroup var data: DataOption
        @Option(help: "The institution's name.") var name: String
        @Option(help: "hospital, clinic, laboratory, cdc, border or police.") var kind: SourceKind
        @Option(help: "The region it reports for.") var region: RegionCode

        func validate() throws {
            guard kind != .jurisdiction else {
                throw ValidationError("Another installation is added with `healthcode peer add`, which knows its keys.")
            }
        }

        func run() async throws {
            let added = try await Installation.open(data.directory).healthCode
                .addSource(name: name, kind: kind, region: region)
            print(added.key)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the sources.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let sources = try await Installation.open(data.directory).healthCode.sources()
            TextTable(
                ["id", "name", "kind", "region", "added", "revoked"],
                sources.map { source in
                    [
                        "\(source.id.number)", source.name, source.kind.rawValue, "\(source.region)",
                        source.added.shown,
                        source.revoked?.shown ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revokes a source's key at once; what it reported stays.")
        @OptionGroup var data: DataOption
        @Argument(help: "The source's id or name, as `source list` shows it.") var source: String

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let found = try await healthCode.sources()
                .filter { "\($0.id.number)" == source || $0.name == source }
                .min { $0.revoked == nil && $1.revoked != nil }
            guard let found else { throw Failure("there is no source `\(source)`: see `healthcode source list`") }
            guard found.revoked == nil else { throw Failure("the source `\(source)` is revoked already") }
            try await healthCode.revokeSource(found.id)
        }
    }
}
