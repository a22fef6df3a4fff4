import HealthCodeService

extension Catalogue {
    /// What a problem says to the one who caused it: in the pages' words or, where they have none, in the API's.
    func problem(_ problem: Problem) -> String {
        let key = "problems." + Catalogue.key(problem.kind)
        return find(key) == nil ? ProblemText.detail(problem, in: language) : self(key, problem.parameters)
    }

    /// What is wrong with one field.
    func field(_ reason: FieldProblem.Reason) -> String {
        switch reason {
        case .missing, .wrongType: self("problems.field.missing")
        case .badPhone: self("problems.field.bad_phone")
        case .badName: self("problems.field.bad_name")
        case .badDocument: self("problems.field.bad_document")
        case .badCheckDigit: self("problems.field.bad_check_digit")
        case .badInstant: self("problems.field.bad_instant")
        case .inFuture: self("problems.field.in_future")
        case .absurdDate: self("problems.field.absurd_date")
        case .endsBeforeStart: self("problems.field.ends_before_start")
        case .badTemperature: self("problems.field.bad_temperature")
        case .badRegion: self("problems.field.bad_region")
        case .tooLong(let limit): self("problems.field.too_long", ["limit": String(limit)])
        case .notTruthful: self("problems.field.not_truthful")
        case .unknownValue, .notUUID, .badValue, .notCorrectable, .noneGiven: self("problems.field.bad_value")
        default: ProblemText.detail(reason, in: language)
        }
    }

    /// A problem's name as catalogues spell it.
    static func key(_ kind: Problem.Kind) -> String {
        kind.rawValue.replacing("-", with: "_")
    }
}

/// What is wrong with a form, by the pointers of its fields.
struct FormErrors {
    private var texts: [String: String] = [:]

    var isEmpty: Bool { texts.isEmpty }

    init() {}

    init(_ problem: Problem, words: Catalogue) {
        for field in problem.fields where texts[field.pointer] == nil {
            texts[field.pointer] = words.field(field.reason)
        }
    }

    /// The first thing wrong at any of these pointers or under them.
    subscript(_ pointers: String...) -> String? {
        for pointer in pointers {
            if let text = texts[pointer] { return text }
            if let below = texts.keys.sorted().first(where: { $0.hasPrefix(pointer + "/") }) { return texts[below] }
        }
        return nil
    }

    mutating func note(_ pointer: String, _ text: String) {
        if texts[pointer] == nil { texts[pointer] = text }
    }

    /// The same with another text at one pointer.
    func replacing(_ pointer: String, with text: String) -> FormErrors {
        var errors = self
        errors.texts[pointer] = text
        return errors
    }
}
