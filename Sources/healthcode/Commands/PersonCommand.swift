import ArgumentParser
import HealthCodeService

/// `healthcode person`: what an operator does at a counter, with the document in hand.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Moves a person to another phone, at a counter.",
        subcommands: [HandOver.self])

    struct HandOver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hand-over",
            abstract: "Gives a person to the account of another phone: a lost phone, a changed number.",
            discussion: """
                For when the identity verifier cannot tell whose the phone is. Look at the document and its holder \
                first. All accounts that acted for the person lose it, and are told by a message.
                """)

        @OptionGroup var data: DataOption
        @Option(help: "The document's type, such as resident_id or passport.") var type = "resident_id"
        @Option(help: "The document's number.") var number: String
        @Option(help: "The phone that the person has now.") var toPhone: String

        func run() async throws {
            try data.directory.requireInstalled()
            let person = try await Installation.open(data.directory).healthCode
                .handOver(documentKind: type, number: number, toPhone: toPhone)
            print("\(person.name) (\(person.document.number)) is now with the account of \(toPhone)")
        }
    }
}
