import HealthCodeCredential

extension CBOR {
    /// Diagnostic notation (RFC 8949 section 8), as far as appendix A needs it.
    var diagnostic: String {
        switch self {
        case .unsigned(let value): String(value)
        case .negative(let value): value == .max ? "-18446744073709551616" : "-\(value + 1)"
        case .bytes(let bytes): "h'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        case .text(let text): JSON.string(text).text
        case .array(let items): "[" + items.map(\.diagnostic).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { $0.key.diagnostic + ": " + $0.value.diagnostic }.joined(separator: ", ") + "}"
        case .tagged(let tag, let item): "\(tag)(\(item.diagnostic))"
        case .bool(let value): String(value)
        case .null: "null"
        case .undefined: "undefined"
        case .simple(let value): "simple(\(value))"
        case .float(let value):
            value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
        }
    }

    /// Whether this is what a decoded JSON value says; nil where JSON cannot say it.
    func matches(_ json: JSON) -> Bool {
        switch (self, json) {
        case (.unsigned, .integer(let value)), (.negative, .integer(let value)): integer == value
        case (.unsigned(let value), .number(let number)): Double(value) == number
        case (.negative(let value), .number(let number)): -1 - Double(value) == number
        case (.float(let value), .number(let number)): value == number
        case (.float(let value), .integer(let number)): value == Double(number)
        case (.bool(let value), .bool(let other)): value == other
        case (.null, .null): true
        case (.text(let text), .string(let other)): text.utf8.elementsEqual(other.utf8)
        case (.array(let items), .array(let others)):
            items.count == others.count && zip(items, others).allSatisfy { $0.matches($1) }
        case (.map(let entries), .object(let members)):
            entries.count == members.count
                && zip(entries, members).allSatisfy { $0.key.matches(.string($1.name)) && $0.value.matches($1.value) }
        case (.tagged(2, .bytes(let bytes)), .number(let number)):
            bytes.reduce(0) { $0 * 256 + Double($1) } == number
        case (.tagged(3, .bytes(let bytes)), .number(let number)):
            -1 - bytes.reduce(0) { $0 * 256 + Double($1) } == number
        default: false
        }
    }
}
