import HealthCodeCore
import HealthCodeService

/// A page that is one small form: to correct, to share, to claim, to erase, to change the phone.
struct FormPage: Page {
    static let template = "form"
    static let modules = ["regions"]
    var title: String
    var back: Back
    var lead: String?
    var notice: Notice?
    var warning: Warning?
    var action: String
    var blocks: [Block]
    var send: String
    var isDanger = false
    /// Whether it can be sent; else only what stands above it is shown.
    var isOpen = true
    var links: Links?

    /// What to know before sending.
    struct Warning {
        var lines: [String]
    }

    /// One thing that is asked; exactly one of the three.
    struct Block {
        var field: Field?
        var choices: Question?
        var region: RegionPicker?
    }

    struct Links {
        var items: [Link]
    }
}

extension FormPage {
    /// To correct the details of a person (HZ-09, HU-06): they are filled in as they are.
    static func correct(
        _ form: Form, region path: RegionPath, of person: PersonView, left: Int?, errors: FormErrors,
        notice: Notice?, words: Catalogue
    ) -> FormPage {
        let keep = words("care.keep")
        let region = RegionPicker(
            path, id: "region", label: words("register.region"), hint: keep, error: errors["/region"], words: words)
        var name = Field.name(form, errors, words: words)
        name.isOptional = true
        return FormPage(
            title: words("care.correct_title"),
            back: Back(href: person.path, word: words("code.details")), lead: words("care.correct_lead"),
            notice: notice,
            warning: Warning(
                lines: [FormPage.corrections(left, words), words("care.correct_warn")].compactMap(\.self)),
            action: person.path + "/correct",
            blocks: [
                Block(field: name),
                Block(
                    field: Field(
                        "phone", label: words("register.phone"), value: form["phone"], error: errors["/phone"],
                        type: "tel", mode: "tel", autocomplete: "off", limit: 20, isOptional: true)),
                Block(region: region),
                Block(
                    field: Field(
                        "address", label: words("register.address"), value: form["address"], error: errors["/address"],
                        autocomplete: "off", limit: 200, isOptional: true)),
            ], send: words("care.correct_send"), isOpen: left != 0)
    }

    private static func corrections(_ left: Int?, _ words: Catalogue) -> String? {
        switch left {
        case nil: nil
        case 0?: words("care.correct_used_up")
        case let left?: words("care.correct_left", ["left": String(left)])
        }
    }

    /// To erase a person for good: a word has to be typed first.
    static func erase(_ form: Form, of person: PersonView, errors: FormErrors, notice: Notice?, words: Catalogue)
        -> FormPage
    {
        FormPage(
            title: words("care.erase_title", ["name": person.name]),
            back: Back(href: person.path, word: words("code.details")), lead: words("care.erase_lead"), notice: notice,
            warning: Warning(lines: [words("care.erase_data"), words("care.erase_code"), words("care.erase_counts")]),
            action: person.path + "/erase",
            blocks: [
                Block(
                    field: Field(
                        "word", label: words("care.erase_word"), value: form["word"], error: errors["/word"],
                        autocomplete: "off", limit: 12))
            ], send: words("care.erase_send"), isDanger: true)
    }

    /// To get a registered person back, or for the first time, by proving who they are.
    static func claim(_ form: Form, errors: FormErrors, notice: Notice?, words: Catalogue) -> FormPage {
        FormPage(
            title: words("care.claim_title"), back: Back(href: "/people", word: words("common.back_people")),
            lead: words("care.claim_lead"), notice: notice, action: "/claim",
            blocks: [
                Block(choices: .relation(form, errors, title: words("care.claim_relation"), words: words)),
                Block(field: .name(form, errors, words: words)),
                Block(choices: .documentKind(form, errors, words: words)),
                Block(field: .documentNumber(form, errors, words: words)),
            ], send: words("care.claim_send"))
    }

    /// To move the account to another phone.
    static func changePhone(
        from phone: String, _ form: Form, errors: FormErrors, notice: Notice?, words: Catalogue
    ) -> FormPage {
        FormPage(
            title: words("care.phone_title"), back: Back(href: "/account", word: words("common.back_account")),
            lead: words("care.phone_lead", ["phone": phone]), notice: notice,
            warning: Warning(lines: [words("care.phone_lost")]), action: "/account/phone",
            blocks: [
                Block(
                    field: Field(
                        "phone", label: words("care.phone_new"), value: form["phone"], hint: words("care.phone_hint"),
                        error: errors["/phone"], type: "tel", mode: "tel", autocomplete: "off", limit: 20))
            ], send: words("care.phone_send"))
    }
}
