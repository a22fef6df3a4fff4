import HealthCodeCore
import HealthCodeService

/// Where everyone starts: the phone number.
struct WelcomePage: Page {
    static let template = "welcome"
    var title: String
    var phone: Field
    /// Where to go after signing in.
    var next: String
    var notice: Notice?
    var colours: [ColourMeaning]

    init(words: Catalogue, phone: String = "", error: String? = nil, next: String = "", notice: Notice? = nil) {
        title = words("welcome.window")
        self.phone = Field(
            "phone", label: words("welcome.phone"), value: phone, hint: words("welcome.phone_hint"), error: error,
            type: "tel", mode: "tel", autocomplete: "tel", limit: 20)
        self.next = next
        self.notice = notice
        colours = ColourMeaning.all(words: words)
    }
}

/// The six digits that came by text message: to sign in, or to prove a new phone.
struct OneTimeCodePage: Page {
    static let template = "one-time-code"
    var title: String
    var sent: String
    var phone: String
    var next: String
    var code: Field
    var notice: Notice?
    /// Where the code is sent.
    var action: String
    /// Where another one is asked for.
    var again: String
    var confirm: String

    /// What the code is for.
    enum Purpose {
        case signIn, changePhone
    }

    init(
        _ purpose: Purpose, phone: String, next: String = "", error: String? = nil, notice: Notice? = nil,
        words: Catalogue
    ) {
        title = words("one_time_code.title")
        sent = words("one_time_code.sent", ["phone": phone])
        self.phone = phone
        self.next = next
        self.notice = notice
        code = Field(
            "code", label: words("one_time_code.code"), value: "", error: error, mode: "numeric",
            autocomplete: "one-time-code", limit: 6, shape: "code")
        code.hasFocus = true
        switch purpose {
        case .signIn:
            action = "/sign-in/code"
            again = "/sign-in"
            confirm = words("one_time_code.confirm")
        case .changePhone:
            action = "/account/phone/code"
            again = "/account/phone"
            confirm = words("care.phone_confirm")
        }
    }
}
