public import HealthCodeCredential

extension Problem {
    /// `malformedJSON` with the line and the column (in bytes, both from 1) of the byte at fault, and the reason.
    public init(malformed text: String, _ error: JSONError) {
        let before = text.utf8.prefix(error.offset)
        let line = before.count { $0 == 0x0a } + 1
        let column = before.reversed().prefix { $0 != 0x0a }.count + 1
        self.init(
            .malformedJSON,
            parameters: ["line": String(line), "column": String(column), "reason": error.reason])
    }

    /// The text is not even text.
    public static let notUTF8 = Problem(
        .malformedJSON, parameters: ["line": "1", "column": "1", "reason": "the text is not UTF-8"])
}
