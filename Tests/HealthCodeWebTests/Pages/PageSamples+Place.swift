import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

/// A place that has chosen everything that can be chosen.
extension PageSamples {
    static let place: Policy = {
        let yes = HealthCodeCore.ColourMeaning(
            passes: true, advice: text("测量体温正常即可通行。", "You may pass after a temperature check."))
        let no = HealthCodeCore.ColourMeaning(passes: false, advice: text("请留在家中。", "Please stay at home."))
        return Policy(
            region: RegionCode(number: 330_100_000_000), place: text("杭州市", "Hangzhou"), version: "2020-02-16",
            since: day(-50), offset: .china, rules: [],
            options: ServiceOptions(
                meanings: [.green: yes, .yellow: no, .red: no, .grey: no], corrections: 1, proxies: false,
                checkIns: Interval(from: day(-50), until: day(-10)),
                clientele: Clientele(groups: [.residents, .coming, .overseas], documents: [.residentID, .passport]),
                form: asked.form, due: [.low: .elapsed(4 * 3_600), .medium: .elapsed(12 * 3_600)],
                reviews: Reviews(levels: [
                    Reviews.Level(by: .county, workingDays: 1), Reviews.Level(by: .prefecture, workingDays: nil),
                ]),
                recognised: [
                    RecognisedCode(
                        id: "national", name: text("全国一体化防疫信息码", "The national code"), format: .healthCode,
                        trust: "national", standing: .itsColour)
                ],
                travel: [
                    TravelDemand(
                        id: "leaving",
                        advice: text("抵达前7天内核酸检测阴性。", "A negative test in the 7 days before arrival."))
                ],
                validity: text("全市各区县通用。", "Valid in every district of the city.")))
    }()

    static let rules = [
        RuleView(
            rule: "case", colour: .red, reason: text("医院报告了感染。", "A hospital reported an infection."),
            ends: text("治愈后自动改变。", "It ends with recovery."), asks: text("确诊", "a confirmed infection")),
        RuleView(
            rule: "everyone-else", colour: .green, reason: text("没有记录。", "Nothing is on record."),
            asks: text("所有人", "everyone")),
    ]

    static let asked = DeclarationAsked(
        form: DeclarationForm(
            declarers: [
                DeclarationForm.Declarer(.staying),
                DeclarationForm.Declarer(
                    .returning, arrival: .required, who: text("本市居民，准备返回", "You live here and are coming back")),
            ],
            questions: [
                DeclarationForm.Question(.temperature, help: text("请先量体温。", "Take your temperature first.")),
                DeclarationForm.Question(
                    .symptoms, symptoms: [.fever, .cough], help: text("过敏性咳嗽不用选。", "Leave out an allergic cough.")),
                DeclarationForm.Question(.stays, wording: text("去过哪些地方？", "Where have you been?")),
            ],
            liability: text("以上属实，虚报的纳入信用记录。", "All this is true; false declarations enter the credit register.")),
        place: text("杭州市", "Hangzhou"),
        travel: [text("抵达前7天内核酸检测阴性。", "A negative test in the 7 days before arrival.")])

    static let explained = ExplanationView(
        person: PersonID(2), at: now, asKnown: nil, colour: .yellow, since: day(-6), rule: "contact",
        reason: yellow.reason, ends: yellow.ends, advice: yellow.advice, validity: place.options.validity,
        policy: yellow.policy, place: yellow.place, offset: .china, grounds: [],
        above: [
            ExplanationView.PassedRule(
                rule: "case", colour: .red, reason: text("医院报告了感染。", "A hospital reported an infection."),
                asks: text("确诊", "a confirmed infection"), wants: [text("没有确诊的记录", "no such record")],
                isUnheardOf: true),
            ExplanationView.PassedRule(
                rule: "contact", colour: .red, reason: text("接触过感染者。", "There was a contact."),
                asks: text("密切接触者", "close contact"), wants: [text("已经结束", "it ended")]),
        ],
        coming: [
            ExplanationView.ComingColour(at: day(7.4), colour: .green, rule: "everyone-else", reason: green.reason)
        ],
        actions: [text("请完成一次健康打卡。", "Check in once.")])
}
