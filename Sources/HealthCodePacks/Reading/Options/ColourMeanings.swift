import HealthCodeCore
import Yams

extension Reader {
    /// The meanings of colours: of grey always, because nobody has a colour before a pack governs.
    mutating func meanings(_ node: Node) -> [Colour: ColourMeaning]? {
        guard let fields = fields(node, of: "'colours'", words: Colour.allCases.map(\.rawValue)) else { return nil }
        _ = required(Colour.grey.rawValue, in: fields)
        var meanings: [Colour: ColourMeaning] = [:]
        for colour in Colour.allCases {
            if let node = fields[colour.rawValue] { meanings[colour] = meaning(node, of: colour.rawValue) }
        }
        return meanings
    }

    /// Notes each colour that a rule gives, or that a code of others counts as, and of which nothing is said.
    mutating func refuseColoursWithoutMeaning(_ rules: [Rule], _ options: ServiceOptions, in pack: Fields) {
        guard let colours = pack["colours"] else { return }
        var given = Set(rules.map(\.colour))
        for code in options.recognised {
            if case .colour(let colour) = code.standing { given.insert(colour) }
        }
        for colour in Colour.allCases where given.contains(colour) && colours.mapping?[colour.rawValue] == nil {
            note(
                "'colours' needs '\(colour.rawValue)', which is given here",
                zh: "“colours”缺少“\(colour.rawValue)”，规则里用到了它", at: colours)
        }
    }

    private mutating func meaning(_ node: Node, of colour: String) -> ColourMeaning? {
        guard let fields = fields(node, of: "the meaning of \(colour)", words: OptionWords.meaning) else { return nil }
        let passages = required("passes", in: fields).map { self.passages($0) }
        let advice = required("advice", in: fields).flatMap { localized($0, of: "advice") }
        guard let passages, let advice else { return nil }
        return ColourMeaning(passages: passages, advice: advice)
    }

    /// `yes`, `no`, or a list of cases.
    private mutating func passages(_ node: Node) -> [Passage] {
        guard let sequence = node.sequence else {
            return truth(node, of: "passes").map { [Passage(isAllowed: $0)] } ?? []
        }
        if sequence.isEmpty { note("'passes' is an empty list; write 'no'", zh: "“passes”的列表是空的；不放行请写 no", at: node) }
        return sequence.compactMap { passage($0) }
    }

    private mutating func passage(_ node: Node) -> Passage? {
        guard let fields = fields(node, of: "a case of 'passes'", words: OptionWords.passage) else { return nil }
        var passage = Passage(
            point: place(fields["point"], of: "point"), home: place(fields["home"], of: "home"),
            tests: tests(fields["test"]))
        guard let allowed = required("allowed", in: fields).flatMap({ truth($0, of: "allowed") }) else { return nil }
        passage.isAllowed = allowed
        if let node = fields["temperature-below"] {
            passage.temperatureLimit = temperature(node, of: "temperature-below")
        }
        for word in ["temperature-below", "test"] where !allowed {
            if let node = fields[word] {
                note("nobody passes here, so '\(word)' asks for nothing", zh: "这里谁都不能通行，“\(word)”没有用处", at: node)
            }
        }
        return passage
    }

    /// What a region is like; any where nothing is said.
    mutating func place(_ node: Node?, of word: String) -> Place {
        guard let node, let fields = fields(node, of: "'\(word)'", words: OptionWords.place) else { return Place() }
        if fields.values.isEmpty {
            noteMissing(
                "'\(word)' needs one of \(listed(OptionWords.place))",
                zh: "“\(word)”要写 \(listedInChinese(OptionWords.place)) 中的一个", in: fields)
        }
        return place(fields) ?? Place()
    }

    /// One test that is asked for, or a list of which any one will do.
    mutating func tests(_ node: Node?) -> [TestDemand] {
        guard let node else { return [] }
        return elements(node, of: "'test'").compactMap { node in
            guard let fields = fields(node, of: "a test", words: OptionWords.test) else { return nil }
            var test = TestDemand()
            if let node = fields["method"] { test.methods = words(node, of: "method", among: FactWords.methods) }
            if let node = fields["result"] { test.results = words(node, of: "result", among: FactWords.results) }
            if let node = fields["within"] { test.age = span(node, of: "within") }
            return test
        }
    }
}
