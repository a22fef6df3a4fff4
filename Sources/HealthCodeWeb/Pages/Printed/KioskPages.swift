import HealthCodeCore
import HealthCodeService

/// A terminal in an office where people print their code by their papers. Nothing of them stays on the screen.
struct KioskPage: Page {
    static let template = "kiosk"
    static let modules = ["kiosk"]
    var title: String
    var notice: Notice?
    /// Whether staff have set the terminal up.
    var isOpen: Bool
    var documentKind: Question
    var documentNumber: Field
    var name: Field
    var born: Field

    /// The documents whose numbers hold the date of birth; who has another one goes to the counter.
    private static let accepted: [DocumentKind] = [.residentID, .foreignerPermit]

    init(isOpen: Bool, kind: String? = nil, errors: FormErrors = FormErrors(), notice: Notice? = nil, words: Catalogue)
    {
        title = words("kiosk.title")
        self.isOpen = isOpen
        self.notice = notice
        // What was typed is not shown again: the next one in the queue may be reading.
        let form = Form(values: kind.map { ["document-kind": $0] } ?? [:])
        documentKind = .documentKind(form, errors, accepted: Self.accepted, words: words)
        documentNumber = .documentNumber(form, errors, words: words)
        name = .name(form, errors, words: words)
        born = Field(
            "born", label: words("kiosk.born"), value: "", hint: words("kiosk.born_hint"),
            error: errors["/born"].map { _ in words("kiosk.born_bad") },
            mode: "numeric", autocomplete: "off", limit: 12)
    }
}

/// The paper, as it is printed at a kiosk; the terminal goes back by itself.
struct KioskPaperPage: Page {
    static let template = "kiosk-paper"
    static let styles = ["forms", "printed"]
    static let modules = ["print", "kiosk"]
    static let shape = "wide"
    var title: String
    var lead: String
    var qr: String
    var name: String
    var number: String
    var chinese: PaperWords
    var english: PaperWords

    /// After how many seconds the terminal goes back by itself.
    static let seconds = 60

    init(_ view: PrintedCodeView, qr: String, words: Catalogue, chinese: Catalogue, english: Catalogue) {
        title = words("kiosk.ready")
        lead = words("kiosk.leaves", ["seconds": String(Self.seconds)])
        self.qr = qr
        name = view.person.name
        number = view.person.document.number
        self.chinese = PaperWords(view, words: chinese)
        self.english = PaperWords(view, words: english)
    }
}
