import HealthCodeCore
import HealthCodeService

/// Who may act for a person, and letting somebody in (WH-05): a number is read again before it counts.
struct SharePage: Page {
    static let template = "share"
    var title: String
    var back: Back
    var lead: String
    var notice: Notice?
    var carers: [Row]
    var action: String
    /// What is asked of the one to let in; nil while a number is being confirmed, and where the place has no acting for
    /// others.
    var adding: Adding?
    var confirming: Confirming?
    /// Why nobody can be let in.
    var closed: String?

    /// A phone that acts for the person.
    struct Row {
        var who: String
        var relation: String
        var since: String
        var ending: Ending?
    }

    struct Ending {
        var action: String
        var word: String
        var said: String
    }

    struct Adding {
        var title: String
        var lead: String
        var phone: Field
        var relation: Question
        var send: String
    }

    /// The number as it was typed, to be read again.
    struct Confirming {
        var title: String
        var text: String
        var phone: String
        var relation: String
        var send: String
        var change: Link
    }

    init(
        _ carers: [CarerView], of person: PersonView, _ form: Form, confirming number: String? = nil, allows: Bool,
        errors: FormErrors = FormErrors(), notice: Notice? = nil, words: Catalogue
    ) {
        let name = ["name": person.name]
        let isSelf = person.relation == .`self`
        title = words("care.share_title", name)
        back = Back(href: person.path, word: words("code.details"))
        lead = words(isSelf ? "care.share_self_lead" : "care.share_lead", name)
        self.notice = notice
        action = person.path + "/share"
        self.carers = carers.map { Row($0, of: person, words: words) }
        closed = allows ? nil : words("care.share_no_proxies")
        guard allows else { return }
        if let number {
            confirming = Confirming(number, of: person, form, words: words)
        } else {
            adding = Adding(
                title: words("care.share_add"),
                lead: words(isSelf ? "care.share_add_self" : "care.share_add_lead", name),
                phone: Field(
                    "phone", label: words("care.share_phone"), value: form["phone"], error: errors["/phone"],
                    type: "tel", mode: "tel", autocomplete: "off", limit: 20),
                relation: .relation(to: person, form, errors, words: words), send: words("care.share_next"))
        }
    }
}

extension SharePage.Row {
    init(_ carer: CarerView, of person: PersonView, words: Catalogue) {
        who = carer.isAsking ? words("care.share_you", ["phone": carer.phone]) : carer.phone
        relation = words("people.relation.\(carer.relation.rawValue)")
        let moments = Moments(language: words.language, offset: person.offset)
        since = words("care.share_since", ["when": moments.moment(carer.since)])
        guard carer.canEnd else { return }
        ending = SharePage.Ending(
            action: "\(person.path)/share/\(carer.account.number)/end",
            word: words(carer.isAsking ? "care.share_leave" : "care.share_end"),
            said: words(carer.isAsking ? "care.share_leave" : "care.share_end_for", ["phone": carer.phone]))
    }
}

extension SharePage.Confirming {
    init(_ number: String, of person: PersonView, _ form: Form, words: Catalogue) {
        title = words("care.share_confirm_title")
        phone = SharePage.Confirming.spaced(number)
        text = words("care.share_confirm", ["name": person.name, "phone": phone])
        relation = form["relation"]
        send = words("care.share_send")
        change = Link(href: person.path + "/share", word: words("care.share_back"))
    }

    /// A number in the groups in which people read it out: `139 0000 0001`.
    private static func spaced(_ number: String) -> String {
        guard number.count == 11, !number.hasPrefix("+") else { return number }
        return "\(number.prefix(3)) \(number.dropFirst(3).prefix(4)) \(number.suffix(4))"
    }
}

extension Question {
    /// What a person is to whoever is let in. A child of one is most often a child of the other; nothing else is taken for
    /// granted.
    fileprivate static func relation(
        to person: PersonView, _ form: Form, _ errors: FormErrors, words: Catalogue
    ) -> Question {
        let isSelf = person.relation == .`self`
        let usual = person.relation == .child ? Relation.child.rawValue : nil
        let chosen = form.text("relation") ?? usual
        return Question(
            "relation", words(isSelf ? "care.share_self_relation" : "care.share_relation", ["name": person.name]),
            kind: .radio, error: errors["/relation"],
            choices: [Relation.child, .parent, .spouse, .other].map {
                Choice(
                    value: $0.rawValue, label: words("care.share_relation_\($0.rawValue)"),
                    isChosen: $0.rawValue == chosen)
            }, isRequired: true)
    }
}
