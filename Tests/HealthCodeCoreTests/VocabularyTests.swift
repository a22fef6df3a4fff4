import HealthCodeCore
import Testing

@Suite("How each word makes a fact a span of time")
struct SpanTests {
    @Test("An event without more lasts for good; a state lasts until its end")
    func plain() {
        #expect(times(spans(of: .closeContact), facts(fact(.closeContact, "03-01 10:00"))) == ["03-01 10:00 – …"])
        let ended = facts(fact(.quarantine, "03-01 10:00", until: "03-05 08:00"))
        #expect(times(spans(of: .quarantine), ended) == ["03-01 10:00 – 03-05 08:00"])
        #expect(times(spans(of: .confirmed), facts(fact(.confirmed, "03-01 10:00"))) == ["03-01 10:00 – …"])
    }

    @Test("`for` counts elapsed time to the second, or civil days to midnight")
    func length() {
        let contact = facts(fact(.closeContact, "03-01 10:00"))
        #expect(times(spans(of: .closeContact, for: days(14)), contact) == ["03-01 10:00 – 03-15 10:00"])
        #expect(times(spans(of: .closeContact, for: .civilDays(14)), contact) == ["03-01 10:00 – 03-16 00:00"])
    }

    @Test("`after` begins the span so long after the anchor")
    func after() {
        let recovered = facts(fact(.recovered, "03-01 10:00"))
        let condition = spans(of: .recovered, after: days(14), for: days(7))
        #expect(times(condition, recovered) == ["03-15 10:00 – 03-22 10:00"])
    }

    @Test("`until` ends the span at the first thing strictly after it")
    func until() {
        let condition = spans(of: .confirmed, until: [ender(.recovered, .excluded)])
        let history = facts(
            fact(.recovered, "03-01 10:00"), fact(.confirmed, "03-01 10:00"), fact(.excluded, "03-09 10:00"),
            fact(.recovered, "03-05 10:00"))
        #expect(times(condition, history) == ["03-01 10:00 – 03-05 10:00"])
    }

    @Test("An ender with `at-least` must count so long after: a test sampled too early does not end the span")
    func enderAtLeast() {
        let negative = ender(.test, demands: [.result([.negative])], atLeast: days(14))
        let condition = spans(of: .recovered, until: [negative])
        let history = facts(
            fact(.recovered, "03-01 10:00"),
            test(.negative, sampled: "03-15 09:59", reported: "03-16 12:00"),
            test(.negative, sampled: "03-15 10:00", reported: "03-17 12:00"))
        #expect(times(condition, history) == ["03-01 10:00 – 03-17 12:00"])
    }

    @Test("Each fact becomes a span by itself before they are united: one recovery does not end a later case")
    func eachByItself() {
        let condition = spans(of: .confirmed, until: [ender(.recovered)])
        let history = facts(
            fact(.confirmed, "03-01 10:00"), fact(.recovered, "03-10 10:00"), fact(.confirmed, "03-20 10:00"))
        #expect(times(condition, history) == ["03-01 10:00 – 03-10 10:00", "03-20 10:00 – …"])
    }

    @Test("A span may run from the end of a state; an open state has no end yet")
    func anchorEnd() {
        let condition = spans(of: .quarantine, anchor: .end, for: days(7))
        let history = facts(
            fact(.quarantine, "03-01 10:00", until: "03-15 10:00"), fact(.quarantine, "04-01 10:00"))
        #expect(times(condition, history) == ["03-15 10:00 – 03-22 10:00"])
    }

    @Test("`linger` keeps a span going after the state ended")
    func linger() {
        let stay = facts(fact(.stay, "03-01 10:00", until: "03-03 10:00", in: "420106"))
        #expect(times(spans(of: .stay, linger: days(14)), stay) == ["03-01 10:00 – 03-17 10:00"])
    }

    @Test("A test takes effect when it is reported, and its window counts from its sampling")
    func testWindow() {
        let condition = spans(of: .test, demands: [.result([.negative])], for: days(7))
        let late = facts(test(.negative, sampled: "03-01 08:00", reported: "03-03 20:00"))
        #expect(times(condition, late) == ["03-03 20:00 – 03-08 08:00"])
        let tooLate = facts(test(.negative, sampled: "03-01 08:00", reported: "03-08 08:00"))
        #expect(times(condition, tooLate) == [])
    }

    @Test("A state that ends before it begins was never said, and ends no declaration before it")
    func emptyState() {
        let history = facts(
            fact(.declaration, "03-01 10:00"), fact(.declaration, "03-04 10:00", until: "03-04 10:00"),
            fact(.quarantine, "03-05 10:00", until: "03-01 10:00"))
        #expect(times(spans(of: .declaration), history) == ["03-01 10:00 – …"])
        #expect(times(spans(of: .quarantine), history) == [])
    }
}

@Suite("How each way of joining conditions reads")
struct JoiningTests {
    private let contact = spans(of: .closeContact, for: days(14))
    private let quarantine = spans(of: .quarantine)
    private let history = facts(
        fact(.closeContact, "03-01 10:00"), fact(.quarantine, "03-03 10:00", until: "03-20 10:00"))

    @Test("`all` holds while all hold, `any` while at least one does")
    func allAny() {
        #expect(times(.all([contact, quarantine]), history) == ["03-03 10:00 – 03-15 10:00"])
        #expect(times(.any([contact, quarantine]), history) == ["03-01 10:00 – 03-20 10:00"])
        #expect(times(.all([]), history) == ["01-01 00:00 – …"])
        #expect(times(.any([]), history) == [])
    }

    @Test("`not` holds while the other does not, `unless` while the first does and the second does not")
    func notUnless() {
        #expect(times(.not(contact), history) == ["01-01 00:00 – 03-01 10:00", "03-15 10:00 – …"])
        #expect(times(.unless(quarantine, contact), history) == ["03-15 10:00 – 03-20 10:00"])
    }

    @Test("A dated condition is a switch: check-ins were asked for until 22 March (HB-08)")
    func dated() {
        let asked = Condition.dated(from: at("02-10 00:00"), until: at("03-22 00:00"))
        #expect(times(asked) == ["02-10 00:00 – 03-22 00:00"])
    }

    @Test("A lapse counts from the latest check-in, and before the first from registration")
    func lapse() {
        let lapse = Condition.lapse(of: FactPattern(.kinds([FactKinds([.checkIn])])), for: days(3))
        let history = facts(checkIn("01-02 10:00"), checkIn("01-04 10:00"), checkIn("01-20 10:00"))
        #expect(times(lapse, history) == ["01-07 10:00 – 01-20 10:00", "01-23 10:00 – …"])
        #expect(times(lapse) == ["01-04 00:00 – …"])
    }

    @Test("Where no rule holds, the last one decides, whatever its condition")
    func lastRule() {
        let timeline = story([], under: policy(("never", .red, .any([])), ("last", .grey, .any([]))))
        #expect(timeline.colours == ["grey 01-01 00:00"])
    }
}
