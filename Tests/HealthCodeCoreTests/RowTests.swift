import HealthCodeCore
import Testing

@Suite("Rows of negative tests")
struct NegativeTestRowTests {
    private func row(_ count: Int64, apart: Span? = nil, methods: [TestDetail.Method] = []) -> FactPattern {
        FactPattern(.negativeTests(count: count, methods: methods, apart: apart))
    }

    @Test("A row is complete when the test is reported that completes it, and counts from its first sampling")
    func completion() {
        let history = facts(
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-02 08:00", reported: "03-02 20:00"))
        let twice = Condition.facts(FactSpans(row(2, apart: .elapsed(86_400)), length: days(7)))
        #expect(times(twice, history) == ["03-02 20:00 – 03-08 08:00"])
        let late = Condition.facts(FactSpans(row(2, apart: .elapsed(86_401))))
        #expect(times(late, history) == [])
    }

    @Test("A test sampled between two others may be too near to both, and the row goes on without it")
    func skipping() {
        let history = facts(
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-01 18:00", reported: "03-02 08:00"),
            test(.negative, sampled: "03-02 10:00", reported: "03-02 20:00"))
        #expect(times(.facts(FactSpans(row(2, apart: days(1)))), history) == ["03-02 20:00 – …"])
        #expect(times(.facts(FactSpans(row(3))), history) == ["03-02 20:00 – …"])
    }

    @Test("A test among them that was not negative breaks the row, if it is known by then")
    func broken() {
        let negatives = [
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-03 08:00", reported: "03-03 20:00"),
        ]
        func history(_ reported: String) -> [Fact] {
            facts(negatives[0], negatives[1], test(.inconclusive, sampled: "03-02 08:00", reported: reported))
        }
        #expect(times(.facts(FactSpans(row(2))), history("03-03 20:00")) == [])
        #expect(times(.facts(FactSpans(row(2))), history("03-03 20:01")) == ["03-03 20:00 – …"])
    }

    @Test("A row asks for its methods only")
    func methods() {
        let history = facts(
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.positive, sampled: "03-02 08:00", reported: "03-02 09:00", .antibodyIgG),
            test(.negative, sampled: "03-03 08:00", reported: "03-03 20:00"))
        #expect(times(.facts(FactSpans(row(2, methods: [.nucleicAcid]))), history) == ["03-03 20:00 – …"])
        #expect(times(.facts(FactSpans(row(2))), history) == [])
    }

    @Test("As what ends a span, a row must have begun after it")
    func ending() {
        let until = [Ender(row(2))]
        let history = facts(
            fact(.recovered, "03-02 12:00"), test(.negative, sampled: "03-02 08:00", reported: "03-02 20:00"),
            test(.negative, sampled: "03-03 08:00", reported: "03-03 20:00"),
            test(.negative, sampled: "03-04 08:00", reported: "03-04 20:00"))
        #expect(times(spans(of: .recovered, until: until), history) == ["03-02 12:00 – 03-04 20:00"])
    }

    @Test("Its grounds name the first sampling and the last report")
    func grounds() {
        let history = facts(
            test(.negative, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-02 08:00", reported: "03-02 20:00"))
        let rules = policy(("released", .green, .facts(FactSpans(row(2)))), ("else", .yellow, .always))
        #expect(
            story(history, under: rules).grounds(at: at("03-03 00:00")) == [
                .negativeTests(count: 2, from: at("03-01 08:00"), through: at("03-02 20:00"))
            ])
    }
}

@Suite("What follows what")
struct FollowingTests {
    @Test("At most so long after: the very second still counts")
    func atMost() {
        let contact = FactPattern(.kinds(FactKinds([.closeContact])))
        let soon = Demand.following(contact, anchor: .start, atMost: days(14))
        let condition = spans(of: .feverClinic, demands: [soon])
        func history(_ clinic: String) -> [Fact] {
            facts(fact(.closeContact, "03-01 10:00"), fact(.feverClinic, clinic))
        }
        #expect(times(condition, history("03-15 10:00")) == ["03-15 10:00 – …"])
        #expect(times(condition, history("03-15 10:01")) == [])
        #expect(times(condition, history("03-01 10:00")) == [])
    }

    @Test("A test that another follows counts from its sampling, and what it makes holds once both are known")
    func bothKnown() {
        let first = FactPattern(.kinds(FactKinds([.test])), [.result([.negative])])
        let apart = Demand.following(first, anchor: .start, atLeast: days(1))
        let history = facts(
            test(.negative, sampled: "03-01 08:00", reported: "03-05 20:00"),
            test(.negative, sampled: "03-02 08:00", reported: "03-02 20:00"))
        #expect(times(spans(of: .test, demands: [.result([.negative]), apart]), history) == ["03-05 20:00 – …"])
    }
}

@Suite("Answers without a sign of illness")
struct CleanTests {
    private func clean(_ clean: Bool) -> Condition { spans(of: .checkIn, demands: [.clean(clean)]) }

    @Test("A check-in is clean without symptom, diagnosis and fever")
    func clean() {
        #expect(times(clean(true), facts(checkIn("03-01 10:00"))) == ["03-01 10:00 – …"])
        #expect(times(clean(true), facts(checkIn("03-01 10:00", 3_730))) == [])
        #expect(times(clean(false), facts(checkIn("03-01 10:00", 3_730))) == ["03-01 10:00 – …"])
        #expect(times(clean(false), facts(checkIn("03-01 10:00", 3_650, .cough))) == ["03-01 10:00 – …"])
    }
}

@Suite("A residence that lingers, and lapses of tests")
struct LingeringTests {
    @Test("Who moves away, or whose area is lowered, counts for so long after")
    func residence() {
        let lived = Condition.residence(Place(inside: [place("420106")]), linger: days(14))
        let moved = facts(fact(.residence, "03-01 10:00", in: "330100"))
        #expect(times(lived, moved) == ["01-01 00:00 – 03-15 10:00"])
        let high = RegionNotice(
            region: place("420106"), what: .risk(.high),
            interval: Interval(from: at("02-01 00:00"), until: at("02-10 00:00")), known: at("02-01 00:00"))
        let risky = Condition.residence(Place(risk: [.high]), linger: days(14))
        #expect(times(risky, notices: [high]) == ["02-01 00:00 – 02-24 00:00"])
    }

    @Test("A lapse of tests counts from the sampling of the last")
    func lapse() {
        let tests = FactPattern(.kinds(FactKinds([.test])), [.result([.negative])])
        let lapse = Condition.lapse(of: tests, for: days(2))
        let history = facts(test(.negative, sampled: "03-01 08:00", reported: "03-02 20:00"))
        #expect(times(lapse, history) == ["01-03 00:00 – 03-02 20:00", "03-03 08:00 – …"])
    }
}

@Suite("A policy that replaces those below it")
struct ReplacingTests {
    private let province = policy(version: "province", ("p", .green, .always))
    private let city = policy(version: "city", region: "420100", since: "03-01 00:00", ("c", .yellow, .always))

    private func renewed(replaces: [String]) -> Policy {
        var renewed = policy(version: "renewed", since: "04-01 00:00", ("r", .grey, .always))
        renewed.replaces = replaces.map(place)
        return renewed
    }

    @Test("From its beginning on the earlier policies of the regions it names, and of those under them, are over")
    func replaced() {
        let before = ["green 01-01 00:00", "yellow 03-01 00:00"]
        #expect(
            story([], under: province, city, renewed(replaces: ["420100"])).colours == before + ["grey 04-01 00:00"])
        #expect(
            story([], under: province, city, renewed(replaces: ["420000"])).colours == before + ["grey 04-01 00:00"])
        #expect(story([], under: province, city, renewed(replaces: ["420200"])).colours == before)
    }

    @Test("A later policy of such a region governs again")
    func later() {
        let again = policy(version: "again", region: "420100", since: "05-01 00:00", ("a", .red, .always))
        #expect(
            story([], under: province, city, renewed(replaces: ["420100"]), again).colours == [
                "green 01-01 00:00", "yellow 03-01 00:00", "grey 04-01 00:00", "red 05-01 00:00",
            ])
    }

    @Test("The country's policy governs where no other does")
    func country() {
        let national = policy(version: "national", region: "000000", ("n", .yellow, .always))
        #expect(story([], under: national, province).colours == ["green 01-01 00:00"])
        #expect(story([], under: national, province, region: "110101").colours == ["yellow 01-01 00:00"])
    }
}
