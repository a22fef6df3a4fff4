import ArgumentParser
import HealthCodeCore
import HealthCodeService

/// `healthcode point`: the places where collectors scan people.
struct PointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "point", abstract: "Adds, lists and revokes collection points.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds a collection point and prints its id.")

        @OptionGroup var data: DataOption
        @Option(help: "What people call the place.") var name: String
        @Option(help: "The region it lies in.") var region: RegionCode

        func run() async throws {
            let added = try await Installation.open(data.directory).healthCode.addPoint(name: name, region: region)
            print(added.id.number)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the collection points.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let points = try await Installation.open(data.directory).healthCode.points()
            TextTable(
                ["id", "name", "region", "added", "revoked"],
                points.map { point in
                    [
                        "\(point.id.number)", point.name, "\(point.region)", point.added.shown,
                        point.revoked?.shown ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Closes a point at once; its passes stay.")
        @OptionGroup var data: DataOption
        @Argument(help: "The id, as `point list` shows it.") var id: Int64

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            guard let found = try await healthCode.points().first(where: { $0.id.number == id }) else {
                throw Failure("there is no collection point \(id): see `healthcode point list`")
            }
            guard found.revoked == nil else { throw Failure("the collection point \(id) is revoked already") }
            try await healthCode.revokePoint(PointID(id))
        }
    }
}
