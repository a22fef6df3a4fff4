import HealthCodeCore
import HealthCodeService

/// The details of one person, masked, and what can be done with them.
struct PersonPage: Page {
    static let template = "person"
    var title: String
    var back: Back
    var notice: Notice?
    var name: String
    var relation: String
    var documentKind: String
    var number: String
    var region: String
    var registered: String
    var verified: String
    var links: [Link]
    /// Why the person cannot be erased now.
    var keeps: String?

    init(_ person: PersonView, region: String, keeps: String? = nil, notice: Notice? = nil, words: Catalogue) {
        self.keeps = keeps
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("person.window", ["name": person.name])
        back = Back(href: person.path + "/code", word: words("common.back_code"))
        self.notice = notice
        name = person.name
        relation = words("people.relation.\(person.relation.rawValue)")
        documentKind = words("documents.\(person.document.kind.rawValue)")
        number = person.document.number
        self.region = region
        registered = moments.moment(person.registered)
        verified = words(person.verified ? "person.verified_yes" : "person.verified_no")
        links = [
            Link(href: person.path + "/correct", word: words("person.correct"), icon: "icons/write"),
            Link(href: person.path + "/printed", word: words("person.printed"), icon: "icons/picture"),
            Link(href: person.path + "/certificates", word: words("person.certificates"), icon: "icons/scan"),
            Link(href: person.path + "/share", word: words("person.share"), icon: "icons/share"),
        ]
        if keeps == nil {
            links.append(Link(href: person.path + "/erase", word: words("person.erase"), icon: "icons/erase"))
        }
    }
}

/// The account: the phone it signs in with, and the way out.
struct AccountPage: Page {
    static let template = "account"
    var title: String
    var notice: Notice?
    var signedInAs: String
    var links: [Link]

    init(phone: String, isCollector: Bool, isAdministrator: Bool = false, notice: Notice? = nil, words: Catalogue) {
        title = words("account.title")
        self.notice = notice
        signedInAs = words("account.signed_in", ["phone": phone])
        var links = [Link(href: "/people", word: words("account.people"), icon: "icons/people")]
        if isCollector { links.append(Link(href: "/collect", word: words("account.collect"), icon: "icons/scan")) }
        if isAdministrator {
            links.append(Link(href: "/console", word: words("account.console"), icon: "icons/list"))
        }
        links += [
            Link(href: "/account/phone", word: words("account.phone"), icon: "icons/phone"),
            Link(href: "/claim", word: words("account.claim"), icon: "icons/share"),
            Link(href: "/help", word: words("account.help"), icon: "icons/help"),
            Link(href: "/privacy", word: words("account.privacy"), icon: "icons/info"),
        ]
        self.links = links
    }
}
