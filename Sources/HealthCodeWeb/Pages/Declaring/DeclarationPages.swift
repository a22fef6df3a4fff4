import HealthCodeCore
import HealthCodeService

/// What a declaration led to: the colour right after it.
struct DeclaredPage: Page {
    static let template = "declared"
    static let styles = ["code"]
    var title: String
    var colour: ColourMark
    var advice: String
    var thanks: String
    var kept: String
    var reason: String
    var ends: String?
    var codeHref: String

    init(_ code: CodeView, declared: Instant, words: Catalogue) {
        let moments = Moments(language: words.language, offset: code.offset)
        title = words("declared.window")
        colour = ColourMark(code.colour, words: words)
        advice = code.advice[words.language]
        thanks = words("declared.thanks", ["name": code.person.name])
        kept = words("declared.kept", ["when": moments.moment(declared)])
        reason = code.reason[words.language]
        ends = code.ends?[words.language]
        codeHref = code.person.path + "/code"
    }
}

/// The declarations made for a person, newest first (WH-02).
struct DeclarationsPage: Page {
    static let template = "declarations"
    var title: String
    var back: Back
    var declarations: [Line]
    var hasDeclarations: Bool
    var declareHref: String

    struct Line {
        var href: String
        var when: String
        var summary: String
    }

    init(_ declarations: [DeclarationView], of person: PersonView, words: Catalogue) {
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("declarations.title", ["name": person.name])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        self.declarations = declarations.map { view in
            Line(
                href: person.path + "/declarations/\(view.id.number)", when: moments.moment(view.declared),
                summary: view.declaration.answers.summary(words: words))
        }
        hasDeclarations = !declarations.isEmpty
        declareHref = person.path + "/declare"
    }
}

/// One declaration, every answer beside its question.
struct DeclarationPage: Page {
    static let template = "declaration"
    var title: String
    var back: Back
    var when: String
    var answers: [Answer]
    var declareHref: String

    struct Answer {
        var question: String
        var lines: [String]
    }

    /// - Parameter places: the names of the regions of its stays, in their order.
    init(_ view: DeclarationView, of person: PersonView, places: [String], words: Catalogue) {
        let moments = Moments(language: words.language, offset: person.offset)
        let declaration = view.declaration
        let given = declaration.answers
        title = words("declaration.title")
        back = Back(href: person.path + "/declarations", word: words("code.declarations"))
        when = moments.moment(view.declared)
        var answers = [
            Answer(question: words("declaration.kind"), lines: [words("declare.kind_\(declaration.kind.rawValue)")])
        ]
        if let arrival = declaration.arrival {
            answers.append(Answer(question: words("declaration.arrival"), lines: [moments.day(arrival)]))
        }
        let stays = zip(declaration.stays, places).map { stay, place in
            // A stay ends with its last day.
            let until = stay.until.map { moments.day($0.advanced(bySeconds: -1)) }
            return "\(place): \(moments.day(stay.from)) – \(until ?? "…")"
        }
        let none = words("declaration.not_given")
        answers += [
            Answer(question: words("declaration.symptoms"), lines: [given.symptomNames(words: words)]),
            Answer(
                question: words("declaration.temperature"),
                lines: [given.temperature.map { $0.degrees + " °C" } ?? none]),
            Answer(
                question: words("declaration.contact"),
                lines: [words("declare.contact_\(given.contact ? "yes" : "no")")]),
            Answer(
                question: words("declaration.diagnosis"), lines: [words("declare.diagnosis_\(given.diagnosis.name)")]),
            Answer(question: words("declaration.stays"), lines: stays.isEmpty ? [words("declaration.nowhere")] : stays),
        ]
        self.answers = answers
        declareHref = person.path + "/declare"
    }
}

extension Answers {
    /// The symptoms in a line.
    func symptomNames(words: Catalogue) -> String {
        let names = Symptoms.named.filter { symptoms.contains($0.symptom) }.map { words("declare.symptom.\($0.name)") }
        let mark = words.language == .simplifiedChinese ? "、" : ", "
        return names.isEmpty ? words("declarations.well") : names.joined(separator: mark)
    }

    /// The answers in a line: what is out of the ordinary first.
    func summary(words: Catalogue) -> String {
        var parts = [symptomNames(words: words)]
        if let temperature { parts.append(temperature.degrees + " °C") }
        if diagnosis != .none { parts.append(words("declare.diagnosis_\(diagnosis.name)")) }
        if contact { parts.append(words("declaration.contact")) }
        return parts.joined(separator: " · ")
    }
}

/// The daily check-in (JZ-03).
struct CheckInPage: Page {
    static let template = "check-in"
    static let modules = ["declare"]
    var title: String
    var lead: String
    var back: Back
    var notice: Notice?
    var action: String
    var temperature: Field
    var symptoms: Question

    /// - Parameter isAsked: whether the place asks for one today; it takes one all the same.
    init(
        _ form: Form, of person: PersonView, isAsked: Bool = true, errors: FormErrors, notice: Notice? = nil,
        words: Catalogue
    ) {
        lead = words(isAsked ? "check_in.lead" : "check_in.lead_free")
        let isSelf = person.relation == .self
        title = isSelf ? words("check_in.title") : words("check_in.title_other", ["name": person.name])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        self.notice = notice
        action = person.path + "/check-in"
        temperature = .temperature(form, errors, hint: "check_in.temperature_hint", isOptional: false, words: words)
        symptoms = .symptoms(form, errors, number: 2, words: words)
    }
}
