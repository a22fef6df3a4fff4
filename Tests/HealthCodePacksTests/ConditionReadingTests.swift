import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Conditions that can be written")
struct ConditionReadingTests {
    private func kinds(_ kinds: FactKind...) -> FactPattern {
        FactPattern(.kinds(FactKinds(kinds)))
    }

    private func demand(_ text: String, of kind: FactKind) throws -> [Demand] {
        guard case .facts(let spans) = try condition("{record: \(kind.name), \(text)}") else { return [] }
        return spans.pattern.demands
    }

    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    @Test("A record for a time")
    func recordFor() throws {
        #expect(
            try condition("{record: close_contact, for: 14d}")
                == .facts(FactSpans(kinds(.closeContact), length: .elapsed(1_209_600))))
    }

    @Test("'within' says the same as 'for'")
    func within() throws {
        #expect(try condition("{record: test, within: 24h}") == condition("{record: test, for: 24h}"))
    }

    @Test("A list of kinds until one of several ends it")
    func until() throws {
        let ends = [Ender(kinds(.recovered)), Ender(kinds(.excluded))]
        #expect(
            try condition("{record: [confirmed, suspected], until: [recovered, excluded]}")
                == .facts(FactSpans(kinds(.confirmed, .suspected), until: ends)))
    }

    @Test("An end with demands of its own, and not before a time has passed")
    func demandingEnd() throws {
        let pattern = FactPattern(.kinds(FactKinds([.test])), [.result([.negative])])
        #expect(
            try condition("{record: entry, until: {record: test, result: negative, at-least: 14d}}")
                == .facts(FactSpans(kinds(.entry), until: [Ender(pattern, atLeast: .elapsed(1_209_600))])))
    }

    @Test("Clean check-ins on so many days in a row end a span")
    func streak() throws {
        #expect(
            try condition("{record: entry, until: {clean-checkins: 7 days}}")
                == .facts(FactSpans(kinds(.entry), until: [Ender(FactPattern(.streak(days: 7)))])))
    }

    @Test("A span from the end of a state, after a while, and one that lingers")
    func anchors() throws {
        #expect(
            try condition("{record: quarantine, from: end, after: 1h, for: 7 days}")
                == .facts(
                    FactSpans(kinds(.quarantine), anchor: .end, after: .elapsed(3_600), length: .civilDays(7))))
        #expect(
            try condition("{record: stay, linger: 14d}")
                == .facts(FactSpans(kinds(.stay), linger: .elapsed(1_209_600))))
    }

    @Test("What people declare")
    func declared() throws {
        let said = Declared(symptoms: [.fever, .cough], diagnoses: [.confirmed, .suspected], contact: true)
        #expect(
            try condition("{declared: [confirmed, suspected, fever, cough, contact]}")
                == .facts(FactSpans(FactPattern(.kinds(FactKinds([.declaration])), [.declares(said)]))))
    }

    @Test("Any symptom at all")
    func anySymptom() throws {
        let every = Symptoms.named.reduce(into: Symptoms()) { $0.formUnion($1.symptom) }
        #expect(try demand("says: any-symptom", of: .checkIn) == [.declares(Declared(symptoms: every))])
    }

    @Test("Where something happened: in regions, by code or by a list's name, and not in others")
    func place() throws {
        let area = try [990200, 990300].map { try #require(RegionCode("\($0)")) }
        let city = try #require(RegionCode("990100"))
        #expect(
            try demand("in: key-areas, not-in: [990100]", of: .stay)
                == [.place(Place(inside: area, outside: [city]))])
        #expect(
            try demand("risk: [higher, high], closed: no", of: .stay)
                == [.place(Place(risk: [.higher, .high], closed: false))])
    }

    @Test("Where a person lives")
    func residence() throws {
        #expect(try condition("{residence: {closed: yes}}") == .residence(Place(closed: true)))
    }

    @Test("What a test must be")
    func test() throws {
        #expect(
            try demand("method: nucleic_acid, result: [positive, inconclusive]", of: .test)
                == [.method([.nucleicAcid]), .result([.positive, .inconclusive])])
    }

    @Test("What a quarantine must be")
    func quarantine() throws {
        #expect(
            try demand("place: home, symptoms-rechecked: no", of: .quarantine)
                == [.quarantine([.home]), .symptomsRechecked(false)])
    }

    @Test("A measured temperature")
    func temperature() throws {
        #expect(
            try demand("temperature-at-least: 38", of: .screening)
                == [.temperature(atLeast: Temperature(hundredths: 3_800))])
    }

    @Test("How long a stay must last")
    func lasting() throws {
        #expect(try demand("lasting: 1h", of: .stay) == [.lasting(.elapsed(3_600))])
    }

    @Test("Before and since an instant, in the place's own time or with an offset")
    func instants() throws {
        let midnight = try instant("2020-02-16T00:00:00+08:00")
        #expect(try demand("before: 2020-02-16", of: .quarantine) == [.before(midnight)])
        #expect(try demand("since: 2020-02-15T16:00:00Z", of: .quarantine) == [.since(midnight)])
        #expect(
            try demand("since: 2020-02-16 00:00:30", of: .quarantine)
                == [.since(midnight.advanced(bySeconds: 30))])
    }

    @Test("One thing counted from another")
    func following() throws {
        #expect(
            try demand("following: {record: quarantine, place: central, from: end, at-least: 14d}", of: .test)
                == [
                    .following(
                        FactPattern(.kinds(FactKinds([.quarantine])), [.quarantine([.central])]), anchor: .end,
                        atLeast: .elapsed(1_209_600))
                ])
    }

    @Test("A lapse of check-ins")
    func lapse() throws {
        #expect(
            try condition("{no-record: checkin, for: 3 days}")
                == .lapse(of: kinds(.checkIn), for: .civilDays(3)))
    }

    @Test("A switch with a date, open at either end")
    func dated() throws {
        #expect(
            try condition("{dated: {until: 2020-03-22}}")
                == .dated(from: .distantPast, until: instant("2020-03-22T00:00:00+08:00")))
    }

    @Test("All, any and not")
    func joined() throws {
        #expect(
            try condition("{all: [{record: entry}, {any: [{record: test}, {not: {record: managed}}]}]}")
                == .all([
                    .facts(FactSpans(kinds(.entry))),
                    .any([.facts(FactSpans(kinds(.test))), .not(.facts(FactSpans(kinds(.managed))))]),
                ]))
    }

    @Test("An exception beside any condition")
    func unless() throws {
        #expect(
            try condition("{record: fever_clinic, for: 7d, unless: {record: excluded}}")
                == .unless(
                    .facts(FactSpans(kinds(.feverClinic), length: .elapsed(604_800))),
                    .facts(FactSpans(kinds(.excluded)))))
    }
}
