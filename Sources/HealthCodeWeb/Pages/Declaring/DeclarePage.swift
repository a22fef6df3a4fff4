import HealthCodeCore
import HealthCodeService

/// The declaration: one question to a card, the likeliest answer first (HB-02, WH-01, HZ-14, JZ-04).
struct DeclarePage: Page {
    static let template = "declare"
    static let modules = ["declare", "regions"]
    var title: String
    var lead: String
    var back: Back
    var notice: Notice?
    var action: String
    var kind: Question
    /// nil where nobody is asked for it.
    var arrival: Arrival?
    /// In the order of the place's form.
    var questions: [Part]
    var truthful: Question
    /// What people who leave must show elsewhere.
    var travel: [String]
    var hasTravel: Bool

    /// The date of arrival, for those kinds of declarer who are asked for it.
    struct Arrival {
        var kinds: String
        var field: Field
    }

    /// One question of the form, one of these.
    struct Part {
        var choices: Question?
        var temperature: Temperature?
        var stays: Stays?
    }

    struct Temperature {
        var number: String
        var title: String
        var hint: String?
        var field: Field
    }

    struct Stays {
        var number: String
        var title: String
        var hint: String?
        var parts: [StayPart]
        var count: Int
        var canAdd: Bool
    }

    /// One place where the person was.
    struct StayPart {
        var number: Int
        var title: String
        var region: RegionPicker
        var from: Field
        var until: Field
    }

    init(
        _ draft: DeclarationDraft, of person: PersonView, errors: FormErrors, notice: Notice? = nil,
        asked: DeclarationAsked = .standard, words: Catalogue
    ) {
        let form = draft.form
        let isSelf = person.relation == .self
        title = isSelf ? words("declare.title") : words("declare.title_other", ["name": person.name])
        lead = words("declare.lead", ["count": String(asked.form.questions.count + 2)])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        self.notice = notice
        action = person.path + "/declare"
        kind = .kind(form, errors, asked.form, words: words)
        let arriving = asked.form.declarers.filter { $0.arrival != .no }
        if !arriving.isEmpty {
            arrival = Arrival(
                kinds: arriving.map(\.kind.rawValue).joined(separator: " "),
                field: Field(
                    "arrival", label: words("declare.arrival"), value: form["arrival"], error: errors["/arrival"],
                    type: "date", isOptional: true))
        }
        questions = asked.form.questions.enumerated().map { index, question in
            Part(question, number: index + 2, draft, errors, words: words)
        }
        let liability = asked.form.liability?[words.language]
        truthful = Question(
            "truthful", words("declare.truthful"), kind: .checkbox, number: asked.form.questions.count + 2,
            hint: words("declare.truthful_hint"), error: errors["/truthful"],
            choices: [
                Choice(
                    value: "yes", label: liability ?? words("declare.truthful_yes"),
                    isChosen: form["truthful"] == "yes")
            ],
            isPromise: true)
        travel = asked.travel.map { $0[words.language] }
        hasTravel = !travel.isEmpty
    }
}

extension DeclarationAsked {
    /// The service's own form, for a place that has chosen nothing.
    static let standard = DeclarationAsked(
        form: DeclarationForm(), place: LocalizedText(simplifiedChinese: "", english: ""), travel: [])
}

extension DeclarePage.Part {
    init(
        _ question: DeclarationForm.Question, number: Int, _ draft: DeclarationDraft, _ errors: FormErrors,
        words: Catalogue
    ) {
        let form = draft.form
        let (says, help) = (question.wording?[words.language], question.help?[words.language])
        switch question.subject {
        case .symptoms:
            choices = .symptoms(
                form, errors, number: number, title: says, hint: help, offered: question.symptoms, words: words)
        case .contact: choices = .contact(form, errors, number: number, title: says, hint: help, words: words)
        case .diagnosis: choices = .diagnosis(form, errors, number: number, title: says, hint: help, words: words)
        case .temperature:
            temperature = DeclarePage.Temperature(
                number: String(number), title: says ?? words("declare.temperature_title"), hint: help,
                field: .temperature(form, errors, hint: "declare.temperature_hint", isOptional: true, words: words))
        case .stays:
            stays = DeclarePage.Stays(
                number: String(number), title: says ?? words("declare.stays_title"),
                hint: help ?? words("declare.stays_hint"),
                parts: draft.stays.enumerated().map {
                    DeclarePage.StayPart($1, at: $0, form: form, errors: errors, words: words)
                },
                count: draft.stays.count, canAdd: draft.stays.count < DeclarationDraft.mostStays)
        }
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
    static func kind(
        _ form: Form, _ errors: FormErrors, _ asked: DeclarationForm, words: Catalogue
    ) -> Question {
        Question(
            "kind", words("declare.kind"), kind: .radio, number: 1, error: errors["/kind"],
            choices: asked.declarers.map { declarer in
                let kind = declarer.kind.rawValue
                return Choice(
                    value: kind, label: declarer.who?[words.language] ?? words("declare.kind_\(kind)"),
                    hint: declarer.who == nil ? words("declare.kind_\(kind)_hint") : nil,
                    isChosen: form["kind"] == kind || asked.declarers.count == 1)
            })
    }

    /// The symptoms, with *none of these* first, because that is what most people will say.
    static func symptoms(
        _ form: Form, _ errors: FormErrors, number: Int, title: String? = nil, hint: String? = nil,
        offered: Symptoms = .all, words: Catalogue
    ) -> Question {
        let chosen = form.all("symptoms")
        let names = ["none"] + Symptoms.named.filter { offered.contains($0.symptom) }.map(\.name)
        return Question(
            "symptoms", title ?? words("declare.symptoms"), kind: .checkbox, number: number,
            hint: hint ?? words("declare.symptoms_hint"), error: errors["/symptoms"],
            choices: names.map {
                Choice(
                    value: $0, label: words("declare.symptom.\($0)"), isChosen: chosen.contains($0),
                    isWhole: $0 == "none")
            }, shape: "many")
    }

    static func contact(
        _ form: Form, _ errors: FormErrors, number: Int, title: String?, hint: String?, words: Catalogue
    ) -> Question {
        Question(
            "contact", title ?? words("declare.contact"), kind: .radio, number: number,
            hint: hint ?? words("declare.contact_hint"), error: errors["/contact"],
            choices: ["no", "yes"].map {
                Choice(value: $0, label: words("declare.contact_\($0)"), isChosen: form["contact"] == $0)
            })
    }

    static func diagnosis(
        _ form: Form, _ errors: FormErrors, number: Int, title: String?, hint: String?, words: Catalogue
    ) -> Question {
        Question(
            "diagnosis", title ?? words("declare.diagnosis"), kind: .radio, number: number, hint: hint,
            error: errors["/diagnosis"],
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
