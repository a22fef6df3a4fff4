import HealthCodeCore
import Yams

/// What a pack says, as texts by the words that lead to them: `service.corrections` is `1`.
struct PackText {
    /// All but the rules, in the order of the file.
    var options: [(path: String, text: String)] = []
    /// Of each rule by its id, what each word says.
    var rules: [String: [(word: String, text: String)]] = [:]

    init(_ pack: Pack) {
        var reader = Reader(file: "")
        for (key, value) in reader.root(of: pack.source)?.mapping ?? [:] {
            guard let word = key.string else { continue }
            if word == "rules" {
                readRules(value)
            } else {
                read(value, at: word)
            }
        }
    }

    private mutating func readRules(_ node: Node) {
        for rule in node.sequence ?? [] {
            guard let id = rule.mapping?["id"]?.string else { continue }
            rules[id] = (rule.mapping ?? [:]).compactMap { key, value in
                guard let word = key.string, word != "id" else { return nil }
                return (word, value.flowText)
            }
        }
    }

    /// Goes down to what is one value or a list; entries of a list that have an id are led to by it.
    private mutating func read(_ node: Node, at path: String) {
        if let mapping = node.mapping {
            for (key, value) in mapping { read(value, at: "\(path).\(key.string ?? "")") }
        } else if let sequence = node.sequence, sequence.contains(where: { $0.name != nil }) {
            for (index, entry) in sequence.enumerated() { read(entry, at: "\(path).\(entry.name ?? "\(index + 1)")") }
        } else {
            options.append((path, node.flowText))
        }
    }

    /// What differs beside the rules: in the order of the first, then what only the second says.
    static func changes(from old: PackText, to new: PackText) -> [PackDifference.Change] {
        changes(from: old.options.map { ($0.path, $0.text) }, to: new.options.map { ($0.path, $0.text) })
    }

    /// What differs between two lists of texts by their paths.
    static func changes(
        from old: [(String, String)], to new: [(String, String)]
    ) -> [PackDifference.Change] {
        let (before, after) = (Dictionary(old) { first, _ in first }, Dictionary(new) { first, _ in first })
        let paths = old.map(\.0) + new.map(\.0).filter { before[$0] == nil }
        return paths.filter { before[$0] != after[$0] }.map {
            PackDifference.Change(path: $0, before: before[$0], after: after[$0])
        }
    }
}

extension Node {
    /// The value on one line, as a pack could write it: `{record: close_contact, for: 14d}`.
    var flowText: String {
        switch self {
        case .scalar(let scalar): scalar.string
        case .sequence(let sequence): "[" + sequence.map(\.flowText).joined(separator: ", ") + "]"
        case .mapping(let mapping):
            "{" + mapping.map { "\($0.flowText): \($1.flowText)" }.joined(separator: ", ") + "}"
        case .alias: ""
        }
    }

    /// The name of an entry of a list, by the word that names such entries.
    fileprivate var name: String? {
        ["id", "kind", "question", "by"].lazy.compactMap { mapping?[$0]?.string }.first
    }
}
