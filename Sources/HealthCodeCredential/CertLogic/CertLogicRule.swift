/// One published rule for certificates, in the form of the European rules: a CertLogic expression with whose it is, for
/// which certificates, from when until when, and what it says in the languages of people.
public struct CertLogicRule: Equatable, Sendable {
    /// What stands under the identifier, such as `GR-AT-0001`; unique in its country.
    public let identifier: String
    /// Whose rule it is: two letters (ISO 3166-1).
    public let country: String
    /// The part of the country it is for, where it is not for the whole.
    public let region: String?
    /// The version, most significant number first; of several with one identifier, the latest counts.
    public let version: [Int]
    /// Whether it says what is accepted or what was made invalid. Both must hold.
    public let kind: Kind
    /// The certificates it is for.
    public let certificateType: CertificateType
    /// What it says, by the tag of the language (BCP 47) in lower case; at least in one.
    public let descriptions: [String: String]
    /// The first instant at which it counts, and the first at which it counts no more; seconds since 1970 UTC.
    public let validity: Range<Int64>
    /// The paths of the fields in the certificate that it looks at.
    public let affectedFields: [String]
    /// The expression over `{"payload": …, "external": …}`: true where the rule is met.
    public let logic: CertLogic

    /// What a rule is for.
    public enum Kind: String, Sendable {
        case acceptance = "Acceptance"
        case invalidation = "Invalidation"
    }

    /// The certificates that a rule is for.
    public enum CertificateType: String, Sendable, CaseIterable {
        /// All of them.
        case general = "General"
        case vaccination = "Vaccination"
        case test = "Test"
        case recovery = "Recovery"
    }

    /// Why a JSON is not a rule.
    public struct Mistake: Error, Hashable, Sendable {
        /// What is wrong, in words.
        public let reason: String
        /// Where: a JSON Pointer (RFC 6901).
        public let place: String
    }

    /// Reads a rule: an object with `Identifier`, `Type`, `Country`, `Version`, `Engine` (`CERTLOGIC`), `CertificateType`,
    /// `Description`, `ValidFrom`, `ValidTo`, `AffectedFields` and `Logic`.
    ///
    /// - Throws: `Mistake` for the first member that is missing or not understood.
    public init(_ json: JSON) throws(Mistake) {
        let reader = CertLogicRuleReader(json: json)
        identifier = try reader.text("Identifier")
        country = try reader.text("Country")
        region = json["Region"]?.string
        version = try reader.version()
        kind = try reader.word("Type")
        certificateType = try reader.word("CertificateType")
        descriptions = try reader.descriptions()
        validity = try reader.validity()
        affectedFields = try reader.texts("AffectedFields")
        logic = try reader.logic()
    }

    /// Whether the rule counts at an instant, in seconds since 1970 UTC.
    public func isValid(at instant: Int64) -> Bool { validity.contains(instant) }

    /// What the rule says in this language or, where it was not written in it, in English or in any other.
    ///
    /// - Parameter language: a tag such as `zh` or `zh-Hans`; `zh-Hans` also finds `zh`, and `zh` finds `zh-cn`.
    public func description(in language: String) -> String {
        let tag = language.lowercased()
        let primary = tag.prefix { $0 != "-" }
        let related = descriptions.keys.sorted().first { $0.prefix { $0 != "-" } == primary }
        let found = descriptions[tag] ?? related.flatMap { descriptions[$0] } ?? descriptions["en"]
        return found ?? descriptions.sorted { $0.key < $1.key }.first?.value ?? identifier
    }
}

/// The members of a rule, each with the place where it is at fault.
private struct CertLogicRuleReader {
    let json: JSON

    private func mistake(_ name: String, _ reason: String) -> CertLogicRule.Mistake {
        CertLogicRule.Mistake(reason: reason, place: "/\(name)")
    }

    func text(_ name: String) throws(CertLogicRule.Mistake) -> String {
        guard let text = json[name]?.string, !text.isEmpty else { throw mistake(name, "a text is expected") }
        return text
    }

    func texts(_ name: String) throws(CertLogicRule.Mistake) -> [String] {
        guard let items = json[name]?.array else { throw mistake(name, "an array of texts is expected") }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw mistake(name, "an array of texts is expected") }
        return texts
    }

    func word<Word: RawRepresentable>(_ name: String) throws(CertLogicRule.Mistake) -> Word
    where Word.RawValue == String {
        let text = try text(name)
        guard let word = Word(rawValue: text) else { throw mistake(name, "“\(text)” is not known") }
        return word
    }

    func version() throws(CertLogicRule.Mistake) -> [Int] {
        let text = try text("Version")
        let fragments = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = fragments.compactMap { UInt32($0).map(Int.init) }
        guard numbers.count == fragments.count else { throw mistake("Version", "“\(text)” is not a version") }
        return numbers
    }

    func validity() throws(CertLogicRule.Mistake) -> Range<Int64> {
        let from = try instant("ValidFrom")
        let until = try instant("ValidTo")
        guard from <= until else { throw mistake("ValidTo", "the rule ends before it begins") }
        return from..<until
    }

    private func instant(_ name: String) throws(CertLogicRule.Mistake) -> Int64 {
        let text = try text(name)
        guard let time = CertLogicTime(parsing: text) else { throw mistake(name, "“\(text)” is not a date-time") }
        return time.seconds
    }

    func descriptions() throws(CertLogicRule.Mistake) -> [String: String] {
        var descriptions: [String: String] = [:]
        for item in json["Description"]?.array ?? [] {
            guard let language = item["lang"]?.string, let text = item["desc"]?.string else {
                throw mistake("Description", "each description has a “lang” and a “desc”")
            }
            descriptions[language.lowercased()] = text
        }
        guard !descriptions.isEmpty else { throw mistake("Description", "a rule says what it asks for") }
        return descriptions
    }

    func logic() throws(CertLogicRule.Mistake) -> CertLogic {
        guard try text("Engine") == "CERTLOGIC" else { throw mistake("Engine", "only CERTLOGIC is understood") }
        guard let logic = json["Logic"] else { throw mistake("Logic", "an expression is expected") }
        do { return try CertLogic(logic) } catch {
            let issue = error.issues.first
            throw mistake("Logic\(issue?.place ?? "")", issue?.message ?? "it is no CertLogic expression")
        }
    }
}
