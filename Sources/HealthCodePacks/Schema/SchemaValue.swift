/// A JSON value whose entries keep their order, so that a schema is written the same every time.
indirect enum SchemaValue: Sendable {
    case object([(String, SchemaValue)])
    case array([SchemaValue])
    case text(String)
    case truth(Bool)
    case number(Int)

    /// The value as JSON, indented by two spaces a level.
    func written(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .object(let entries) where entries.isEmpty: return "{}"
        case .object(let entries):
            let lines = entries.map { "\(inner)\(quoted($0)): \($1.written(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let elements):
            if elements.allSatisfy(\.isPlain) {
                return "[" + elements.map { $0.written() }.joined(separator: ", ") + "]"
            }
            return "[\n" + elements.map { inner + $0.written(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .text(let text): return quoted(text)
        case .truth(let truth): return truth ? "true" : "false"
        case .number(let number): return String(number)
        }
    }

    private var isPlain: Bool {
        switch self {
        case .object, .array: false
        case .text, .truth, .number: true
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// The shapes of which the schemas are made (JSON Schema, draft 7, which editors know best).
extension SchemaValue {
    static func reference(_ name: String) -> SchemaValue { .object([("$ref", .text("#/definitions/\(name)"))]) }

    static func oneOf(_ words: [String]) -> SchemaValue {
        .object([("enum", .array(words.map { .text($0) }))])
    }

    static func either(_ shapes: SchemaValue...) -> SchemaValue { .object([("anyOf", .array(shapes))]) }

    static func list(_ element: SchemaValue) -> SchemaValue {
        .object([("type", .text("array")), ("minItems", .number(1)), ("items", element)])
    }

    /// One, or a list of at least one.
    static func some(_ element: SchemaValue) -> SchemaValue { either(element, list(element)) }

    static func matching(_ pattern: String, orNumber: Bool = false) -> SchemaValue {
        let types: SchemaValue = orNumber ? .array([.text("string"), .text("number")]) : .text("string")
        return .object([("type", types), ("pattern", .text(pattern))])
    }

    /// Lines of these words and of no other; a word without a shape may say anything.
    static func lines(
        _ words: [String], _ shapes: [String: SchemaValue], needs: [String] = []
    ) -> SchemaValue {
        var entries: [(String, SchemaValue)] = [("type", .text("object")), ("additionalProperties", .truth(false))]
        if !needs.isEmpty { entries.append(("required", .array(needs.map { .text($0) }))) }
        entries.append(("properties", .object(words.map { ($0, shapes[$0] ?? .object([])) })))
        return .object(entries)
    }
}
