/// One mistake in a file that a person wrote: where it is, and what would be right.
public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int
    /// What is wrong, and where it can be said, what would be right.
    public var message: String

    /// Makes a mistake.
    public init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

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
