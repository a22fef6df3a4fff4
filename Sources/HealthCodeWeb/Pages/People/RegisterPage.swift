import HealthCodeCore
import HealthCodeService

/// The registration of oneself or of someone in one's care (HB-02, HB-17).
struct RegisterPage: Page {
    static let template = "register"
    static let modules = ["regions"]
    var title: String
    var back: Back
    var notice: Notice?
    var relation: Question
    var name: Field
    var documentKind: Question
    var documentNumber: Field
    var phone: Field
    var region: RegionPicker
    var address: Field
    /// As one of which group; nil until the place is known, and where it serves only one.
    var group: Question?
    var consentLead: String
    var consent: Question

    /// - Parameter clientele: whom the chosen region's place serves; nil where none is chosen yet.
    init(
        _ form: Form, region path: RegionPath, errors: FormErrors, notice: Notice? = nil,
        clientele: Clientele? = nil, words: Catalogue
    ) {
        let relation = form.text("relation") ?? Relation.`self`.rawValue
        let isSelf = relation == Relation.`self`.rawValue
        title = words(isSelf ? "register.title_self" : "register.title_other")
        back = Back(href: "/people", word: words("common.back_people"))
        self.notice = notice
        self.relation = .relation(form, errors, title: words("register.relation"), words: words)
        name = .name(form, errors, words: words)
        documentKind = .documentKind(form, errors, accepted: clientele?.documents, words: words)
        documentNumber = .documentNumber(form, errors, words: words)
        phone = Field(
            "phone", label: words("register.phone"), value: form["phone"], hint: words("register.phone_hint"),
            error: errors["/phone"], type: "tel", mode: "tel", autocomplete: isSelf ? "tel" : "off", limit: 20,
            isOptional: true)
        region = .home(path, errors, words: words)
        address = Field(
            "address", label: words("register.address"), value: form["address"], hint: words("register.address_hint"),
            error: errors["/address"], autocomplete: isSelf ? "street-address" : "off", limit: 200, isOptional: true)
        group = clientele.flatMap { .group(form, errors, $0, words: words) }
        consentLead = words("register.consent_lead", ["version": HealthCode.purposes])
        let consents = words(isSelf ? "register.consent_choice" : "register.consent_choice_other")
        consent = .consent(form, errors, to: consents, words: words)
    }
}

extension Question {
    /// For whom one registers or claims.
    static func relation(_ form: Form, _ errors: FormErrors, title: String, words: Catalogue) -> Question {
        let chosen = form.text("relation") ?? Relation.`self`.rawValue
        return Question(
            "relation", title, kind: .radio, error: errors["/relation"],
            choices: Relation.allCases.map {
                Choice(
                    value: $0.rawValue, label: words("register.relation_\($0.rawValue)"),
                    isChosen: $0.rawValue == chosen)
            })
    }

    /// As one of which group one applies, where the place serves several.
    static func group(_ form: Form, _ errors: FormErrors, _ clientele: Clientele, words: Catalogue) -> Question? {
        let groups = Clientele.Group.allCases.filter(clientele.groups.contains)
        guard groups.count > 1 || errors["/applies_as"] != nil else { return nil }
        let chosen = form.text("applies-as") ?? groups.first?.rawValue
        return Question(
            "applies-as", words("register.group"), kind: .radio, error: errors["/applies_as"],
            choices: groups.map {
                Choice(
                    value: $0.rawValue, label: words("register.group_\($0.rawValue)"),
                    isChosen: chosen == $0.rawValue)
            })
    }

    /// - Parameter accepted: the documents that the place accepts, in its order; nil where the place is not known yet.
    static func documentKind(
        _ form: Form, _ errors: FormErrors, accepted: [DocumentKind]? = nil, words: Catalogue
    ) -> Question {
        let kinds = accepted ?? DocumentKind.allCases
        let chosen = form.text("document-kind") ?? kinds.first?.rawValue ?? ""
        return Question(
            "document-kind", words("register.document_kind"), kind: .radio, error: errors["/document/type"],
            choices: kinds.map {
                Choice(
                    value: $0.rawValue, label: words("documents.\($0.rawValue)"),
                    hint: words("documents.hint.\($0.rawValue)"), isChosen: $0.rawValue == chosen)
            })
    }

    /// - Parameter label: what the person, or who registers them, agrees to.
    static func consent(_ form: Form, _ errors: FormErrors, to label: String, words: Catalogue) -> Question {
        Question(
            "consent", words("register.consent"), kind: .checkbox, error: errors["/consent"],
            choices: [
                Choice(
                    value: HealthCode.purposes, label: label, isChosen: form["consent"] == HealthCode.purposes)
            ], isPromise: true)
    }
}

extension RegionPicker {
    /// Where the person lives.
    static func home(_ path: RegionPath, _ errors: FormErrors, words: Catalogue) -> RegionPicker {
        RegionPicker(
            path, id: "region", label: words("register.region"), hint: words("register.region_hint"),
            error: errors["/region"], words: words)
    }
}

extension Field {
    static func name(_ form: Form, _ errors: FormErrors, words: Catalogue) -> Field {
        Field(
            "name", label: words("register.name"), value: form["name"], hint: words("register.name_hint"),
            error: errors["/name"], autocomplete: "off", limit: 60)
    }

    static func documentNumber(_ form: Form, _ errors: FormErrors, words: Catalogue) -> Field {
        Field(
            "document-number", label: words("register.document_number"), value: form["document-number"],
            hint: words("register.document_number_hint"), error: errors["/document/number"], autocomplete: "off",
            limit: 24)
    }
}
