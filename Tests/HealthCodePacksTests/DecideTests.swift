import HealthCodeCore
import HealthCodePacks
import Testing

/// The example pack with rules enough to decide by.
let decidingPack =
    example(when: "{record: [confirmed, test], until: [recovered, {record: test, result: negative}]}")
    .replacing(
        "  - id: everyone-else",
        with: """
              - id: sealed
                colour: grey
                when: {residence: {closed: yes}}
                because: {zh: 封, en: sealed}
                ends: {zh: 开, en: opened}
              - id: contact
                colour: yellow
                when: {any: [{record: close_contact, for: 14d}, {record: [declaration, checkin], says: [fever]}]}
                because: {zh: 密接, en: contact}
                ends: {zh: 满期, en: time}
              - id: everyone-else
            """)

/// What the deciding pack answers to these lines.
func decided(
    _ lines: String, risk: String = "", _ question: FileDecisions.Question = FileDecisions.Question()
) throws -> FileDecisions.Answers {
    let pack = try Pack(yaml: decidingPack)
    let notices = try RegionNotices(csv: risk, file: "risk.csv", offset: pack.policy.offset)
    return FileDecisions(pack.policy, notices: notices).answers(to: Array(lines.utf8), question, file: "f")
}

/// The one answer to one person, as text.
func answer(
    _ facts: String, region: String = "990101", risk: String = "", at: String? = nil, asKnown: String? = nil
) throws -> String {
    let question = FileDecisions.Question(
        at: at.flatMap { Instant(rfc3339: $0) }, asKnown: asKnown.flatMap { Instant(rfc3339: $0) })
    let line = #"{"person":"p","region":"\#(region)","facts":[\#(facts)]}"#
    let answers = try decided(line, risk: risk, question)
    #expect(answers.mistakes.isEmpty)
    return String(decoding: answers.lines, as: UTF8.self)
}

@Suite("Deciding people from a file")
struct DecideTests {
    private let green = #""colour":"green","rule":"everyone-else"}"#

    @Test("Of whom nothing is known, the timeline is one assignment from the pack's beginning on")
    func plain() throws {
        #expect(
            try answer("")
                == #"{"person":"p","timeline":[{"from":"2020-04-01T00:00:00+08:00","# + green + "]}\n")
    }

    @Test("People of whom nothing is known get the answer of the region they live in, in the order of the file")
    func unknownPeople() throws {
        let regions = ["990101", "990102", "990102", "990101"]
        let lines = regions.map { #"{"person":\#($0),"region":"\#($0)"}"# }
        let question = FileDecisions.Question(at: Instant(rfc3339: "2020-04-02T00:00:00+08:00"))
        let answers = try decided(
            lines.joined(separator: "\n"), risk: "990102,closed,2020-04-01T10:00:00+08:00,", question)
        let grey = #""colour":"grey","rule":"sealed"}"#
        #expect(
            String(decoding: answers.lines, as: UTF8.self)
                == regions.map { "{\"person\":\($0)," + ($0 == "990102" ? grey : green) + "\n" }.joined())
    }

    @Test("Instants are written in the pack's civil time, whatever the file used")
    func offsets() throws {
        #expect(
            try answer(#"{"kind":"close_contact","from":"2020-04-02T05:20:00Z"}"#)
                == #"{"person":"p","timeline":[{"from":"2020-04-01T00:00:00+08:00","#
                + #""until":"2020-04-02T13:20:00+08:00","#
                + green + #",{"from":"2020-04-02T13:20:00+08:00","until":"2020-04-16T13:20:00+08:00","#
                + #""colour":"yellow","rule":"contact"},{"from":"2020-04-16T13:20:00+08:00","# + green + "]}\n")
    }

    @Test("Asked for an instant, the answer is its colour and rule")
    func at() throws {
        let contact = #"{"kind":"close_contact","from":"2020-04-02T13:20:00+08:00"}"#
        #expect(
            try answer(contact, at: "2020-04-02T13:20:00+08:00")
                == #"{"person":"p","colour":"yellow","rule":"contact"}"# + "\n")
        #expect(
            try answer(contact, at: "2020-03-31T23:59:59+08:00")
                == #"{"person":"p","colour":null,"rule":null}"# + "\n")
    }

    @Test("Two stretches of one rule that touch are one")
    func merged() throws {
        let contacts = """
            {"kind":"close_contact","from":"2020-03-20T00:00:00+08:00"},\
            {"kind":"close_contact","from":"2020-04-03T00:00:00+08:00"}
            """
        #expect(try answer(contacts).contains(#""until":"2020-04-17T00:00:00+08:00","colour":"yellow""#))
    }

    @Test("When a fact became known counts only if asked for")
    func known() throws {
        let late = #"{"kind":"confirmed","from":"2020-04-02T00:00:00+08:00","known":"2020-04-05T00:00:00+08:00"}"#
        let at = "2020-04-03T00:00:00+08:00"
        #expect(try answer(late, at: at).contains("red"))
        #expect(try answer(late, at: at, asKnown: "2020-04-04T23:59:59+08:00").contains("green"))
        #expect(try answer(late, at: at, asKnown: "2020-04-05T00:00:00+08:00").contains("red"))
    }

    @Test("A fact without a time of knowledge was known when it took effect")
    func knownByDefault() throws {
        let fact = #"{"kind":"confirmed","from":"2020-04-02T00:00:00+08:00"}"#
        let at = "2020-04-03T00:00:00+08:00"
        #expect(try answer(fact, at: at, asKnown: "2020-04-01T23:59:59+08:00").contains("green"))
        #expect(try answer(fact, at: at, asKnown: "2020-04-02T00:00:00+08:00").contains("red"))
    }

    @Test("A residence moves a person, here into a closed area and out of it")
    func residence() throws {
        let moves = """
            {"kind":"residence","region":"990102","from":"2020-04-02T00:00:00+08:00"},\
            {"kind":"residence","region":"110101","from":"2020-04-03T00:00:00+08:00"}
            """
        let risk = "990102,closed,2020-01-23T10:00:00+08:00,"
        #expect(try answer(moves, risk: risk, at: "2020-04-01T12:00:00+08:00").contains("green"))
        #expect(try answer(moves, risk: risk, at: "2020-04-02T00:00:00+08:00").contains("grey"))
        #expect(try answer(moves, risk: risk, at: "2020-04-03T00:00:00+08:00").contains("green"))
    }

    @Test("People from elsewhere are decided under the pack as well")
    func elsewhere() throws {
        #expect(try answer("", region: "110101", at: "2020-04-01T00:00:00+08:00").contains("green"))
    }

    @Test("A declaration holds until the next")
    func declarations() throws {
        let said = """
            {"kind":"declaration","from":"2020-04-02T08:00:00+08:00","temperature":37.3,"symptoms":[]},\
            {"kind":"declaration","from":"2020-04-03T08:00:00+08:00","temperature":36.5,"symptoms":[]}
            """
        #expect(try answer(said, at: "2020-04-03T07:59:59+08:00").contains("yellow"))
        #expect(try answer(said, at: "2020-04-03T08:00:00+08:00").contains("green"))
    }

    @Test("What only happens may name an end, which says nothing")
    func endOfEvent() throws {
        let contact = """
            {"kind":"close_contact","from":"2020-04-02T00:00:00+08:00","until":"2020-04-03T00:00:00+08:00"}
            """
        #expect(try answer(contact, at: "2020-04-15T23:59:59+08:00").contains("yellow"))
        #expect(try answer(contact, at: "2020-04-16T00:00:00+08:00").contains("green"))
    }

    @Test("A test takes effect when it is reported")
    func tests() throws {
        let test = """
            {"kind":"test","method":"nucleic_acid","result":"positive","sampled":"2020-04-02T08:00:00+08:00",\
            "reported":"2020-04-03T08:00:00+08:00","institution":"Laboratory 1"}
            """
        #expect(try answer(test, at: "2020-04-03T07:59:59+08:00").contains("green"))
        #expect(try answer(test, at: "2020-04-03T08:00:00+08:00").contains("red"))
    }

    @Test("A test that says nothing of its report takes effect at its 'from', else at its sampling")
    func unreportedTest() throws {
        let test = #"{"kind":"test","method":"nucleic_acid","result":"positive","#
        let at = "2020-04-03T08:00:00+08:00"
        #expect(
            try answer(
                test + #""sampled":"2020-04-02T08:00:00+08:00","from":"2020-04-03T08:00:00+08:00"}"#,
                at: "2020-04-03T07:59:59+08:00"
            ).contains("green"))
        #expect(try answer(test + #""sampled":"2020-04-03T08:00:00+08:00"}"#, at: at).contains("red"))
    }

    @Test("The stays of a declaration are facts of their own")
    func stays() throws {
        var entry = FactEntry(kind: .declaration)
        let from = try #require(Instant(rfc3339: "2020-04-02T08:00:00+08:00"))
        let region = try #require(RegionCode("990102"))
        entry.from = from
        entry.stays = [FactEntry.Stay(region: region, from: from.advanced(bySeconds: -86_400), until: from)]
        var facts: [Fact] = []
        try entry.append(to: &facts)
        #expect(facts.map(\.kind) == [.declaration, .stay])
        #expect(facts[1].region == region)
        #expect(facts[1].known == from)
    }

    @Test("A person's name may be any JSON value and is answered as it stands")
    func names() throws {
        let lines = """
            {"person":17,"region":"990101","facts":[]}
            {"facts":[],"region":"990101","person":"\\u5f20\\"三"}
            """
        let answers = try decided(lines, FileDecisions.Question(at: Instant(rfc3339: "2020-04-02T00:00:00Z")))
        #expect(
            String(decoding: answers.lines, as: UTF8.self) == #"{"person":17,"# + green + "\n"
                + #"{"person":"\u5f20\"三","# + green + "\n")
    }

    @Test("Fields of other names and nulls are passed over")
    func otherFields() throws {
        let fact = """
            {"id":"x-1","kind":"confirmed","from":"2020-04-02T00:00:00+08:00","until":null,\
            "note":{"a":[1,true,null,"\\""]},"region":null}
            """
        #expect(try answer(fact, at: "2020-04-03T00:00:00+08:00").contains("red"))
    }

    @Test("Escapes in a word are resolved before it is read")
    func escapes() throws {
        let fact = #"{"kind":"con\u0066irmed","from":"2020-04-02T00:00:00\u002b08:00"}"#
        #expect(try answer(fact, at: "2020-04-03T00:00:00+08:00").contains("red"))
    }
}

@Suite("Deciding a whole file")
struct DecideBlocksTests {
    @Test("The answers come in the order of the file however many work on it, and mistakes keep their lines")
    func order() async throws {
        let people = (1...9_000).map { number in
            number % 4_000 == 0 ? "not a person" : #"{"person":\#(number),"region":"990101","facts":[]}"#
        }
        // Blocks of very different sizes, so that later ones are done before earlier ones.
        var rest = people[...]
        var size = 4_096
        func next() -> [UInt8]? {
            let block = rest.prefix(size)
            rest = rest.dropFirst(size)
            size = size % 31 == 0 ? 1_000 : size / 2 + 1
            return block.isEmpty ? nil : Array((block.joined(separator: "\n") + "\n").utf8)
        }
        let decisions = FileDecisions(try Pack(yaml: decidingPack).policy)
        let question = FileDecisions.Question(at: Instant(rfc3339: "2020-04-02T00:00:00Z"))
        var answers: [UInt8] = []
        var mistakes: [Mistake] = []
        try await decisions.decide(question, file: "f", workers: 3, next: next) {
            answers += $0.lines
            mistakes += $0.mistakes
        }
        #expect(mistakes.map(\.line) == [4_000, 8_000])
        let expected = (1...9_000).filter { $0 % 4_000 != 0 }.map {
            #"{"person":\#($0),"colour":"green","rule":"everyone-else"}"#
        }
        #expect(String(decoding: answers, as: UTF8.self) == expected.joined(separator: "\n") + "\n")
    }

    @Test("An answer that cannot be written stops the rest")
    func unwritable() async throws {
        struct Full: Error {}
        let decisions = FileDecisions(try Pack(yaml: decidingPack).policy)
        let line = Array((#"{"person":1,"region":"990101"}"# + "\n").utf8)
        await #expect(throws: Full.self) {
            try await decisions.decide(FileDecisions.Question(), file: "f", workers: 2, next: { line }) { _ in
                throw Full()
            }
        }
    }
}
