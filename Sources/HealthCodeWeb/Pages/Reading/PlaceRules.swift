import HealthCodeCore
import HealthCodeService

/// What one place has chosen, as people read it: built from its pack, so that it follows the pack that governs now.
struct PlaceRules {
    var id: String
    var title: String
    var since: String
    var rows: [Row]
    var meanings: [Meaning]
    /// What gives which colour, in the order in which it is tried.
    var rules: [Rule]
    var hasRules: Bool

    struct Row {
        var title: String
        var lines: [String]
    }

    /// What a colour asks of its holder here.
    struct Meaning {
        var colour: ColourMark
        var advice: String
    }

    struct Rule {
        var colour: ColourMark
        var reason: String
        var ends: String?
        /// The condition to the letter.
        var asks: String
    }

    init(_ policy: Policy, rules: [RuleView], words: Catalogue) {
        let (options, language) = (policy.options, words.language)
        let moments = Moments(language: language, offset: policy.offset)
        id = "place-\(policy.region)"
        title = words("place.title", ["place": policy.place[language]])
        since = words("place.since", ["day": moments.day(policy.since)])
        rows = [
            Row(title: words("place.valid"), lines: options.validity.map { [$0[language]] } ?? []),
            Row(
                title: words("place.serves"),
                lines: Clientele.Group.allCases.filter(options.clientele.groups.contains).map {
                    PlaceText.name(of: $0)[language]
                }),
            Row(
                title: words("place.documents"),
                lines: options.clientele.documents.map { PlaceText.name(of: $0)[language] }),
            Row(title: words("place.others"), lines: [words(options.proxies ? "place.others_yes" : "place.others_no")]),
            Row(title: words("place.corrections"), lines: [PlaceRules.corrections(options.corrections, words)]),
            Row(title: words("place.check_ins"), lines: [PlaceRules.checkIns(options.checkIns, moments, words)]),
            Row(title: words("place.due"), lines: PlaceRules.due(options.due, words)),
            Row(title: words("place.reviews"), lines: [words("place.reviews_none")]),
            Row(title: words("place.recognised"), lines: options.recognised.map { $0.name[language] }),
            Row(title: words("place.travel"), lines: options.travel.map { $0.advice[language] }),
        ].filter { !$0.lines.isEmpty }
        self.rules = rules.map { rule in
            Rule(
                colour: ColourMark(rule.colour, words: words), reason: rule.reason[language],
                ends: rule.ends?[language], asks: rule.asks[language])
        }
        hasRules = !rules.isEmpty
        meanings = [Colour.green, .yellow, .red, .grey].compactMap { colour in
            options.meanings[colour].map {
                Meaning(colour: ColourMark(colour, words: words), advice: $0.advice[language])
            }
        }
    }

    private static func corrections(_ limit: Int?, _ words: Catalogue) -> String {
        switch limit {
        case nil: words("place.corrections_any")
        case 0?: words("place.corrections_none")
        case let limit?: words("place.corrections_some", ["limit": String(limit)])
        }
    }

    private static func checkIns(_ window: Interval?, _ moments: Moments, _ words: Catalogue) -> String {
        guard let window else { return words("place.check_ins_no") }
        let from = window.from == .distantPast ? nil : moments.day(window.from)
        let until = window.until == .distantFuture ? nil : moments.day(window.until.advanced(bySeconds: -1))
        switch (from, until) {
        case (nil, nil): return words("place.check_ins_daily")
        case (let from?, nil): return words("place.check_ins_from", ["from": from])
        case (nil, let until?): return words("place.check_ins_until", ["until": until])
        case (let from?, let until?): return words("place.check_ins_span", ["from": from, "until": until])
        }
    }

    private static func due(_ due: [RiskLevel: Span], _ words: Catalogue) -> [String] {
        RiskLevel.allCases.compactMap { level in
            due[level].map {
                words(
                    "place.due_line",
                    ["level": words("place.risk.\(level.rawValue)"), "span": PlaceText.words($0)[words.language]])
            }
        }
    }
}
