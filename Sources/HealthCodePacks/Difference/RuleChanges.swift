import HealthCodeCore

extension PackDifference {
    /// What became of the rules: by their ids, since that is what they are called in reports and logs.
    static func ruleChanges(
        from old: Policy, _ oldText: PackText, to new: Policy, _ newText: PackText
    ) -> [RuleChange] {
        let (before, after) = (old.rules.map(\.id), new.rules.map(\.id))
        let settled = Set(longestCommonOrder(before, after))
        var changes: [RuleChange] = []
        for (index, id) in before.enumerated() where !after.contains(id) {
            let words = PackText.changes(from: oldText.rules[id] ?? [], to: [])
            changes.append(RuleChange(rule: id, sort: .removed, placeBefore: index + 1, placeAfter: nil, words: words))
        }
        for (index, rule) in new.rules.enumerated() {
            guard let place = before.firstIndex(of: rule.id) else {
                let words = PackText.changes(from: [], to: newText.rules[rule.id] ?? [])
                changes.append(
                    RuleChange(rule: rule.id, sort: .added, placeBefore: nil, placeAfter: index + 1, words: words))
                continue
            }
            let words = words(from: old.rules[place], oldText, to: rule, newText)
            guard !words.isEmpty || !settled.contains(rule.id) else { continue }
            changes.append(
                RuleChange(
                    rule: rule.id, sort: words.isEmpty ? .moved : .changed, placeBefore: place + 1,
                    placeAfter: index + 1, words: words))
        }
        return changes
    }

    /// What a rule says otherwise; one that is only written otherwise says the same.
    private static func words(
        from old: Rule, _ oldText: PackText, to new: Rule, _ newText: PackText
    ) -> [Change] {
        if old == new { return [] }
        var changes = PackText.changes(from: oldText.rules[old.id] ?? [], to: newText.rules[new.id] ?? [])
        if old.condition == new.condition {
            changes.removeAll { $0.path == "when" }
        } else if !changes.contains(where: { $0.path == "when" }) {
            // The same words, of which a name of regions now stands for others.
            let text = oldText.rules[old.id]?.first { $0.word == "when" }?.text
            changes.append(Change(path: "when", before: text, after: text.map { $0 + ", of other 'regions'" }))
        }
        return changes
    }

    /// The longest list of names that stand in the same order in both; who is not in it has moved.
    private static func longestCommonOrder(_ left: [String], _ right: [String]) -> [String] {
        var best = [[[String]]](repeating: Array(repeating: [], count: right.count + 1), count: left.count + 1)
        for row in left.indices {
            for column in right.indices {
                if left[row] == right[column] {
                    best[row + 1][column + 1] = best[row][column] + [left[row]]
                } else {
                    let (above, beside) = (best[row][column + 1], best[row + 1][column])
                    best[row + 1][column + 1] = above.count >= beside.count ? above : beside
                }
            }
        }
        return best[left.count][right.count]
    }
}
