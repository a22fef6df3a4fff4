import HealthCodeCore

/// Hubei's rules of 1 April 2020 (HB-03, HB-04, HB-07, HB-18), as its pack reads; the texts do not matter here.
enum Hubei {
    static let province = RegionCode(number: 420_000_000_000)
    static let wuhan = RegionCode(number: 420_100_000_000)
    static let since = Instant(seconds: 1_585_670_400)
    /// Wuhan was under closed management until 8 April.
    static let reopened = since.advanced(bySeconds: 7 * 86_400)
    static let day: Int64 = 86_400

    static let history = PolicyHistory(
        [policy],
        notices: RegionNotices([
            RegionNotice(
                region: wuhan, what: .closed, interval: Interval(from: .distantPast, until: reopened), known: since)
        ]))

    static let policy = Policy(
        region: province, place: nothing, version: "2020-04-01", since: since, offset: .china,
        rules: [
            rule("case", .red, .any([spans([.confirmed, .clinical, .suspected, .asymptomatic]), positive])),
            rule("fever-in-wuhan", .red, fever(in: Place(inside: [wuhan]), until: [ender([.excluded])])),
            rule("sealed-area", .grey, .residence(Place(closed: true))),
            rule("close-contact", .yellow, .facts(FactSpans(pattern([.closeContact]), length: .elapsed(14 * day)))),
            rule(
                "fever-elsewhere", .grey,
                fever(in: Place(inside: [province], outside: [wuhan]), length: .elapsed(7 * day))),
            rule("declared-ill", .yellow, .facts(FactSpans(pattern([.declaration], [.declares(ill)])))),
            rule("everyone-else", .green, .always),
        ],
        options: ServiceOptions(meanings: [:]))

    static let ill = Declared(symptoms: .fever, diagnoses: [.confirmed, .suspected])

    private static let nothing = LocalizedText(simplifiedChinese: "", english: "")
    private static let over = ender([.recovered, .excluded])
    private static let positive = Condition.facts(
        FactSpans(pattern([.test], [.method([.nucleicAcid]), .result([.positive])]), until: [over]))

    private static func rule(_ id: String, _ colour: Colour, _ condition: Condition) -> Rule {
        Rule(id: id, colour: colour, condition: condition, reason: nothing)
    }

    private static func pattern(_ kinds: [FactKind], _ demands: [Demand] = []) -> FactPattern {
        FactPattern(.kinds(FactKinds(kinds)), demands)
    }

    private static func ender(_ kinds: [FactKind]) -> Ender {
        Ender(pattern(kinds))
    }

    private static func spans(_ kinds: [FactKind]) -> Condition {
        .facts(FactSpans(pattern(kinds), until: [over]))
    }

    private static func fever(in place: Place, length: Span? = nil, until: [Ender] = []) -> Condition {
        .facts(FactSpans(pattern([.feverClinic], [.place(place)]), length: length, until: until))
    }
}
