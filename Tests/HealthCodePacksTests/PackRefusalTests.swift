import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Mistakes in a pack")
struct PackRefusalTests {
    @Test("A misspelt word is answered with the nearest right one")
    func misspeltWord() {
        #expect(
            mistakes(example("    colour: red", becomes: "    color: red")).first
                == "8:5: unknown word 'color' in a rule; did you mean 'colour'?")
    }

    @Test("A word that is near to none is answered with those that can stand there")
    func unknownWord() {
        #expect(
            mistakes(example("ends: {zh", becomes: "because-of-this: {zh")).first
                == "11:5: unknown word 'because-of-this' in a rule; "
                + "it can be id, colour, when, because, ends or pending")
    }

    @Test("A mistake is said in Chinese too, with what would be right")
    func chinese() {
        let mistakes = #expect(throws: Mistakes.self) {
            try Pack(
                yaml: example("    colour: red", becomes: "    color: red").replacing(
                    "when: always", with: "when: ever"))
        }
        #expect(
            mistakes?.list.map { $0.text[.simplifiedChinese] } == [
                "这里没有“color”这个词；是不是要写“colour”？", "这里没有“ever”这个词；可以写：always",
            ])
    }

    @Test("A list where lines of words belong is refused")
    func wrongType() {
        #expect(
            mistakes(example("place: {zh: 样例市, en: Sample City}", becomes: "place: [样例市]"))
                == ["1:8: the text of 'place' is written as 'word: value' lines, not as a list"])
    }

    @Test("A mapping where one value belongs is refused")
    func mappingForScalar() {
        #expect(
            mistakes(example("region: 990100", becomes: "region: {code: 990100}"))
                == ["2:9: 'region' is one value, not 'word: value' lines"])
    }

    @Test("A text without its Chinese wording is refused")
    func missingChinese() {
        #expect(
            mistakes(example("{zh: 确诊, en: confirmed}", becomes: "{en: confirmed}"))
                == ["10:14: the text of 'because' needs 'zh'"])
    }

    @Test("A text without its English wording is refused")
    func missingEnglish() {
        #expect(
            mistakes(example("{zh: 确诊, en: confirmed}", becomes: "{zh: 确诊}"))
                == ["10:14: the text of 'because' needs 'en'"])
    }

    @Test("An empty wording is refused")
    func emptyText() {
        #expect(
            mistakes(example("en: confirmed}", becomes: "en: ''}"))
                == ["10:27: the English text of 'because' is empty"])
    }

    @Test("An unknown colour is refused")
    func unknownColour() {
        #expect(
            mistakes(example("colour: red", becomes: "colour: purple"))
                == ["8:13: unknown colour 'purple'; it can be red, yellow, green or grey"])
    }

    @Test("A beginning that is no instant is refused")
    func badInstant() {
        #expect(
            mistakes(example("2020-04-01T00:00:00+08:00", becomes: "2020-04-31T00:00:00+08:00"))
                == ["3:8: '2020-04-31T00:00:00+08:00' is no instant; write it like 2020-04-01T00:00:00+08:00"])
    }

    @Test("A beginning without an offset is refused, for it gives the place its civil time")
    func beginningWithoutOffset() {
        #expect(
            mistakes(example("2020-04-01T00:00:00+08:00", becomes: "2020-04-01 00:00"))
                == ["3:8: '2020-04-01 00:00' is no instant; write it like 2020-04-01T00:00:00+08:00"])
    }

    @Test("A region code of a wrong length is refused")
    func badRegion() {
        #expect(
            mistakes(example("region: 990100", becomes: "region: 9901"))
                == ["2:9: '9901' is no region; a code has 6, 9 or 12 digits, such as 420000"])
    }

    @Test("A fever limit that no thermometer shows is refused")
    func badTemperature() {
        #expect(
            mistakes(examplePack + "\nfever-from: 99.1")
                == ["21:13: '99.1' is no temperature; write degrees Celsius like 37.3"])
    }

    @Test("A pack without its rules is refused")
    func missingRules() {
        let yaml = String(examplePack.prefix { $0 != "-" }) + "x"
        #expect(mistakes(yaml).contains { $0.hasSuffix("a pack needs 'rules'") })
    }

    @Test("A last rule that does not hold for everyone else is refused")
    func lastNotAlways() {
        #expect(
            mistakes(example("when: always", becomes: "when: {record: excluded}"))
                == ["12:5: the last rule must hold for everyone else: 'when: always'"])
    }

    @Test("A rule below one that always holds is refused")
    func ruleAfterAlways() {
        #expect(
            mistakes(example(when: "always"))
                == ["12:5: this rule can never hold, because 'case' above it always does"])
    }

    @Test("A rule id that is used twice is refused")
    func duplicateRule() {
        #expect(
            mistakes(example("id: everyone-else", becomes: "id: case"))
                == ["12:5: 'case' is the id of another rule already (line 7)"])
    }

    @Test("A rule id with other letters is refused")
    func badRuleID() {
        #expect(
            mistakes(example("id: case", becomes: "id: Case 1"))
                == ["7:9: 'Case 1' is no rule id; use small letters, digits and '-', such as fever-in-wuhan"])
    }

    @Test("A rule that holds someone back and does not say what ends it is refused")
    func missingEnds() {
        #expect(
            mistakes(example("    ends: {zh: 治愈, en: recovery}\n", becomes: ""))
                == ["7:5: a rule that gives red must say what ends it, in 'ends'"])
    }

    @Test("A colour without a meaning is refused")
    func missingMeaning() {
        #expect(
            mistakes(example("  grey: {passes: no, advice: {zh: 候, en: wait}}", becomes: ""))
                == ["17:3: 'colours' needs 'grey'"])
    }

    @Test("A choice that is neither yes nor no is refused")
    func badTruth() {
        #expect(
            mistakes(example("passes: yes", becomes: "passes: maybe"))
                == ["19:19: 'passes' is yes or no, not 'maybe'"])
    }

    @Test("A number of corrections that is no number is refused")
    func badCorrections() {
        #expect(
            mistakes(examplePack + "\nservice: {corrections: once}")
                == ["21:24: 'corrections' is a number of times, such as 1, or 'any', not 'once'"])
    }
}

@Suite("Files that are no pack")
struct PackTextTests {
    @Test("An empty file is refused")
    func empty() {
        #expect(mistakes("") == ["1:1: the file is empty"])
    }

    @Test("A file of comments alone is refused")
    func comments() {
        #expect(mistakes("# nothing\n") == ["1:1: the file is empty"])
    }

    @Test("Text that is not YAML is refused where it stops being it")
    func invalid() {
        let found = mistakes(example("  - id: everyone-else", becomes: "  - [id: everyone-else"))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("13:") == true)
        #expect(found.first?.contains("not YAML") == true)
    }

    @Test("A word that is written twice for one thing is refused")
    func duplicateKey() {
        #expect(
            mistakes(example("colour: red", becomes: "colour: red\n    colour: green"))
                == ["8:5: 'colour' is written twice for the same thing; the first is here"])
    }

    @Test("Anchors are refused, and with them what expands to billions")
    func anchors() {
        #expect(
            mistakes(example("because: {zh: 确诊", becomes: "because: &a {zh: 确诊"))
                == ["10:14: '&' and '*' are not used here; write it out where it is needed"])
    }

    @Test("What is nested deeper than anyone can read is refused")
    func deep() {
        let open = String(repeating: "{not: ", count: 900)
        let close = String(repeating: "}", count: 900)
        #expect(mistakes(example(when: "\(open)always\(close)")).first?.hasSuffix("nested too deeply") == true)
        let bottomless = String(repeating: "[", count: 100_000)
        #expect(mistakes(example(when: bottomless)).first?.contains("not YAML") == true)
    }

    @Test("A second document in the file is refused")
    func twoDocuments() {
        #expect(mistakes(examplePack + "\n---\nplace: other\n").first?.contains("another document") == true)
    }

    @Test("A file of more than a mebibyte is refused")
    func tooLarge() {
        #expect(mistakes(examplePack + "\n#" + String(repeating: "x", count: 1 << 20)).count == 1)
    }
}
