import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks
import HealthCodeService

extension PolicyCommand {
    /// `healthcode policy simulate`: what a draft would do to the people of an installation.
    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries a draft on the people of an installation, and changes nothing.",
            discussion: """
                Prints how many people would go from which colour to which, and the same by prefecture. With --csv also \
                by county; with --newly-red everyone who would newly be red, with the rule.
                """)

        @OptionGroup var data: DataOption
        @Argument(help: "The draft: a pack, or a folder with pack.yaml.") var pack: String
        @Option(help: "Only people who live at or under this region; without it, all whom the draft would govern.")
        var region: RegionCode?
        @Option(help: "At this instant (RFC 3339) instead of now, or of the draft's `since` where that is yet to come.")
        var at: InstantArgument?
        @Option(help: ArgumentHelp("Writes the counts by prefecture and county to this file.", valueName: "file"))
        var csv: String?
        @Option(help: ArgumentHelp("Writes those who would newly be red to this file.", valueName: "file"))
        var newlyRed: String?

        func run() async throws {
            let draft = try readPack(at: pack)
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let bar = ProgressBar()
            let simulation = try await healthCode.simulate(
                draft, region: region, at: at?.instant, listed: newlyRed == nil ? 0 : .max, progress: bar.show)
            bar.end()
            let names = await names(for: simulation, healthCode)
            if let csv { try write(simulation.csv(names: names), to: csv) }
            if let newlyRed { try write(simulation.newlyRedCSV, to: newlyRed) }
            simulation.print(names: names)
            if let successor = healthCode.successor(of: draft, at: simulation.at) {
                let said =
                    "the draft governs nobody at \(simulation.at.shown): "
                    + "\(successor.region) \(successor.version) has taken its place by then"
                FileHandle.standardError.write(Data("\(said)\n".utf8))
            }
        }

        private func names(for simulation: Simulation, _ healthCode: HealthCode) async -> [RegionCode: String] {
            var names: [RegionCode: String] = [:]
            for code in Set(Simulation.levels.flatMap { simulation.rows(by: $0).map(\.region) }) {
                names[code] = try? await healthCode.region(code).name
            }
            return names
        }

        private func write(_ text: String, to file: String) throws {
            do {
                try text.write(toFile: file, atomically: true, encoding: .utf8)
            } catch {
                throw Failure("cannot write \(file): \(error.localizedDescription)")
            }
        }
    }
}

extension Simulation {
    /// The levels by which tables count.
    static let levels: [RegionCode.Level] = [.prefecture, .county]

    /// Every count but zeros: `level,region,name,from,to,people`.
    func csv(names: [RegionCode: String]) -> String {
        var lines = ["level,region,name,from,to,people"]
        for level in Self.levels {
            for row in rows(by: level) {
                // A name as a field of RFC 4180.
                let name = "\"\((names[row.region] ?? "").replacing("\"", with: "\"\""))\""
                for (from, to) in Self.moves {
                    guard let people = row.counts[Move(from: from, to: to)], people > 0 else { continue }
                    lines.append("\(level),\(row.region),\(name),\(from.rawValue),\(to.rawValue),\(people)")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Every pair of colours, in the order of the matrix.
    private static let moves = Colour.allCases.flatMap { from in Colour.allCases.map { (from, $0) } }

    /// `person,region,from,rule`.
    var newlyRedCSV: String {
        let lines = newlyRed.map { "\($0.person.number),\($0.region),\($0.from.rawValue),\($0.rule)" }
        return (["person,region,from,rule"] + lines).joined(separator: "\n") + "\n"
    }

    /// Prints the matrix, and what becomes of each prefecture.
    func print(names: [RegionCode: String]) {
        let colours = Colour.allCases
        Swift.print("\(people) people at \(at.shown), \(rows.reduce(0) { $0 + $1.changed }) of another colour")
        Swift.print()
        TextTable(
            ["from \\ to"] + colours.map(\.rawValue),
            colours.map { from in [from.rawValue] + colours.map { String(count(Move(from: from, to: $0))) } }
        ).print()
        Swift.print()
        TextTable(
            ["region", "name", "people", "changed"] + colours.map { "newly \($0.rawValue)" },
            rows(by: .prefecture).map { row in
                [row.region.description, names[row.region] ?? "", String(row.people), String(row.changed)]
                    + colours.map { String(row.newly($0)) }
            }
        ).print()
    }
}
