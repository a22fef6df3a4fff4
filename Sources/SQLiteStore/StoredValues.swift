import HealthCodeCore
import HealthCodeService

// How the words of the domain are kept. What is written here cannot change without a migration.

extension StoredAs where Self: RawRepresentable, RawValue: SQLiteValue {
    var stored: RawValue { rawValue }
    init?(stored: RawValue) { self.init(rawValue: stored) }
}

// These by their names, which can be read in the file itself.
extension Colour: StoredAs {}
extension Relation: StoredAs {}
extension Role: StoredAs {}
extension SourceKind: StoredAs {}
extension PassReason: StoredAs {}
extension RiskLevel: StoredAs {}
extension RegionCode.Level: StoredAs {}
extension ProposalAct.Kind: StoredAs {}
extension SimulationRun.State: StoredAs {}
extension KeptCertificate.Withdrawal: StoredAs {}

/// These by their numbers, since they are read ten million at a time.
protocol StoredByNumber: StoredAs, RawRepresentable where RawValue == UInt8 {}

extension StoredByNumber {
    var stored: Int64 { Int64(rawValue) }
    init?(stored: Int64) {
        guard let number = UInt8(exactly: stored) else { return nil }
        self.init(rawValue: number)
    }
}

extension FactKind: StoredByNumber {}
extension TestDetail.Method: StoredByNumber {}
extension TestDetail.Result: StoredByNumber {}
extension QuarantineDetail.Place: StoredByNumber {}
extension Answers.Diagnosis: StoredByNumber {}

extension Symptoms: StoredAs {
    var stored: Int64 { Int64(rawValue) }
    init?(stored: Int64) { self.init(rawValue: UInt16(truncatingIfNeeded: stored)) }
}

extension FactKinds: StoredAs {
    var stored: Int64 { Int64(rawValue) }
    init?(stored: Int64) { self.init(rawValue: UInt32(truncatingIfNeeded: stored)) }
}

extension Temperature: StoredAs {
    var stored: Int64 { Int64(hundredths) }
    init?(stored: Int64) {
        guard let hundredths = Int32(exactly: stored) else { return nil }
        self.init(hundredths: hundredths)
    }
}

extension Instant: StoredAs {
    var stored: Int64 { seconds }
    init?(stored: Int64) { self.init(seconds: stored) }
}

extension RegionCode: StoredAs {
    var stored: Int64 { number }
    init?(stored: Int64) { self.init(number: stored) }
}

/// Zero for the person, minus one for a checkpoint, minus two for a certificate, else the number of the source, which begins with one.
extension FactOrigin: StoredAs {
    var stored: Int64 {
        switch self {
        case .person: 0
        case .checkpoint: -1
        case .certificate: -2
        case .source(let number): number
        }
    }

    init?(stored: Int64) {
        switch stored {
        case 0: self = .person
        case -1: self = .checkpoint
        case -2: self = .certificate
        case 1...: self = .source(stored)
        default: return nil
        }
    }
}

/// Zero for the operator, minus one for the feed, else the number of the source.
extension NoticeOrigin: StoredAs {
    var stored: Int64 {
        switch self {
        case .operator: 0
        case .feed: -1
        case .source(let id): id.number
        }
    }

    init?(stored: Int64) {
        switch stored {
        case 0: self = .operator
        case -1: self = .feed
        case 1...: self = .source(SourceID(stored))
        default: return nil
        }
    }
}

extension Digest32: StoredAs {
    var stored: [UInt8] { bytes }
    init?(stored: [UInt8]) { self.init(bytes: stored) }
}

/// The 16 bytes of the UUID in their usual order.
extension PassID: StoredAs {
    var stored: [UInt8] { bytes }

    init?(stored: [UInt8]) {
        guard stored.count == 16 else { return nil }
        let half = { (bytes: ArraySlice<UInt8>) in bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        self.init(high: half(stored[..<8]), low: half(stored[8...]))
    }
}

/// An id that is a row's number.
protocol StoredID: StoredAs {
    var number: Int64 { get }
    init(_ number: Int64)
}

extension StoredID {
    var stored: Int64 { number }
    init?(stored: Int64) { self.init(stored) }
}

extension AccountID: StoredID {}
extension PersonID: StoredID {}
extension PointID: StoredID {}
extension SourceID: StoredID {}
extension StaffID: StoredID {}
extension FactID: StoredID {}
extension NoticeID: StoredID {}
extension ProposalID: StoredID {}
