/// Conditions taken apart into tables of plain values, which name one another by their places. All processors work out the
/// same rules for millions of people, and counting references to what they share would keep each waiting for the others.
final class Clauses: Sendable {
    let tables: ClauseTables
    /// The map on which the places lie.
    let map: RegionMap

    init(_ tables: ClauseTables, on map: RegionMap) {
        self.tables = tables
        self.map = map
    }
}

/// A `Condition`; other conditions by their places.
enum Clause {
    case always
    case facts(SpansClause)
    case residence(PlaceClause, linger: Span?)
    case dated(Interval)
    case lapse(of: PatternClause, for: Span)
    case all(Range<Int>)
    case any(Range<Int>)
    case not(Int)
    case unless(Int, Int)
}

/// A `FactSpans`.
struct SpansClause {
    var pattern: PatternClause
    var anchor: FactSpans.Anchor
    var after: Span?
    var length: Span?
    /// Places among the enders.
    var until: Range<Int>
    var linger: Span?
}

/// An `Ender`.
struct EnderClause {
    var pattern: PatternClause
    var atLeast: Span?
}

/// A `FactPattern`.
struct PatternClause {
    enum Subject {
        case kinds(FactKinds)
        case streak(days: Int64)
        case negativeTests(count: Int64, methods: Choices, apart: Span?)
    }

    var subject: Subject
    /// Places among the demands.
    var demands: Range<Int>
}

/// A `Demand`.
enum DemandClause {
    case place(PlaceClause)
    case method(Choices)
    case result(Choices)
    case quarantine(Choices)
    case symptomsRechecked(Bool)
    case declares(Symptoms, diagnoses: Choices, contact: Bool)
    case clean(Bool)
    case temperature(atLeast: Temperature)
    case lasting(Span)
    case before(Instant)
    case since(Instant)
    /// The pattern by its place.
    case following(Int, anchor: FactSpans.Anchor, atLeast: Span?, atMost: Span?)
    case beforeOnset(atMost: Span)
    case onsetUnknown
}

/// A `Place`.
struct PlaceClause {
    /// Places among the regions.
    var inside: Range<Int>
    /// Places among the regions.
    var outside: Range<Int>
    /// Of `RiskLevel.allCases`.
    var risk: Choices
    var closed: Bool?

    /// Whether it lies elsewhere at other times.
    var changes: Bool { !risk.isEmpty || closed != nil }
}

/// A region and all under it.
struct RegionClause {
    private let first: Int64
    private let width: UInt64

    init(_ region: RegionCode) {
        first = region.number
        width = UInt64(region.width)
    }

    func contains(_ region: RegionCode) -> Bool {
        UInt64(bitPattern: region.number &- first) < width
    }
}

/// Some of the few values of a type, by their numbers.
struct Choices {
    private var bits: UInt8 = 0

    init(numbers: [UInt8]) {
        for number in numbers { bits |= 1 << number }
    }

    init<Value: RawRepresentable<UInt8>>(_ values: [Value]) {
        self.init(numbers: values.map(\.rawValue))
    }

    var isEmpty: Bool { bits == 0 }

    func contains(_ number: UInt8) -> Bool { bits & 1 << number != 0 }

    func contains<Value: RawRepresentable<UInt8>>(_ value: Value) -> Bool { contains(value.rawValue) }
}
