import HealthCodeCore
import HealthCodeService

/// Where an administrator writes a pack, sees what is wrong with it and what it changes, and proposes it.
struct ProposePage: Page {
    static let template = "propose"
    static let styles = ["forms", "console"]
    static let modules = ["propose"]
    static let shape = "wide"
    var title: String
    var back: Back
    var notice: Notice?
    var text: String
    var scenarios: String
    var mistakes: [Mistake]
    var hasMistakes: Bool
    var findings: DraftFindings?
    var isReady: Bool

    /// Something wrong, where it stands.
    struct Mistake {
        var place: String
        /// The field that it stands in, and its line there.
        var field: String
        var number: Int
        var message: String
        /// The line itself, and a mark under the column.
        var line: String
        var mark: String
    }

    init(_ written: WrittenPack, draft: Draft?, notice: Notice? = nil, words: Catalogue) {
        let (text, scenarios) = (written.text, written.scenarios)
        title = words("propose.title")
        back = Back(href: "/console", word: words("console.title"))
        self.text = text
        self.scenarios = scenarios
        mistakes = (draft?.mistakes ?? []).map { Mistake($0, in: $0.isInPack ? text : scenarios, words: words) }
        hasMistakes = !mistakes.isEmpty
        findings = draft.flatMap { $0.mistakes.isEmpty ? DraftFindings($0, words: words) : nil }
        isReady = draft?.isReady ?? false
        self.notice = notice ?? draft.map { ProposePage.notice($0, words: words) }
    }

    private static func notice(_ draft: Draft, words: Catalogue) -> Notice {
        guard draft.mistakes.isEmpty else { return Notice(.bad, words("propose.mistakes")) }
        guard draft.scenariosPassed else { return Notice(.bad, words("propose.scenarios_fail")) }
        guard draft.objections.isEmpty else {
            let said = draft.objections.map { words("propose.objection.\($0.rawValue)") }
            return Notice(
                .bad, title: words("propose.objected"), said.joined(separator: words("propose.objection_join")))
        }
        return draft.isUntried ? Notice(.warn, words("propose.untried")) : Notice(.good, words("propose.ready"))
    }
}

extension ProposePage.Mistake {
    init(_ mistake: Draft.Mistake, in text: String, words: Catalogue) {
        place = words(
            mistake.isInPack ? "propose.place_pack" : "propose.place_scenarios",
            ["line": String(mistake.line), "column": String(mistake.column)])
        field = mistake.isInPack ? "text" : "scenarios"
        number = mistake.line
        message = mistake.message[words.language]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        line = mistake.line <= lines.count ? String(lines[mistake.line - 1]) : ""
        // A Chinese character is as wide as two others in a fixed-width font.
        let before = line.prefix(mistake.column - 1).map { $0.unicodeScalars.first.map { $0.value >= 0x2E80 } ?? false }
        mark = before.map { $0 ? "\u{3000}" : " " }.joined() + "^"
    }
}

/// What a draft comes to: its scenarios, and what it changes of the pack in force.
struct DraftFindings {
    var report: String?
    /// Nil where no pack is in force.
    var changes: ChangeFindings?
    var compared: String
    var lines: [Line]
    var hasLines: Bool

    /// A line of the difference.
    struct Line {
        var change: String
        var sign: String
        var word: String?
        var text: String
    }

    init(_ draft: Draft, words: Catalogue) {
        report = draft.scenarioReport?[words.language]
        changes = draft.changes.map {
            ChangeFindings($0, comparedWith: draft.inForce?.name.version ?? "", words: words)
        }
        compared =
            draft.inForce.map { words("propose.compared", ["version": $0.name.version]) } ?? words("propose.first")
        lines = draft.inForce == nil ? [] : DraftFindings.excerpt(draft.difference, words: words)
        hasLines = !lines.isEmpty
    }

    /// The lines that change, with two around each.
    private static func excerpt(_ difference: [LineDifference], words: Catalogue) -> [Line] {
        let changed = difference.indices.filter { difference[$0].change != .kept }
        let shown = Set(changed.flatMap { max(0, $0 - 2)...min(difference.count - 1, $0 + 2) })
        var lines: [Line] = []
        var last = -1
        for index in shown.sorted() {
            if index > last + 1 { lines.append(Line(change: "gap", sign: "", text: "⋯")) }
            last = index
            let (change, text) = (difference[index].change, difference[index].text)
            let sign = change == .added ? "+" : change == .removed ? "−" : " "
            let word = change == .kept ? nil : words("propose.line_\(change.rawValue)")
            lines.append(Line(change: change.rawValue, sign: sign, word: word, text: text))
        }
        return lines
    }
}
