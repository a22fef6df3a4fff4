import HealthCodeCore
import HealthCodeService

/// What a draft changes of the pack in force, in words: rules, options, and people of the scenarios.
struct ChangeFindings {
    var compared: String
    var isSame: Bool
    var rules: [RuleRow]
    var hasRules: Bool
    var options: [DraftChanges.OptionChange]
    var hasOptions: Bool
    var peopleLead: String
    var people: [PersonRow]
    var hasPeople: Bool

    /// A rule that is another, or stands elsewhere.
    struct RuleRow {
        var what: String
        var rule: String
        var colour: ColourMark?
        /// Where the colour is another.
        var colourAfter: ColourMark?
        var place: String?
        var parts: [PartRow]
        var hasParts: Bool
    }

    /// What the rule says otherwise.
    struct PartRow {
        var label: String
        var before: String?
        var after: String?
    }

    /// Somebody who would have another colour.
    struct PersonRow {
        var person: String
        var cites: String?
        var at: String
        var before: String
        var after: String
        var rule: String?
    }

    init(_ changes: DraftChanges, comparedWith version: String, words: Catalogue) {
        compared = words("propose.compared", ["version": version])
        isSame = changes.isEmpty
        rules = changes.rules.map { RuleRow($0, words: words) }
        hasRules = !rules.isEmpty
        options = changes.options
        hasOptions = !options.isEmpty
        let word = { (colour: Colour?) in
            colour.map { ColourMark($0, words: words).word } ?? words("changes.no_code")
        }
        people = changes.people.map {
            PersonRow(
                person: $0.person, cites: $0.cites.isEmpty ? nil : $0.cites.joined(separator: ", "), at: $0.at,
                before: word($0.before), after: word($0.after), rule: $0.rule)
        }
        hasPeople = !people.isEmpty
        let key = changes.peopleTried == 0 ? "untried" : hasPeople ? "others" : "same"
        let concerned = Set(changes.people.map(\.person)).count
        peopleLead = words(
            "changes.people_\(key)", ["count": String(concerned), "tried": String(changes.peopleTried)])
    }
}

extension ChangeFindings.RuleRow {
    init(_ change: DraftChanges.RuleChange, words: Catalogue) {
        what = words("changes.sort.\(change.sort.rawValue)")
        rule = change.rule
        let (before, after) = (change.placeBefore, change.placeAfter)
        colour = (change.colourBefore ?? change.colourAfter).map { ColourMark($0, words: words) }
        if change.colourBefore != nil, let new = change.colourAfter, new != change.colourBefore {
            colourAfter = ColourMark(new, words: words)
        }
        switch (before, after) {
        case (let before?, let after?) where before != after:
            place = words("changes.place_moved", ["before": String(before), "after": String(after)])
        case (let only?, _), (nil, let only?): place = words("changes.place", ["place": String(only)])
        case (nil, nil): place = nil
        }
        parts = change.parts.map {
            ChangeFindings.PartRow(
                label: words("changes.part.\($0.kind.rawValue)"), before: $0.before?[words.language],
                after: $0.after?[words.language])
        }
        hasParts = !parts.isEmpty
    }
}
