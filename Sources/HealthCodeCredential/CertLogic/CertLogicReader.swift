/// Reads an expression from JSON and notes everything that is wrong with its form, as the specification's validator does.
struct CertLogicReader {
    /// How deep expressions may stand in one another; the deepest published rules have about ten.
    static let maximumDepth = 64

    private(set) var issues: [CertLogic.Issue] = []

    private mutating func note(_ message: String, _ json: JSON, at place: String) {
        issues.append(CertLogic.Issue(expression: json, message: message, place: place))
    }

    /// The part that stands there; nil where it cannot be used, and then an issue says why.
    mutating func node(_ json: JSON, at place: String, depth: Int) -> CertLogic.Node? {
        guard depth <= Self.maximumDepth else {
            note("expressions are nested deeper than \(Self.maximumDepth)", json, at: place)
            return nil
        }
        switch CertLogicValue(scalar: json) {
        case .null?: note("invalid CertLogic expression", json, at: place)
        case .number?: note("\(json.text) is a non-integer number", json, at: place)
        case let value?: return .literal(value)
        case nil: return composite(json, at: place, depth: depth)
        }
        return nil
    }

    private mutating func composite(_ json: JSON, at place: String, depth: Int) -> CertLogic.Node? {
        if let items = json.array { return nodes(items, at: place, depth: depth).map(CertLogic.Node.list) }
        guard case .object(let members) = json else { return nil }
        guard members.count == 1, let member = members.first else {
            note("expression object must have exactly one key, but it has \(members.count)", json, at: place)
            return nil
        }
        if member.name == "var" { return variable(member.value, json, at: place) }
        guard let operands = member.value.array else {
            note("operation not of the form { \"<operator>\": [ <values...> ] }", json, at: place)
            return nil
        }
        guard let name = CertLogic.Operator(rawValue: member.name) else {
            note("unrecognised operator: \"\(member.name)\"", json, at: place)
            return nil
        }
        let before = issues.count
        if !name.arity.contains(operands.count) { note(Self.count(name, operands.count), json, at: place) }
        let expected = Array(operands.prefix(name.arity.upperBound))
        let node = operation(name, expected, json, at: place, depth: depth)
        return issues.count == before ? node : nil
    }

    private mutating func nodes(_ items: [JSON], at place: String, depth: Int) -> [CertLogic.Node]? {
        var nodes: [CertLogic.Node] = []
        for (index, item) in items.enumerated() {
            if let node = node(item, at: "\(place)/\(index)", depth: depth + 1) { nodes.append(node) }
        }
        return nodes.count == items.count ? nodes : nil
    }

    private mutating func variable(_ path: JSON, _ json: JSON, at place: String) -> CertLogic.Node? {
        guard let path = path.string else {
            note("not of the form { \"var\": \"<path>\" }", json, at: place)
            return nil
        }
        guard !path.isEmpty else { return .variable([]) }
        let fragments = path.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !fragments.contains("") else {
            note("data access path doesn't have a valid format: \(path)", json, at: place)
            return nil
        }
        return .variable(fragments)
    }

    private mutating func operation(
        _ name: CertLogic.Operator, _ operands: [JSON], _ json: JSON, at place: String, depth: Int
    ) -> CertLogic.Node? {
        let inside = "\(place)/\(name.rawValue)"
        switch name {
        case .plusTime:
            let date = nodes(Array(operands.prefix(1)), at: inside, depth: depth)?.first
            let amount = integer(operands, "amount", name, json, at: place)
            let unit = unit(operands, json, at: place)
            guard let date, let amount, let unit else { return nil }
            return .plusTime(date, amount: amount, unit)
        case .extractFromUVCI:
            let text = nodes(Array(operands.prefix(1)), at: inside, depth: depth)?.first
            let index = integer(operands, "index", name, json, at: place)
            guard let text, let index else { return nil }
            return .fragment(text, index: index)
        default:
            return nodes(operands, at: inside, depth: depth).map { .operation(name, $0) }
        }
    }

    private mutating func integer(
        _ operands: [JSON], _ argument: String, _ name: CertLogic.Operator, _ json: JSON, at place: String
    ) -> Int64? {
        guard operands.count > 1 else { return nil }
        let operand = operands[1]
        if case .integer(let value)? = CertLogicValue(scalar: operand) { return value }
        note(
            "\"\(argument)\" argument (#2) of \"\(name.rawValue)\" must be an integer, "
                + "but it is: \(operand.string ?? operand.text)",
            json, at: place)
        return nil
    }

    private mutating func unit(_ operands: [JSON], _ json: JSON, at place: String) -> CertLogic.TimeUnit? {
        guard operands.count > 2 else { return nil }
        let operand = operands[2]
        if let unit = operand.string.flatMap(CertLogic.TimeUnit.init(rawValue:)) { return unit }
        let units = CertLogic.TimeUnit.allCases.map(\.rawValue).joined(separator: ", ")
        note(
            "\"unit\" argument (#3) of \"plusTime\" must be a string equal to one of \(units), "
                + "but it is: \(operand.string ?? operand.text)",
            json, at: place)
        return nil
    }

    private static func count(_ name: CertLogic.Operator, _ found: Int) -> String {
        switch name {
        case .not: "a !-operation (logical not/negation) must have exactly 1 operand, but it has \(found)"
        case .dccDateOfBirth:
            "a \"\(name.rawValue)\"-operation must have exactly 1 value/operand, but it has \(found)"
        case .choice, .extractFromUVCI:
            "an \"\(name.rawValue)\"-operation must have exactly \(name.arity.lowerBound) values/operands, "
                + "but it has \(found)"
        case .plusTime, .reduce:
            "a \"\(name.rawValue)\"-operation must have exactly 3 values/operands, but it has \(found)"
        case .and: "an \"and\" operation must have at least 2 operands, but it has \(found)"
        case .equal, .isIn, .plus:
            "an operation with operator \"\(name.rawValue)\" must have 2 operands, but it has \(found)"
        default: "an operation with operator \"\(name.rawValue)\" must have 2 or 3 operands, but it has \(found)"
        }
    }
}
