import HealthCodeCore
import HealthCodeService

/// A person's colours, past and to come, as a picture and step by step.
struct TimelinePage: Page {
    static let template = "timeline"
    static let styles = ["forms", "code"]
    var title: String
    var back: Back
    var chart: TimelineChart
    var legend: [LegendEntry]
    var spells: [Spell]

    struct LegendEntry {
        var name: String
        var icon: String
        /// The colour's word, after the letter of the chart where the word does not begin with it.
        var word: String
    }

    /// One stretch of one colour.
    struct Spell {
        var colour: ColourMark
        var span: String
        var reason: String
        var isNow: Bool
        var isComing: Bool
        var grounds: [Ground]
        var hasGrounds: Bool
    }

    struct Ground {
        var what: String
        var when: String
    }

    init(_ entries: [TimelineEntry], of person: PersonView, now: Instant, words: Catalogue) {
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("timeline.title", ["name": person.name])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        chart = TimelineChart(entries, now: now, moments: moments, words: words)
        legend = [Colour.green, .yellow, .red, .grey].map {
            let mark = ColourMark($0, words: words)
            let letter = words("colours.letter.\($0.rawValue)")
            let word = mark.word.hasPrefix(letter) ? mark.word : "\(letter) · \(mark.word)"
            return LegendEntry(name: mark.name, icon: mark.icon, word: word)
        }
        // What is and what comes first; then back into the past.
        let coming = entries.filter { $0.from > now }
        let gone = entries.filter { $0.from <= now }.reversed()
        spells = (coming.reversed() + gone).map { Spell($0, now: now, moments: moments, words: words) }
    }
}

extension TimelinePage.Spell {
    init(_ entry: TimelineEntry, now: Instant, moments: Moments, words: Catalogue) {
        colour = ColourMark(entry.colour, words: words)
        span = moments.span(entry.from, entry.until, words: words)
        reason = entry.reason[words.language]
        isNow = entry.from <= now && entry.until.map { now < $0 } ?? true
        isComing = entry.from > now
        grounds = entry.grounds.map { ground in
            // The description of a fact says by whom it was given.
            let isPlain = ground.kind == "streak" || ground.kind == "residence"
            let parts = [isPlain ? words("timeline.source_person") : nil, ground.from.map(moments.moment)]
            return TimelinePage.Ground(
                what: ground.description[words.language], when: parts.compactMap { $0 }.joined(separator: " · "))
        }
        hasGrounds = !grounds.isEmpty
    }
}
