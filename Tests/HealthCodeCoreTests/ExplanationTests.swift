import HealthCodeCore
import Testing

@Suite("Explanations of a colour")
struct ExplanationTests {
    private let isolated = spans(of: .closeContact, for: days(14))
    private let tested = Demand.result([.negative])
    private let rules: Policy

    init() {
        rules = policy(
            (
                "case", .red,
                spans(of: .confirmed, until: [ender(.recovered), ender(.test, demands: [tested], atLeast: days(7))])
            ),
            ("contact", .yellow, isolated),
            ("ill", .yellow, spans(of: .declaration, demands: [.declares(Declared(contact: true))])),
            ("else", .green, .always))
    }

    private func explanation(_ facts: [Fact], at text: String) throws -> Explanation {
        try #require(story(facts, under: rules).explanation(at: at(text)))
    }

    @Test("The rules above are told with what was wanting, and what follows by itself in order")
    func rulesAbove() throws {
        let known = facts(fact(.confirmed, "03-20 10:00"), fact(.closeContact, "03-01 10:00"))
        let explanation = try explanation(known, at: "03-02 00:00")
        #expect(explanation.assignment.rule.id == "contact")
        #expect(explanation.trials.map(\.rule.id) == ["case", "contact"])
        #expect(explanation.trials[1].grounds == [.fact(known[1])])
        #expect(explanation.coming.map(\.rule.id) == ["else", "case"])
        #expect(explanation.coming.map(\.interval.from) == [at("03-15 10:00"), at("03-20 10:00")])
    }

    @Test("What ends a rule's span can be reported, from the instant on at which it counts")
    func reported() throws {
        var infected = fact(.confirmed, "03-01 10:00")
        infected.origin = .source(3)
        let remedies = try explanation(facts(infected), at: "03-02 00:00").remedies
        let recovered = FactPattern(.kinds(FactKinds([.recovered])))
        let negative = FactPattern(.kinds(FactKinds([.test])), [tested])
        #expect(
            remedies == [
                .report(recovered, notBefore: nil), .report(negative, notBefore: at("03-08 10:00")),
                .correction(by: .source(3), of: .confirmed),
            ])
        let later = try explanation(facts(infected), at: "03-09 00:00").remedies
        #expect(later.contains(.report(negative, notBefore: nil)))
    }

    @Test("What a person declared, they can declare otherwise")
    func declared() throws {
        let said = facts(fact(.declaration, "03-01 10:00", .answers(Answers(contact: true))))
        #expect(try explanation(said, at: "03-02 00:00").remedies == [.declaration])
    }

    @Test("Of `not` and `unless`, what is wanting can be supplied, an infection never")
    func supplied() throws {
        let streak = Condition.facts(FactSpans(FactPattern(.streak(days: 7))))
        let ill = spans(of: .confirmed)
        let rules = policy(
            ("yellow", .yellow, .unless(isolated, .any([streak, ill]))), ("else", .green, .always))
        let explanation = try #require(
            story(facts(fact(.closeContact, "03-01 10:00")), under: rules).explanation(at: at("03-02 00:00")))
        #expect(explanation.remedies == [.checkIns(days: 7)])
    }

    @Test("A lapse ends with one check-in")
    func lapse() throws {
        let checkIns = FactPattern(.kinds(FactKinds([.checkIn])))
        let rules = policy(("late", .yellow, .lapse(of: checkIns, for: days(3))), ("else", .green, .always))
        let explanation = try #require(story([], under: rules).explanation(at: at("03-02 00:00")))
        #expect(explanation.remedies == [.checkIns(days: 1)])
    }

    @Test("Green needs no remedy, and before registration there is nothing to explain")
    func green() throws {
        #expect(try explanation([], at: "03-02 00:00").remedies.isEmpty)
        let subject = Subject(start: at("02-01 00:00"), region: place("420106"))
        #expect(explain(subject, under: PolicyHistory([rules]), at: at("01-31 00:00")) == nil)
    }

    @Test(
        "Over random people, the rule that decides is the last that is told, and what comes is the rest of the timeline",
        arguments: 0..<4)
    func always(_ seed: Int) {
        var anyone = Anyone(5_000 + seed)
        for _ in 0..<300 {
            let history = PolicyHistory(anyone.policies(), notices: anyone.notices())
            let person = anyone.person()
            let line = timeline(
                of: Subject(start: person.start, region: person.region, facts: person.facts), under: history)
            for assignment in line {
                let explanation = line.explanation(at: assignment.interval.from)
                #expect(explanation?.trials.last?.rule == assignment.rule)
                #expect(
                    explanation?.coming.map(\.interval)
                        == line.filter { $0.interval.from > assignment.interval.from }.map(\.interval))
            }
        }
    }
}
