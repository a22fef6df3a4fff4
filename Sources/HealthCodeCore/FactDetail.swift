/// What a kind of fact says beyond its time and place. Names and institutions are not here: nothing that a rule
/// cannot ask for is.
public enum FactDetail: Hashable, Sendable {
    /// Nothing more.
    case none
    /// Of a `test`.
    case test(TestDetail)
    /// Of a `quarantine`.
    case quarantine(QuarantineDetail)
    /// Of a `declaration`, a `checkin` or a `screening`.
    case answers(Answers)
    /// Of a `close_contact`, a `secondary_contact` or a `case_onset`: with whom.
    case linked(CaseNumber)
}

/// Tells one case from others among the contacts of a person, and nothing of who it is.
public struct CaseNumber: Hashable, Sendable {
    public var number: Int64

    /// Makes the number that was kept.
    public init(_ number: Int64) {
        self.number = number
    }

    /// The number of the case that those who trace contacts call so: FNV-1a of the bytes, in 64 bits. It only has to
    /// tell the few cases apart that one person met, and must be the same in every file and installation.
    public init(label: some StringProtocol) {
        let hash = label.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        number = Int64(bitPattern: hash)
    }
}

/// A laboratory test. It takes effect when it is reported (the fact's `from`) and counts from its sampling.
public struct TestDetail: Hashable, Sendable {
    /// How it was tested.
    public enum Method: UInt8, Hashable, Sendable, CaseIterable {
        case nucleicAcid, antibodyIgG, antibodyIgM
    }
    /// What came of it.
    public enum Result: UInt8, Hashable, Sendable, CaseIterable {
        case positive, negative, inconclusive
    }

    public var method: Method
    public var result: Result
    /// When the sample was taken; never after the report.
    public var sampled: Instant

    /// Makes the detail of one test.
    public init(method: Method, result: Result, sampled: Instant) {
        self.method = method
        self.result = result
        self.sampled = sampled
    }
}

/// A quarantine or an ordered medical observation.
public struct QuarantineDetail: Hashable, Sendable {
    /// Where it is sat out.
    public enum Place: UInt8, Hashable, Sendable, CaseIterable {
        case home, central
    }

    public var place: Place
    /// Whether symptoms were checked again during it (JZ-01).
    public var symptomsRechecked: Bool

    /// Makes the detail of one quarantine.
    public init(place: Place, symptomsRechecked: Bool = false) {
        self.place = place
        self.symptomsRechecked = symptomsRechecked
    }
}

/// What people say of themselves, and what a checkpoint measures.
public struct Answers: Hashable, Sendable {
    /// What a person says a doctor found.
    public enum Diagnosis: UInt8, Hashable, Sendable, CaseIterable {
        case none, confirmed, suspected
    }

    public var symptoms: Symptoms
    public var diagnosis: Diagnosis
    /// Contact with a case.
    public var contact: Bool
    public var temperature: Temperature?

    /// Makes the answers of one declaration, check-in or screening.
    public init(
        symptoms: Symptoms = [], diagnosis: Diagnosis = .none, contact: Bool = false, temperature: Temperature? = nil
    ) {
        self.symptoms = symptoms
        self.diagnosis = diagnosis
        self.contact = contact
        self.temperature = temperature
    }
}

/// A body temperature in hundredths of a degree Celsius; 37.3 °C is 3,730.
public struct Temperature: Hashable, Comparable, Sendable {
    /// Hundredths of a degree Celsius.
    public var hundredths: Int32

    /// Whether a living body can have it: 34 to 43 °C. Anything else is a slip, and is not taken.
    public var isOfABody: Bool { (3_400...4_300).contains(hundredths) }

    /// Makes the temperature of so many hundredths of a degree Celsius.
    public init(hundredths: Int32) {
        self.hundredths = hundredths
    }

    /// The fever limit where a pack says nothing else: 37.3 °C.
    public static let feverLimit = Temperature(hundredths: 3_730)

    public static func < (left: Temperature, right: Temperature) -> Bool {
        left.hundredths < right.hundredths
    }
}

/// The symptoms that a form asks for.
public struct Symptoms: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let fever = Symptoms(rawValue: 1 << 0)
    public static let cough = Symptoms(rawValue: 1 << 1)
    public static let fatigue = Symptoms(rawValue: 1 << 2)
    public static let shortnessOfBreath = Symptoms(rawValue: 1 << 3)
    public static let soreThroat = Symptoms(rawValue: 1 << 4)
    public static let runnyNose = Symptoms(rawValue: 1 << 5)
    public static let headache = Symptoms(rawValue: 1 << 6)
    public static let musclePain = Symptoms(rawValue: 1 << 7)
    public static let diarrhoea = Symptoms(rawValue: 1 << 8)
    public static let lossOfTasteOrSmell = Symptoms(rawValue: 1 << 9)
    public static let other = Symptoms(rawValue: 1 << 10)

    /// Every symptom that a form can ask for.
    public static let all = Symptoms(rawValue: 1 << 11 - 1)

    /// Every symptom with its name in packs, forms and files.
    public static let named: [(name: String, symptom: Symptoms)] = [
        ("fever", .fever), ("cough", .cough), ("fatigue", .fatigue),
        ("shortness_of_breath", .shortnessOfBreath), ("sore_throat", .soreThroat), ("runny_nose", .runnyNose),
        ("headache", .headache), ("muscle_pain", .musclePain), ("diarrhoea", .diarrhoea),
        ("loss_of_taste_or_smell", .lossOfTasteOrSmell), ("other", .other),
    ]
}
