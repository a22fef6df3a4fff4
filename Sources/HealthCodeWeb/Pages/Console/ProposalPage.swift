import HealthCodeCore
import HealthCodeService

/// A proposal: what it is, what it would do, who did what with it, and what the reader may do.
struct ProposalPage: Page {
    static let template = "proposal"
    static let styles = ["forms", "code", "console"]
    static let shape = "wide"
    var title: String
    var back: Back
    var notice: Notice?
    var state: StateMark
    var facts: [LabelledValue]
    var acts: [Act]
    var hasActs: Bool
    var warnings: [String]
    var hasWarnings: Bool
    var actions: [Link]
    var hasActions: Bool
    var simulateAction: String
    var canSimulate: Bool
    /// Of a simulation that has not come to an end.
    var underWay: Notice?
    var simulation: SimulationFigures?
    var findings: DraftFindings
    var text: String
    var scenarios: String?

    /// A line of the history.
    struct Act {
        var what: String
        var when: String
        var reason: String?
    }

    /// - Parameter regions: the names of the regions of the simulation's rows.
    init(_ proposal: ProposalView, regions: [RegionCode: String], notice: Notice? = nil, words: Catalogue) {
        let moments = Moments(language: words.language, offset: proposal.offset)
        title = "\(proposal.place[words.language]) \(proposal.name.version)"
        back = Back(href: "/console", word: words("console.title"))
        self.notice = notice
        state = StateMark(proposal.state, words: words)
        facts = [
            LabelledValue(
                label: words("console.region"), value: "\(proposal.regionName) (\(proposal.name.region))"),
            LabelledValue(label: words("console.since"), value: moments.moment(proposal.since)),
            LabelledValue(label: words("proposal.proposer"), value: proposal.proposer),
            LabelledValue(label: words("proposal.proposed"), value: moments.moment(proposal.proposed)),
        ]
        acts = proposal.acts.map { act in
            Act(
                what: words("proposal.act.\(act.kind.rawValue)", ["name": act.name])
                    + (act.isVoid ? " " + words("proposal.void") : ""),
                when: moments.moment(act.at), reason: act.reason.isEmpty ? nil : act.reason)
        }
        hasActs = !acts.isEmpty
        warnings = ProposalPage.warnings(proposal, words: words)
        hasWarnings = !warnings.isEmpty
        actions = ProposalPage.actions(proposal, words: words)
        hasActions = !actions.isEmpty
        simulateAction = proposal.path + "/simulate"
        canSimulate = proposal.isOpen && proposal.isStale && proposal.run?.isUnderWay != true
        underWay = ProposalPage.underWay(proposal, words: words)
        simulation = proposal.simulation.map {
            SimulationFigures($0, of: proposal, regions: regions, moments: moments, words: words)
        }
        findings = DraftFindings(proposal.draft, words: words)
        text = proposal.text
        scenarios = proposal.scenarioText.isEmpty ? nil : proposal.scenarioText
    }

    private static func warnings(_ proposal: ProposalView, words: Catalogue) -> [String] {
        guard proposal.isOpen else { return [] }
        var warnings: [String] = []
        let isUnderWay = proposal.run?.isUnderWay == true
        if let run = proposal.run, run.state == .interrupted || run.state == .failed, proposal.isStale {
            let moments = Moments(language: words.language, offset: proposal.offset)
            warnings.append(
                words("under_way.\(run.state.rawValue)", ["at": moments.moment(run.ended ?? run.asked)]))
        } else if proposal.simulation == nil, !isUnderWay {
            warnings.append(words("proposal.no_simulation"))
        } else if proposal.simulation != nil, proposal.isStale, !isUnderWay {
            warnings.append(words("proposal.stale"))
        }
        if proposal.needsTwo {
            warnings.append(
                words(
                    "proposal.needs_two",
                    ["moved": Figures.text(proposal.moved), "limit": Figures.text(proposal.limit)]))
        }
        warnings += ProposalPage.doubts(proposal, words: words)
        if proposal.isOwn { warnings.append(words("proposal.own")) }
        if proposal.hasApproved { warnings.append(words("proposal.has_approved")) }
        return warnings
    }

    /// What an approver is to know of the pack itself.
    static func doubts(_ proposal: ProposalView, words: Catalogue) -> [String] {
        (proposal.draft.objections.contains(.past) ? [words("proposal.past")] : [])
            + (proposal.draft.isUntried ? [words("proposal.no_scenarios")] : [])
    }

    private static func underWay(_ proposal: ProposalView, words: Catalogue) -> Notice? {
        guard proposal.isOpen, let run = proposal.run, run.isUnderWay else { return nil }
        let percent = String(min(99, Int(proposal.part * 100)))
        let said =
            run.state == .running ? words("under_way.running", ["percent": percent]) : words("under_way.waiting")
        return Notice(.info, said, link: Link(href: proposal.simulationPath, word: words("under_way.follow")))
    }

    private static func actions(_ proposal: ProposalView, words: Catalogue) -> [Link] {
        guard proposal.isOpen else { return [] }
        var links: [Link] = []
        if proposal.objection(to: .approve) == nil {
            links.append(
                Link(
                    href: proposal.path + "/approve", word: words("proposal.approve"), icon: "icons/good", isFirst: true
                ))
        }
        links.append(
            proposal.isOwn
                ? Link(href: proposal.path + "/withdraw", word: words("proposal.withdraw"), icon: "icons/back")
                : Link(href: proposal.path + "/decline", word: words("proposal.decline"), icon: "icons/stop"))
        return links
    }
}

/// What a simulation comes to, in numbers and as a picture.
struct SimulationFigures {
    var lead: String
    var moved: String
    var chart: MoveChart
    var hasMoves: Bool
    var columns: [ColourMark]
    var rows: [MatrixRow]
    var regions: [RegionRow]
    var matrixHref: String
    var redHref: String
    var redWord: String

    /// The people of one colour now, by the colour they would have.
    struct MatrixRow {
        var colour: ColourMark
        var cells: [Cell]
    }

    struct Cell {
        var count: String
        var isChange: Bool
    }

    struct RegionRow {
        var name: String
        var people: String
        var changed: String
        var newly: [String]
    }

    private static let colours = [Colour.green, .yellow, .red, .grey]

    init(
        _ simulation: Simulation, of proposal: ProposalView, regions names: [RegionCode: String], moments: Moments,
        words: Catalogue
    ) {
        let red = Self.colours.reduce(0) { $0 + ($1 == .red ? 0 : simulation.count(.init(from: $1, to: .red))) }
        lead = words(
            "proposal.simulated",
            [
                "when": proposal.simulated.map(moments.moment) ?? "", "at": moments.moment(simulation.at),
                "people": Figures.text(simulation.people),
            ])
        moved = words("proposal.moved", ["moved": Figures.text(proposal.moved)])
        chart = MoveChart(simulation, words: words)
        hasMoves = !chart.rows.isEmpty
        columns = Self.colours.map { ColourMark($0, words: words) }
        rows = Self.colours.map { from in
            MatrixRow(
                colour: ColourMark(from, words: words),
                cells: Self.colours.map { to in
                    let count = simulation.count(.init(from: from, to: to))
                    return Cell(count: Figures.text(count), isChange: from != to && count > 0)
                })
        }
        regions = simulation.shownRows.map { row in
            RegionRow(
                name: names[row.region] ?? row.region.description, people: Figures.text(row.people),
                changed: Figures.text(row.changed), newly: Self.colours.map { Figures.text(row.newly($0)) })
        }
        matrixHref = proposal.path + "/matrix.csv"
        redHref = proposal.path + "/newly-red"
        redWord = words("proposal.newly_red", ["count": Figures.text(red)])
    }
}

extension Simulation {
    /// By county, or by prefecture where there are many counties.
    var shownRows: [Row] { rows.count > 40 ? rows(by: .prefecture) : rows }
}

/// Those whom a proposal would turn red, masked.
struct NewlyRedPage: Page {
    static let template = "newly-red"
    static let styles = ["forms", "code", "console"]
    static let shape = "wide"
    var title: String
    var back: Back
    var lead: String
    var people: [Row]
    var hasPeople: Bool
    var more: Link?

    struct Row {
        var href: String
        var name: String
        var number: String
        var region: String
        var from: ColourMark
        var rule: String
    }

    /// - Parameter size: how many people a page has at most.
    init(_ people: [NewlyRedView], of proposal: ProposalView, size: Int, words: Catalogue) {
        title = words("newly_red.title")
        back = Back(href: proposal.path, word: "\(proposal.place[words.language]) \(proposal.name.version)")
        lead = words("newly_red.lead")
        self.people = people.map {
            Row(
                href: "/console/people/\($0.person.number)", name: $0.name, number: $0.document.number,
                region: $0.region, from: ColourMark($0.from, words: words), rule: $0.rule)
        }
        hasPeople = !people.isEmpty
        more =
            people.count < size
            ? nil
            : people.last.map {
                Link(href: "\(proposal.path)/newly-red?after=\($0.person.number)", word: words("newly_red.more"))
            }
    }
}
