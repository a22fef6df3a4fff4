import ArgumentParser
import HealthCodePacks

extension PolicyCommand {
    /// `healthcode policy schema`: the schemas by which editors complete and check packs.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the JSON Schema of packs, for editors.")

        @Flag(help: "That of scenarios.yaml instead.") var scenarios = false

        func run() {
            print(scenarios ? Schemas.scenarios : Schemas.pack, terminator: "")
        }
    }
}
