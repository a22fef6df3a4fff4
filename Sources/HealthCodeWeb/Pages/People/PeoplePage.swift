import HealthCodeCore
import HealthCodeService

/// The persons for whom one acts, each with their colour (WH-05, HB-17).
struct PeoplePage: Page {
    static let template = "people"
    static let styles: [String] = []
    var title: String
    var notice: Notice?
    var people: [Member]
    var hasPeople: Bool
    /// Whether the reader is not yet among the persons.
    var offersSelf: Bool
    /// Whether the reader's own place lets people act for others.
    var offersOthers: Bool

    struct Member {
        var href: String
        var name: String
        var relation: String
        var number: String
        var colour: ColourMark
    }

    init(_ people: [PersonView], proxies: Bool = true, notice: Notice? = nil, words: Catalogue) {
        title = words("people.title")
        self.notice = notice
        self.people = people.map { person in
            Member(
                href: person.path + "/code", name: person.name,
                relation: words("people.relation.\(person.relation.rawValue)"), number: person.document.number,
                colour: ColourMark(person.colour, words: words))
        }
        hasPeople = !people.isEmpty
        offersOthers = proxies
        offersSelf = !people.contains { $0.relation == .self }
    }
}

extension PersonView {
    /// Where the person's pages are.
    var path: String { "/people/\(id.number)" }
}

/// The persons between whom a page switches.
struct FamilyMember {
    var href: String
    var name: String
    var colour: ColourMark
    var isCurrent: Bool

    static func list(_ people: [PersonView], current: PersonID, words: Catalogue) -> [FamilyMember] {
        people.map {
            FamilyMember(
                href: $0.path + "/code", name: $0.name, colour: ColourMark($0.colour, words: words),
                isCurrent: $0.id == current)
        }
    }
}
