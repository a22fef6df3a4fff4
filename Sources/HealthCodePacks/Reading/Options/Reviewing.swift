import HealthCodeCore
import Yams

extension Reader {
    /// Who reviews appeals and within how long; nil for `none`, where the rules alone decide.
    mutating func reviews(_ node: Node) -> Reviews? {
        if node.scalar?.string == "none" { return nil }
        guard node.mapping != nil, let fields = fields(node, of: "'reviews'", words: OptionWords.reviews) else {
            if node.mapping == nil {
                note(
                    "'reviews' names its 'levels', or is 'none'", zh: "“reviews”要写明“levels”（各级），或者写 none（没有）", at: node)
            }
            return nil
        }
        guard let node = required("levels", in: fields) else { return nil }
        let levels = elements(node, of: "'levels'").compactMap { reviewLevel($0) }
        var reviews = Reviews(levels: levels)
        if let node = fields["of"] { reviews.colours = Set(words(node, of: "colour", among: OptionWords.colours)) }
        if let node = fields["holidays"] { reviews.holidays = dates(node, of: "holidays") }
        if let node = fields["workdays"] { reviews.workdays = dates(node, of: "workdays") }
        return reviews
    }

    private mutating func reviewLevel(_ node: Node) -> Reviews.Level? {
        guard let fields = fields(node, of: "a level of review", words: OptionWords.level) else { return nil }
        let level = required("by", in: fields).flatMap { word($0, of: "level", among: OptionWords.levels) }
        var days: Int64?
        if let node = fields["working-days"], let text = text(node, of: "'working-days'") {
            days = Int64(text).flatMap { (1...365).contains($0) ? $0 : nil }
            if days == nil {
                note(
                    "'working-days' is a number of days from 1 to 365, not '\(text)'",
                    zh: "“working-days”是工作日天数，从1到365，不能是“\(text)”", at: node)
            }
        }
        return level.map { Reviews.Level(by: $0, workingDays: days) }
    }

    private mutating func dates(_ node: Node, of word: String) -> Set<CivilDate> {
        var dates: Set<CivilDate> = []
        for element in elements(node, of: "'\(word)'") {
            guard let text = text(element, of: "'\(word)'") else { continue }
            if let date = CivilDate(text) {
                dates.insert(date)
            } else {
                note(
                    "'\(text)' is no date; write it like 2020-04-04", zh: "“\(text)”不是日期；请写成 2020-04-04 这样", at: element
                )
            }
        }
        return dates
    }
}
