/// An expression of CertLogic 1.3.3: the language in which the European rules for certificates are published.
///
/// It is read whole before anything is computed, so that an expression at hand is one whose form is right, and it is a
/// pure function of the data: no clock, no network, and no more work than a bound allows.
public struct CertLogic: Equatable, Sendable {
    /// The version of the specification that is kept to.
    public static let version = "1.3.3"

    let root: Node

    /// One part of an expression.
    indirect enum Node: Equatable, Sendable {
        /// A string, a whole number, `true` or `false`.
        case literal(CertLogicValue)
        /// An array, each item computed by itself.
        case list([Node])
        /// `var`: the names and positions from the outside in; none for all the data.
        case variable([String])
        /// Any operation all of whose operands are expressions.
        case operation(Operator, [Node])
        /// `plusTime`, whose amount and unit are literals.
        case plusTime(Node, amount: Int64, TimeUnit)
        /// `extractFromUVCI`, whose index is a literal.
        case fragment(Node, index: Int64)
    }

    /// The operations, as they are written.
    enum Operator: String, Sendable, CaseIterable {
        case choice = "if"
        case and
        case not = "!"
        case equal = "==="
        case isIn = "in"
        case plus = "+"
        case less = "<"
        case greater = ">"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case before, after
        case notAfter = "not-after"
        case notBefore = "not-before"
        case reduce
        case plusTime, dccDateOfBirth, extractFromUVCI

        /// How many operands it takes.
        var arity: ClosedRange<Int> {
            switch self {
            case .not, .dccDateOfBirth: 1...1
            case .equal, .isIn, .plus, .extractFromUVCI: 2...2
            case .less, .greater, .lessOrEqual, .greaterOrEqual, .before, .after, .notAfter, .notBefore: 2...3
            case .choice, .reduce, .plusTime: 3...3
            case .and: 2...Int.max
            }
        }
    }

    /// The units of `plusTime`.
    enum TimeUnit: String, Sendable, CaseIterable {
        case year, month, day, hour
    }

    /// What is wrong with the form of an expression, and where.
    public struct Issue: Hashable, Sendable {
        /// The part of the expression that is at fault.
        public let expression: JSON
        /// What is wrong with it, in the words of the specification's validator.
        public let message: String
        /// Where it stands in the whole: a JSON Pointer (RFC 6901), empty for the whole.
        public let place: String
    }

    /// The expression could not be read: everything that is wrong with its form, in the order in which it stands there.
    public struct Issues: Error, Hashable, Sendable {
        /// At least one.
        public let issues: [Issue]
    }

    /// Reads an expression.
    ///
    /// - Throws: `Issues` where its form is not that of the specification.
    public init(_ json: JSON) throws(Issues) {
        var reader = CertLogicReader()
        let root = reader.node(json, at: "", depth: 0)
        guard let root, reader.issues.isEmpty else { throw Issues(issues: reader.issues) }
        self.root = root
    }

    /// Everything that is wrong with the form of an expression; nothing where it can be used.
    public static func issues(of json: JSON) -> [Issue] {
        do {
            _ = try CertLogic(json)
            return []
        } catch { return error.issues }
    }

    /// What the expression gives over the data. Date-times come out as text in UTC with milliseconds.
    ///
    /// - Throws: `CertLogicError` where values are of another type than an operation takes, at the innermost place.
    public func evaluate(over data: JSON) throws(CertLogicError) -> JSON {
        var evaluator = CertLogicEvaluator()
        return try evaluator.value(of: root, over: CertLogicValue(data)).json
    }
}

/// Why an expression gives nothing over some data, and where.
public struct CertLogicError: Error, Hashable, Sendable {
    /// What is wrong, in words.
    public let reason: String
    /// The place in the expression: a JSON Pointer (RFC 6901), empty for the whole.
    public private(set) var place = ""

    init(_ reason: String) {
        self.reason = reason
    }

    /// The same error, seen from one expression further out.
    func inside(_ step: String) -> CertLogicError {
        var outer = self
        outer.place = "/\(step)\(place)"
        return outer
    }
}
