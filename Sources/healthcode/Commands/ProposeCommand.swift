import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks
import HealthCodeService

extension PolicyCommand {
    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proposes a pack on behalf of an administrator; another approves it in the console.",
            discussion: """
                The pack is read, its scenarios (scenarios.yaml beside it) are run, and what it would do to everybody \
                is computed and attached. Prints the proposal's number.
                """)

        @OptionGroup var data: DataOption
        @Argument(help: "The pack, or the folder that holds it.") var pack: String
        @Option(help: ArgumentHelp("The administrator who proposes it, by the id that `staff list` shows."))
        var by: Int64

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let pack = try readPack(at: self.pack)
            let scenarios = try ScenarioFile.text(beside: self.pack)
            let draft = try await healthCode.draft(pack.source, scenarios: scenarios)
            guard draft.isSound else {
                let mistakes = draft.mistakes.map(\.message[.english]).joined(separator: "\n")
                print(draft.scenarioReport?[.english] ?? mistakes)
                throw AnswerIsNo()
            }
            if scenarios.isEmpty {
                FileHandle.standardError.write(
                    Data("there is no scenarios.yaml beside the pack: whoever approves it is told so\n".utf8))
            }
            let bar = ProgressBar()
            let id: ProposalID
            do throws(Problem) {
                id = try await healthCode.propose(pack, scenarios: scenarios, onBehalfOf: StaffID(by)) { bar.show($0) }
            } catch {
                let region = pack.policy.region
                switch error.kind {
                case .notAllowed:
                    throw Failure("\(by) is no administrator of \(region) or above: see `healthcode staff list`")
                case .exists:
                    throw Failure("\(region) \(pack.policy.version) is published already: choose another `since`")
                case .unknownRegion: throw Failure("the register of divisions has no region \(region)")
                default: throw error
                }
            }
            bar.end()
            print(id.number)
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publishes a pack for a new installation that has no administrators yet.",
            discussion: """
                Once there is an administrator, it takes two: one proposes a pack, in the console or by `policy \
                propose`, and another approves it in the console.
                """)

        @OptionGroup var data: DataOption
        @Argument(help: "The pack, or the folder that holds it.") var pack: String

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let pack = try readPack(at: self.pack)
            let isNew = try await healthCode.publishFirst(
                pack, scenarios: ScenarioFile.text(beside: self.pack))
            print("\(pack.policy.region) \(pack.policy.version) \(isNew ? "published" : "was published already")")
        }
    }
}

/// The scenarios of a pack.
enum ScenarioFile {
    /// Those that lie beside a pack, or in its folder; empty where there are none. Throws where the file cannot be read.
    static func text(beside pack: String) throws -> String {
        let url = URL(filePath: pack)
        let folder = url.isDirectory ? url : url.deletingLastPathComponent()
        let file = folder.appending(path: "scenarios.yaml")
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw Failure("cannot read \(file.path)")
        }
        return text
    }
}
