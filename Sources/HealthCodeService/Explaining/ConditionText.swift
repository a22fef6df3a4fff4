internal import HealthCodeCore

/// Tells in plain words what a condition asks for, in both languages at once.
struct ConditionText: Sendable {
    var offset: UTCOffset
    /// Names of the regions that conditions name.
    var regions: [RegionCode: String] = [:]

    /// What the condition asks for, without a full stop.
    func words(_ condition: Condition) -> LocalizedText {
        switch condition {
        case .always: text("所有人", "everyone")
        case .facts(let spans): words(spans)
        case .residence(let place, let linger): residence(place, linger)
        case .dated(let from, let until): dated(from, until)
        case .lapse(let pattern, let span):
            joined(
                ["连续\(words(span).simplifiedChinese)没有", ""], words(pattern), ["no ", " for \(words(span).english)"])
        case .all(let parts): list(parts, "，并且", ", and ")
        case .any(let parts): list(parts, "；或者", "; or ")
        case .not(let part): joined(["没有：", ""], words(part), ["not: ", ""])
        case .unless(let part, let other):
            text(
                "\(words(part).simplifiedChinese)，但有以下情况的除外：\(words(other).simplifiedChinese)",
                "\(words(part).english), unless: \(words(other).english)")
        }
    }

    /// The regions that a condition names.
    static func regions(of condition: Condition) -> [RegionCode] {
        switch condition {
        case .always, .dated: []
        case .residence(let place, _): place.inside + place.outside
        case .facts(let spans): regions(of: spans.pattern) + spans.until.flatMap { regions(of: $0.pattern) }
        case .lapse(let pattern, _): regions(of: pattern)
        case .all(let parts), .any(let parts): parts.flatMap(regions)
        case .not(let part): regions(of: part)
        case .unless(let part, let other): regions(of: part) + regions(of: other)
        }
    }

    private static func regions(of pattern: FactPattern) -> [RegionCode] {
        pattern.demands.flatMap { demand in
            switch demand {
            case .place(let place): place.inside + place.outside
            case .following(let pattern, _, _, _): regions(of: pattern)
            default: [RegionCode]()
            }
        }
    }

    private func residence(_ place: Place, _ linger: Span?) -> LocalizedText {
        let living = around(words(place), "居住", "living ", orElse: "任何地方", "anywhere")
        guard let linger = linger.map(words) else { return living }
        return text(
            "\(living.simplifiedChinese)，或\(linger.simplifiedChinese)内曾如此",
            "\(living.english), or having done so within \(linger.english)")
    }

    private func list(_ parts: [Condition], _ chinese: String, _ english: String) -> LocalizedText {
        guard parts.count != 1 else { return words(parts[0]) }
        let words = parts.map { part in
            let inner = self.words(part)
            switch part {
            case .all, .any, .unless: return text("（\(inner.simplifiedChinese)）", "(\(inner.english))")
            default: return inner
            }
        }
        return joined(words, chinese, english)
    }

    private func words(_ spans: FactSpans) -> LocalizedText {
        var clauses: [LocalizedText] = []
        let anchor = words(spans.anchor)
        if let after = spans.after.map(words) {
            clauses.append(
                text(
                    "从\(anchor.simplifiedChinese)起满\(after.simplifiedChinese)开始",
                    "from \(after.english) after \(anchor.english)"))
        } else if spans.anchor != .start {
            clauses.append(text("从\(anchor.simplifiedChinese)起", "from \(anchor.english)"))
        }
        if let length = spans.length.map(words) {
            clauses.append(text("\(length.simplifiedChinese)之内", "for \(length.english)"))
        }
        if !spans.until.isEmpty {
            let enders = joined(spans.until.map(words), "或", " or ")
            clauses.append(text("直到有：\(enders.simplifiedChinese)", "until \(enders.english)"))
        }
        if let linger = spans.linger.map(words) {
            clauses.append(text("结束后再延续\(linger.simplifiedChinese)", "and for \(linger.english) after its end"))
        }
        return joined([words(spans.pattern)] + clauses, "，", ", ")
    }

    private func words(_ anchor: FactSpans.Anchor) -> LocalizedText {
        switch anchor {
        case .start: text("那时", "its start")
        case .end: text("结束时", "its end")
        case .onset: text("所接触病例发病时", "the onset of the case that was met")
        }
    }

    private func words(_ ender: Ender) -> LocalizedText {
        let pattern = words(ender.pattern)
        guard let atLeast = ender.atLeast.map(words) else { return pattern }
        return text(
            "至少\(atLeast.simplifiedChinese)后的\(pattern.simplifiedChinese)",
            "\(pattern.english) at least \(atLeast.english) later")
    }

    /// What facts a pattern looks for.
    func words(_ pattern: FactPattern) -> LocalizedText {
        let demands = pattern.demands.compactMap(words)
        switch pattern.subject {
        case .streak(let days):
            let streak = text("连续\(days)天每天打卡且均正常", "clean check-ins on \(days) days in a row")
            return joined([streak] + demands, "，", ", ")
        case .negativeTests(let count, let methods, let apart):
            return joined([negativeTests(count, methods, apart)] + demands, "，", ", ")
        case .kinds(let kinds):
            let names = joined(FactKind.allCases.filter(kinds.contains).map(FactText.name), "、", " or ")
            guard !demands.isEmpty else { return names }
            let told = joined(demands, "，", ", ")
            return text("\(names.simplifiedChinese)（\(told.simplifiedChinese)）", "\(names.english) (\(told.english))")
        }
    }

    private func negativeTests(_ count: Int64, _ methods: [TestDetail.Method], _ apart: Span?) -> LocalizedText {
        let method = joined(methods.map(FactText.name), "或", " or ")
        let apart = apart.map(words)
        let tests = method.english.isEmpty ? "tests" : "tests (\(method.english))"
        return text(
            "连续\(count)次\(method.simplifiedChinese)阴性\(apart.map { "，采样至少间隔\($0.simplifiedChinese)" } ?? "")",
            "\(count) negative \(tests) in a row\(apart.map { ", sampled at least \($0.english) apart" } ?? "")")
    }

    private func words(_ demand: Demand) -> LocalizedText? {
        switch demand {
        case .place(let place): return words(place)
        case .method(let methods): return joined(methods.map(FactText.name), "或", " or ")
        case .result(let results): return joined(results.map(FactText.name), "或", " or ")
        case .quarantine(let places):
            return joined(places.map { $0 == .home ? text("居家", "at home") : text("集中", "central") }, "或", " or ")
        case .symptomsRechecked(let rechecked):
            return rechecked ? text("症状已复查", "symptoms checked again") : text("症状尚未复查", "symptoms not checked again")
        case .declares(let declared): return words(declared)
        case .temperature(let limit):
            return text("体温达到 \(degrees(limit))", "a temperature of \(degrees(limit)) or more")
        case .lasting(let span):
            return text("持续\(words(span).simplifiedChinese)以上", "lasting \(words(span).english) or more")
        case .before(let instant): return text("\(moment(instant)) 之前", "before \(moment(instant))")
        case .since(let instant): return text("\(moment(instant)) 起", "since \(moment(instant))")
        case .clean(let clean): return clean ? text("无异常", "no sign of illness") : text("有异常", "a sign of illness")
        case .following(let pattern, let anchor, let atLeast, let atMost):
            return following(pattern, anchor, atLeast, atMost)
        case .beforeOnset(let span):
            let span = words(span)
            return text(
                "不早于所接触病例发病前\(span.simplifiedChinese)", "no more than \(span.english) before the onset of the case")
        case .onsetUnknown: return text("所接触病例的发病日未知", "the onset of the case not known")
        }
    }

    private func following(
        _ pattern: FactPattern, _ anchor: FactSpans.Anchor, _ atLeast: Span?, _ atMost: Span?
    ) -> LocalizedText {
        let what = words(pattern)
        let end: (zh: String, en: String) =
            switch anchor {
            case .start: ("", "")
            case .end: ("结束", "the end of ")
            case .onset: ("所涉病例发病", "the onset of the case of ")
            }
        let bounds = [
            atLeast.map(words).map { text("至少\($0.simplifiedChinese)", "at least \($0.english)") },
            atMost.map(words).map { text("至多\($0.simplifiedChinese)", "at most \($0.english)") },
        ]
        let bound = joined(bounds.compactMap(\.self), "、", " and ")
        return text(
            "在\(what.simplifiedChinese)\(end.zh)之后\(bound.simplifiedChinese)",
            "\(bound.english)\(bound.english.isEmpty ? "" : " ")after \(end.en)\(what.english)")
    }

    private func words(_ declared: Declared) -> LocalizedText? {
        var said = Symptoms.named.filter { declared.symptoms.contains($0.symptom) }.map {
            FactText.name(of: $0.symptom)
        }
        said += declared.diagnoses.map { diagnosis in
            switch diagnosis {
            case .none: text("未诊断", "no diagnosis")
            case .confirmed: text("确诊", "a confirmed infection")
            case .suspected: text("疑似", "a suspected infection")
            }
        }
        if declared.contact { said.append(text("接触过感染者", "contact with an infected person")) }
        return said.isEmpty ? nil : around(joined(said, "、", " or "), "申报了", "declaring ", orElse: "", "")
    }

    private func words(_ place: Place) -> LocalizedText {
        var parts: [LocalizedText] = []
        if !place.inside.isEmpty {
            let names = names(place.inside)
            parts.append(text("在\(names.simplifiedChinese)", "in \(names.english)"))
        }
        if !place.outside.isEmpty {
            let names = names(place.outside)
            parts.append(text("不在\(names.simplifiedChinese)", "not in \(names.english)"))
        }
        if !place.risk.isEmpty {
            let levels = joined(place.risk.map(FactText.name), "或", " or ")
            parts.append(text("在\(levels.simplifiedChinese)风险地区", "in an area of \(levels.english) risk"))
        }
        switch place.closed {
        case true?: parts.append(text("在封闭管理的地区", "in an area under closed management"))
        case false?: parts.append(text("在未封闭管理的地区", "in an area not under closed management"))
        case nil: break
        }
        return joined(parts, "，", ", ")
    }

    private func names(_ codes: [RegionCode]) -> LocalizedText {
        let names = codes.map { regions[$0] ?? $0.description }
        return joined(names.map { text($0, $0) }, "、", " or ")
    }

    private func dated(_ from: Instant, _ until: Instant) -> LocalizedText {
        switch (from == .distantPast, until == .distantFuture) {
        case (true, true): text("任何时候", "at any time")
        case (false, true): text("\(moment(from)) 起", "since \(moment(from))")
        case (true, false): text("\(moment(until)) 之前", "before \(moment(until))")
        case (false, false):
            text("\(moment(from)) 至 \(moment(until)) 之间", "between \(moment(from)) and \(moment(until))")
        }
    }

    /// A length of time; elapsed days are told from civil days.
    func words(_ span: Span) -> LocalizedText {
        switch span {
        case .civilDays(let days):
            return text("\(days)个自然日", days == 1 ? "1 calendar day" : "\(days) calendar days")
        case .elapsed(let seconds):
            for (unit, chinese, english) in [(86_400, "天", "day"), (3_600, "小时", "hour"), (60, "分钟", "minute")] {
                let (count, rest) = seconds.quotientAndRemainder(dividingBy: Int64(unit))
                if rest == 0 { return text("\(count)\(chinese)", "\(count) \(english)\(count == 1 ? "" : "s")") }
            }
            return text("\(seconds)秒", "\(seconds) seconds")
        }
    }

    /// `2020-04-01 08:00`, in the place's time.
    func moment(_ instant: Instant) -> String {
        String(instant.rfc3339(in: offset).prefix(16).replacing("T", with: " "))
    }

    private func degrees(_ temperature: Temperature) -> String {
        "\(temperature.hundredths / 100).\(temperature.hundredths % 100 / 10) °C"
    }

    // MARK: Putting words together

    func text(_ chinese: String, _ english: String) -> LocalizedText {
        LocalizedText(simplifiedChinese: chinese, english: english)
    }

    func joined(_ parts: [LocalizedText], _ chinese: String, _ english: String) -> LocalizedText {
        text(
            parts.map(\.simplifiedChinese).joined(separator: chinese), parts.map(\.english).joined(separator: english))
    }

    private func joined(_ chinese: [String], _ words: LocalizedText, _ english: [String]) -> LocalizedText {
        text(chinese[0] + words.simplifiedChinese + chinese[1], english[0] + words.english + english[1])
    }

    private func around(
        _ words: LocalizedText, _ chinese: String, _ english: String, orElse elseChinese: String, _ elseEnglish: String
    ) -> LocalizedText {
        text(
            chinese + (words.simplifiedChinese.isEmpty ? elseChinese : words.simplifiedChinese),
            english + (words.english.isEmpty ? elseEnglish : words.english))
    }
}
