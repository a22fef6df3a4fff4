import ArgumentParser
import HealthCodePacks

extension PolicyCommand {
    /// `healthcode policy diff`: what another pack rules and offers, and what it would make of the scenarios' people.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares two packs: rules, options, and the people of their scenarios.",
            discussion: """
                Both packs are taken as in force from the earlier beginning on, and everybody in the scenarios of both is \
                decided under each. Exit status 0 where nothing differs, 1 where anything does.
                """)

        @Argument(help: "The pack before: its file or folder.") var before: String
        @Argument(help: "The pack after.") var after: String
        @Flag(help: "One JSON object instead of text.") var json = false

        func run() throws {
            let (old, new) = (try readPack(at: before), try readPack(at: after))
            let difference = PackDifference(
                from: old, try readScenarios(ofPackAt: before, of: old.policy),
                to: new, try readScenarios(ofPackAt: after, of: new.policy))
            print(json ? difference.json : difference.text)
            guard difference.isEmpty else { throw AnswerIsNo() }
        }
    }
}
