internal import HealthCodeCore
internal import HealthCodeCredential
internal import HealthCodePacks

/// Reads the body of a message of another installation, and remembers all that is wrong with it.
struct ExchangeReader {
    private let body: JSON
    private let now: Instant
    private let path: String
    private(set) var check = FieldCheck()

    /// - Parameter path: the JSON pointer to the body, where it is part of another.
    init(_ body: JSON, path: String = "", at now: Instant) {
        self.body = body
        self.path = path
        self.now = now
    }

    /// - Throws: `invalidFields`, where anything was wrong.
    func finish() throws(Problem) { try check.finish() }

    /// A text that is needed.
    mutating func text(_ name: String, limit: Int) -> String? {
        switch body[name] {
        case nil, .null, .string(""): check.note("\(path)/\(name)", .missing)
        case .string(let text) where text.count > limit: check.note("\(path)/\(name)", .tooLong(limit: limit))
        case .string(let text): return text
        default: check.note("\(path)/\(name)", .wrongType(expected: "string"))
        }
        return nil
    }

    /// The document of a person, `{"type", "number"}`.
    mutating func document() -> Document? {
        guard let kind = body["document"]?["type"]?.string, let number = body["document"]?["number"]?.string else {
            check.note("\(path)/document", .missing)
            return nil
        }
        return check.document(kind, number, at: "\(path)/document", now: now)
    }

    /// An instant of the past.
    mutating func instant(_ name: String, isNeeded: Bool = true) -> Instant? {
        if !isNeeded, body[name] == nil { return nil }
        guard let text = text(name, limit: 40) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            check.note("\(path)/\(name)", .badInstant)
            return nil
        }
        check.past(instant, at: "\(path)/\(name)", now: now)
        return instant
    }

    mutating func region() -> RegionCode? {
        text("region", limit: 12).flatMap { check.region($0, at: "\(path)/region") }
    }

    /// What a person declared: symptoms, what a doctor told them, contact, temperature.
    mutating func answers() -> Answers {
        var answers = Answers()
        for symptom in body["symptoms"]?.array ?? [] {
            if let word = Symptoms.named.first(where: { $0.name == symptom.string }) {
                answers.symptoms.formUnion(word.symptom)
            } else {
                check.note("\(path)/symptoms", .unknownValue(allowed: Symptoms.named.map(\.name)))
            }
        }
        if let said = body["diagnosis"] {
            if let word = FactWords.diagnoses.first(where: { $0.0 == said.string }) {
                answers.diagnosis = word.1
            } else {
                check.note("\(path)/diagnosis", .unknownValue(allowed: FactWords.diagnoses.map(\.0)))
            }
        }
        switch body["contact"] {
        case nil: break
        case .bool(let contact): answers.contact = contact
        default: check.note("\(path)/contact", .wrongType(expected: "boolean"))
        }
        switch body["temperature"] {
        case nil: break
        case .integer(let degrees) where (0..<100).contains(degrees):
            answers.temperature = Temperature(hundredths: Int32(degrees) * 100)
        case .number(let degrees) where (0..<100).contains(degrees):
            answers.temperature = Temperature(hundredths: Int32((degrees * 100).rounded()))
        case .integer, .number: check.note("\(path)/temperature", .badTemperature)
        default: check.note("\(path)/temperature", .wrongType(expected: "number"))
        }
        check.temperature(answers.temperature, at: "\(path)/temperature")
        return answers
    }

    /// Where a person was, one reader for each stay.
    mutating func stays() -> [ExchangeReader] {
        guard let stays = body["stays"]?.array, !stays.isEmpty else {
            check.note("\(path)/stays", .missing)
            return []
        }
        if stays.count > 100 { check.note("\(path)/stays", .tooLong(limit: 100)) }
        return stays.prefix(100).enumerated().map { ExchangeReader($1, path: "\(path)/stays/\($0)", at: now) }
    }
}
