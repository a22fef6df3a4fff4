import HealthCodeCore
import HealthCodeService

/// The printed codes of a person: make one, print it again, revoke it.
struct PrintedCodesPage: Page {
    static let template = "printed-codes"
    var title: String
    var back: Back
    var notice: Notice?
    var lead: String
    var action: String
    var make: String
    var hasGood: Bool
    /// Why, where staff print for others: their first is chosen.
    var reasons: Reasons?
    var codes: [Row]

    struct Reasons {
        var make: [Option]
        var revoke: [Option]
    }

    struct Option {
        var value: String
        var label: String
    }

    struct Row {
        var id: String
        var href: String
        var revokeAction: String
        var made: String
        var standing: String
        var isGood: Bool
    }

    /// - Parameter isStaff: whether an administrator sees it, of somebody of their region.
    init(
        _ codes: [PrintedCode], of person: PersonView, days: Int, now: Instant, isStaff: Bool = false,
        notice: Notice? = nil, words: Catalogue
    ) {
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("printed.window", ["name": person.name])
        let home = (isStaff ? "/console" : "") + person.path
        back = Back(href: home, word: words(isStaff ? "printed.back_person" : "printed.back"))
        self.notice = notice
        lead = words(isStaff ? "printed.lead_staff" : "printed.lead", ["days": String(days)])
        action = home + "/printed"
        if isStaff {
            reasons = Reasons(
                make: PrintingReason.allCases.map {
                    Option(value: $0.rawValue, label: words("printed.why.\($0.rawValue)"))
                },
                revoke: RevocationReason.allCases.map {
                    Option(value: $0.rawValue, label: words("printed.why_revoked.\($0.rawValue)"))
                })
        }
        hasGood = codes.contains { $0.isGood(at: now) }
        make = words(hasGood ? "printed.make_another" : "printed.make")
        self.codes = codes.map { code in
            let href = "\(home)/printed/\(code.number)"
            let standing =
                if let revoked = code.revoked {
                    words("printed.revoked_at", ["when": moments.moment(revoked)])
                } else {
                    words(
                        now < code.expires ? "printed.good_until" : "printed.ended",
                        ["when": moments.moment(code.expires)])
                }
            return Row(
                id: "reason-\(code.number)", href: href, revokeAction: href + "/revoke",
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

    /// - Parameter home: the path of the person's page.
    init(
        _ view: PrintedCodeView, at home: String, qr: String, words: Catalogue, chinese: Catalogue, english: Catalogue
    ) {
        title = words("printed.sheet", ["name": view.person.name])
        back = Back(href: home + "/printed", word: words("printed.back_list"))
        self.qr = qr
        name = view.person.name
        number = view.person.document.number
        cardHref = "\(home)/printed/\(view.code.number)/card"
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

    /// - Parameter home: the path of the person's page.
    init(
        _ view: PrintedCodeView, at home: String, qr: String, words: Catalogue, chinese: Catalogue, english: Catalogue
    ) {
        title = words("printed.card", ["name": view.person.name])
        back = Back(href: "\(home)/printed/\(view.code.number)", word: words("printed.back_sheet"))
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
