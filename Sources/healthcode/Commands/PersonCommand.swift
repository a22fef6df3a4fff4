import ArgumentParser
import HealthCodeCore
import HealthCodeService

/// `healthcode person`: what an operator does at a counter, with the document in hand.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Finds a person by a document, and moves one to another phone, at a counter.",
        subcommands: [Find.self, HandOver.self])

    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the id of the person who holds a document, with the masked name, region and colour.")

        @OptionGroup var data: DataOption
        @Option(help: "The document's type, such as resident_id or passport.") var type = "resident_id"
        @Option(help: "The document's number, whole.") var number: String

        func run() async throws {
            try data.directory.requireInstalled()
            let person: PersonView
            do {
                person = try await Installation.open(data.directory).healthCode
                    .person(documentKind: type, number: number)
            } catch let problem as Problem where problem.kind == .noSuchPerson {
                throw Failure("nobody is registered with this document: compare type and number")
            }
            TextTable(
                ["id", "name", "document", "region", "colour"],
                [
                    [
                        "\(person.id.number)", person.name, person.document.number, "\(person.region)",
                        person.colour.rawValue,
                    ]
                ]
            ).print()
        }
    }

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
            let healthCode = try await Installation.open(data.directory).healthCode
            let person: PersonView
            do throws(Problem) {
                person = try await healthCode.handOver(documentKind: type, number: number, toPhone: toPhone)
            } catch {
                switch error.kind {
                case .noSuchPerson: throw Failure("nobody is registered with this document: compare type and number")
                case .alreadyRegistered: throw Failure("the account of \(toPhone) is somebody else's own already")
                default: throw error
                }
            }
            print("\(person.name) (\(person.document.number)) is now with the account of \(toPhone)")
        }
    }
}
