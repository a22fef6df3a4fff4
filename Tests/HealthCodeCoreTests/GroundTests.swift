import HealthCodeCore
import Testing

@Suite("Why a colour was given")
struct GroundTests {
    private let contact = spans(of: .closeContact, for: days(14))
    private let quarantine = spans(of: .quarantine)
    private let history = facts(
        fact(.closeContact, "03-01 10:00"), fact(.quarantine, "03-03 10:00", until: "03-20 10:00"))

    private func grounds(_ condition: Condition, _ facts: [Fact], at text: String) -> [Ground] {
        story(facts, under: policy(("it", .red, condition), ("else", .green, .always))).grounds(at: at(text))
    }

    @Test("Of `any`, the facts that hold are named; of `all`, those of each part")
    func anyAll() {
        #expect(grounds(.any([contact, quarantine]), history, at: "03-02 00:00") == [.fact(history[0])])
        #expect(grounds(.any([contact, quarantine]), history, at: "03-16 00:00") == [.fact(history[1])])
        let both: [Ground] = [.fact(history[0]), .fact(history[1])]
        #expect(grounds(.any([contact, quarantine]), history, at: "03-05 00:00") == both)
        #expect(grounds(.all([contact, quarantine]), history, at: "03-05 00:00") == both)
    }

    @Test("Of `not` and `unless`, the absence is named")
    func absence() {
        #expect(grounds(.not(contact), [], at: "03-02 00:00") == [.absence(of: contact)])
        #expect(
            grounds(.unless(quarantine, contact), history, at: "03-16 00:00") == [
                .fact(history[1]), .ended(contact, at: at("03-15 10:00")),
            ])
        #expect(
            grounds(.not(.any([contact, quarantine])), [], at: "03-02 00:00") == [
                .absence(of: contact), .absence(of: quarantine),
            ])
        #expect(
            grounds(.not(.all([contact, quarantine])), history, at: "03-02 00:00") == [
                .coming(quarantine, from: at("03-03 10:00"))
            ])
        #expect(grounds(.not(.not(contact)), history, at: "03-02 00:00") == [.fact(history[0])])
    }

    @Test("A residence, a date, a lapse and a streak are named as what they are")
    func others() {
        #expect(
            grounds(.residence(Place(inside: [place("420000")])), [], at: "03-02 00:00") == [
                .residence(place("420106"))
            ])
        let dated = Interval(from: at("03-01 00:00"), until: at("03-09 00:00"))
        #expect(
            grounds(.dated(from: dated.from, until: dated.until), [], at: "03-02 00:00") == [.dated(dated)])
        let checkIns = FactPattern(.kinds(FactKinds([.checkIn])))
        #expect(
            grounds(.lapse(of: checkIns, for: days(3)), facts(checkIn("03-01 08:00")), at: "03-04 08:00") == [
                .lapse(of: checkIns, since: at("03-01 08:00"))
            ])
        let twice = facts(checkIn("03-01 08:00"), checkIn("03-02 08:00"))
        let streak = Condition.facts(FactSpans(FactPattern(.streak(days: 2))))
        let first = CivilDate(of: at("03-01 08:00"), in: .china)
        #expect(
            grounds(streak, twice, at: "03-03 00:00") == [.streak(from: first, through: first.advanced(byDays: 1))])
        #expect(grounds(.any([]), [], at: "03-03 00:00") == [.always])
    }

    @Test("The grounds of a whole assignment are all that held at any time in it, in the order of time")
    func assignment() throws {
        let either = policy(("it", .red, .any([quarantine, contact])), ("else", .green, .always))
        let timeline = story(history, under: either)
        let red = try #require(timeline.assignment(at: at("03-05 00:00")))
        #expect(timeline.grounds(of: red) == [.fact(history[0]), .fact(history[1])])
        #expect(timeline.grounds(of: timeline[0]) == [.always])
    }

    @Test("A trace names each rule down to the one that decided, and what is wanting for those above it")
    func trace() {
        let rules = policy(
            ("quarantine", .red, quarantine), ("contact", .yellow, contact), ("else", .green, .always))
        let trace = story(history, under: rules).trace(at: at("03-02 00:00"))
        #expect(trace.map(\.rule.id) == ["quarantine", "contact"])
        #expect(trace.map(\.holds) == [false, true])
        #expect(trace.map(\.grounds) == [[.coming(quarantine, from: at("03-03 10:00"))], [.fact(history[0])]])
        #expect(story(history, under: rules).trace(at: .distantPast).isEmpty)
    }

    @Test("Over random people, whatever decides has a ground", arguments: 0..<4)
    func always(_ seed: Int) {
        var anyone = Anyone(4_000 + seed)
        for _ in 0..<500 {
            let history = PolicyHistory(anyone.policies(), notices: anyone.notices())
            let person = anyone.person()
            let timeline = timeline(
                of: Subject(start: person.start, region: person.region, facts: person.facts), under: history)
            for assignment in timeline {
                let grounds = timeline.grounds(of: assignment)
                let trace = timeline.trace(at: assignment.interval.from)
                #expect(trace.last?.rule.id == assignment.rule.id)
                #expect(trace.dropLast().allSatisfy { !$0.holds })
                #expect(trace.last?.grounds.allSatisfy(grounds.contains) == true)
            }
        }
    }
}
