import CSQLite
import HealthCodeCore
import HealthCodeService

/// A subject in a few bytes, as a re-evaluation reads it by the million: a version, registration, region, then each fact
/// in the subject's order. Numbers are in the variable length of LEB128, instants as differences from one another.
///
/// It repeats what `people`, `facts` and `retractions` say, and is written with every assignment in the same transaction.
struct PackedSubject: SQLiteValue {
    var subject: Subject

    private static let version: UInt8 = 1

    /// What follows the kind of a fact.
    private struct Parts: OptionSet {
        var rawValue: UInt8
        static let until = Parts(rawValue: 1)
        static let region = Parts(rawValue: 2)
        static let test = Parts(rawValue: 4)
        static let quarantine = Parts(rawValue: 8)
        static let answers = Parts(rawValue: 16)
        static let temperature = Parts(rawValue: 32)
        static let flag = Parts(rawValue: 64)
        static let linked = Parts(rawValue: 128)
    }

    func bind(to statement: OpaquePointer, at index: Int32) {
        bytes.bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at index: Int32) throws -> PackedSubject {
        let start = sqlite3_column_blob(statement, index)
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
        guard let subject = Self.subject(in: bytes) else {
            throw StoreError.unreadable("a packed subject is cut short")
        }
        return PackedSubject(subject: subject)
    }

    private var bytes: [UInt8] {
        var bytes = PackedBytes()
        bytes.bytes.append(Self.version)
        bytes.append(subject.start.seconds)
        bytes.append(subject.region.number)
        for fact in subject.facts { append(fact, to: &bytes) }
        return bytes.bytes
    }

    private func append(_ fact: Fact, to bytes: inout PackedBytes) {
        var parts: Parts = []
        if fact.until != nil { parts.insert(.until) }
        if fact.region != nil { parts.insert(.region) }
        switch fact.detail {
        case .none: break
        case .test: parts.insert(.test)
        case .quarantine(let detail):
            parts.insert(.quarantine)
            if detail.symptomsRechecked { parts.insert(.flag) }
        case .answers(let answers):
            parts.insert(.answers)
            if answers.contact { parts.insert(.flag) }
            if answers.temperature != nil { parts.insert(.temperature) }
        case .linked: parts.insert(.linked)
        }
        bytes.bytes += [fact.kind.rawValue, parts.rawValue]
        bytes.append(fact.id.number)
        bytes.append(fact.from.seconds &- subject.start.seconds)
        bytes.append(fact.known.seconds &- fact.from.seconds)
        bytes.append(fact.origin.stored)
        if let until = fact.until { bytes.append(until.seconds &- fact.from.seconds) }
        if let region = fact.region { bytes.append(region.number &- subject.region.number) }
        switch fact.detail {
        case .none: break
        case .test(let test):
            bytes.bytes += [test.method.rawValue, test.result.rawValue]
            bytes.append(test.sampled.seconds &- fact.from.seconds)
        case .quarantine(let detail):
            bytes.bytes.append(detail.place.rawValue)
        case .answers(let answers):
            bytes.append(Int64(answers.symptoms.rawValue))
            bytes.bytes.append(answers.diagnosis.rawValue)
            if let temperature = answers.temperature { bytes.append(Int64(temperature.hundredths)) }
        case .linked(let number):
            bytes.append(number.number)
        }
    }

    private static func subject(in bytes: UnsafeRawBufferPointer) -> Subject? {
        var reader = PackedReader(bytes)
        guard reader.byte() == version else { return nil }
        let (start, region) = (reader.number(), reader.number())
        var facts: [Fact] = []
        // Few facts take less.
        facts.reserveCapacity(bytes.count / 10)
        while !reader.isAtEnd {
            guard let fact = fact(&reader, start: start, home: region) else { return nil }
            facts.append(fact)
        }
        if reader.isCutShort { return nil }
        return Subject(start: Instant(seconds: start), region: RegionCode(number: region), inOrder: facts)
    }

    private static func fact(_ reader: inout PackedReader, start: Int64, home: Int64) -> Fact? {
        guard let kind = FactKind(rawValue: reader.byte()) else { return nil }
        let parts = Parts(rawValue: reader.byte())
        let id = FactID(reader.number())
        let from = start &+ reader.number()
        let known = from &+ reader.number()
        guard let origin = FactOrigin(stored: reader.number()) else { return nil }
        let until = parts.contains(.until) ? Instant(seconds: from &+ reader.number()) : nil
        let region = parts.contains(.region) ? RegionCode(number: home &+ reader.number()) : nil
        guard let detail = detail(&reader, parts, from: from) else { return nil }
        return Fact(
            id: id, kind: kind, from: Instant(seconds: from), until: until, known: Instant(seconds: known),
            region: region, origin: origin, detail: detail)
    }

    private static func detail(_ reader: inout PackedReader, _ parts: Parts, from: Int64) -> FactDetail? {
        if parts.contains(.test) {
            guard let method = TestDetail.Method(rawValue: reader.byte()),
                let result = TestDetail.Result(rawValue: reader.byte())
            else { return nil }
            return .test(TestDetail(method: method, result: result, sampled: Instant(seconds: from &+ reader.number())))
        }
        if parts.contains(.quarantine) {
            guard let place = QuarantineDetail.Place(rawValue: reader.byte()) else { return nil }
            return .quarantine(QuarantineDetail(place: place, symptomsRechecked: parts.contains(.flag)))
        }
        if parts.contains(.linked) { return .linked(CaseNumber(reader.number())) }
        guard parts.contains(.answers) else { return FactDetail.none }
        let symptoms = Symptoms(rawValue: UInt16(truncatingIfNeeded: reader.number()))
        guard let diagnosis = Answers.Diagnosis(rawValue: reader.byte()) else { return nil }
        let temperature =
            parts.contains(.temperature)
            ? Temperature(hundredths: Int32(truncatingIfNeeded: reader.number())) : nil
        return .answers(
            Answers(
                symptoms: symptoms, diagnosis: diagnosis, contact: parts.contains(.flag), temperature: temperature))
    }
}

/// Bytes that numbers are added to, the small ones (of either sign) in few bytes.
struct PackedBytes {
    var bytes: [UInt8] = []

    mutating func append(_ number: Int64) {
        var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads what `PackedBytes` wrote. What lies beyond the end is 0, and is told afterwards.
struct PackedReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    /// Whether more was asked for than there is.
    private(set) var isCutShort = false

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() -> UInt8 {
        guard position < bytes.count else {
            isCutShort = true
            return 0
        }
        defer { position += 1 }
        return bytes[position]
    }

    @inline(__always)
    mutating func number() -> Int64 {
        let bits: UInt64
        if position < bytes.count, bytes[position] < 0x80 {
            bits = UInt64(bytes[position])
            position += 1
        } else {
            bits = shortNumber() ?? longNumber()
        }
        return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }

    /// The bits of a number of two to eight bytes, taken together instead of one after another: where a number of so many
    /// ends cannot be guessed, and a wrong guess takes a processor longer than all of this. Nil of others.
    private mutating func shortNumber() -> UInt64? {
        guard bytes.count - position >= 8 else { return nil }
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let ends = ~word & 0x8080_8080_8080_8080
        guard ends != 0 else { return nil }
        let width = ends.trailingZeroBitCount + 1
        position += width / 8
        let sevens = word & 0x7f7f_7f7f_7f7f_7f7f & (.max >> (64 - UInt64(width)))
        let fourteens = sevens & 0x007f_007f_007f_007f | (sevens & 0x7f00_7f00_7f00_7f00) >> 1
        let halves = fourteens & 0x0000_3fff_0000_3fff | (fourteens & 0x3fff_0000_3fff_0000) >> 2
        return halves & 0x0fff_ffff | (halves & 0x0fff_ffff_0000_0000) >> 4
    }

    private mutating func longNumber() -> UInt64 {
        var next = byte()
        var bits = UInt64(next & 0x7f)
        var shift: UInt64 = 7
        while next >= 0x80 {
            next = byte()
            bits |= UInt64(next & 0x7f) << shift
            shift += 7
        }
        return bits
    }
}
