import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Rows, what follows what, and what is replaced, as packs write them")
struct RowReadingTests {
    @Test("A row of negative tests has a number, a distance and methods")
    func negativeTests() throws {
        let row = FactPattern(.negativeTests(count: 2, methods: [.nucleicAcid], apart: .elapsed(86_400)))
        #expect(
            try condition("{negative-tests: 2, apart: 24h, method: nucleic_acid, within: 7d}")
                == .facts(FactSpans(row, length: .elapsed(604_800))))
        #expect(
            try condition(
                "{record: recovered, until: {negative-tests: 2, apart: 24h, method: nucleic_acid, at-least: 0d}}")
                == .facts(
                    FactSpans(
                        FactPattern(.kinds(FactKinds([.recovered]))), until: [Ender(row, atLeast: .elapsed(0))])))
    }

    @Test("What follows something may do so at most so long after")
    func atMost() throws {
        let contact = FactPattern(.kinds(FactKinds([.closeContact])))
        #expect(
            try condition("{record: fever_clinic, following: {record: close_contact, at-most: 14d}}")
                == .facts(
                    FactSpans(
                        FactPattern(
                            .kinds(FactKinds([.feverClinic])),
                            [.following(contact, anchor: .start, atMost: .elapsed(1_209_600))]))))
    }

    @Test("A check-in may be asked to be clean")
    func clean() throws {
        #expect(
            try condition("{record: checkin, clean: yes}")
                == .facts(FactSpans(FactPattern(.kinds(FactKinds([.checkIn])), [.clean(true)]))))
    }

    @Test("A residence may linger")
    func residence() throws {
        #expect(
            try condition("{residence: {risk: high, linger: 14d}}")
                == .residence(Place(risk: [.high]), linger: .elapsed(1_209_600)))
    }

    @Test("A pack may replace those of regions under its own")
    func replaces() throws {
        let yaml = example("region: 990100", becomes: "region: 990100\nreplaces: [990101, 990102]")
        #expect(try Pack(yaml: yaml).policy.replaces == ["990101", "990102"].compactMap { RegionCode($0) })
    }
}

@Suite("Mistakes in rows, and in what is replaced")
struct RowRefusalTests {
    private func found(_ condition: String) -> [String] {
        mistakes(example(when: condition)).map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    @Test("A misspelt row is answered with the nearest word")
    func misspelt() {
        #expect(
            found("{negative-test: 2}")
                == ["12: unknown word 'negative-test' in a condition; did you mean 'negative-tests'?"])
    }

    @Test("A number of tests that is none is refused")
    func count() {
        #expect(found("{negative-tests: 0}") == ["28: 'negative-tests' is a number of tests from 1 to 20, not '0'"])
    }

    @Test("A distance between facts that are no row is refused")
    func apart() {
        #expect(found("{record: test, apart: 24h}") == ["33: 'apart' is said of negative-tests only"])
    }

    @Test("What a row of tests cannot meet is refused")
    func demand() {
        #expect(
            found("{record: recovered, until: {negative-tests: 2, says: fever}}")
                == ["64: 'says' cannot be asked of negative-tests"])
    }

    @Test("Clean can only be asked of what has answers")
    func clean() {
        #expect(
            found("{record: confirmed, clean: yes}")
                == ["38: 'clean' cannot be asked of confirmed; only of declaration, checkin or screening"])
    }

    @Test("A lingering residence must be somewhere")
    func residence() {
        #expect(
            found("{residence: {linger: 14d}}") == ["23: 'residence' needs one of in, not-in, risk or closed"])
    }

    @Test("A pack cannot replace those of regions elsewhere")
    func replaces() {
        #expect(
            mistakes(example("region: 990100", becomes: "region: 990100\nreplaces: [990200]"))
                == ["3:11: '990200' does not lie under 990100, so its packs cannot be replaced here"])
    }
}

@Suite("Scenarios under several packs")
struct SeveralPacksTests {
    private let people = """
        together-with: ../other
        sentences:
          - says: Each pack governs its own region.
            matches:
              - person: A man who moves
                lives-in: 990100
                facts: [{kind: residence, from: 2020-05-01, region: 990200}]
                expect:
                  - {at: 2020-04-01, colour: green, rule: everyone-else}
                  - {at: 2020-05-01, colour: red, rule: elsewhere}
        """

    private func other() throws(Mistakes) -> Policy {
        let yaml = examplePack.replacing("region: 990100", with: "region: 990200")
            .replacing("{record: confirmed, until: recovered}", with: "{residence: {in: 990200}}")
            .replacing("id: case", with: "id: elsewhere")
        return try Pack(yaml: yaml).policy
    }

    @Test("Each governs its own region, and rules of all can be named")
    func together() throws {
        let policy = try Pack(yaml: examplePack).policy
        var asked: [String] = []
        let scenarios = try Scenarios(yaml: people, of: policy) { path throws(Mistakes) in
            asked.append(path)
            return try other()
        }
        #expect(asked == ["../other"])
        let report = ScenarioReport(of: scenarios, under: policy)
        #expect(report.passed, "\(report.text)")
        #expect(report.text.contains("together with Sample City, rules of 2020-04-01"))
    }

    @Test("A pack that cannot be read is refused where it is named")
    func missing() throws {
        let policy = try Pack(yaml: examplePack).policy
        let error = #expect(throws: Mistakes.self) {
            try Scenarios(yaml: people, file: "s", of: policy) { path throws(Mistakes) in
                try readPack(at: "/nonexistent/\(path)").policy
            }
        }
        #expect(
            error?.list.first?.description
                == "s:1:16: there is no pack '../other' to be read: /nonexistent/../other:1:1: the file cannot be read")
    }
}
