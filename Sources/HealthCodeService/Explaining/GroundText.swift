internal import HealthCodeCore

/// Tells in plain words what made a colour.
struct GroundText: Sendable {
    var offset: UTCOffset
    var names: Names
    /// The words of the policy whose conditions are told, where they were put together before.
    var policy: PolicyWords?
    /// Whether staff read it, and not the person it is about.
    var isForStaff = false

    init(offset: UTCOffset, names: Names) {
        self.offset = offset
        self.names = names
    }

    /// The words of conditions with the same names.
    var conditions: ConditionText { ConditionText(offset: offset, regions: names.regions) }

    /// What a condition that is not made of others asks for, without a full stop.
    func words(_ condition: Condition) -> LocalizedText { policy?.parts[condition] ?? conditions.words(condition) }

    /// The regions that a ground names.
    static func regions(of ground: Ground) -> [RegionCode] {
        switch ground {
        case .fact(let fact): [fact.region].compactMap(\.self)
        case .residence(let region): [region]
        case .absence(let condition), .ended(let condition, _), .coming(let condition, _):
            ConditionText.regions(of: condition)
        default: []
        }
    }

    /// The source that a ground names.
    static func source(of ground: Ground) -> SourceID? {
        guard case .fact(let fact) = ground else { return nil }
        return source(of: fact.origin)
    }

    /// The source by which something was given; nil where it was not one.
    static func source(of origin: FactOrigin) -> SourceID? {
        guard case .source(let number) = origin else { return nil }
        return SourceID(number)
    }

    /// What is told of a ground; nil of one that says nothing.
    func view(_ ground: Ground) -> GroundView? {
        switch ground {
        case .fact(let fact): return view(fact)
        case .streak(let first, let last):
            return GroundView(
                kind: "streak", from: first.midnight(in: offset),
                until: last.advanced(byDays: 1).midnight(in: offset), source: "person",
                description: text("\(first) 至 \(last) 每日健康打卡均正常", "Clean check-ins every day from \(first) to \(last)"))
        case .negativeTests(let count, let first, let last):
            return GroundView(
                kind: "negative-tests", from: first, until: nil, source: "source",
                description: text(
                    "\(day(first)) 至 \(day(last)) 连续 \(count) 次检测阴性",
                    "\(count) negative tests in a row from \(day(first)) to \(day(last))"))
        case .residence(let region):
            let name = names.regions[region] ?? region.description
            return GroundView(
                kind: "residence", from: nil, until: nil, source: "person",
                description: text("居住地：\(name)", "Lives in \(name)"))
        case .dated(let interval):
            return GroundView(
                kind: "dated", from: interval.from == .distantPast ? nil : interval.from,
                until: interval.until == .distantFuture ? nil : interval.until, source: "policy",
                description: text("规则自公布之日起在规定期限内有效", "The rule applies between two dates"))
        case .lapse(let pattern, let since):
            let kinds = names(of: pattern)
            return GroundView(
                kind: "lapse", from: since, until: nil, source: "policy",
                description: text(
                    "自 \(day(since)) 起没有：\(kinds.simplifiedChinese)",
                    "Since \(day(since)) there was no \(kinds.english)"))
        case .absence(let condition):
            let words = words(condition)
            return want(
                condition, nil, "没有相关情况：\(words.simplifiedChinese)", "Nothing known of: \(words.english)")
        case .ended(let condition, let end):
            let (words, when) = (words(condition), conditions.moment(end))
            return want(
                condition, end, "已于 \(when) 结束：\(words.simplifiedChinese)", "Ended at \(when): \(words.english)")
        case .coming(let condition, let start):
            let (words, when) = (words(condition), conditions.moment(start))
            return want(
                condition, start, "\(when) 才开始：\(words.simplifiedChinese)", "Begins only at \(when): \(words.english)")
        case .always: return nil
        }
    }

    /// What was wanting of a rule that did not hold; where it is all that the rule asks for, that is not said again.
    func wants(of trial: Trial) -> [LocalizedText] {
        let absent = trial.grounds.map { if case .absence(let condition) = $0 { condition } else { nil as Condition? } }
        if absent == trial.rule.condition.leaves { return [text("没有相关情况", "Nothing of this is known")] }
        return trial.grounds.compactMap { view($0)?.description }
    }

    private func want(_ condition: Condition, _ at: Instant?, _ chinese: String, _ english: String) -> GroundView {
        GroundView(kind: "absence", from: at, until: nil, source: "policy", description: text(chinese, english))
    }

    private func view(_ fact: Fact) -> GroundView {
        let place = fact.region.map { names.regions[$0] ?? $0.description }
        let what = FactText.name(of: fact)
        let (chinese, english) = source(fact.origin)
        let days = "\(day(fact.counted))"
        let placed = place.map { (zh: "，\($0)", en: ", \($0)") } ?? (zh: "", en: "")
        return GroundView(
            kind: fact.kind.name, from: fact.from, until: fact.until, source: english,
            description: text(
                "\(what.simplifiedChinese)（\(days)\(placed.zh)，来源：\(chinese)）",
                "\(what.english) (\(days)\(placed.en); \(given(fact.origin, english)))"))
    }

    func source(_ origin: FactOrigin) -> (String, String) {
        switch origin {
        case .person: ("本人申报", "person")
        case .checkpoint: ("采集点", "checkpoint")
        case .certificate: ("外来电子证明", "certificate")
        case .source(let number): (names.sources[number] ?? "数据来源", names.sources[number] ?? "source")
        }
    }

    /// By whom a fact was given, in English words that fit behind it.
    private func given(_ origin: FactOrigin, _ source: String) -> String {
        switch origin {
        case .person: isForStaff ? "declared by the person" : "declared by you"
        case .checkpoint: "taken at a checkpoint"
        case .certificate: "by a certificate that was added"
        case .source: "reported by \(source)"
        }
    }

    private func names(of pattern: FactPattern) -> LocalizedText {
        let kinds: FactKinds
        switch pattern.subject {
        case .kinds(let named): kinds = named
        case .streak: return text("连续正常打卡", "a row of clean check-ins")
        case .negativeTests: return text("连续检测阴性", "a row of negative tests")
        }
        let names = FactKind.allCases.filter(kinds.contains).map(FactText.name)
        return text(
            names.map(\.simplifiedChinese).joined(separator: "、"), names.map(\.english).joined(separator: ", "))
    }

    private func day(_ instant: Instant) -> CivilDate { CivilDate(of: instant, in: offset) }

    func text(_ chinese: String, _ english: String) -> LocalizedText {
        LocalizedText(simplifiedChinese: chinese, english: english)
    }
}

/// The names of facts for people.
enum FactText {
    static func name(of kind: FactKind) -> LocalizedText {
        let (chinese, english) =
            switch kind {
            case .registered: ("登记", "registration")
            case .confirmed: ("确诊病例", "confirmed case")
            case .clinical: ("临床诊断病例", "clinically diagnosed case")
            case .suspected: ("疑似病例", "suspected case")
            case .asymptomatic: ("无症状感染者", "asymptomatic infection")
            case .recovered: ("治愈出院", "recovery")
            case .excluded: ("排除感染", "infection ruled out")
            case .closeContact: ("密切接触者", "close contact")
            case .secondaryContact: ("次密切接触者", "contact of a contact")
            case .feverClinic: ("发热门诊就诊", "visit to a fever clinic")
            case .test: ("检测", "test")
            case .quarantine: ("隔离或医学观察", "quarantine or medical observation")
            case .entry: ("入境记录", "border entry")
            case .falseDeclaration: ("虚假申报", "false declaration")
            case .managed: ("重点管理人员", "managed person")
            case .whitelisted: ("白名单", "white list")
            case .declaration: ("健康申报", "health declaration")
            case .checkIn: ("健康打卡", "check-in")
            case .stay: ("旅居史", "stay elsewhere")
            case .residence: ("居住地", "residence")
            case .screening: ("采集点体温筛查", "temperature taken at a checkpoint")
            case .reviewed: ("复核通过", "approved appeal")
            case .vaccinated: ("已接种疫苗", "vaccination")
            case .caseOnset: ("所接触病例的发病日", "onset of the case that was met")
            }
        return LocalizedText(simplifiedChinese: chinese, english: english)
    }

    /// Of a test also how it was made and what came of it, of a quarantine where, of a screening what was measured.
    static func name(of fact: Fact) -> LocalizedText {
        switch fact.detail {
        case .test(let test):
            let method = name(of: test.method)
            let result = name(of: test.result)
            return LocalizedText(
                simplifiedChinese: method.simplifiedChinese + result.simplifiedChinese,
                english: method.english + ": " + result.english)
        case .quarantine(let quarantine):
            return quarantine.place == .home
                ? LocalizedText(simplifiedChinese: "居家隔离", english: "home quarantine")
                : LocalizedText(simplifiedChinese: "集中隔离", english: "central quarantine")
        case .answers(let answers) where fact.kind == .screening && answers.temperature != nil:
            let degrees = answers.temperature.map(degrees) ?? ""
            let name = name(of: fact.kind)
            return LocalizedText(
                simplifiedChinese: name.simplifiedChinese + " " + degrees, english: name.english + ": " + degrees)
        case .answers(let answers) where [.declaration, .checkIn].contains(fact.kind):
            return naming(fact.kind, answers)
        default:
            return name(of: fact.kind)
        }
    }

    /// What somebody said of themself, in a few words: `健康申报：发热、体温 38.5 °C`.
    private static func naming(_ kind: FactKind, _ answers: Answers) -> LocalizedText {
        var said = Symptoms.named.filter { answers.symptoms.contains($0.symptom) }.map { name(of: $0.symptom) }
        switch answers.diagnosis {
        case .none: break
        case .confirmed: said.append(LocalizedText(simplifiedChinese: "确诊", english: "a confirmed infection"))
        case .suspected: said.append(LocalizedText(simplifiedChinese: "疑似", english: "a suspected infection"))
        }
        if answers.contact {
            said.append(LocalizedText(simplifiedChinese: "接触过感染者", english: "contact with an infected person"))
        }
        if let degrees = answers.temperature.map(degrees) {
            said.append(LocalizedText(simplifiedChinese: "体温 \(degrees)", english: "a temperature of \(degrees)"))
        }
        let what = name(of: kind)
        guard !said.isEmpty else { return what }
        return LocalizedText(
            simplifiedChinese: what.simplifiedChinese + "：" + said.map(\.simplifiedChinese).joined(separator: "、"),
            english: what.english + ": " + said.map(\.english).joined(separator: ", "))
    }

    private static func degrees(_ temperature: Temperature) -> String {
        "\(temperature.hundredths / 100).\(temperature.hundredths % 100 / 10) °C"
    }

    static func name(of symptom: Symptoms) -> LocalizedText {
        let (chinese, english): (String, String) =
            switch symptom {
            case .fever: ("发热", "fever")
            case .cough: ("咳嗽", "cough")
            case .fatigue: ("乏力", "fatigue")
            case .shortnessOfBreath: ("呼吸困难", "shortness of breath")
            case .soreThroat: ("咽痛", "a sore throat")
            case .runnyNose: ("流涕", "a runny nose")
            case .headache: ("头痛", "headache")
            case .musclePain: ("肌肉酸痛", "muscle pain")
            case .diarrhoea: ("腹泻", "diarrhoea")
            case .lossOfTasteOrSmell: ("味觉或嗅觉减退", "a loss of taste or smell")
            default: ("其他不适", "another symptom")
            }
        return LocalizedText(simplifiedChinese: chinese, english: english)
    }

    static func name(of risk: RiskLevel) -> LocalizedText {
        switch risk {
        case .low: LocalizedText(simplifiedChinese: "低", english: "low")
        case .medium: LocalizedText(simplifiedChinese: "中", english: "medium")
        case .higher: LocalizedText(simplifiedChinese: "较高", english: "higher")
        case .high: LocalizedText(simplifiedChinese: "高", english: "high")
        }
    }

    static func name(of method: TestDetail.Method) -> LocalizedText {
        switch method {
        case .nucleicAcid: LocalizedText(simplifiedChinese: "核酸检测", english: "nucleic acid test")
        case .antibodyIgG: LocalizedText(simplifiedChinese: "IgG 抗体检测", english: "IgG antibody test")
        case .antibodyIgM: LocalizedText(simplifiedChinese: "IgM 抗体检测", english: "IgM antibody test")
        }
    }

    static func name(of result: TestDetail.Result) -> LocalizedText {
        switch result {
        case .positive: LocalizedText(simplifiedChinese: "阳性", english: "positive")
        case .negative: LocalizedText(simplifiedChinese: "阴性", english: "negative")
        case .inconclusive: LocalizedText(simplifiedChinese: "结果不确定", english: "inconclusive")
        }
    }
}
