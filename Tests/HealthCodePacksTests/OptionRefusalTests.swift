import HealthCodePacks
import Testing

@Suite("Mistakes in the options of a pack")
struct OptionRefusalTests {
    /// What is wrong with the example, whose text ends on line 20, with these lines below it.
    private func refusals(_ lines: String) -> [String] { mistakes(examplePack + "\n" + lines) }

    @Test("A colour that a rule gives and of which nothing is said is refused")
    func colourWithoutMeaning() {
        #expect(
            mistakes(example("  red: {passes: no, advice: {zh: 停, en: stay}}\n", becomes: ""))
                == ["17:3: 'colours' needs 'red', which is given here"])
    }

    @Test("A document of an unknown kind is answered with the nearest")
    func document() {
        #expect(
            refusals("serves: {documents: [pasport]}")
                == ["21:22: unknown document 'pasport'; did you mean 'passport'?"])
    }

    @Test("A group of people that is none is refused")
    func group() {
        #expect(
            refusals("serves: {people: tourists}")
                == ["21:18: unknown group of people 'tourists'; it can be residents, coming or overseas"])
    }

    @Test("A question that is none is answered with the nearest")
    func question() {
        #expect(
            refusals("declaration: {asks: [symptons]}")
                == ["21:22: unknown question 'symptons'; did you mean 'symptoms'?"])
    }

    @Test("Choices of a question that has none are refused")
    func choices() {
        #expect(
            refusals("declaration: {asks: [{question: contact, choices: [fever]}]}")
                == ["21:51: only the question on symptoms has 'choices'"])
    }

    @Test("A question that is asked twice is refused")
    func questionTwice() {
        #expect(
            refusals("declaration: {asks: [contact, contact]}") == ["21:21: 'contact' is in this list twice"])
    }

    @Test("An arrival ahead that nobody asks for is refused")
    func aheadWithoutArrival() {
        #expect(
            refusals("declaration: {who: [{kind: returning, ahead: yes}]}")
                == ["21:46: 'ahead' needs an 'arrival' that is asked for"])
    }

    @Test("A kind of declarer that is none is answered with the nearest")
    func declarer() {
        #expect(
            refusals("declaration: {who: [arrivin]}")
                == ["21:21: unknown kind of declarer 'arrivin'; did you mean 'arriving'?"])
    }

    @Test("Check-ins that end before they begin are refused")
    func checkIns() {
        #expect(
            refusals("service: {daily-check-in: {from: 2020-03-16, until: 2020-03-01}}")
                == ["21:53: 'until' must be later than 'from'"])
    }

    @Test("A printed code is good for one day to ten years", arguments: ["30", "14d", "0 days", "3653 days"])
    func printedCode(days: String) {
        #expect(
            refusals("service: {printed-code: \(days)}") == [
                "21:25: 'printed-code' is a number of days, such as '90 days', up to ten years, not '\(days)'"
            ])
    }

    @Test("A length that is none is refused for a colour that is due")
    func due() {
        #expect(
            refusals("service: {colour-due: {low: soon}}")
                == [
                    "21:29: 'soon' is no length of time; write it like 30m, 24h, 14d, or 7 days for civil days"
                ])
    }

    @Test("A review without levels is refused")
    func levels() {
        #expect(refusals("reviews: {of: red}") == ["21:10: 'reviews' needs 'levels'"])
    }

    @Test("A review that is neither levels nor none is refused")
    func reviewWord() {
        #expect(refusals("reviews: yes") == ["21:10: 'reviews' names its 'levels', or is 'none'"])
    }

    @Test("A level of the tree that is none is answered with the nearest")
    func level() {
        #expect(
            refusals("reviews: {levels: [{by: country}]}")
                == ["21:25: unknown level 'country'; did you mean 'county'?"])
    }

    @Test("A number of working days that is none is refused")
    func workingDays() {
        #expect(
            refusals("reviews: {levels: [{by: county, working-days: 0}]}")
                == ["21:47: 'working-days' is a number of days from 1 to 365, not '0'"])
    }

    @Test("A holiday that no calendar has is refused")
    func holiday() {
        #expect(
            refusals("reviews: {levels: [{by: county}], holidays: [2020-02-30]}")
                == ["21:46: '2020-02-30' is no date; write it like 2020-04-04"])
    }

    @Test("A certificate that has no colour cannot count as its own")
    func ownColour() {
        #expect(
            refusals("recognises: [{id: a, name: {zh: 一, en: a}, format: hcert, trust: t, as: its-colour}]")
                == ["21:73: a code of the format hcert has no colour of its own; say as what it counts"])
    }

    @Test("A code that is no European certificate has no published rules")
    func rulesOfOthers() {
        let code = "recognises: [{id: a, name: {zh: 一, en: a}, format: smart-health-card, trust: t, rules: [r]"
        #expect(
            refusals(code + ", as: tests}]")
                == ["21:88: published rules are for hcert; a code of the format smart-health-card has none"])
    }

    @Test("A health code attests nothing")
    func codeAttests() {
        let code = "recognises: [{id: a, name: {zh: 一, en: a}, format: health-code, trust: t, attests: [test]"
        #expect(
            refusals(code + ", as: its-colour}]")
                == ["21:84: 'attests' is of certificates; a health code has its colour alone"])
    }

    private func records(_ entry: String) -> [String] {
        refusals("recognises: [{id: a, name: {zh: 一, en: a}, format: hcert, trust: t, as: tests, records: [\(entry)]}]")
    }

    @Test("A certificate does not say that somebody is a case")
    func certifiedKind() {
        #expect(
            records("{kind: confirmed}")
                == ["21:97: unknown kind that a certificate gives 'confirmed'; it can be vaccinated, test or recovered"]
        )
    }

    @Test("What happens does not last")
    func certifiedLength() {
        #expect(records("{kind: test, for: 3d}") == ["21:108: 'test' happens, and does not last"])
    }

    @Test("A vaccination has no method")
    func certifiedMethod() {
        #expect(
            records("{kind: vaccinated, method: nucleic_acid}")
                == ["21:117: 'method' is of a test, not of 'vaccinated'"])
    }

    @Test("What is put on record must be among what is recognised")
    func certifiedButNotAttested() {
        let code = "recognises: [{id: a, name: {zh: 一, en: a}, format: hcert, attests: test, trust: t, as: tests, "
        #expect(
            refusals(code + "records: [{kind: recovered}]}]")
                == ["21:112: 'recovered' is of a recovery, which does not stand under 'attests'"])
    }

    @Test("A code that counts as a colour of which nothing is said is refused")
    func countsAsUnknown() {
        let yaml = example("  yellow: {passes: no, advice: {zh: 等, en: wait}}\n", becomes: "")
        #expect(
            mistakes(yaml + "\nrecognises: [{id: a, name: {zh: 一, en: a}, format: hcert, trust: t, as: yellow}]")
                == ["17:3: 'colours' needs 'yellow', which is given here"])
    }

    @Test("A test that is asked of people who may not pass is refused")
    func testForNothing() {
        #expect(
            mistakes(example("passes: yes", becomes: "passes: [{allowed: no, test: {within: 48h}}]"))
                == ["19:40: nobody passes here, so 'test' asks for nothing"])
    }

    @Test("A place that says nothing is refused")
    func emptyPlace() {
        #expect(
            mistakes(example("passes: yes", becomes: "passes: [{point: {}, allowed: yes}]"))
                == ["19:28: 'point' needs one of in, not-in, risk or closed"])
    }

    @Test("A colour other than grey cannot stand for one that is due")
    func pendingRed() {
        #expect(
            mistakes(example("    colour: red", becomes: "    colour: red\n    pending: yes"))
                == ["9:14: only grey can stand for a colour that is still due, not red"])
    }
}
