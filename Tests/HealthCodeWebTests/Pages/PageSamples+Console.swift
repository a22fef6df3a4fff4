import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

extension PageSamples {
    private static let hubei = PolicyName(region: RegionCode(number: 420_000_000_000), version: "2020-04-20")
    private static let placeName = LocalizedText(simplifiedChinese: "湖北省", english: "Hubei")

    private static let simulation = Simulation(
        at: day(12),
        rows: [
            Simulation.Row(
                region: RegionCode(number: 420_106_000_000),
                counts: [
                    .init(from: .green, to: .green): 1_203_456, .init(from: .yellow, to: .red): 48,
                    .init(from: .green, to: .yellow): 1_312, .init(from: .grey, to: .green): 7,
                ])
        ],
        newlyRed: [])

    private static let changes: DraftChanges = {
        let text = { (text: String) in LocalizedText(simplifiedChinese: text, english: "A text") }
        let sorts: [(DraftChanges.Sort, Int?, Int?)] = [
            (.removed, 2, nil), (.added, nil, 3), (.moved, 4, 5), (.changed, 6, 6),
        ]
        return DraftChanges(
            rules: sorts.map { sort, before, after in
                DraftChanges.RuleChange(
                    rule: "close-contact", sort: sort, placeBefore: before, placeAfter: after,
                    colourBefore: before.map { _ in .yellow }, colourAfter: after.map { _ in .red },
                    parts: DraftChanges.Part.Kind.allCases.map {
                        .init(kind: $0, before: text("14天"), after: text("7天"))
                    })
            },
            options: [.init(path: "service.corrections", before: "1", after: nil)],
            people: [
                .init(
                    person: "A baker", cites: ["HB-03"], at: "2020-04-16 13:20:00", before: .yellow, after: nil,
                    rule: nil)
            ], peopleTried: 68)
    }()

    private static let draft: Draft = {
        var draft = Draft(
            pack: nil, mistakes: [],
            inForce: PublishedPack(
                name: hubei, since: day(-8), text: "colour: yellow", digest: Digest32(sha256: []), published: day(-8)),
            difference: LineDifference.between("a\nb\nc\nd\ncolour: yellow", "a\nb\nc\nd\ncolour: red"))
        draft.scenarioReport = text("1句、1人、1个时刻：全部符合预期", "1 sentence, 1 person, 1 instant: all as expected")
        draft.changes = changes
        return draft
    }()

    private static func proposal(
        _ state: ProposalView.State, isStale: Bool = false, isOwn: Bool = false, run: SimulationRun.State = .done
    ) -> ProposalView {
        ProposalView(
            id: ProposalID(3), state: state, name: hubei, place: placeName, regionName: "湖北省", since: day(12),
            offset: .china, proposer: "方明", proposed: now, text: "place: 湖北省", scenarioText: "sentences: []",
            draft: draft, simulation: simulation, simulationNumber: 5, simulated: now, moved: 1_360, limit: 1_000,
            run: SimulationRun(number: 1, proposal: ProposalID(3), state: run, asked: now, ended: now), part: 0.37,
            isStale: isStale,
            acts: [
                .init(kind: .approved, name: "叶岚", at: now, reason: "", typed: nil, isVoid: isStale),
                .init(kind: .declined, name: "高远", at: now, reason: "应先征求专家意见", typed: nil, isVoid: false),
            ],
            isOwn: isOwn, hasApproved: state == .approvedOnce)
    }

    private static let explanation: ExplanationView = {
        let text = { (text: String) in LocalizedText(simplifiedChinese: text, english: "A text") }
        return ExplanationView(
            person: PersonID(7), at: now, asKnown: nil, colour: .yellow, since: day(-3), rule: "close-contact",
            reason: text("密切接触者"), ends: text("满14天"), advice: text("请留在家中"), validity: nil, policy: hubei,
            place: placeName, offset: .china,
            grounds: [
                GroundView(kind: "close_contact", from: now, until: nil, source: "cdc", description: text("密切接触者"))
            ],
            above: [
                .init(
                    rule: "case", colour: .red, reason: text("感染"), asks: text("确诊病例"), wants: [text("没有相关情况：确诊病例")])
            ],
            coming: [.init(at: day(11), colour: .green, rule: "everyone-else", reason: text("没有记录"))],
            actions: [text("请联系疾控中心更正")])
    }()

    var console: [(name: String, page: any Page)] {
        let pack = PackView(
            name: Self.hubei, place: Self.placeName, regionName: "湖北省", since: Self.day(-8), published: Self.day(-8),
            offset: .china, digest: "c00f7a3a4ec2", text: "place: 湖北省\nregion: 420000")
        let open = Self.proposal(.proposed)
        var wrong = FormErrors()
        wrong.note("/typed", words.problem(Problem(.wrongNumber)))
        var mistaken = Self.draft
        mistaken.mistakes = [
            .init(
                isInPack: true, line: 1, column: 3,
                message: Self.text("这里没有“idd”这个词；是不是要写“id”？", "unknown word 'idd'; did you mean 'id'?"))
        ]
        let red = NewlyRedView(
            person: PersonID(7), name: "张*丰", document: Self.family[0].document, region: "武昌区", from: .yellow,
            rule: "close-contact")
        let names = [RegionCode(number: 420_106_000_000): "武昌区"]
        let decided: (DecisionPage.Decision, ProposalView, FormErrors) -> DecisionPage = { decision, proposal, errors in
            DecisionPage(decision, on: proposal, Form(values: ["typed": "12"]), errors: errors, words: words)
        }
        return [
            (
                "console",
                ConsolePage(
                    regions: ["湖北省"], proposals: ProposalView.State.allCases.map { Self.proposal($0) }, packs: [pack],
                    now: Self.now, find: "7", error: words.problem(Problem(.noSuchPerson)), words: words)
            ),
            ("console-empty", ConsolePage(regions: ["湖北省"], proposals: [], packs: [], now: Self.now, words: words)),
            ("pack", PackPage(pack, words: words)),
            ("propose", ProposePage(WrittenPack(), draft: nil, words: words)),
            ("propose-wrong", ProposePage(WrittenPack(text: "- idd: a"), draft: mistaken, words: words)),
            (
                "propose-ready",
                ProposePage(WrittenPack(text: "a", scenarios: "b"), draft: Self.draft, words: words)
            ),
            ("simulation-waiting", SimulationPage(Self.proposal(.proposed, run: .waiting), words: words)),
            ("simulation-running", SimulationPage(Self.proposal(.proposed, run: .running), words: words)),
            (
                "proposal-under-way",
                ProposalPage(Self.proposal(.proposed, isStale: true, run: .running), regions: names, words: words)
            ),
            (
                "proposal-interrupted",
                ProposalPage(Self.proposal(.proposed, isStale: true, run: .interrupted), regions: names, words: words)
            ),
            ("proposal", ProposalPage(open, regions: names, words: words)),
            ("proposal-stale", ProposalPage(Self.proposal(.proposed, isStale: true), regions: names, words: words)),
            ("proposal-own", ProposalPage(Self.proposal(.approvedOnce, isOwn: true), regions: names, words: words)),
            (
                "proposal-published",
                ProposalPage(
                    Self.proposal(.published), regions: names, notice: Notice(.good, words("proposal.done_published")),
                    words: words)
            ),
            ("decision-approve", decided(.approve, open, FormErrors())),
            ("decision-number", decided(.approve, Self.proposal(.approvedOnce), wrong)),
            ("decision-decline", decided(.decline, open, FormErrors())),
            ("decision-withdraw", decided(.withdraw, open, FormErrors())),
            ("newly-red", NewlyRedPage([red], of: open, size: 1, words: words)),
            ("newly-red-nobody", NewlyRedPage([], of: open, size: 1, words: words)),
            ("explanation", ExplanationPage(Self.explanation, of: Self.family[0], words: words)),
            (
                "staff-register",
                ResidentRegistrationPage(
                    Form(), region: Self.path(1), accepted: nil, errors: FormErrors(), words: words)
            ),
        ]
    }
}
