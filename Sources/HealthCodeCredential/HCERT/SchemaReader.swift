/// Takes members out of a JSON object, and remembers every one that is missing or of another form than it must be.
///
/// A member that is at fault reads as something harmless: whoever reads looks at `problems` before using anything.
struct SchemaReader {
    let json: JSON
    /// The way to the object, such as `/v/0`.
    let path: String
    /// What is wrong, each with its place.
    private(set) var problems: [String] = []
    /// Codes that are in no value set.
    private(set) var notes: [String] = []

    init(_ json: JSON?, at path: String) {
        self.json = json ?? .null
        self.path = path
        if case .object = self.json { return }
        refuse("", json == nil ? "it is missing" : "it is not an object")
    }

    mutating func refuse(_ name: String, _ reason: String) {
        let place = name.isEmpty ? path : "\(path)/\(name)"
        problems.append("\(place.isEmpty ? "the certificate" : place): \(reason)")
    }

    /// Takes over what another reader found.
    mutating func take(_ other: SchemaReader) {
        if !other.problems.isEmpty { problems += other.problems }
        if !other.notes.isEmpty { notes += other.notes }
    }

    /// A text of at most 80 characters that must be there, of a form of its own where one is asked for.
    mutating func text(_ name: String, in form: Form? = nil) -> String {
        guard let value = json[name] else {
            if case .object = json { refuse(name, "it is missing") }
            return ""
        }
        return text(name, value, in: form)
    }

    /// The same, where it may be left out.
    mutating func optionalText(_ name: String, in form: Form? = nil) -> String? {
        json[name].map { text(name, $0, in: form) }
    }

    private mutating func text(_ name: String, _ value: JSON, in form: Form?) -> String {
        guard let text = value.string else {
            refuse(name, "it is not a text")
            return ""
        }
        if text.utf8.count > 80, text.unicodeScalars.count > 80 { refuse(name, "it is longer than 80 characters") }
        if let form, !form.holds(text) { refuse(name, "it is not \(form.name)") }
        return text
    }

    /// A code, noted where its value set does not have it.
    mutating func code(_ name: String, of set: ValueSet) -> String {
        let before = problems.count
        let code = text(name)
        if problems.count == before, set.name(of: code) == nil {
            notes.append("\(path)/\(name): “\(code)” is not a known code for \(set.rawValue).")
        }
        return code
    }

    /// A whole number from 1 on.
    mutating func positive(_ name: String) -> Int64 {
        switch json[name] {
        case .integer(let number)? where number >= 1: return number
        case nil: refuse(name, "it is missing")
        default: refuse(name, "it is not a whole number from 1 on")
        }
        return 0
    }

    /// A day, `yyyy-mm-dd`; where a time follows, as some issuers write it, the time is dropped.
    mutating func date(_ name: String) -> String {
        let before = problems.count
        let text = text(name)
        if text.utf8.count == 10, ISO8601.date(text) != nil { return text }
        guard problems.count == before else { return "" }
        guard let day = String(text.utf8.prefix(10)), ISO8601.date(day) != nil, ISO8601.instant(text) != nil else {
            refuse(name, "it is not a date")
            return ""
        }
        return day
    }

    /// A date and time, as it is written.
    mutating func instant(_ name: String) -> String {
        let before = problems.count
        let text = text(name)
        if problems.count == before, ISO8601.instant(text) == nil { refuse(name, "it is not a date and time") }
        return text
    }
}

extension SchemaReader {
    /// The form that a text must have.
    struct Form: Sendable {
        let name: String
        let holds: @Sendable (String) -> Bool
    }

    /// A name as passports write it.
    static let isStandard = Form(name: "of the letters A to Z and “<”") { text in
        text.utf8.allSatisfy { (0x41...0x5a).contains($0) || $0 == 0x3c }
    }

    /// A country or an organisation.
    static let isCountry = Form(name: "a country of capital letters") { text in
        (1...10).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    }

    /// Whether a text is a date of birth: year, month and day, or less, or nothing, in the years 1900 to 2099. A
    /// month or a day may be 00 where it is not known.
    static func isBirth(_ text: String) -> Bool {
        if text.isEmpty { return true }
        // yyyy, yyyy-mm or yyyy-mm-dd.
        let isOfLength = [4, 7, 10].contains(text.utf8.count)
        let isOfDigits = text.utf8.enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
        }
        return isOfLength && isOfDigits && (text.utf8.starts(with: "19".utf8) || text.utf8.starts(with: "20".utf8))
    }
}
