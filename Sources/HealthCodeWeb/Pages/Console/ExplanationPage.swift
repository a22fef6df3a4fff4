import HealthCodeCore
import HealthCodeService

/// Why somebody has the colour they have, for an administrator of their region.
struct ExplanationPage: Page {
    static let template = "explanation"
    static let styles = ["forms", "console"]
    static let shape = "wide"
    var title: String
    /// Masked, to be compared with what is in hand.
    var document: String
    var back: Back
    var colour: ColourMark
    var rule: String
    var policy: String
    var since: String
    var reason: String
    var facts: [String]
    var hasFacts: Bool
    var above: [PassedRule]
    var hasAbove: Bool
    var coming: [Coming]
    var hasComing: Bool
    var actions: [String]
    var printedHref: String

    struct PassedRule {
        var colour: ColourMark
        var rule: String
        var asks: String
        var wants: [String]
    }

    struct Coming {
        var colour: ColourMark
        var when: String
        var reason: String
    }

    init(_ view: ExplanationView, of person: PersonView, words: Catalogue) {
        let language = words.language
        let moments = Moments(language: language, offset: view.offset)
        title = words("explanation.title", ["name": person.name, "person": String(view.person.number)])
        document = words("documents.\(person.document.kind.rawValue)") + " " + person.document.number
        back = Back(href: "/console", word: words("console.title"))
        printedHref = "/console/people/\(view.person.number)/printed"
        colour = ColourMark(view.colour, words: words)
        rule = view.rule
        policy = "\(view.place[language]) \(view.policy.version)"
        since = moments.moment(view.since)
        reason = view.reason[language]
        facts = view.grounds.map { $0.description[language] }
        hasFacts = !facts.isEmpty
        above = view.above.map { passed in
            PassedRule(
                colour: ColourMark(passed.colour, words: words), rule: passed.rule, asks: passed.asks[language],
                wants: passed.wants.map { $0[language] })
        }
        hasAbove = !above.isEmpty
        coming = view.coming.map { next in
            Coming(
                colour: ColourMark(next.colour, words: words), when: moments.moment(next.at),
                reason: next.reason[language])
        }
        hasComing = !coming.isEmpty
        actions = [view.advice[language]] + [view.ends?[language]].compactMap { $0 } + view.actions.map { $0[language] }
    }
}
