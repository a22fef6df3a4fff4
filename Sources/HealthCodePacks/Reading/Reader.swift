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

    /// Notes a mistake at a node, in English and in Chinese.
    mutating func note(_ message: String, zh chinese: String, at node: Node) {
        note(message, zh: chinese, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// Notes a mistake at a place in the file.
    mutating func note(_ message: String, zh chinese: String, line: Int, column: Int) {
        let text = LocalizedText(simplifiedChinese: chinese, english: message)
        let mistake = Mistake(file: file, line: line, column: column, text: text)
        if !mistakes.contains(mistake) { mistakes.append(mistake) }
    }

    /// The value that was read, or all the mistakes.
    func finish<Value>(_ value: Value?) throws(Mistakes) -> Value {
        if mistakes.isEmpty, let value { return value }
        let unreadable = Mistake(file: file, line: 1, column: 1, text: unreadableFile)
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
            note(
                "\(subject) is written as 'word: value' lines, not as \(sort(of: node)[.english])",
                zh: "这里要写成“词: 值”这样的几行，不能是\(sort(of: node)[.simplifiedChinese])", at: node)
            return nil
        }
        var fields = Fields(node: node, subject: subject)
        for (key, value) in mapping {
            guard let word = key.string else {
                note("a word is expected before the colon", zh: "冒号前面要有一个词", at: key)
                continue
            }
            guard words.contains(word) else {
                noteUnknown("word", word, of: words, in: subject, at: key)
                fields.hasUnknownWords = true
                continue
            }
            fields.values[word] = value
        }
        return fields
    }

    /// The entry of a word that may not be left out.
    mutating func required(_ word: String, in fields: Fields) -> Node? {
        if fields[word] == nil { noteMissing("\(fields.subject) needs '\(word)'", zh: "这里缺少“\(word)”", in: fields) }
        return fields[word]
    }

    /// Notes that something is missing from a mapping, unless a misspelt word explains it.
    mutating func noteMissing(_ message: String, zh chinese: String, in fields: Fields) {
        if !fields.hasUnknownWords { note(message, zh: chinese, at: fields.node) }
    }

    /// The elements of a list of at least one; one value alone stands for a list of it.
    mutating func elements(_ node: Node, of subject: String) -> [Node] {
        guard let sequence = node.sequence else { return [node] }
        if sequence.isEmpty {
            note("\(subject) is an empty list; name at least one", zh: "这个列表是空的，至少要写一项", at: node)
        }
        return Array(sequence)
    }

    /// The text of a scalar.
    mutating func text(_ node: Node, of subject: String) -> String? {
        guard let text = node.scalar?.string else {
            note(
                "\(subject) is one value, not \(sort(of: node)[.english])",
                zh: "这里只能写一个值，不能是\(sort(of: node)[.simplifiedChinese])", at: node)
            return nil
        }
        if text.allSatisfy(\.isWhitespace) {
            note("\(subject) is empty", zh: "这里是空的，请填写", at: node)
            return nil
        }
        return text
    }

    /// One of a closed set of words.
    mutating func word<Value>(_ node: Node, of subject: String, among choices: [(String, Value)]) -> Value? {
        guard let text = text(node, of: "the \(subject)") else { return nil }
        if let choice = choices.first(where: { $0.0 == text }) { return choice.1 }
        noteUnknown(subject, text, of: choices.map(\.0), in: nil, at: node)
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

    private mutating func noteUnknown(
        _ sort: String, _ word: String, of choices: [String], in subject: String?, at node: Node
    ) {
        let place = subject.map { " in \($0)" } ?? ""
        if let nearest = nearestWord(to: word, among: choices) {
            note(
                "unknown \(sort) '\(word)'\(place); did you mean '\(nearest)'?",
                zh: "这里没有“\(word)”这个词；是不是要写“\(nearest)”？", at: node)
        } else {
            note(
                "unknown \(sort) '\(word)'\(place); it can be \(listed(choices))",
                zh: "这里没有“\(word)”这个词；可以写：\(listedInChinese(choices))", at: node)
        }
    }

    private func sort(of node: Node) -> LocalizedText {
        if node.mapping != nil { return LocalizedText(simplifiedChinese: "“词: 值”的几行", english: "'word: value' lines") }
        if node.sequence != nil { return LocalizedText(simplifiedChinese: "列表", english: "a list") }
        let whole = node.scalar?.string ?? ""
        // A file that is no pack at all is one long value.
        let value = whole.count > 60 ? whole.prefix(60) + "…" : whole
        return LocalizedText(simplifiedChinese: "一个值“\(value)”", english: "the single value '\(value)'")
    }
}

/// What is said of a file that cannot be read at all.
let unreadableFile = LocalizedText(simplifiedChinese: "读不了这个文件", english: "the file cannot be read")
