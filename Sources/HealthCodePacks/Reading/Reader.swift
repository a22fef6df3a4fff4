import HealthCodeCore
import Yams

/// Reads one YAML file that a person wrote, and collects every mistake on the way instead of stopping at the first.
///
/// Each reading operation answers nil where it noted a mistake, so that a caller can go on with the rest of the file.
struct Reader {
    /// The file's name, for mistakes.
    let file: String
    /// What is wrong so far.
    private(set) var mistakes: [Mistake] = []
    /// The civil time in which an instant without an offset is read; nil until the pack has said it.
    var offset: UTCOffset?
    /// The lists of regions that a pack gives a name.
    var regionLists: [String: [RegionCode]] = [:]

    /// Starts reading a file.
    init(file: String, offset: UTCOffset? = nil) {
        self.file = file
        self.offset = offset
    }

    /// Notes a mistake at a node.
    mutating func note(_ message: String, at node: Node) {
        note(message, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// Notes a mistake at a place in the file.
    mutating func note(_ message: String, line: Int, column: Int) {
        let mistake = Mistake(file: file, line: line, column: column, message: message)
        if !mistakes.contains(mistake) { mistakes.append(mistake) }
    }

    /// The value that was read, or all the mistakes.
    func finish<Value>(_ value: Value?) throws(Mistakes) -> Value {
        if mistakes.isEmpty, let value { return value }
        let unreadable = Mistake(file: file, line: 1, column: 1, message: "the file cannot be read")
        throw Mistakes(mistakes.isEmpty ? [unreadable] : mistakes)
    }
}

/// The entries of a mapping, by their words, together with where the mapping itself stands.
struct Fields {
    /// The mapping.
    let node: Node
    /// What the mapping is, for mistakes: `a rule`.
    let subject: String
    /// The entries with a known word.
    fileprivate(set) var values: [String: Node] = [:]
    /// Whether there are entries with an unknown word. A word that is missing is then most likely one of them,
    /// misspelt, and is not asked for a second time.
    fileprivate(set) var hasUnknownWords = false

    subscript(word: String) -> Node? { values[word] }

    /// The known words in the order of the file.
    var allWords: [(text: String, node: Node)] {
        (node.mapping ?? [:]).compactMap { key, _ in
            guard let text = key.string, values[text] != nil else { return nil }
            return (text, key)
        }
    }
}

extension Reader {
    /// The entries of a mapping, of which each must be one of these words.
    mutating func fields(_ node: Node, of subject: String, words: [String]) -> Fields? {
        guard let mapping = node.mapping else {
            note("\(subject) is written as 'word: value' lines, not as \(sort(of: node))", at: node)
            return nil
        }
        var fields = Fields(node: node, subject: subject)
        for (key, value) in mapping {
            guard let word = key.string else {
                note("a word is expected before the colon", at: key)
                continue
            }
            guard words.contains(word) else {
                note(unknown("word", word, of: words, in: subject), at: key)
                fields.hasUnknownWords = true
                continue
            }
            fields.values[word] = value
        }
        return fields
    }

    /// The entry of a word that may not be left out.
    mutating func required(_ word: String, in fields: Fields) -> Node? {
        if fields[word] == nil { noteMissing("\(fields.subject) needs '\(word)'", in: fields) }
        return fields[word]
    }

    /// Notes that something is missing from a mapping, unless a misspelt word explains it.
    mutating func noteMissing(_ message: String, in fields: Fields) {
        if !fields.hasUnknownWords { note(message, at: fields.node) }
    }

    /// The elements of a list of at least one; one value alone stands for a list of it.
    mutating func elements(_ node: Node, of subject: String) -> [Node] {
        guard let sequence = node.sequence else { return [node] }
        if sequence.isEmpty { note("\(subject) is an empty list; name at least one", at: node) }
        return Array(sequence)
    }

    /// The text of a scalar.
    mutating func text(_ node: Node, of subject: String) -> String? {
        guard let text = node.scalar?.string else {
            note("\(subject) is one value, not \(sort(of: node))", at: node)
            return nil
        }
        if text.allSatisfy(\.isWhitespace) {
            note("\(subject) is empty", at: node)
            return nil
        }
        return text
    }

    /// One of a closed set of words.
    mutating func word<Value>(_ node: Node, of subject: String, among choices: [(String, Value)]) -> Value? {
        guard let text = text(node, of: "the \(subject)") else { return nil }
        if let choice = choices.first(where: { $0.0 == text }) { return choice.1 }
        note(unknown(subject, text, of: choices.map(\.0), in: nil), at: node)
        return nil
    }

    /// One or more of a closed set of words.
    mutating func words<Value>(_ node: Node, of subject: String, among choices: [(String, Value)]) -> [Value] {
        var values: [Value] = []
        for element in elements(node, of: "'\(subject)'") {
            if let value = word(element, of: subject, among: choices) { values.append(value) }
        }
        return values
    }

    private func unknown(_ sort: String, _ word: String, of choices: [String], in subject: String?) -> String {
        let place = subject.map { " in \($0)" } ?? ""
        if let nearest = nearestWord(to: word, among: choices) {
            return "unknown \(sort) '\(word)'\(place); did you mean '\(nearest)'?"
        }
        return "unknown \(sort) '\(word)'\(place); it can be \(listed(choices))"
    }

    private func sort(of node: Node) -> String {
        if node.mapping != nil { return "'word: value' lines" }
        if node.sequence != nil { return "a list" }
        return "the single value '\(node.scalar?.string ?? "")'"
    }
}
