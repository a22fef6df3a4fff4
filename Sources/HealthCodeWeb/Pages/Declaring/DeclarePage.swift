import HealthCodeCore
import HealthCodeService

/// The declaration: one question to a card, the likeliest answer first (HB-02, WH-01, HZ-14, JZ-04).
struct DeclarePage: Page {
    static let template = "declare"
    static let modules = ["declare", "regions"]
    var title: String
    var back: Back
    var notice: Notice?
    var action: String
    var kind: Question
    var arrival: Field
    var symptoms: Question
    var temperature: Field
    var contact: Question
    var diagnosis: Question
    var stays: [StayPart]
    var stayCount: Int
    var canAddStay: Bool
    var truthful: Question

    /// One place where the person was.
    struct StayPart {
        var number: Int
        var title: String
        var region: RegionPicker
        var from: Field
        var until: Field
    }

    init(_ draft: DeclarationDraft, of person: PersonView, errors: FormErrors, notice: Notice? = nil, words: Catalogue)
    {
        let form = draft.form
        let isSelf = person.relation == .self
        title = isSelf ? words("declare.title") : words("declare.title_other", ["name": person.name])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        self.notice = notice
        action = person.path + "/declare"
        kind = .kind(form, errors, words: words)
        arrival = Field(
            "arrival", label: words("declare.arrival"), value: form["arrival"], error: errors["/arrival"],
            type: "date", isOptional: true)
        symptoms = .symptoms(form, errors, number: 2, words: words)
        temperature = .temperature(form, errors, hint: "declare.temperature_hint", isOptional: true, words: words)
        contact = .contact(form, errors, words: words)
        diagnosis = .diagnosis(form, errors, words: words)
        stays = draft.stays.enumerated().map { StayPart($1, at: $0, form: form, errors: errors, words: words) }
        stayCount = draft.stays.count
        canAddStay = draft.stays.count < DeclarationDraft.mostStays
        truthful = Question(
            "truthful", words("declare.truthful"), kind: .checkbox, number: 7, hint: words("declare.truthful_hint"),
            error: errors["/truthful"],
            choices: [Choice(value: "yes", label: words("declare.truthful_yes"), isChosen: form["truthful"] == "yes")],
            isPromise: true)
    }
}

extension DeclarePage.StayPart {
    init(_ path: RegionPath, at index: Int, form: Form, errors: FormErrors, words: Catalogue) {
        let id = "stay\(index + 1)"
        number = index + 1
        title = words("declare.stay", ["number": String(number)])
        region = RegionPicker(
            path, id: id, label: words("declare.stay_region"), hint: nil, error: errors["/stays/\(index)/region"],
            words: words)
        from = Field(
            id + "-from", label: words("declare.stay_from"), value: form[id + "-from"],
            error: errors["/stays/\(index)/from"], type: "date")
        until = Field(
            id + "-until", label: words("declare.stay_until"), value: form[id + "-until"],
            hint: words("declare.stay_until_hint"), error: errors["/stays/\(index)/until"], type: "date",
            isOptional: true)
    }
}

extension Question {
    static func kind(_ form: Form, _ errors: FormErrors, words: Catalogue) -> Question {
        Question(
            "kind", words("declare.kind"), kind: .radio, number: 1, error: errors["/kind"],
            choices: [Declaration.Kind.staying, .returning, .arriving].map {
                Choice(
                    value: $0.rawValue, label: words("declare.kind_\($0.rawValue)"),
                    hint: words("declare.kind_\($0.rawValue)_hint"), isChosen: form["kind"] == $0.rawValue)
            })
    }

    /// The symptoms, with *none of these* first, because that is what most people will say.
    static func symptoms(_ form: Form, _ errors: FormErrors, number: Int, words: Catalogue) -> Question {
        let chosen = form.all("symptoms")
        let names = ["none"] + Symptoms.named.map(\.name)
        return Question(
            "symptoms", words("declare.symptoms"), kind: .checkbox, number: number,
            hint: words("declare.symptoms_hint"), error: errors["/symptoms"],
            choices: names.map {
                Choice(
                    value: $0, label: words("declare.symptom.\($0)"), isChosen: chosen.contains($0),
                    isWhole: $0 == "none")
            }, shape: "many")
    }

    static func contact(_ form: Form, _ errors: FormErrors, words: Catalogue) -> Question {
        Question(
            "contact", words("declare.contact"), kind: .radio, number: 4, hint: words("declare.contact_hint"),
            error: errors["/contact"],
            choices: ["no", "yes"].map {
                Choice(value: $0, label: words("declare.contact_\($0)"), isChosen: form["contact"] == $0)
            })
    }

    static func diagnosis(_ form: Form, _ errors: FormErrors, words: Catalogue) -> Question {
        Question(
            "diagnosis", words("declare.diagnosis"), kind: .radio, number: 5, error: errors["/diagnosis"],
            choices: [Answers.Diagnosis.none, .suspected, .confirmed].map {
                Choice(
                    value: $0.name, label: words("declare.diagnosis_\($0.name)"), isChosen: form["diagnosis"] == $0.name
                )
            })
    }
}

extension Field {
    static func temperature(
        _ form: Form, _ errors: FormErrors, hint: String, isOptional: Bool, words: Catalogue
    ) -> Field {
        Field(
            "temperature", label: words("declare.temperature"), value: form["temperature"], hint: words(hint),
            error: errors["/temperature"], mode: "decimal", autocomplete: "off", limit: 6, isOptional: isOptional,
            shape: "short")
    }
}
