import HealthCodeCore
import Yams

/// The words with which a pack says when a rule holds.
enum ConditionWords {
    /// Exactly one of them begins a condition.
    static let heads = PatternWords.subjects + ["no-record", "residence", "dated", "all", "any", "not"]
    /// What is said of a region in which somebody lives.
    static let residence = ["in", "not-in", "risk", "closed", "linger"]
    /// When the span of a fact begins and ends.
    static let spans = ["from", "after", "for", "within", "until", "linger"]

    /// The words that may stand beside a head, apart from `unless`.
    static func beside(_ head: String) -> [String] {
        switch head {
        case "record", "declared": PatternWords.demands + spans
        case "clean-checkins": PatternWords.rowDemands + ["for", "within", "after", "until"]
        case "negative-tests": PatternWords.testRowDemands + ["for", "within", "after", "until"]
        case "no-record": PatternWords.demands + ["for"]
        default: []
        }
    }
}

extension Reader {
    /// When a rule holds: `always`, or a mapping that begins with one of the heads.
    mutating func condition(_ node: Node) -> Condition? {
        if node.scalar?.string == "always" { return .always }
        let known = ConditionWords.heads + PatternWords.demands + ConditionWords.spans + ["unless"]
        guard node.mapping != nil, let fields = fields(node, of: "a condition", words: known) else {
            _ = node.mapping == nil ? word(node, of: "condition", among: [("always", ())]) : nil
            return nil
        }
        let heads = ConditionWords.heads.filter { fields[$0] != nil }
        guard let head = heads.first, let value = fields[head] else {
            noteMissing(
                "a condition begins with \(listed(ConditionWords.heads)), or is 'always'",
                zh: "条件要以 \(listedInChinese(ConditionWords.heads)) 之一开头，或者写 always", in: fields)
            return nil
        }
        if heads.count > 1 {
            note(
                "\(listed(heads)): only one of them can begin a condition; join them by 'any' or 'all'",
                zh: "\(listedInChinese(heads)) 只能有一个开头；请用 any（任一）或 all（全部）连起来", at: node)
        }
        refuseWords(of: fields, beside: heads)
        let condition = condition(head, value, fields)
        guard let node = fields["unless"] else { return condition }
        guard let exception = self.condition(node), let condition else { return nil }
        return .unless(condition, exception)
    }

    private mutating func condition(_ head: String, _ value: Node, _ fields: Fields) -> Condition? {
        switch head {
        case "no-record": lapse(value, fields)
        case "residence": residence(value)
        case "dated": dated(value)
        case "all": conditions(value, of: head).map { .all($0) }
        case "any": conditions(value, of: head).map { .any($0) }
        case "not": condition(value).map { .not($0) }
        default: spans(fields).map { .facts($0) }
        }
    }

    private mutating func refuseWords(of fields: Fields, beside heads: [String]) {
        let fitting = heads.flatMap(ConditionWords.beside) + heads + ["unless"]
        for word in fields.allWords where !fitting.contains(word.text) {
            note(
                "'\(word.text)' cannot stand beside '\(heads[0])'", zh: "“\(word.text)”不能和“\(heads[0])”写在一起",
                at: word.node)
        }
    }

    private mutating func conditions(_ node: Node, of word: String) -> [Condition]? {
        guard let sequence = node.sequence, !sequence.isEmpty else {
            note("'\(word)' is a list of at least one condition", zh: "“\(word)”是一个列表，至少要有一个条件", at: node)
            return nil
        }
        let conditions = sequence.map { condition($0) }
        return conditions.contains(nil) ? nil : conditions.compactMap(\.self)
    }

    private mutating func residence(_ node: Node) -> Condition? {
        guard let fields = fields(node, of: "'residence'", words: ConditionWords.residence) else {
            return nil
        }
        if fields.values.keys.allSatisfy({ $0 == "linger" }) {
            noteMissing(
                "'residence' needs one of in, not-in, risk or closed", zh: "“residence”至少要写 in、not-in、risk、closed 中的一个",
                in: fields)
        }
        let linger = fields["linger"].flatMap { span($0, of: "linger") }
        return place(fields).map { .residence($0, linger: linger) }
    }

    private mutating func dated(_ node: Node) -> Condition? {
        guard let fields = fields(node, of: "'dated'", words: ["from", "until"]) else { return nil }
        if fields.values.isEmpty {
            noteMissing("'dated' needs 'from', 'until' or both", zh: "“dated”要写“from”“until”或者两个都写", in: fields)
        }
        let from = fields["from"].map { instant($0, of: "from") } ?? .distantPast
        let until = fields["until"].map { instant($0, of: "until") } ?? .distantFuture
        guard let from, let until else { return nil }
        if from >= until { note("'until' must be later than 'from'", zh: "“until”要晚于“from”", at: node) }
        return .dated(from: from, until: until)
    }

    private mutating func lapse(_ node: Node, _ fields: Fields) -> Condition? {
        let kinds = words(node, of: "kind", among: PatternWords.kinds)
        let demands = self.demands(fields, of: kinds)
        guard let length = required("for", in: fields).flatMap({ span($0, of: "for") }), !kinds.isEmpty else {
            return nil
        }
        return .lapse(of: FactPattern(.kinds(FactKinds(kinds)), demands), for: length)
    }

    private mutating func spans(_ fields: Fields) -> FactSpans? {
        guard let pattern = pattern(fields) else { return nil }
        var spans = FactSpans(pattern, anchor: anchor(fields, of: pattern))
        if let node = fields["after"] { spans.after = span(node, of: "after") }
        if let node = fields["for"] { spans.length = span(node, of: "for") }
        if let node = fields["within"] {
            if fields["for"] != nil {
                note("'for' and 'within' say the same; write one of them", zh: "“for”和“within”意思相同，只写一个", at: node)
            }
            spans.length = span(node, of: "within")
        }
        if let node = fields["until"] {
            for element in elements(node, of: "'until'") {
                if let ender = ender(element) { spans.until.append(ender) }
            }
        }
        if let node = fields["linger"] {
            if let event = pattern.event {
                note(
                    "'linger' needs something that lasts; \(event) only happens",
                    zh: "“linger”只用于持续的情况；\(event) 只是发生一次", at: node)
            }
            spans.linger = span(node, of: "linger")
        }
        return spans
    }

    /// What ends a span: the name of a kind, or a pattern with `at-least`.
    private mutating func ender(_ node: Node) -> Ender? {
        let ender: Ender
        if node.mapping == nil {
            guard let kind = word(node, of: "kind", among: PatternWords.kinds) else { return nil }
            ender = Ender(FactPattern(.kinds(FactKinds([kind]))))
        } else {
            guard let fields = fields(node, of: "an entry of 'until'", words: PatternWords.ender),
                let pattern = pattern(fields)
            else { return nil }
            ender = Ender(pattern, atLeast: fields["at-least"].flatMap { distance($0, of: "at-least") })
        }
        if let state = ender.pattern.state {
            note(
                "\(state) lasts; only something that happens, such as excluded, can end a span",
                zh: "\(state) 是持续的情况；能让一段时间结束的只有发生一次的事，例如 excluded", at: node)
            return nil
        }
        return ender
    }
}
