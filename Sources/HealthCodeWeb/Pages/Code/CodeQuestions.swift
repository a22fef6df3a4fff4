import HealthCodeCore
import HealthCodeService

/// The questions that filled the hotlines (HZ-12), answered from the place's pack and the person's own facts.
struct CodeQuestions {
    struct Question {
        var id: String
        var title: String
        var paragraphs: [String]
        var points: [String]
        var hasPoints: Bool
        var link: Link?

        init(_ id: String, _ title: String, _ paragraphs: [String], points: [String] = [], link: Link? = nil) {
            self.id = id
            self.title = title
            self.paragraphs = paragraphs
            self.points = points
            hasPoints = !points.isEmpty
            self.link = link
        }
    }

    var questions: [Question]

    /// - Parameters:
    ///   - place: the policy that governs the person now; nil where none does.
    ///   - family: all for whom the reader acts, the person among them.
    init(
        _ explanation: ExplanationView, of person: PersonView, place: Policy?, family: [PersonView], words: Catalogue
    ) {
        let language = words.language
        let moments = Moments(language: language, offset: explanation.offset)
        let help = place.map {
            Link(href: "/help?place=\($0.region)#place-\($0.region)", word: words("questions.rules_link"))
        }
        let placeName = explanation.place[language]
        questions = [
            Question(
                "where", words("questions.where"),
                [explanation.validity?[language] ?? words("questions.where_plain", ["place": placeName])], link: help),
            Question(
                "can", words("questions.can"),
                place != nil && explanation.colour != .green ? [words("questions.no_reviews")] : [],
                points: explanation.actions.map { $0[language] }),
            CodeQuestions.difference(explanation, person, family, words),
            // What comes next stands above the questions.
            Question(
                "then", words("questions.then"), [],
                points: explanation.coming.dropFirst().map { coming in
                    words(
                        "questions.when_line",
                        [
                            "when": moments.moment(coming.at), "colour": ColourMark(coming.colour, words: words).word,
                            "reason": coming.reason[language],
                        ])
                }),
        ].filter { !$0.paragraphs.isEmpty || $0.hasPoints }
    }

    /// Why others, in the same family, have another colour: what the rules above ask for, and what is wanting of it.
    private static func difference(
        _ explanation: ExplanationView, _ person: PersonView, _ family: [PersonView], _ words: Catalogue
    ) -> Question {
        let others = family.filter { $0.id != person.id && $0.colour != explanation.colour }
        var paragraphs = [words("questions.why_each"), explanation.reason[words.language]]
        if !others.isEmpty {
            let names = others.map { "\($0.name)（\(ColourMark($0.colour, words: words).word)）" }
            paragraphs.append(words("questions.why_others", ["names": names.joined(separator: words("common.comma"))]))
        }
        let points = explanation.above.filter { !$0.wants.isEmpty }.map { rule in
            words(
                rule.isUnheardOf ? "questions.why_not" : "questions.why_not_now",
                [
                    "colour": ColourMark(rule.colour, words: words).word, "reason": rule.reason[words.language],
                    "wants": rule.wants.map { $0[words.language] }.joined(separator: words("common.comma")),
                ])
        }
        return Question("difference", words("questions.why"), paragraphs, points: points)
    }
}
