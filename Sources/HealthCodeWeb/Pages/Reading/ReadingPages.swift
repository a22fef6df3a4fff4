import HealthCodeCore
import HealthCodeService

/// What is done with personal data, and what is not.
struct PrivacyPage: Page {
    static let template = "privacy"
    var title: String
    var version: String

    init(words: Catalogue) {
        title = words("privacy.title")
        version = words("privacy.version", ["version": HealthCode.purposes])
    }
}

/// The answers to what people called the hotline for (HZ-12).
struct HelpPage: Page {
    static let template = "help"
    var title: String
    var answers: [Answer]
    var colours: [ColourMeaning]
    /// What the reader's places, or the one that was asked for, have chosen.
    var places: [PlaceRules]
    /// The other places, to look at.
    var others: [Link]
    var hasOthers: Bool

    struct Answer {
        var id: String
        var question: String
        var paragraphs: [String]
    }

    init(places: [(policy: Policy, rules: [RuleView])] = [], others: [Policy] = [], words: Catalogue) {
        self.places = places.map { PlaceRules($0.policy, rules: $0.rules, words: words) }
        self.others = others.map {
            Link(href: "/help?place=\($0.region)#place-\($0.region)", word: $0.place[words.language])
        }
        hasOthers = !others.isEmpty
        title = words("help.title")
        answers = ["why", "when", "where", "fault", "correct", "others", "lost"].map { id in
            Answer(
                id: id, question: words("help.\(id).question"),
                paragraphs: [words("help.\(id).first"), words("help.\(id).second")])
        }
        colours = ColourMeaning.all(words: words)
    }
}

/// Something that cannot be shown, and the way on.
struct TroublePage: Page {
    static let template = "trouble"
    var title: String
    var icon: String
    var text: String
    var links: [Link]

    /// What a browser shows where there is no connection.
    init(offlineIn words: Catalogue) {
        (icon, title, text) = ("icons/offline", words("errors.offline_title"), words("errors.offline"))
        links = [Link(href: "/", word: words("errors.again"), isFirst: true)]
    }

    init(_ problem: Problem, isSignedIn: Bool, words: Catalogue) {
        let home = Link(href: isSignedIn ? "/people" : "/", word: words("errors.home"), isFirst: true)
        let help = Link(href: "/help", word: words("errors.help"))
        links = [home, help]
        switch problem.kind {
        case .notFound, .noSuchPerson, .methodNotAllowed:
            (icon, title, text) = ("icons/help", words("errors.missing_title"), words("errors.missing"))
        case .notAllowed:
            (icon, title, text) = ("icons/stop", words("errors.forbidden_title"), words("errors.forbidden"))
        case .crossSiteRequest:
            (icon, title, text) = ("icons/refresh", words("errors.expired_title"), words("errors.expired"))
        case .tooManyRequests, .unavailable, .storageFull:
            (icon, title, text) = ("icons/hourglass", words("errors.busy_title"), words("errors.busy"))
        default:
            (icon, title, text) = ("icons/warn", words("errors.broken_title"), words.problem(problem))
        }
    }
}
