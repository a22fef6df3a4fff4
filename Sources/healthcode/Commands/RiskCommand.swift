import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodePacks
import HealthCodeService

/// `healthcode regions risk`: risk levels and closed management over time.
struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk", abstract: "Imports, lists and takes back risk levels and closed management of regions.",
        subcommands: [Import.self, List.self, Retract.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Imports a CSV file with region, level, from and until; everyone concerned is decided anew.",
            discussion: """
                Levels are low, medium, higher and high, `closed` for closed management and `open` for the end of it. \
                What a file says of a region holds from now on before what was said earlier of the same time; the \
                history stays. The same file again changes nothing. With a mistake in any line nothing is taken. An \
                import that was cut off goes on by itself, in a running server or with the next import.
                """)

        @OptionGroup var data: DataOption
        @Flag(help: "Only says what would change, and how many people would change colour.") var preview = false
        @Flag(help: "The file is all that the feed says: what is missing from it is taken back.") var whole = false
        @Argument(help: "The CSV file.") var file: String

        func run() async throws {
            try data.directory.requireInstalled()
            let installation = try await Installation.open(data.directory)
            let healthCode = installation.healthCode
            let plan = try await plan(installation)
            try await print(plan, healthCode)
            let people = try await healthCode.countConcerned(by: plan)
            let bar = ProgressBar()
            let show = { (count: Int) in bar.show(Double(count) / Double(max(1, people))) }
            guard !preview else {
                let effect = try await healthCode.effect(of: plan, progress: show)
                bar.end()
                return print(effect)
            }
            try await healthCode.carryOut(plan)
            _ = try await healthCode.reassessConcerned(progress: show)
            // A running server may have taken the work up first.
            while try await healthCode.reassessmentsOpen() > 0 {
                try await Task.sleep(for: .milliseconds(300))
                _ = try await healthCode.reassessConcerned(progress: show)
            }
            bar.end()
            if !plan.isEmpty { Swift.print("\(people) people were decided anew") }
        }

        private func plan(_ installation: Installation) async throws -> NoticePlan {
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
                throw Failure("cannot read \(file)")
            }
            let lines = try NoticeLine.read(csv: text, file: file, offset: installation.settings.civilOffset)
            do throws(Problem) {
                return try await installation.healthCode.plan(lines, isWhole: whole)
            } catch {
                guard error.kind == .unknownRegion else { throw error }
                throw Failure(
                    error.fields.map { field in
                        let line = field.pointer.split(separator: "/").first ?? ""
                        return "\(file):\(line): the register has no such region; `regions import` adds some"
                    }.joined(separator: "\n"))
            }
        }

        private func print(_ plan: NoticePlan, _ healthCode: HealthCode) async throws {
            var words = ["\(plan.new.count) new", "\(plan.repeated) known already"]
            if whole { words.append("\(plan.withdrawn.count) taken back") }
            Swift.print(words.joined(separator: ", "))
            guard !plan.changes.isEmpty else { return }
            var rows: [[String]] = []
            for change in plan.changes {
                let name = try await healthCode.region(change.region).name
                rows.append(["\(change.region)", name, change.before.words, change.after.words])
            }
            TextTable(["region", "name", "now", "then"], rows).print()
        }

        private func print(_ effect: NoticeEffect) {
            Swift.print("\(effect.people) people concerned, \(effect.changed) would change colour now")
            let moves = effect.moves.filter { $0.key.from != $0.key.to }
            guard !moves.isEmpty else { return }
            let rows = moves.sorted { $0.value > $1.value }.map { move, count in
                [move.from.rawValue, move.to.rawValue, "\(count)"]
            }
            TextTable(["from", "to", "people"], rows).print()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what is said of regions, in the order in which it became known.")

        @OptionGroup var data: DataOption
        @Option(help: "Only this region and those under it.") var region: RegionCode?
        @Flag(help: "Also what was taken back.") var history = false

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let sources = Dictionary(
                try await healthCode.sources().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let kept = try await healthCode.keptNotices().filter { kept in
                (history || kept.retracted == nil) && region.map { $0.contains(kept.notice.region) } ?? true
            }
            TextTable(
                ["number", "region", "level", "from", "until", "said by", "known", "taken back"],
                kept.map { kept in
                    let interval = kept.notice.interval
                    return [
                        "\(kept.number.number)", "\(kept.notice.region)", kept.notice.what.name,
                        interval.from == .distantPast ? "" : interval.from.shown,
                        interval.until == .distantFuture ? "" : interval.until.shown, kept.origin.words(sources),
                        kept.notice.known.shown, kept.retracted?.shown ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Retract: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes back a line that was imported from a file; what it covered holds again.")

        @OptionGroup var data: DataOption
        @Argument(help: "The number, as `regions risk list` shows it.") var number: Int64

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            do throws(Problem) {
                try await healthCode.retractNotice(NoticeID(number))
            } catch {
                guard error.kind == .nothingToRetract else { throw error }
                throw Failure(
                    "\(number) is no line that was imported from a file and still stands: see `regions risk list`")
            }
            _ = try await healthCode.reassessConcerned()
        }
    }
}

extension RegionChange.State {
    fileprivate var words: String { isClosed ? "\(level.rawValue), closed" : level.rawValue }
}

extension NoticeOrigin {
    fileprivate func words(_ sources: [SourceID: String]) -> String {
        switch self {
        case .operator: "operator"
        case .feed: "feed"
        case .source(let id): sources[id] ?? "source \(id.number)"
        }
    }
}
