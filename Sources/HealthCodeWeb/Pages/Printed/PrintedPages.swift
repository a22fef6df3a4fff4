import HealthCodeCore
import HealthCodeService

/// The printed codes of a person: make one, print it again, revoke it.
struct PrintedCodesPage: Page {
    static let template = "printed-codes"
    var title: String
    var back: Back
    var notice: Notice?
    var action: String
    var make: String
    var hasGood: Bool
    var codes: [Row]

    struct Row {
        var href: String
        var revokeAction: String
        var made: String
        var standing: String
        var isGood: Bool
    }

    init(_ codes: [PrintedCode], of person: PersonView, now: Instant, notice: Notice? = nil, words: Catalogue) {
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("printed.window", ["name": person.name])
        back = Back(href: person.path, word: words("printed.back"))
        self.notice = notice
        action = person.path + "/printed"
        hasGood = codes.contains { $0.isGood(at: now) }
        make = words(hasGood ? "printed.make_another" : "printed.make")
        self.codes = codes.map { code in
            let href = "\(person.path)/printed/\(code.number)"
            let standing =
                if let revoked = code.revoked {
                    words("printed.revoked_at", ["when": moments.moment(revoked)])
                } else {
                    words(
                        now < code.expires ? "printed.good_until" : "printed.ended",
                        ["when": moments.moment(code.expires)])
                }
            return Row(
                href: href, revokeAction: href + "/revoke",
                made: words("printed.made_at", ["when": moments.moment(code.made)]), standing: standing,
                isGood: code.isGood(at: now))
        }
    }
}

/// The paper itself: an A4 page with the code in large, and a card to cut out. It speaks both languages, whoever prints it,
/// and shows no colour: that is for the scan to tell.
struct PrintedSheetPage: Page {
    static let template = "printed-sheet"
    static let styles = ["forms", "printed"]
    static let modules = ["print"]
    static let shape = "wide"
    var title: String
    var back: Back
    var qr: String
    var name: String
    var number: String
    var cardHref: String
    var chinese: PaperWords
    var english: PaperWords

    init(_ view: PrintedCodeView, qr: String, words: Catalogue, chinese: Catalogue, english: Catalogue) {
        title = words("printed.sheet", ["name": view.person.name])
        back = Back(href: view.person.path + "/printed", word: words("printed.back_list"))
        self.qr = qr
        name = view.person.name
        number = view.person.document.number
        cardHref = "\(view.person.path)/printed/\(view.code.number)/card"
        self.chinese = PaperWords(view, words: chinese)
        self.english = PaperWords(view, words: english)
    }
}

/// The code on a card of the size of an identity card, 85.6 × 54 mm, for a printer of cards.
struct PrintedCardPage: Page {
    static let template = "printed-card"
    static let styles = ["printed", "printed-card"]
    static let modules = ["print"]
    static let shape = "wide"
    var title: String
    var back: Back
    var qr: String
    var name: String
    var number: String
    var chinese: PaperWords
    var english: PaperWords

    init(_ view: PrintedCodeView, qr: String, words: Catalogue, chinese: Catalogue, english: Catalogue) {
        title = words("printed.card", ["name": view.person.name])
        back = Back(href: "\(view.person.path)/printed/\(view.code.number)", word: words("printed.back_sheet"))
        self.qr = qr
        name = view.person.name
        number = view.person.document.number
        self.chinese = PaperWords(view, words: chinese)
        self.english = PaperWords(view, words: english)
    }
}

/// What stands on the paper in one language.
struct PaperWords {
    var title: String
    var place: String
    var documentKind: String
    var until: String
    var made: String
    var withDocument: String
    var scan: String
    var lost: String

    init(_ view: PrintedCodeView, words: Catalogue) {
        let moments = Moments(language: words.language, offset: view.offset)
        title = words("printed.paper.title")
        place = view.place[words.language]
        documentKind = words("documents.\(view.person.document.kind.rawValue)")
        until = words("printed.paper.until", ["when": moments.day(view.code.expires)])
        made = words("printed.paper.made", ["when": moments.day(view.code.made)])
        withDocument = words("printed.paper.document")
        scan = words("printed.paper.scan")
        lost = words("printed.paper.lost")
    }
}
