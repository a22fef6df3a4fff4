public import HealthCodeCore

extension ScenarioReport {
    /// The report as plain text in English, as commands print it.
    public var text: String { text(.english) }

    /// The report as plain text: the notice sentence by sentence, each with its people and the colours they have. The
    /// names of rules and colours stay as the pack writes them.
    public func text(_ language: Language) -> String {
        let words = ReportWords(language: language)
        var lines = [words.title(policy)] + others.map(words.other)
        for section in sections {
            let cites = section.sentence.cites.joined(separator: words.comma)
            lines += ["", "\(cites.isEmpty ? "" : cites + "  ")\(section.sentence.says)"]
            for matches in [true, false] {
                let cases = section.cases.filter { $0.scenario.matches == matches }
                if !matches, !cases.isEmpty { lines.append(words.butNot) }
                lines += cases.flatMap { self.lines(of: $0, words) }
            }
        }
        return (lines + ["", summary(words)]).joined(separator: "\n")
    }

    /// How many people and instants, and how many of them are not as expected.
    private func summary(_ words: ReportWords) -> String {
        let outcomes = sections.flatMap(\.cases).flatMap(\.outcomes)
        let people = sections.reduce(0) { $0 + $1.cases.count }
        return words.summary(
            sentences: sections.count, people: people, instants: outcomes.count, wrong: outcomes.count { !$0.passed })
    }

    private func lines(of person: Case, _ words: ReportWords) -> [String] {
        ["  \(person.passed ? "✓" : "✗") \(person.scenario.person)"]
            + person.outcomes.map { outcome in
                let at = civil(outcome.expected.at, policy.offset)
                let got = words.described(outcome.colour, outcome.rule)
                if outcome.passed { return "      \(at)  \(got)" }
                let expected = words.described(outcome.expected.colour, outcome.expected.rule)
                return "    ✗ \(at)  " + words.wrong(expected: expected, got: got, line: outcome.expected.line)
            }
    }
}

/// What a report says of itself, around the words of the pack and its scenarios.
private struct ReportWords {
    let language: Language

    private var isChinese: Bool { language == .simplifiedChinese }

    var comma: String { isChinese ? "、" : ", " }
    var butNot: String { isChinese ? "  但不适用于：" : "  but not:" }

    func title(_ policy: Policy) -> String {
        if isChinese { return "\(policy.place[.simplifiedChinese])，\(policy.version) 的规则，时间按 \(policy.offset)" }
        let place = "\(policy.place[.english]) \(policy.place[.simplifiedChinese])"
        return "\(place), rules of \(policy.version), times at \(policy.offset)"
    }

    func other(_ policy: Policy) -> String {
        isChinese
            ? "  同时有效：\(policy.place[.simplifiedChinese])，\(policy.version) 的规则"
            : "  together with \(policy.place[.english]), rules of \(policy.version)"
    }

    func described(_ colour: Colour?, _ rule: String?) -> String {
        if isChinese, colour == nil { return "没有码" }
        return HealthCodePacks.described(colour, rule)
    }

    func wrong(expected: String, got: String, line: Int) -> String {
        isChinese
            ? "应为 \(expected)，实际为 \(got)（第\(line)行）" : "expected \(expected), got \(got) (line \(line))"
    }

    func summary(sentences: Int, people: Int, instants: Int, wrong: Int) -> String {
        if isChinese {
            let tried = "\(sentences)句、\(people)人、\(instants)个时刻"
            return wrong == 0 ? "\(tried)：全部符合预期" : "\(tried)：\(wrong)个不符合预期"
        }
        let tried =
            counted(sentences, "sentence", "sentences") + ", " + counted(people, "person", "people") + ", "
            + counted(instants, "instant", "instants")
        return wrong == 0 ? "\(tried): all as expected" : "\(tried): \(wrong) not as expected"
    }

    private func counted(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}
