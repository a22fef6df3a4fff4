public import HealthCodeCore

/// One mistake in a file that a person wrote: where it is, and what would be right.
public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int
    /// What is wrong, and where it can be said, what would be right.
    public var text: LocalizedText

    /// Makes a mistake.
    public init(file: String, line: Int, column: Int, text: LocalizedText) {
        self.file = file
        self.line = line
        self.column = column
        self.text = text
    }

    /// Makes a mistake of a file that only commands read, which speak English.
    public init(file: String, line: Int, column: Int, message: String) {
        let text = LocalizedText(simplifiedChinese: message, english: message)
        self.init(file: file, line: line, column: column, text: text)
    }

    /// What is wrong, in English, as commands say it.
    public var message: String { text[.english] }

    /// `pack.yaml:12:5: unknown word 'recrod'; did you mean 'record'?`
    public var description: String {
        "\(file):\(line):\(column): \(message)"
    }
}

/// All the mistakes of one file at once, in the order of the file, so that it can be mended in one go.
public struct Mistakes: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    public var list: [Mistake]

    /// Makes the error of these mistakes, sorted by their place in the file.
    public init(_ list: [Mistake]) {
        self.list = list.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// One mistake a line.
    public var description: String {
        list.map(\.description).joined(separator: "\n")
    }
}
