import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Where the people of a file are")
struct WhereaboutsTests {
    private let closed = "990102,closed,2020-01-23T10:00:00+08:00,"

    private func colour(_ facts: String, at: String) throws -> String {
        try answer(facts, risk: closed, at: at)
    }

    /// What the example pack answers at the end of April when its first rule is red for fever clinics in region 990102.
    private func rule(_ facts: String, home: String) throws -> String {
        let yaml = example(when: "{record: [fever_clinic, declaration], in: 990102}")
        let question = FileDecisions.Question(at: Instant(rfc3339: "2020-04-30T00:00:00+08:00"))
        let line = #"{"person":"p","region":"\#(home)","facts":[\#(facts)]}"#
        let answers = FileDecisions(try Pack(yaml: yaml).policy).answers(to: Array(line.utf8), question)
        #expect(answers.mistakes.isEmpty)
        return String(decoding: answers.lines, as: UTF8.self)
    }

    private let clinic = #"{"kind":"fever_clinic","from":"2020-04-03T00:00:00+08:00"}"#

    @Test("A record without a region happened where the person lives")
    func regionOfHome() throws {
        #expect(try rule(clinic, home: "990102").contains("red"))
        #expect(try rule(clinic, home: "990101").contains("green"))
    }

    @Test("A record without a region happened in the residence of its time, wherever the person lives later")
    func regionOfResidence() throws {
        let moves = """
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00"},\
            {"kind":"residence","region":"990101","from":"2020-04-04T00:00:00+08:00"},
            """
        #expect(try rule(moves + clinic, home: "990101").contains("red"))
        #expect(try rule(moves + clinic.replacing("04-03", with: "04-04"), home: "990102").contains("green"))
    }

    @Test("A record that names its region happened there")
    func regionOfRecord() throws {
        let elsewhere = clinic.replacing("}", with: #","region":"990101"}"#)
        #expect(try rule(elsewhere, home: "990102").contains("green"))
    }

    @Test("A declaration without a region is made nowhere in particular")
    func declaration() throws {
        let said = clinic.replacing("fever_clinic", with: "declaration")
        #expect(try rule(said, home: "990102").contains("green"))
        #expect(try rule(said.replacing("}", with: #","region":"990102"}"#), home: "990101").contains("red"))
    }

    @Test("A residence that ends leads back home")
    func wayHome() throws {
        let move = """
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00",\
            "until":"2020-04-05T00:00:00+08:00"}
            """
        #expect(try colour(move, at: "2020-04-04T23:59:59+08:00").contains("grey"))
        #expect(try colour(move, at: "2020-04-05T00:00:00+08:00").contains("green"))
    }

    @Test("A residence that begins before another ends, or with its end, is where the person lives from then on")
    func noWayHome() throws {
        for day in ["03", "05"] {
            let moves = """
                {"kind":"residence","region":"990103","from":"2020-04-02T00:00:00+08:00",\
                "until":"2020-04-05T00:00:00+08:00"},\
                {"kind":"residence","region":"990102","from":"2020-04-\(day)T00:00:00+08:00"}
                """
            #expect(try colour(moves, at: "2020-04-06T00:00:00+08:00").contains("grey"), "\(day)")
        }
    }

    @Test("Between two residences that do not touch a person is at home")
    func between() throws {
        let moves = """
            {"kind":"residence","region":"990102","from":"2020-04-09T00:00:00+08:00"},\
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00",\
            "until":"2020-04-05T00:00:00+08:00"}
            """
        #expect(try colour(moves, at: "2020-04-08T23:59:59+08:00").contains("green"))
        #expect(try colour(moves, at: "2020-04-09T00:00:00+08:00").contains("grey"))
    }

    @Test("A residence that ends as it begins moves nobody, not even home")
    func nowhere() throws {
        let moves = """
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00"},\
            {"kind":"residence","region":"990103","from":"2020-04-03T00:00:00+08:00",\
            "until":"2020-04-03T00:00:00+08:00"}
            """
        #expect(try colour(moves, at: "2020-04-04T00:00:00+08:00").contains("grey"))
    }

    @Test("Before a residence is known, its end is not known either")
    func unknownReturn() throws {
        let moves = """
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00"},\
            {"kind":"residence","region":"990102","from":"2020-04-03T00:00:00+08:00",\
            "until":"2020-04-05T00:00:00+08:00","known":"2020-04-08T00:00:00+08:00"}
            """
        let at = "2020-04-06T00:00:00+08:00"
        #expect(try answer(moves, risk: closed, at: at, asKnown: "2020-04-07T00:00:00+08:00").contains("grey"))
        #expect(try answer(moves, risk: closed, at: at, asKnown: "2020-04-08T00:00:00+08:00").contains("green"))
    }
}
