public import ArgumentParser
import Foundation
public import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

extension Language: ExpressibleByArgument {}

/// What the commands about one person ask for.
struct PersonQuestion: ParsableArguments {
    @OptionGroup var data: DataOption
    @Argument(help: "The person's id.") var person: Int64
    @Option(help: "Only what was known at this instant (RFC 3339).") var asKnown: InstantArgument?
    @Option(help: "zh-Hans or en.") var language = Language.english
    @Flag(help: "Prints JSON.") var json = false

    func open() async throws -> HealthCode {
        try data.directory.requireInstalled()
        return try await Installation.open(data.directory).healthCode
    }
}

extension PolicyCommand {
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explains a person's colour: the rule, its facts, the rules above, what comes, what can be done.")

        @OptionGroup var question: PersonQuestion
        @Option(help: "The instant to explain (RFC 3339); now, or that of --as-known.") var at: InstantArgument?

        func run() async throws {
            let view = try await question.open().explanation(
                of: PersonID(question.person), at: at?.instant, asKnown: question.asKnown?.instant)
            print(question.json ? view.json(question.language).text : view.text(question.language))
        }
    }

    struct Timeline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a person's colours, past and to come, each with its rule and what it rests on.")

        @OptionGroup var question: PersonQuestion

        func run() async throws {
            let entries = try await question.open().timeline(
                of: PersonID(question.person), asKnown: question.asKnown?.instant)
            let language = question.language
            guard !question.json else { return print(JSON.array(entries.map { $0.json(language) }).text) }
            TextTable(
                ["from", "until", "colour", "rule", "reason"],
                entries.map { entry in
                    [
                        entry.from.shown, entry.until?.shown ?? "", entry.colour.rawValue, entry.rule,
                        entry.reason[language],
                    ]
                }
            ).print()
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the decisions of the log again, from what was known then, and compares.",
            discussion: "Exit status 1 where one comes out otherwise than it stands in the log.")

        @OptionGroup var data: DataOption
        @Argument(help: "The person's id; everybody where there is none.") var person: Int64?

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            let replay =
                if let person {
                    try await healthCode.replay(PersonID(person))
                } else {
                    try await healthCode.replayEveryone { count in
                        FileHandle.standardError.write(Data("\r\(count) people".utf8))
                    }
                }
            if person == nil { FileHandle.standardError.write(Data("\n".utf8)) }
            print("\(replay.decisions) decisions made again, \(replay.differences.count) came out otherwise")
            for difference in replay.differences {
                let (was, now) = (difference.decision.assignment, difference.replayed)
                print(
                    "person \(difference.person.number), decision \(difference.decision.number) of "
                        + "\(was.decided.shown): \(was.colour.rawValue) (\(was.rule)), again: \(now.colour.rawValue) "
                        + "(\(now.rule))")
            }
            guard replay.differences.isEmpty else { throw AnswerIsNo() }
        }
    }
}

extension ExplanationView {
    /// The explanation as plain text.
    func text(_ language: Language) -> String {
        let chinese = language == .simplifiedChinese
        let word = { (zh: String, en: String) in chinese ? zh : en }
        let when = { (instant: Instant) in String(instant.rfc3339(in: offset).prefix(16).replacing("T", with: " ")) }
        if at < since, rule.isEmpty {
            return word("当时还没有登记：登记于 ", "Not registered yet at that time: registered ") + when(since)
        }
        var lines = [
            // Where no policy governed yet there is no rule either.
            rule.isEmpty ? colour.rawValue : "\(colour.rawValue)  \(rule)  (\(place[language]), \(policy.version))",
            word("时间：", "At: ") + when(at) + (asKnown.map { word("，当时已知：", ", as known at ") + when($0) } ?? ""),
            word("起始：", "Since: ") + when(since), reason[language],
        ]
        func section(_ title: String, _ items: [String]) {
            guard !items.isEmpty else { return }
            lines += ["", title] + items.map { "  " + $0 }
        }
        section(word("依据：", "It rests on:"), grounds.map { $0.description[language] })
        section(
            word("在它之前的规则，以及为什么不适用：", "The rules above it, and why each did not apply:"),
            above.flatMap { passed in
                ["\(passed.colour.rawValue)  \(passed.rule): \(passed.asks[language])"]
                    + passed.wants.map { "    " + $0[language] }
            })
        section(
            word("如果没有新情况，之后会自动变为：", "What comes by itself, if nothing new is known:"),
            coming.map { "\(when($0.at))  \($0.colour.rawValue)  \($0.rule)  \($0.reason[language])" })
        section(
            word("可以做什么：", "What can be done:"),
            [advice[language]] + (ends.map { [$0[language]] } ?? []) + actions.map { $0[language] })
        return lines.joined(separator: "\n")
    }

    /// The explanation as JSON; instants in the place's offset.
    func json(_ language: Language) -> JSON {
        let instant = { (instant: Instant) in JSON.string(instant.rfc3339(in: offset)) }
        let text = { (text: LocalizedText) in JSON.string(text[language]) }
        return .object([
            .init("person", .string(String(person.number))), .init("at", instant(at)),
            .init("as_known", asKnown.map(instant) ?? .null), .init("colour", .string(colour.rawValue)),
            .init("since", instant(since)), .init("rule", .string(rule)), .init("reason", text(reason)),
            .init("ends", ends.map(text) ?? .null), .init("advice", text(advice)),
            .init(
                "policy",
                .object([
                    .init("jurisdiction", .string(policy.region.description)),
                    .init("version", .string(policy.version)),
                ])),
            .init("facts", .array(grounds.map { $0.json(language, in: offset) })),
            .init(
                "rules_above",
                .array(
                    above.map { passed in
                        .object([
                            .init("rule", .string(passed.rule)), .init("colour", .string(passed.colour.rawValue)),
                            .init("asks", text(passed.asks)), .init("why_not", .array(passed.wants.map(text))),
                        ])
                    })),
            .init(
                "coming",
                .array(
                    coming.map { next in
                        .object([
                            .init("at", instant(next.at)), .init("colour", .string(next.colour.rawValue)),
                            .init("rule", .string(next.rule)), .init("reason", text(next.reason)),
                        ])
                    })),
            .init("actions", .array(actions.map(text))),
        ])
    }
}

extension GroundView {
    func json(_ language: Language, in offset: UTCOffset) -> JSON {
        .object([
            .init("kind", .string(kind)), .init("from", from.map { .string($0.rfc3339(in: offset)) } ?? .null),
            .init("until", until.map { .string($0.rfc3339(in: offset)) } ?? .null), .init("source", .string(source)),
            .init("description", .string(description[language])),
        ])
    }
}

extension TimelineEntry {
    func json(_ language: Language) -> JSON {
        .object([
            .init("from", .string(from.shown)), .init("until", until.map { .string($0.shown) } ?? .null),
            .init("colour", .string(colour.rawValue)), .init("rule", .string(rule)),
            .init("reason", .string(reason[language])),
            .init("facts", .array(grounds.map { $0.json(language, in: .china) })),
        ])
    }
}
