import FoundationEssentials

extension PackDifference {
    /// The difference as one JSON object.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension PackDifference {
    /// The difference as plain text: rules, options, people.
    public var text: String {
        var lines = ["\(before)  →  \(after)"]
        if isEmpty { return (lines + ["", "Nothing differs."]).joined(separator: "\n") }
        if !rules.isEmpty { lines += ["", "Rules"] + rules.flatMap { PackDifference.lines(of: $0) } }
        if !options.isEmpty { lines += ["", "Options"] + options.flatMap { PackDifference.lines($0, indent: "  ") } }
        lines += ["", "People of the scenarios"]
        for person in people {
            let cites = person.cites.joined(separator: ", ")
            lines.append("  \(person.person)\(cites.isEmpty ? "" : "  (\(cites))")")
            lines += person.instants.map { "      \($0.at)  \($0.before) → \($0.after)" }
        }
        return (lines + ["  \(summary)"]).joined(separator: "\n")
    }

    private var summary: String {
        let another = peopleByAnotherRule == 0 ? "" : ", \(peopleByAnotherRule) the same one by another rule"
        return people.isEmpty
            ? "none of \(peopleTried) has another colour\(another)"
            : "\(people.count) of \(peopleTried) have another colour\(another)"
    }

    private static func lines(of change: RuleChange) -> [String] {
        let (before, after) = (change.placeBefore ?? 0, change.placeAfter ?? 0)
        let words = change.words.flatMap { lines($0, indent: "      ") }
        switch change.sort {
        case .added: return ["  + \(change.rule)  added as number \(after)"] + words
        case .removed: return ["  - \(change.rule)  removed, was number \(before)"] + words
        case .moved: return ["  ↕ \(change.rule)  moved from number \(before) to \(after)"]
        case .changed:
            let place = before == after ? "" : ", was number \(before), is \(after)"
            return ["  ~ \(change.rule)  changed\(place)"] + words
        }
    }

    /// One line where it is short enough to be read, else two.
    private static func lines(_ change: Change, indent: String) -> [String] {
        guard let before = change.before else { return ["\(indent)\(change.path): \(change.after ?? "")"] }
        guard let after = change.after else { return ["\(indent)\(change.path): \(before)  (no longer said)"] }
        if before.count + after.count < 60 { return ["\(indent)\(change.path): \(before) → \(after)"] }
        return ["\(indent)\(change.path)", "\(indent)    before: \(before)", "\(indent)    after:  \(after)"]
    }
}
