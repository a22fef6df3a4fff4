import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodeService

/// `healthcode demo`: a province to try things in.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills a directory with an invented province, serves it, and says what to try.",
        discussion: """
            A second start keeps what is there. A directory that holds a real installation is left alone. `run` need \
            not be said; its options are listed by `healthcode demo run --help`.
            """,
        subcommands: [Run.self, MoveClock.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Fills the directory, if it is empty, and serves it.")

        @OptionGroup var data: DataOption
        @OptionGroup var flags: SettingFlags
        @Option(help: "How many people live there, beside those who have a name.") var people = 2_000
        @Option(help: "The same seed gives the same province.") var seed: UInt64 = 2020
        @Flag(name: .customLong("no-serve"), help: "Only fills the directory.") var onlyFill = false

        func validate() throws {
            guard (0...1_000_000).contains(people) else { throw ValidationError("--people goes from 0 to 1000000") }
        }

        func run() async throws {
            let directory = data.directory
            try await Settings(data: directory, flags: flags.given).check()
            let isKept = DemoGuide.read(from: directory) != nil
            let guide = try await fill()
            guard !onlyFill else { return }
            try await Server.serve(directory, flags: flags.given) { address, now in
                Main.say(guide.text(address: address, data: directory, now: now, isKept: isKept))
            }
        }

        private func fill() async throws -> DemoGuide {
            let directory = data.directory
            if let guide = DemoGuide.read(from: directory) { return guide }
            guard !directory.isInstalled else {
                guard directory.isDemo else {
                    throw Failure(
                        "\(directory.url.path) holds a real installation: name another directory for the demo")
                }
                throw Failure("\(directory.url.path) was filled only in part: remove it and start again")
            }
            try directory.create()
            try Data("0\n".utf8).write(to: directory.demoClock)
            let guide = try await DemoFilling(directory, flags: flags.given).fill(people: people, seed: seed)
            try guide.write(to: directory)
            return guide
        }
    }

    struct MoveClock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clock", abstract: "Moves a demo's clock: +7d, +12h, -30m, or `reset`.",
            discussion: "The running server follows within a second. Only a demo has a clock that can be moved.")

        @OptionGroup var data: DataOption
        @Argument(parsing: .allUnrecognized, help: ArgumentHelp("How far, from where it is now.", valueName: "move"))
        var moves: [String]

        func run() async throws {
            let directory = data.directory
            guard directory.isDemo else {
                throw Failure("\(directory.url.path) is no demo: only a demo has a clock that can be moved")
            }
            let clock = Clock(data: directory)
            let moved = move == "reset" ? 0 : clock.moved + (seconds ?? 0)
            try Data("\(moved)\n".utf8).write(to: directory.demoClock)
            clock.readAgain()
            print("it is now \(clock.now.shown) in the demo")
        }

        private var move: String { moves.joined() }

        func validate() throws {
            guard moves.count == 1, move == "reset" || seconds != nil else {
                throw ValidationError("say how far, with a sign: +7d, +12h, -30m, or reset")
            }
        }

        /// How far; nil for what is no length of time, or has no sign.
        private var seconds: Int64? {
            guard let sign = move.first, sign == "+" || sign == "-", let span = Span(String(move.dropFirst())),
                case .elapsed(let seconds) = span
            else { return nil }
            return sign == "-" ? -seconds : seconds
        }
    }
}
