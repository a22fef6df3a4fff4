import HealthCodeCore
import HealthCodeService

/// What an administrator begins with: the proposals of their region, the packs in force, and a way to a person.
struct ConsolePage: Page {
    static let template = "console"
    static let styles = ["forms", "console"]
    static let shape = "wide"
    var title: String
    var lead: String
    var notice: Notice?
    var proposals: [ProposalRow]
    var hasProposals: Bool
    var packs: [PackRow]
    var hasPacks: Bool
    var who: Field

    /// A proposal in a list.
    struct ProposalRow {
        var href: String
        var name: String
        var state: StateMark
        var proposer: String
        var since: String
    }

    /// A published pack in a list.
    struct PackRow {
        var href: String
        var name: String
        var standing: String
        var since: String
        var digest: String
    }

    init(
        regions: [String], proposals: [ProposalView], packs: [PackView], now: Instant, find: String = "",
        error: String? = nil, notice: Notice? = nil, words: Catalogue
    ) {
        title = words("console.title")
        lead = words("console.lead", ["region": regions.joined(separator: words("console.and"))])
        self.notice = notice
        self.proposals = proposals.map { ProposalRow($0, words: words) }
        hasProposals = !proposals.isEmpty
        self.packs = packs.map { PackRow($0, now: now, words: words) }
        hasPacks = !packs.isEmpty
        who = Field(
            "who", label: words("console.who"), value: find, hint: words("console.who_hint"), error: error,
            autocomplete: "off", limit: 2_000)
    }
}

/// Where a proposal stands, by word and icon.
struct StateMark {
    var name: String
    var icon: String
    var word: String

    init(_ state: ProposalView.State, words: Catalogue) {
        name = state.rawValue
        word = words("console.state.\(state.rawValue)")
        icon =
            switch state {
            case .proposed, .approvedOnce: "icons/hourglass"
            case .published: "icons/good"
            case .declined, .withdrawn: "icons/stop"
            }
    }
}

extension ConsolePage.ProposalRow {
    init(_ proposal: ProposalView, words: Catalogue) {
        href = proposal.path
        name = "\(proposal.place[words.language]) \(proposal.name.version)"
        state = StateMark(proposal.state, words: words)
        proposer = proposal.proposer
        since = Moments(language: words.language, offset: proposal.offset).moment(proposal.since)
    }
}

extension ConsolePage.PackRow {
    init(_ pack: PackView, now: Instant, words: Catalogue) {
        href = pack.path
        name = "\(pack.place[words.language]) \(pack.name.version)"
        since = Moments(language: words.language, offset: pack.offset).moment(pack.since)
        digest = String(pack.digest.prefix(12))
        standing = words("console.pack." + pack.standing(at: now))
    }
}

extension ProposalView {
    /// Where it is shown.
    var path: String { "/console/proposals/\(id.number)" }
}

extension PackView {
    /// Where it is shown.
    var path: String { "/console/packs/\(name.region)/\(name.version)" }

    /// The word for where it stands.
    fileprivate func standing(at now: Instant) -> String {
        since > now ? "coming" : successor == nil ? "in_force" : "past"
    }
}

/// A published pack, to the letter.
struct PackPage: Page {
    static let template = "pack"
    static let styles = ["forms", "console"]
    static let shape = "wide"
    var title: String
    var back: Back
    var facts: [LabelledValue]
    var text: String
    var proposeHref: String

    init(_ pack: PackView, words: Catalogue) {
        let moments = Moments(language: words.language, offset: pack.offset)
        title = "\(pack.place[words.language]) \(pack.name.version)"
        back = Back(href: "/console", word: words("console.title"))
        facts = [
            LabelledValue(label: words("console.region"), value: "\(pack.regionName) (\(pack.name.region))"),
            LabelledValue(label: words("console.since"), value: moments.moment(pack.since)),
            LabelledValue(label: words("console.published"), value: moments.moment(pack.published)),
            LabelledValue(label: "SHA-256", value: pack.digest),
        ]
        text = pack.text
        proposeHref = "/console/propose?from=\(pack.name.region)/\(pack.name.version)"
    }
}

/// A label and what stands behind it.
struct LabelledValue {
    var label: String
    var value: String
}
