import HealthCodeCore
import Testing

@Suite("Conversions in stages")
struct StageTests {
    /// Red until recovered; then yellow for 14 days, and on until a negative test sampled at least 14 days after recovery.
    private let staged = policy(
        ("case", .red, spans(of: .confirmed, until: [ender(.recovered)])),
        (
            "observed", .yellow,
            .any([
                spans(of: .recovered, for: days(14)),
                spans(of: .recovered, until: [ender(.test, demands: [.result([.negative])], atLeast: days(14))]),
            ])
        ),
        ("else", .green, .always))

    @Test("Red until recovered, yellow for 14 days, green only with a negative test sampled after them")
    func recovery() {
        let history = facts(
            fact(.confirmed, "02-01 10:00"), fact(.recovered, "02-20 10:00"),
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-05 10:00", reported: "03-06 09:00"))
        #expect(
            story(history, under: staged).colours == [
                "green 01-01 00:00", "red 02-01 10:00", "yellow 02-20 10:00", "green 03-06 09:00",
            ])
    }

    @Test("Without that test the yellow goes on")
    func noTest() {
        let history = facts(
            fact(.confirmed, "02-01 10:00"), fact(.recovered, "02-20 10:00"),
            test(.negative, sampled: "03-05 09:59", reported: "03-06 09:00"))
        #expect(story(history, under: staged).colours.last == "yellow 02-20 10:00")
    }

    @Test("Seven clean days after the contact turn yellow to green at the midnight that completes them")
    func cleanDays() {
        let streak = Ender(FactPattern(.streak(days: 7)), atLeast: .elapsed(0))
        let contact = policy(
            ("contact", .yellow, spans(of: .closeContact, until: [streak])), ("else", .green, .always))
        var history = facts(fact(.closeContact, "03-03 10:00"))
        for day in 1...12 {
            let text = (day < 10 ? "03-0" : "03-") + "\(day) 07:00"
            var daily = checkIn(text)
            daily.id = FactID(Int64(day + 1))
            history.append(daily)
        }
        // The streak must begin at a midnight after the contact: 4 to 10 March.
        #expect(
            story(history, under: contact).colours == ["green 01-01 00:00", "yellow 03-03 10:00", "green 03-11 00:00"])
    }

    @Test("Three days without a check-in turn green to yellow, and the next check-in turns it back")
    func lapse() {
        let daily = policy(
            ("late", .yellow, .lapse(of: FactPattern(.kinds(FactKinds([.checkIn]))), for: .civilDays(3))),
            ("else", .green, .always))
        let history = facts(checkIn("01-01 08:00"), checkIn("01-09 20:00"))
        #expect(
            story(history, under: daily).colours == [
                "green 01-01 00:00", "yellow 01-05 00:00", "green 01-09 20:00", "yellow 01-13 00:00",
            ])
    }

    @Test("The end of quarantine alone gives no green; a negative test sampled after it does (HU-12)")
    func quarantine() {
        let negative = ender(.test, demands: [.result([.negative])], atLeast: .elapsed(0))
        let released = policy(
            ("quarantined", .red, spans(of: .quarantine)),
            ("untested", .yellow, spans(of: .quarantine, anchor: .end, until: [negative])),
            ("else", .green, .always))
        let history = facts(
            fact(.quarantine, "03-01 10:00", until: "03-15 10:00"),
            test(.negative, sampled: "03-15 09:00", reported: "03-15 20:00"),
            test(.negative, sampled: "03-16 09:00", reported: "03-16 20:00"))
        #expect(
            story(history, under: released).colours == [
                "green 01-01 00:00", "red 03-01 10:00", "yellow 03-15 10:00", "green 03-16 20:00",
            ])
    }

    @Test("Grey for seven days after a fever clinic, unless a case is recorded meanwhile (HB-04)")
    func fever() {
        let fever = policy(
            ("case", .red, spans(of: .confirmed)),
            ("fever", .grey, spans(of: .feverClinic, for: days(7))),
            ("else", .green, .always))
        let clinic = fact(.feverClinic, "04-02 10:00")
        #expect(
            story(facts(clinic), under: fever).colours == [
                "green 01-01 00:00", "grey 04-02 10:00", "green 04-09 10:00",
            ])
        #expect(
            story(facts(clinic, fact(.confirmed, "04-05 10:00")), under: fever).colours == [
                "green 01-01 00:00", "grey 04-02 10:00", "red 04-05 10:00",
            ])
    }
}

@Suite("A timeline and its changes")
struct TimelineTests {
    private let fever = policy(
        ("fever", .grey, spans(of: .feverClinic, for: days(7))),
        ("contact", .grey, spans(of: .closeContact, for: days(14))),
        ("else", .green, .always))
    private let history = facts(fact(.feverClinic, "04-02 10:00"), fact(.closeContact, "04-03 10:00"))

    @Test("The assignment at an instant is found from its first second to its last; before registration there is none")
    func assignmentAt() {
        let timeline = story(history, under: fever)
        #expect(timeline.assignment(at: at("04-02 10:00").advanced(bySeconds: -1))?.rule.id == "else")
        #expect(timeline.assignment(at: at("04-02 10:00"))?.rule.id == "fever")
        #expect(timeline.assignment(at: at("04-17 10:00").advanced(bySeconds: -1))?.rule.id == "contact")
        #expect(timeline.assignment(at: at("01-01 00:00").advanced(bySeconds: -1)) == nil)
        #expect(timeline.assignment(at: .distantPast) == nil)
        #expect(timeline.last?.interval.until == .distantFuture)
    }

    @Test("The next change is of the rule; the next change of colour may come later")
    func nextChange() {
        let timeline = story(history, under: fever)
        #expect(timeline.nextChange(after: at("04-02 10:00"))?.rule.id == "contact")
        #expect(timeline.nextChange(after: at("04-02 10:00"))?.interval.from == at("04-09 10:00"))
        #expect(timeline.nextColourChange(after: at("04-02 10:00"))?.interval.from == at("04-17 10:00"))
        #expect(timeline.nextColourChange(after: at("04-02 10:00"))?.colour == .green)
        #expect(timeline.nextChange(after: at("04-17 10:00")) == nil)
        #expect(timeline.nextColourChange(after: at("04-17 10:00")) == nil)
        #expect(timeline.nextChange(after: .distantPast)?.interval.from == at("01-01 00:00"))
    }

    @Test("One who registers in the middle of a colour has it from registration on")
    func registeredLater() {
        let timeline = story(history, under: fever, start: "04-05 12:00")
        #expect(timeline.colours == ["grey 04-05 12:00", "grey 04-09 10:00", "green 04-17 10:00"])
        #expect(story([], under: fever, start: "04-05 12:00").colours == ["green 04-05 12:00"])
    }
}
