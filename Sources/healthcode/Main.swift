import ArgumentParser
import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential
import HealthCodePacks
import HealthCodeService

/// The commands of HealthCode.
struct HealthCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcode",
        abstract: "A health code: people declare, sources report, published rules give colours, checkpoints check.",
        discussion: """
            One data directory holds an installation; the first command that names it makes it. `healthcode demo` \
            fills one with a province to try things in.

            Exit status: 0 done, 1 the answer is no (a failing scenario, an invalid code), 2 wrong usage, 3 could not.
            """,
        version: "0.1.0",
        subcommands: [
            Serve.self, Demo.self, SourceCommand.self, StaffCommand.self, PointCommand.self, PersonCommand.self,
            RecordsCommand.self, IdentityCommand.self, RegionsCommand.self, PolicyCommand.self, Verify.self,
            CertLogicCommand.self, KeyCommand.self, TrustCommand.self, PeerCommand.self, RevocationsCommand.self,
            Backup.self, Restore.self, Migrate.self, Config.self,
        ])
}

/// The answer is no: the command did its work, and what it looked at is not so. Exit status 1.
struct AnswerIsNo: Error {}

@main
enum Main {
    static func main() async {
        do {
            try requireCommand(CommandLine.arguments.dropFirst().first)
            var command = try HealthCodeCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
    }

    /// The parser would complain of the options that follow, and not of the word itself.
    private static func requireCommand(_ word: String?) throws {
        let known = HealthCodeCommand.configuration.subcommands.map { $0._commandName } + ["help"]
        guard let word, !word.hasPrefix("-"), !known.contains(word) else { return }
        throw WrongUsage("there is no command `\(word)`; there are \(known.joined(separator: ", "))")
    }

    /// Says what went wrong, on standard error, and gives the exit status for it. Help goes to standard output.
    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case is AnswerIsNo:
            return 1
        case let failure as Failure:
            complain(failure.description)
        case let usage as WrongUsage:
            complain(usage.description)
            return 2
        case let problem as Problem:
            complain(problem.commandSentence)
            return problem.isWrongUsage ? 2 : 3
        case let error as StoreError:
            complain(error.sentence)
        case let error as StartProblem:
            complain(error.sentence)
        case let error as Mistakes:
            complain(error.description)
        case let error as CredentialError:
            complain(error.sentence)
        case let error as TokenError:
            complain(error.sentence)
        case let error as CocoaError:
            complain(reason(of: error))
        default:
            let code = HealthCodeCommand.exitCode(for: error)
            guard code != .failure else {
                complain("\(error)")
                return 3
            }
            let message = HealthCodeCommand.fullMessage(for: error)
            if code == .success {
                print(message)
                return 0
            }
            complain(message, plain: true)
            return 2
        }
        return 3
    }

    /// Writes a line to standard output at once, whoever reads it.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }

    private static func complain(_ text: String, plain: Bool = false) {
        FileHandle.standardError.write(Data("\(plain ? "" : "healthcode: ")\(text)\n".utf8))
    }
}

extension StartProblem {
    /// The problem as one line for a terminal, with what to do.
    var sentence: String {
        switch self {
        case .wrongMasterKey:
            "the master key is not the one that this database was made with: put the right key file back"
        case .badPack(let name, let why):
            "the published pack \(name.region) of \(name.version) cannot be read: \(why)"
        case .store(let error): error.sentence
        }
    }
}

extension StoreError {
    /// The error as one line for a terminal, with what to do.
    var sentence: String {
        switch self {
        case .full: "the disk, or the size set for the database, is full: make room and try again"
        case .newerVersion(let found, let known):
            "the database is of version \(found), and this program knows \(known): use the newer program"
        case .unreadable(let why): "the database cannot be read: \(why)"
        case .noSuchPerson: "there is no such person"
        case .secondSelf: "the account is another person already"
        case .busy: "the database is busy: try again in a moment"
        case .exists(let path): "\(path) is there already, and nothing is overwritten: name another file"
        case .failed(let why): "the database could not do it: \(why)"
        }
    }
}

extension CredentialError {
    /// The error as the end of a line for a terminal.
    var sentence: String {
        switch self {
        case .badKeySet(let why): "it is not a set of public keys: \(why)"
        case .badCertificate(let why): "it is not a certificate to trust: \(why)"
        case .badKey: "it is not a P-256 key"
        default: "\(self)"
        }
    }
}
