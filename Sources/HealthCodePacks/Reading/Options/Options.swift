import HealthCodeCore
import Yams

extension Reader {
    /// What the colours mean, what a checkpoint does, and what the service offers.
    mutating func options(_ pack: Fields) -> ServiceOptions? {
        guard let meanings = required("colours", in: pack).flatMap({ self.meanings($0) }) else { return nil }
        var options = ServiceOptions(meanings: meanings)
        if let node = pack["checkpoint"] { readCheckpoint(node, into: &options) }
        if let node = pack["service"] { readService(node, into: &options) }
        if let node = pack["serves"] { readServes(node, into: &options) }
        if let node = pack["declaration"] { readDeclaration(node, into: &options.form) }
        if let node = pack["reviews"] { options.reviews = reviews(node) }
        if let node = pack["recognises"] { options.recognised = entries(node, of: "recognises") { $0.recognised($1) } }
        if let node = pack["travellers"] { options.travel = entries(node, of: "travellers") { $0.journey($1) } }
        return options
    }

    private mutating func readCheckpoint(_ node: Node, into options: inout ServiceOptions) {
        guard let fields = fields(node, of: "'checkpoint'", words: OptionWords.checkpoint) else { return }
        if let node = fields["takes-temperature"], let taken = truth(node, of: "takes-temperature") {
            options.temperatureAtCheckpoint = taken
        }
        if let node = fields["aged-code-passes"], let passes = truth(node, of: "aged-code-passes") {
            options.agedCodePasses = passes
        }
    }

    private mutating func readService(_ node: Node, into options: inout ServiceOptions) {
        guard let fields = fields(node, of: "'service'", words: OptionWords.service) else { return }
        if let node = fields["corrections"], let text = text(node, of: "'corrections'"), text != "any" {
            if let number = Int(text), (0...1_000).contains(number) {
                options.corrections = number
            } else {
                note(
                    "'corrections' is a number of times, such as 1, or 'any', not '\(text)'",
                    zh: "“corrections”是次数，例如 1，或者 any（不限），不能是“\(text)”", at: node)
            }
        }
        if let node = fields["acting-for-others"], let allowed = truth(node, of: "acting-for-others") {
            options.proxies = allowed
        }
        if let node = fields["erasing"], let allowed = truth(node, of: "erasing") { options.isErasable = allowed }
        if let node = fields["daily-check-in"] { options.checkIns = checkIns(node) }
        if let node = fields["colour-due"] { options.due = due(node) }
        if let node = fields["printed-code"], let days = printedCode(node) { options.printedCodeDays = days }
    }

    /// For how many days a printed code is good.
    private mutating func printedCode(_ node: Node) -> Int? {
        guard let text = text(node, of: "'printed-code'") else { return nil }
        if case .civilDays(let days)? = Span(text), (1...Int64(ServiceOptions.longestPrintedCode)).contains(days) {
            return Int(days)
        }
        note(
            "'printed-code' is a number of days, such as '90 days', up to ten years, not '\(text)'",
            zh: "“printed-code”是天数，例如 90 days，最多十年，不能是“\(text)”", at: node)
        return nil
    }

    /// `yes`, `no`, or from when and until when.
    private mutating func checkIns(_ node: Node) -> Interval? {
        if node.mapping == nil { return truth(node, of: "daily-check-in") == true ? .everything : nil }
        guard let fields = fields(node, of: "'daily-check-in'", words: OptionWords.span) else { return nil }
        return interval(fields)
    }

    /// For risk levels, how long after registration or declaration a colour is due.
    private mutating func due(_ node: Node) -> [RiskLevel: Span] {
        let words = RiskLevel.allCases.map(\.rawValue)
        guard let fields = fields(node, of: "'colour-due'", words: words) else { return [:] }
        var due: [RiskLevel: Span] = [:]
        for level in RiskLevel.allCases {
            if let node = fields[level.rawValue] { due[level] = span(node, of: level.rawValue) }
        }
        return due
    }

    private mutating func readServes(_ node: Node, into options: inout ServiceOptions) {
        guard let fields = fields(node, of: "'serves'", words: OptionWords.serves) else { return }
        if let node = fields["people"] {
            options.clientele.groups = Set(words(node, of: "group of people", among: OptionWords.groups))
        }
        if let node = fields["documents"] {
            options.clientele.documents = words(node, of: "document", among: OptionWords.documents)
        }
        options.validity = fields["valid-in"].flatMap { localized($0, of: "valid-in") }
    }

    /// From `from` until `until`, each open where it is left out.
    mutating func interval(_ fields: Fields, from word: String = "from") -> Interval {
        let from = fields[word].flatMap { instant($0, of: word) } ?? .distantPast
        let until = fields["until"].flatMap { instant($0, of: "until") } ?? .distantFuture
        if from >= until, let node = fields["until"] {
            note("'until' must be later than '\(word)'", zh: "“until”要晚于“\(word)”", at: node)
        }
        return Interval(from: from, until: until)
    }

    /// The entries of a list, or none for `none`.
    mutating func entries<Value>(
        _ node: Node, of word: String, _ read: (inout Reader, Node) -> Value?
    ) -> [Value] {
        if node.scalar?.string == "none" { return [] }
        guard let sequence = node.sequence else {
            note("'\(word)' is a list, or 'none'", zh: "“\(word)”是一个列表，或者写 none（没有）", at: node)
            return []
        }
        return sequence.compactMap { read(&self, $0) }
    }
}
