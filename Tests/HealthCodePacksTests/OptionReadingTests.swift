import HealthCodeCore
import HealthCodePacks
import Testing

/// The options of the example pack with these lines added.
private func options(_ lines: String) throws -> ServiceOptions {
    try Pack(yaml: examplePack + "\n" + lines).policy.options
}

@Suite("The options of a pack")
struct OptionReadingTests {
    @Test("A pack that says nothing serves residents and those who come, with every document and question")
    func defaults() throws {
        let options = try options("")
        #expect(options.clientele == Clientele())
        #expect(options.form == DeclarationForm())
        #expect(options.form.questions.map(\.subject) == DeclarationForm.Question.Subject.allCases)
        #expect(options.due.isEmpty && options.recognised.isEmpty && options.travel.isEmpty)
        #expect(options.reviews == nil && options.validity == nil)
    }

    @Test("A pack says whom it serves, with which documents, and where its codes are valid")
    func clientele() throws {
        let options = try options(
            "serves: {people: [residents, overseas], documents: passport, valid-in: {zh: 全市, en: the whole city}}")
        #expect(options.clientele == Clientele(groups: [.residents, .overseas], documents: [.passport]))
        #expect(options.validity?[.english] == "the whole city")
    }

    @Test("A pack says who declares when, what is asked, and what is affirmed")
    func declaration() throws {
        let form = try options(
            """
            declaration:
              who:
                - staying
                - {kind: returning, arrival: required, ahead: yes, says: {zh: 返, en: coming back}}
              asks:
                - {question: symptoms, choices: [fever, cough], help: {zh: 慢, en: chronic}}
                - contact
              affirms: {zh: 真, en: true}
            """
        ).form
        #expect(form.declarers.map(\.kind) == [.staying, .returning])
        #expect(form.declarer(.returning)?.arrival == .required)
        #expect(form.declarer(.arriving) == nil)
        #expect(form.question(on: .symptoms)?.symptoms == [.fever, .cough])
        #expect(form.question(on: .symptoms)?.help?[.english] == "chronic")
        #expect(form.question(on: .stays) == nil)
        #expect(form.liability?[.english] == "true")
    }

    @Test("A printed code is good for as many days as the pack says, and else for 90")
    func printedCode() throws {
        #expect(try options("service: {printed-code: 30 days}").printedCodeDays == 30)
        #expect(try options("service: {corrections: 1}").printedCodeDays == 90)
    }

    @Test("A daily check-in may begin and end on dates (HB-08, JZ-03)")
    func checkIns() throws {
        let options = try options("service: {daily-check-in: {from: 2020-03-16, until: 2020-03-23}}")
        func asks(_ text: String) throws -> Bool {
            options.asksForCheckIn(at: try #require(Instant(rfc3339: text)))
        }
        #expect(try !asks("2020-03-15T23:59:59+08:00"))
        #expect(try asks("2020-03-16T00:00:00+08:00"))
        #expect(try asks("2020-03-22T23:59:59+08:00"))
        #expect(try !asks("2020-03-23T00:00:00+08:00"))
    }

    @Test("A colour is due within hours that the risk level decides (HB-05)")
    func due() throws {
        let options = try options("service: {colour-due: {low: 4h, medium: 12h}}")
        #expect(options.due == [.low: .elapsed(14_400), .medium: .elapsed(43_200)])
    }

    @Test("Reviews name their levels and limits in working days (HB-06, HZ-01)")
    func reviews() throws {
        let reviews = try #require(
            try options(
                """
                reviews:
                  of: [red, yellow]
                  levels: [{by: county, working-days: 1}, {by: prefecture, working-days: 3}]
                  holidays: [2020-04-06]
                  workdays: [2020-04-11]
                """
            ).reviews)
        #expect(reviews.levels.map(\.by) == [.county, .prefecture])
        #expect(reviews.levels.map(\.workingDays) == [1, 3])
        #expect(reviews.colours == [.red, .yellow])
        // 2020-04-03 is a Friday; the Monday after it is a holiday, the Saturday after that a day of work.
        let friday = try #require(Instant(rfc3339: "2020-04-03T15:00:00+08:00"))
        func deadline(_ days: Int64) -> String {
            reviews.deadline(for: days, from: friday, in: .china).rfc3339(in: .china)
        }
        #expect(deadline(1) == "2020-04-08T00:00:00+08:00")
        #expect(deadline(3) == "2020-04-10T00:00:00+08:00")
        #expect(deadline(5) == "2020-04-12T00:00:00+08:00")
    }

    @Test("A place without reviews says so (HU-03)")
    func noReviews() throws {
        #expect(try options("reviews: none").reviews == nil)
    }

    @Test("Codes of others are recognised by format, trust list and rules (HB-10, HB-16)")
    func recognises() throws {
        let codes = try options(
            """
            recognises:
              - {id: national, name: {zh: 国, en: national}, format: health-code, trust: national, as: its-colour}
              - id: eu
                name: {zh: 欧, en: EU}
                format: hcert
                trust: eu
                rules: [eu-entry]
                as: tests
                until: 2020-05-01
            """
        ).recognised
        #expect(codes.map(\.id) == ["national", "eu"])
        #expect(codes[0].standing == .itsColour)
        #expect(codes[1].standing == .tests)
        #expect(codes[1].rules == ["eu-entry"])
        #expect(codes[1].interval.until == Instant(rfc3339: "2020-05-01T00:00:00+08:00"))
    }

    @Test("A certificate of another place is put on record as its entry says, and no longer than it lasts")
    func certified() throws {
        let code = try #require(
            try options(
                """
                recognises:
                  - id: eu
                    name: {zh: 欧, en: EU}
                    format: hcert
                    attests: [vaccination, test]
                    trust: eu
                    as: tests
                    records:
                      - {kind: test, method: nucleic_acid, result: negative}
                      - {kind: vaccinated, after: 14d, for: 270 days}
                    says: {zh: 看护照, en: Look at the passport}
                """
            ).recognised.first)
        #expect(code.attests == [.vaccination, .test])
        #expect(code.records.map(\.kind) == [.test, .vaccinated])
        #expect(code.records[0].methods == [.nucleicAcid] && code.records[0].results == [.negative])
        #expect(code.advice?.english == "Look at the passport")
        let event = try #require(Instant(rfc3339: "2020-04-01T00:00:00+08:00"))
        let end = try #require(Instant(rfc3339: "2020-05-01T00:00:00+08:00"))
        let (from, until) = code.records[1].span(from: event, end: end, in: .china)
        #expect(from == event.advanced(bySeconds: 14 * 86_400))
        #expect(until == end)
        #expect(code.records[1].span(from: event, end: nil, in: .china).until == from.advanced(bySeconds: 271 * 86_400))
    }

    @Test("A rule may give a grey that stands for a colour still due")
    func pending() throws {
        let yaml = example("    colour: red", becomes: "    colour: grey\n    pending: yes")
        #expect(try Pack(yaml: yaml).policy.rules.map(\.isPending) == [true, false])
    }

    @Test("What a colour never given means can be left out, but not grey")
    func unusedColours() throws {
        let yaml = example("  yellow: {passes: no, advice: {zh: 等, en: wait}}\n", becomes: "")
        #expect(try Pack(yaml: yaml).policy.options.meanings[.yellow] == nil)
    }
}

@Suite("What colours allow at checkpoints")
struct PassageReadingTests {
    private static let cases = """
        passes:
              - {point: {risk: high}, allowed: no}
              - {home: {in: key-areas}, allowed: yes, temperature-below: 37.0, test: {within: 48h}}
              - {allowed: yes}
          \("")
        """
    private let now = Instant(seconds: 1_600_000_000)

    private func passage(point: String, home: String, risk: RiskLevel = .low) throws -> Passage? {
        let yaml = example(
            "green: {passes: yes, advice: {zh: 行, en: go}}",
            becomes: "green:\n    advice: {zh: 行, en: go}\n    \(Self.cases)")
        let policy = try Pack(yaml: yaml).policy
        let point = try #require(RegionCode(point))
        let home = try #require(RegionCode(home))
        let notice = RegionNotice(region: point, what: .risk(risk), interval: .everything, known: .distantPast)
        let history = PolicyHistory([policy], notices: RegionNotices([notice]))
        return history.passage(of: .green, under: policy, point: point, home: home, at: now)
    }

    @Test("The first case of which the places fit decides (WH-13)")
    func firstFits() throws {
        #expect(try passage(point: "990100", home: "990200", risk: .high)?.isAllowed == false)
        let tested = try #require(try passage(point: "990100", home: "990201"))
        #expect(tested.isAllowed)
        #expect(tested.tests == [TestDemand(age: .elapsed(172_800))])
        #expect(tested.temperatureLimit == Temperature(hundredths: 3_700))
        #expect(try passage(point: "990100", home: "990100") == Passage())
    }

    @Test("A test counts from its sampling, from its report on, until its age is reached")
    func testAge() {
        let test = Fact(
            id: FactID(1), kind: .test, from: Instant(seconds: 1_000), known: .distantPast, origin: .source(1),
            detail: .test(TestDetail(method: .nucleicAcid, result: .negative, sampled: Instant(seconds: 400))))
        let demand = TestDemand(age: .elapsed(3_600))
        #expect(!demand.isMet(by: test, at: Instant(seconds: 999), in: .china))
        #expect(demand.isMet(by: test, at: Instant(seconds: 1_000), in: .china))
        #expect(demand.isMet(by: test, at: Instant(seconds: 3_999), in: .china))
        #expect(!demand.isMet(by: test, at: Instant(seconds: 4_000), in: .china))
        #expect(!TestDemand(results: [.positive]).isMet(by: test, at: Instant(seconds: 1_000), in: .china))
        #expect(!TestDemand(methods: [.antibodyIgG]).isMet(by: test, at: Instant(seconds: 1_000), in: .china))
    }

    @Test("What a traveller must show depends on the journey and its date (HB-19)")
    func travel() throws {
        let policy = try Pack(
            yaml: examplePack + """

                travellers:
                  - id: leaving
                    from: {in: key-areas}
                    to: {not-in: key-areas}
                    since: 2020-04-08
                    test: [{within: 7d}, {method: antibody_igg, result: positive}]
                    says: {zh: 检, en: a test}
                """
        ).policy
        let history = PolicyHistory([policy])
        let (key, other) = (try #require(RegionCode("990201")), try #require(RegionCode("110000")))
        let day = try #require(Instant(rfc3339: "2020-04-08T00:00:00+08:00"))
        let demand = try #require(history.travelDemand(under: policy, from: key, to: other, at: day))
        #expect(demand.tests.count == 2)
        #expect(history.travelDemand(under: policy, from: other, to: key, at: day) == nil)
        #expect(history.travelDemand(under: policy, from: key, to: key, at: day) == nil)
        #expect(
            history.travelDemand(under: policy, from: key, to: other, at: day.advanced(bySeconds: -1)) == nil)
    }
}
