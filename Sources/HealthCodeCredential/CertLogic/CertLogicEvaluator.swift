/// Computes an expression over data, within bounds on its work.
struct CertLogicEvaluator {
    /// How much may be computed: operations, and values compared or put into arrays. The published rules need hundreds.
    private var budget = 250_000
    /// How deep a computed value may be nested.
    private static let deepest = 256

    private mutating func spend(_ amount: Int) throws(CertLogicError) {
        guard amount <= budget else { throw CertLogicError("the expression takes more work than allowed") }
        budget -= amount
    }

    /// What a part of an expression gives.
    mutating func value(of node: CertLogic.Node, over data: CertLogicValue) throws(CertLogicError) -> CertLogicValue {
        try spend(1)
        switch node {
        case .literal(let value): return value
        case .variable(let path): return data.at(path)
        case .list(let nodes):
            var items: [CertLogicValue] = []
            for (index, node) in nodes.enumerated() {
                items.append(try operand(node, "\(index)", over: data))
            }
            return try bounded(.array(items))
        case .plusTime(let date, let amount, let unit):
            let value = try operand(date, "plusTime/0", over: data)
            return .dateTime(try Self.time(value, plus: amount, unit))
        case .fragment(let text, let index):
            return try Self.fragment(of: try operand(text, "extractFromUVCI/0", over: data), index)
        case .operation(let name, let operands): return try operation(name, operands, over: data)
        }
    }

    private mutating func operand(
        _ node: CertLogic.Node, _ step: @autoclosure () -> String, over data: CertLogicValue
    ) throws(CertLogicError) -> CertLogicValue {
        do { return try value(of: node, over: data) } catch { throw error.inside(step()) }
    }

    private mutating func bounded(_ value: CertLogicValue) throws(CertLogicError) -> CertLogicValue {
        try spend(value.size)
        guard value.depth <= Self.deepest else { throw CertLogicError("a value is nested deeper than allowed") }
        return value
    }

    private mutating func operation(
        _ name: CertLogic.Operator, _ nodes: [CertLogic.Node], over data: CertLogicValue
    ) throws(CertLogicError) -> CertLogicValue {
        switch name {
        case .choice: return try choice(nodes, over: data)
        case .and: return try conjunction(nodes, over: data)
        case .reduce: return try reduction(nodes, over: data)
        default: break
        }
        var operands: [CertLogicValue] = []
        for (index, node) in nodes.enumerated() {
            operands.append(try operand(node, "\(name.rawValue)/\(index)", over: data))
        }
        switch name {
        case .not: return .bool(try !Self.truth(operands[0], "the operand of “!”"))
        case .equal:
            try spend(operands[0].size)
            return .bool(operands[0] == operands[1])
        case .isIn: return .bool(try contains(operands[1], operands[0]))
        case .plus:
            let numbers = try Self.integers(operands, name)
            return CertLogicValue(scalar: .integer(numbers[0] + numbers[1])) ?? .null
        case .dccDateOfBirth: return .dateTime(try Self.dateOfBirth(operands[0]))
        case .less, .greater, .lessOrEqual, .greaterOrEqual:
            return .bool(Self.isOrdered(try Self.integers(operands, name), by: name))
        default:
            return .bool(Self.isOrdered(try Self.times(operands, name), by: name))
        }
    }
}

extension CertLogicEvaluator {
    private mutating func choice(
        _ nodes: [CertLogic.Node], over data: CertLogicValue
    ) throws(CertLogicError) -> CertLogicValue {
        let condition = try operand(nodes[0], "if/0", over: data)
        let index = try Self.truth(condition, "the condition of “if”") ? 1 : 2
        return try operand(nodes[index], "if/\(index)", over: data)
    }

    /// The first operand that counts as false, or the last; those after it are not computed.
    private mutating func conjunction(
        _ nodes: [CertLogic.Node], over data: CertLogicValue
    ) throws(CertLogicError) -> CertLogicValue {
        var value = CertLogicValue.bool(true)
        for (index, node) in nodes.enumerated() {
            value = try operand(node, "and/\(index)", over: data)
            guard try Self.truth(value, "operand \(index + 1) of “and”") else { break }
        }
        return value
    }

    /// A left fold. As in the published implementations, nothing to fold over (`null`) gives the initial value, and the
    /// data outside are at hand as `data`.
    private mutating func reduction(
        _ nodes: [CertLogic.Node], over data: CertLogicValue
    ) throws(CertLogicError) -> CertLogicValue {
        let items: [CertLogicValue]
        switch try operand(nodes[0], "reduce/0", over: data) {
        case .array(let array): items = array.parts
        case .null: items = []
        case let other: throw CertLogicError("“reduce” takes an array, and this is \(other.kind)")
        }
        var accumulator = try operand(nodes[2], "reduce/2", over: data)
        for item in items {
            let members = [("accumulator", accumulator), ("current", item), ("data", data)]
            let inside = CertLogicValue.object(members.map { CertLogicValue.Member(name: $0.0, value: $0.1) })
            guard inside.depth <= Self.deepest else { throw CertLogicError("a value is nested deeper than allowed") }
            accumulator = try operand(nodes[1], "reduce/1", over: inside)
        }
        return accumulator
    }

    private mutating func contains(
        _ array: CertLogicValue, _ item: CertLogicValue
    ) throws(CertLogicError) -> Bool {
        guard case .array(let items) = array else {
            throw CertLogicError("the right side of “in” must be an array, and this is \(array.kind)")
        }
        try spend(min(items.size, items.parts.count * item.size))
        return items.parts.contains(item)
    }

    private static func truth(_ value: CertLogicValue, _ what: String) throws(CertLogicError) -> Bool {
        guard let truth = value.truth else {
            throw CertLogicError("\(what) is neither truthy nor falsy: it is \(value.kind)")
        }
        return truth
    }

    private static func integers(
        _ operands: [CertLogicValue], _ name: CertLogic.Operator
    ) throws(CertLogicError) -> [Int64] {
        var numbers: [Int64] = []
        for operand in operands {
            guard case .integer(let number) = operand else {
                throw CertLogicError("all operands of “\(name.rawValue)” must be integers, and one is \(operand.kind)")
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func times(
        _ operands: [CertLogicValue], _ name: CertLogic.Operator
    ) throws(CertLogicError) -> [Int64] {
        var times: [Int64] = []
        for operand in operands {
            guard case .dateTime(let time) = operand else {
                throw CertLogicError(
                    "all operands of “\(name.rawValue)” must be date-times, and one is \(operand.kind)")
            }
            times.append(time.milliseconds)
        }
        return times
    }

    /// Whether each stands so to the next one.
    private static func isOrdered(_ values: [Int64], by name: CertLogic.Operator) -> Bool {
        zip(values, values.dropFirst()).allSatisfy { one, next in
            switch name {
            case .less, .before: one < next
            case .greater, .after: one > next
            case .lessOrEqual, .notAfter: one <= next
            default: one >= next
            }
        }
    }

    private static func time(
        _ value: CertLogicValue, plus amount: Int64, _ unit: CertLogic.TimeUnit
    ) throws(CertLogicError) -> CertLogicTime {
        guard case .string(let text) = value else {
            throw CertLogicError("“plusTime” takes the text of a date or date-time, and this is \(value.kind)")
        }
        guard let time = CertLogicTime(parsing: text) else {
            throw CertLogicError("“\(text)” is not a date or date-time in a format that “plusTime” takes")
        }
        guard let result = time.advanced(by: amount, unit) else {
            throw CertLogicError("the date-time is out of range")
        }
        return result
    }

    private static func dateOfBirth(_ value: CertLogicValue) throws(CertLogicError) -> CertLogicTime {
        guard case .string(let text) = value else {
            throw CertLogicError("“dccDateOfBirth” takes the text of a date of birth, and this is \(value.kind)")
        }
        guard let time = CertLogicTime(dateOfBirth: text) else {
            throw CertLogicError("“\(text)” is not a date of birth: YYYY, YYYY-MM or YYYY-MM-DD is expected")
        }
        return time
    }

    /// A part of a certificate identifier, between “/”, “#” and “:”; `URN:UVCI:` at its beginning is left out.
    private static func fragment(of value: CertLogicValue, _ index: Int64) throws(CertLogicError) -> CertLogicValue {
        if case .null = value { return .null }
        guard case .string(let text) = value else {
            throw CertLogicError("“extractFromUVCI” takes a string or null, and this is \(value.kind)")
        }
        let prefix = "URN:UVCI:"
        let scalars = text.utf8.starts(with: prefix.utf8) ? text.unicodeScalars.dropFirst(9) : text.unicodeScalars[...]
        let fragments = scalars.split(omittingEmptySubsequences: false) { "/#:".unicodeScalars.contains($0) }
        guard fragments.indices.contains(Int(index)) else { return .null }
        return .string(String(fragments[Int(index)]))
    }
}

extension CertLogicValue {
    /// What the value is, in words.
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number that is no integer"
        case .string: "a string"
        case .dateTime: "a date-time"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
