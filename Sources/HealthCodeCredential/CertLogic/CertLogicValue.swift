/// A value while an expression is computed: JSON, and date-times beside.
enum CertLogicValue: Sendable {
    case null
    case bool(Bool)
    /// A whole number that a `Number` of JavaScript holds exactly, however it was written.
    case integer(Int64)
    /// Any other number; it passes through, and no operation takes it.
    case number(Double)
    case string(String)
    case dateTime(CertLogicTime)
    case array(Parts<CertLogicValue>)
    case object(Parts<Member>)

    /// One member of an object.
    struct Member: Equatable, Sendable {
        let name: String
        let value: CertLogicValue

        static func isBefore(_ one: Member, _ other: Member) -> Bool {
            one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
        }
    }

    /// What an array or object holds, and how large that is, its own parts' parts counted, so that a rule that doubles
    /// a value at every step is stopped before the value has to be walked through.
    struct Parts<Part: Equatable & Sendable>: Equatable, Sendable {
        let parts: [Part]
        let size: Int
        let depth: Int
    }

    /// The largest whole number that a `Number` of JavaScript counts to without gaps.
    static let largestInteger: Int64 = (1 << 53) - 1

    static func array(_ items: [CertLogicValue]) -> CertLogicValue {
        .array(Parts(parts: items, size: size(of: items), depth: depth(of: items)))
    }

    static func object(_ members: [Member]) -> CertLogicValue {
        let values = members.map(\.value)
        return .object(Parts(parts: members, size: size(of: values), depth: depth(of: values)))
    }

    /// Whole numbers written with a fraction or an exponent are whole numbers.
    init(_ number: Double) {
        let isWhole = number.rounded() == number && abs(number) <= Double(Self.largestInteger)
        self = isWhole ? .integer(Int64(number)) : .number(number)
    }

    /// The value of JSON that is no array and no object; nil for those.
    init?(scalar json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value):
            self = value.magnitude > Self.largestInteger ? .number(Double(value)) : .integer(value)
        case .number(let value): self.init(value)
        case .string(let value): self = .string(value)
        case .array, .object: return nil
        }
    }

    init(_ json: JSON) {
        switch json {
        case .array(let items): self = .array(items.map(CertLogicValue.init(_:)))
        case .object(let members):
            self = .object(members.map { Member(name: $0.name, value: CertLogicValue($0.value)) })
        default: self = CertLogicValue(scalar: json) ?? .null
        }
    }

    var json: JSON {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let value): .string(value)
        case .dateTime(let time): .string(time.description)
        case .array(let items): .array(items.parts.map(\.json))
        case .object(let members): .object(members.parts.map { JSON.Member($0.name, $0.value.json) })
        }
    }

    /// Whether the value counts as true (`true`), as false (`false`), or as neither (nil), as fractions and date-times do.
    var truth: Bool? {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .string(let value): !value.isEmpty
        case .array(let items): !items.parts.isEmpty
        case .object(let members): !members.parts.isEmpty
        case .number, .dateTime: nil
        }
    }

    /// What the path leads to; null where it leads to nothing.
    func at(_ path: some Sequence<String>) -> CertLogicValue {
        var value = self
        for fragment in path {
            switch value {
            case .array(let items):
                guard let index = Self.index(fragment), index < items.parts.count else { return .null }
                value = items.parts[index]
            case .object(let members):
                guard let member = members.parts.first(where: { $0.name.utf8.elementsEqual(fragment.utf8) }) else {
                    return .null
                }
                value = member.value
            default: return .null
            }
        }
        return value
    }

    /// A position in an array: digits alone, so that “+1” and “-0” are names.
    private static func index(_ fragment: String) -> Int? {
        fragment.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(fragment) : nil
    }

    /// How many values there are in it, itself counted.
    var size: Int {
        switch self {
        case .array(let items): items.size
        case .object(let members): members.size
        default: 1
        }
    }

    /// How deep arrays and objects stand in one another.
    var depth: Int {
        switch self {
        case .array(let items): items.depth
        case .object(let members): members.depth
        default: 0
        }
    }

    private static func size(of values: [CertLogicValue]) -> Int {
        values.reduce(1) { sum, value in
            let (size, overflow) = sum.addingReportingOverflow(value.size)
            return overflow ? .max : size
        }
    }

    private static func depth(of values: [CertLogicValue]) -> Int {
        1 + values.reduce(0) { max($0, $1.depth) }
    }
}

extension CertLogicValue: Equatable {
    /// Equality without conversion: strings by their characters' codes, not by what they look like; objects in any order.
    static func == (one: CertLogicValue, other: CertLogicValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.dateTime(let one), .dateTime(let other)): one == other
        case (.array(let one), .array(let other)): one.size == other.size && one.parts == other.parts
        case (.object(let one), .object(let other)):
            one.size == other.size
                && one.parts.sorted(by: Member.isBefore).elementsEqual(other.parts.sorted(by: Member.isBefore)) {
                    $0.name.utf8.elementsEqual($1.name.utf8) && $0.value == $1.value
                }
        default: false
        }
    }
}
