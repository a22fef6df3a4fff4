import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

extension PageSamples {
    static func day(_ days: Double) -> Instant { now.advanced(bySeconds: Int64(days * 86_400)) }

    static func text(_ chinese: String, _ english: String) -> LocalizedText {
        LocalizedText(simplifiedChinese: chinese, english: english)
    }

    private static let tests = [
        TestView(
            method: .nucleicAcid, result: .negative, sampled: day(-2), reported: day(-1), institution: "武汉市第一医院"),
        TestView(
            method: .antibodyIgG, result: .positive, sampled: day(-5), reported: day(-4.5), institution: "湖北省疾控中心"),
        TestView(
            method: .antibodyIgM, result: .inconclusive, sampled: day(-5), reported: day(-4.5),
            institution: "湖北省疾控中心"),
    ]

    static func code(
        of person: PersonView, reason: LocalizedText, ends: LocalizedText?, advice: LocalizedText,
        next: NextColour? = nil, tests: [TestView] = [], late: Bool = false
    ) -> CodeView {
        CodeView(
            person: person, colour: person.colour, since: day(-6.2), rule: "rule", reason: reason, ends: ends,
            advice: advice, next: next,
            policy: PolicyName(region: RegionCode(number: 420_000_000_000), version: "2020-04-01"),
            place: text("湖北省", "Hubei"), token: "HC", tokenExpires: now.advanced(bySeconds: 60), tests: tests,
            late: late, now: now, offset: .china)
    }

    static let green = code(
        of: family[0],
        reason: text(
            "目前没有需要您暂停出行的记录，您也没有申报确诊、疑似感染或发热。",
            "No record asks you to stay, and you have declared no infection, no suspected infection and no fever."),
        ends: nil,
        advice: text(
            "测量体温正常即可通行，全省通用，任何地方都不得再要求您出示其他证明。",
            "You may pass anywhere in the province after a temperature check, and nobody may ask you for another paper."
        ),
        tests: tests)
    static let yellow = code(
        of: family[1],
        reason: text("防疫记录显示您是感染者的密切接触者。", "Records say that you were in close contact with an infected person."),
        ends: text(
            "从记录的接触时间起满14天，如果没有其他情况，颜色会自动改变。",
            "It ends by itself 14 days after the contact on record, if nothing else has come up."),
        advice: text(
            "请留在家中，尽量与家人分开居住，并告诉所在社区。",
            "Please stay at home, apart from your family if you can, and tell your community."),
        next: NextColour(at: day(7.4), colour: .green))
    static let red = code(
        of: family[2],
        reason: text("武汉市的发热门诊登记了您的就诊。", "A fever clinic in Wuhan registered your visit."),
        ends: text("医疗机构报告排除感染后，颜色会自动改变。", "The colour changes by itself once infection is ruled out."),
        advice: text(
            "请留在原地，不要乘坐公共交通工具，马上联系所在社区或医院。",
            "Please stay where you are, take no public transport, and call your community or hospital now."))
    static let grey = code(
        of: family[3],
        reason: text("您已登记。您居住的地区正在封闭管理。", "You are registered. The area you live in is sealed."),
        ends: text("封闭管理结束后，您的颜色会自动出现。", "Your colour appears by itself when the area is opened again."),
        advice: text("您已登记成功，目前暂无颜色。请留在家中等待。", "You are registered, and there is no colour for now."), late: true)

    var codes: [(name: String, page: any Page)] {
        let names = ["green", "yellow", "red", "grey"]
        let pages: [(name: String, page: any Page)] = zip(names, [Self.green, Self.yellow, Self.red, Self.grey]).map {
            ("code-\($0)", CodePage($1, qr: Self.qr, family: Self.family, words: words))
        }
        var unverified = Self.family[0]
        unverified.verified = false
        var view = Self.green
        view.person = unverified
        view.tests = []
        let questions = CodeQuestions(
            Self.explained, of: Self.family[1], place: Self.place, family: Self.family, words: words
        ).questions
        return pages + [
            ("code-asked", CodePage(Self.yellow, qr: Self.qr, family: Self.family, questions: questions, words: words)),
            (
                "code-alone",
                CodePage(
                    view, qr: Self.qr, family: [unverified], notice: Notice(.good, words("check_in.done")), words: words
                )
            ),
            ("timeline", TimelinePage(Self.entries, of: Self.family[1], now: Self.now, words: words)),
            (
                "timeline-short",
                TimelinePage(
                    [entry(-0.2, nil, .green)], of: Self.family[0], now: Self.now, words: words)
            ),
        ]
    }

    private func entry(_ from: Double, _ until: Double?, _ colour: Colour) -> TimelineEntry {
        TimelineEntry(
            from: Self.day(from), until: until.map(Self.day), colour: colour, rule: "rule", reason: Self.yellow.reason,
            grounds: [])
    }

    private static let entries: [TimelineEntry] = [
        (-20.0, -12.0, Colour.green), (-12, -9, .red), (-9, -6.6, .grey), (-6.6, 7.4, .yellow), (7.4, nil, .green),
    ].map { from, until, colour in
        let ground = GroundView(
            kind: "close_contact", from: day(from), until: nil, source: colour == .grey ? "person" : "洪山区疾控中心",
            description: text("密切接触者登记", "Registered as a close contact"))
        return TimelineEntry(
            from: day(from), until: until.map { day($0) }, colour: colour, rule: "rule",
            reason: colour == .green ? green.reason : yellow.reason, grounds: colour == .green ? [] : [ground])
    }

    /// A picture in place of a code: rendering does not look at it.
    static let qr = "<svg viewBox=\"0 0 10 10\"><path d=\"M1 1h8v8h-8Z\"/></svg>"
}
