public import HealthCodeCore
import Yams

extension Scenarios {
    /// Reads the scenarios of a pack from their YAML text.
    ///
    /// The format is documented in docs/jurisdiction-packs.md.
    /// - Parameter load: reads the packs that a file names in `together-with`, by their paths.
    /// - Throws: all mistakes at once, each with its line and column; a rule that no pack has is one.
    public init(
        yaml: String, file: String = "scenarios.yaml", of policy: Policy,
        load: (String) throws(Mistakes) -> Policy = { _ throws(Mistakes) in throw Mistakes([]) }
    ) throws(Mistakes) {
        var reader = Reader(file: file, offset: policy.offset)
        let scenarios = reader.root(of: yaml).flatMap { reader.scenarios($0, of: policy, load) }
        self = try reader.finish(scenarios)
    }
}

/// The words of a file of scenarios.
enum ScenarioWords {
    static let file = ["together-with", "notices", "sentences"]
    static let sentence = ["cites", "says", "notices", "matches", "near-misses"]
    static let person = ["person", "lives-in", "facts", "expect"]
    static let expectation = ["at", "colour", "rule"]
}

extension Reader {
    fileprivate mutating func scenarios(
        _ root: Node, of policy: Policy, _ load: (String) throws(Mistakes) -> Policy
    ) -> Scenarios? {
        guard let fields = fields(root, of: "a file of scenarios", words: ScenarioWords.file) else { return nil }
        let others = fields["together-with"].map { packs($0, load) } ?? []
        let rules = ([policy] + others).flatMap { $0.rules.map(\.id) }
        let notices = notices(fields["notices"])
        guard let node = required("sentences", in: fields) else { return nil }
        let sentences = list(node, of: "sentences").compactMap { sentence($0, notices, rules) }
        return Scenarios(others: others, sentences: sentences)
    }

    /// The packs that are in force as well.
    private mutating func packs(_ node: Node, _ load: (String) throws(Mistakes) -> Policy) -> [Policy] {
        var packs: [Policy] = []
        for element in elements(node, of: "'together-with'") {
            guard let path = text(element, of: "'together-with'") else { continue }
            do throws(Mistakes) {
                packs.append(try load(path))
            } catch {
                let why = error.list.first.map { ": \($0)" } ?? ""
                note("there is no pack '\(path)' to be read\(why)", zh: "读不到规则包“\(path)”\(why)", at: element)
            }
        }
        return packs
    }

    private mutating func sentence(_ node: Node, _ notices: [RegionNotice], _ rules: [String]) -> Scenarios.Sentence? {
        guard let fields = fields(node, of: "a sentence", words: ScenarioWords.sentence) else { return nil }
        let cites = fields["cites"].map { elements($0, of: "'cites'").compactMap { text($0, of: "'cites'") } } ?? []
        let notices = notices + self.notices(fields["notices"])
        var people: [Scenario] = []
        for (word, matches) in [("matches", true), ("near-misses", false)] {
            guard let node = fields[word] else { continue }
            people += list(node, of: word).compactMap { scenario($0, matches: matches, notices, rules) }
        }
        if fields["matches"] == nil {
            noteMissing(
                "a sentence needs people to whom it applies, in 'matches'", zh: "每一句都要在“matches”里写出它适用的人", in: fields)
        }
        guard let says = required("says", in: fields).flatMap({ text($0, of: "'says'") }) else { return nil }
        return Scenarios.Sentence(cites: cites, says: says, people: people)
    }

    private mutating func scenario(
        _ node: Node, matches: Bool, _ notices: [RegionNotice], _ rules: [String]
    ) -> Scenario? {
        guard let fields = fields(node, of: "a person", words: ScenarioWords.person) else { return nil }
        let person = required("person", in: fields).flatMap { text($0, of: "'person'") }
        let home = required("lives-in", in: fields).flatMap { region($0, of: "lives-in") }
        let facts = fields["facts"].map { list($0, of: "facts").flatMap { self.facts($0) } } ?? []
        let expect = required("expect", in: fields).map { list($0, of: "expect").compactMap { expectation($0, rules) } }
        guard let person, let home, let expect else { return nil }
        return Scenario(
            person: person, matches: matches, home: home, facts: facts, notices: notices, expectations: expect)
    }

    private mutating func expectation(_ node: Node, _ rules: [String]) -> Scenario.Expectation? {
        guard let fields = fields(node, of: "an expectation", words: ScenarioWords.expectation) else { return nil }
        let colours: [(String, Colour?)] = Colour.allCases.map { ($0.rawValue, $0) } + [("none", nil)]
        let at = required("at", in: fields).flatMap { instant($0, of: "at") }
        let colour = required("colour", in: fields).flatMap { word($0, of: "colour", among: colours) }
        let rule = fields["rule"].flatMap { word($0, of: "rule", among: rules.map { ($0, $0) }) }
        guard let at, let colour else { return nil }
        return Scenario.Expectation(at: at, colour: colour, rule: rule, line: node.mark?.line ?? 1)
    }

    private mutating func list(_ node: Node, of word: String) -> [Node] {
        guard let sequence = node.sequence else {
            note("'\(word)' is a list", zh: "“\(word)”是一个列表", at: node)
            return []
        }
        return Array(sequence)
    }

    /// Risk levels and closed management of regions.
    private mutating func notices(_ node: Node?) -> [RegionNotice] {
        guard let node else { return [] }
        return list(node, of: "notices").compactMap { notice($0) }
    }
}
