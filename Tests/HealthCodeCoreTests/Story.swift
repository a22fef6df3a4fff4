import HealthCodeCore

/// Short words for examples. Instants are written `MM-dd hh:mm` and mean the year 2020 at +08:00; regions as codes.
func at(_ text: String) -> Instant {
    Instant(rfc3339: "2020-" + text.replacing(" ", with: "T") + ":00+08:00") ?? .distantPast
}

func place(_ code: String) -> RegionCode {
    RegionCode(code) ?? RegionCode(number: 0)
}

func said(_ text: String) -> LocalizedText {
    LocalizedText(simplifiedChinese: text, english: text)
}

/// Hands out ids in the order in which facts are written down.
func facts(_ facts: Fact...) -> [Fact] {
    facts.enumerated().map { index, fact in
        var fact = fact
        fact.id = FactID(Int64(index + 1))
        return fact
    }
}

func fact(
    _ kind: FactKind, _ from: String, until: String? = nil, in region: String? = nil, _ detail: FactDetail = .none
) -> Fact {
    Fact(
        id: FactID(0), kind: kind, from: at(from), until: until.map(at), known: at(from), region: region.map(place),
        origin: .person, detail: detail)
}

/// A test that was sampled and reported then.
func test(
    _ result: TestDetail.Result, sampled: String, reported: String, _ method: TestDetail.Method = .nucleicAcid
) -> Fact {
    fact(.test, reported, .test(TestDetail(method: method, result: result, sampled: at(sampled))))
}

/// A check-in without a symptom at this temperature, 36.50 °C where none is given.
func checkIn(_ from: String, _ hundredths: Int32 = 3_650, _ symptoms: Symptoms = []) -> Fact {
    fact(.checkIn, from, .answers(Answers(symptoms: symptoms, temperature: Temperature(hundredths: hundredths))))
}

func spans(
    of kinds: FactKind..., demands: [Demand] = [], anchor: FactSpans.Anchor = .start, after: Span? = nil,
    for length: Span? = nil, until: [Ender] = [], linger: Span? = nil
) -> Condition {
    .facts(
        FactSpans(
            FactPattern(.kinds(FactKinds(kinds)), demands), anchor: anchor, after: after, length: length,
            until: until, linger: linger))
}

func ender(_ kinds: FactKind..., demands: [Demand] = [], atLeast: Span? = nil) -> Ender {
    Ender(FactPattern(.kinds(FactKinds(kinds)), demands), atLeast: atLeast)
}

func days(_ days: Int64) -> Span { .elapsed(days * 86_400) }

func policy(
    version: String = "one", region: String = "420000", since: String = "01-01 00:00",
    _ rules: (String, Colour, Condition)...
) -> Policy {
    Policy(
        region: place(region), place: said("Somewhere"), version: version, since: at(since), offset: .china,
        rules: rules.map { Rule(id: $0, colour: $1, condition: $2, reason: said($0)) },
        options: ServiceOptions(meanings: [:]))
}

/// The timeline of a resident of 420106 who registered at the beginning of the year.
func story(
    _ facts: [Fact], under policies: Policy..., notices: [RegionNotice] = [], start: String = "01-01 00:00",
    region: String = "420106"
) -> Timeline {
    timeline(
        of: Subject(start: at(start), region: place(region), facts: facts),
        under: PolicyHistory(policies, notices: RegionNotices(notices)))
}

extension Timeline {
    /// Every assignment as `colour from`.
    var colours: [String] {
        map { "\($0.colour) \(short($0.interval.from))" }
    }
}

/// The stretches of time in which the condition holds of a resident of 420106 who registered at the beginning of the year,
/// each as `from – until`.
func times(_ condition: Condition, _ facts: [Fact] = [], notices: [RegionNotice] = []) -> [String] {
    let policy = policy(("it", .red, condition), ("else", .green, .always))
    return story(facts, under: policy, notices: notices).filter { $0.rule.id == "it" }.map { assignment in
        let interval = assignment.interval
        return short(interval.from) + " – " + (interval.until == .distantFuture ? "…" : short(interval.until))
    }
}

private func short(_ instant: Instant) -> String {
    String(instant.rfc3339(in: .china).dropFirst(5).prefix(11)).replacing("T", with: " ")
}
