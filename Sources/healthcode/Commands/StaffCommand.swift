import ArgumentParser
import HealthCodeCore
import HealthCodeService

/// `healthcode staff`: collectors and administrators.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Adds, lists and revokes collectors and administrators.",
        subcommands: [Add.self, List.self, Revoke.self, Acts.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives the holder of a phone a role in a region, at once.")

        @OptionGroup var data: DataOption
        @Option(help: "collector or administrator.") var role: Role
        @Option(help: "The phone they sign in with.") var phone: String
        @Option(help: "Their name.") var name: String
        @Option(help: "The region that they work in.") var region: RegionCode

        func run() async throws {
            let added = try await Installation.open(data.directory).healthCode
                .addStaff(role: role, phone: phone, name: name, region: region)
            print(added.id.number)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the staff.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let staff = try await Installation.open(data.directory).healthCode.staff()
            TextTable(
                ["id", "role", "name", "phone", "region", "added", "revoked"],
                staff.map { member in
                    [
                        "\(member.id.number)", member.role.rawValue, member.name, member.phone, "\(member.region)",
                        member.added.shown, member.revoked?.shown ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Acts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists whom staff registered and whose record they looked at, the latest first.")
        @OptionGroup var data: DataOption
        @Option(help: "At most so many.") var limit = 100

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let names = Dictionary(
                try await healthCode.staff().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            TextTable(
                ["at", "staff", "name", "person", "what"],
                try await healthCode.staffActs(limit: limit).map { act in
                    [
                        act.at.shown, "\(act.staff.number)", names[act.staff] ?? "", "\(act.person.number)",
                        act.kind.rawValue,
                    ]
                }
            ).print()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a role away at once; what was recorded stays.")
        @OptionGroup var data: DataOption
        @Argument(help: "The id, as `staff list` shows it.") var id: Int64

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            guard let found = try await healthCode.staff().first(where: { $0.id.number == id }) else {
                throw Failure("there is no member of staff \(id): see `healthcode staff list`")
            }
            guard found.revoked == nil else { throw Failure("the member of staff \(id) is revoked already") }
            try await healthCode.revokeStaff(StaffID(id))
        }
    }
}
