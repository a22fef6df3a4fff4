import HealthCodeCore
import Testing

@Suite("What a condition can ask of one fact")
struct DemandTests {
    @Test("A place asks for the fact's own region, not for the home")
    func place() {
        let wuhan = Demand.place(Place(inside: [HealthCodeCoreTests.place("420100")]))
        let clinics = facts(
            fact(.feverClinic, "03-01 10:00", in: "420106"), fact(.feverClinic, "04-01 10:00", in: "420200"),
            fact(.feverClinic, "05-01 10:00"))
        let condition = spans(of: .feverClinic, demands: [wuhan], for: days(7))
        #expect(times(condition, clinics) == ["03-01 10:00 – 03-08 10:00"])
        let elsewhere = Demand.place(Place(outside: [HealthCodeCoreTests.place("420100")]))
        let other = spans(of: .feverClinic, demands: [elsewhere], for: days(7))
        #expect(times(other, clinics) == ["04-01 10:00 – 04-08 10:00"])
    }

    @Test("A stay counts while its region is at high risk, and for 14 days after")
    func highRiskStay() {
        let highRisk = Demand.place(Place(risk: [.high]))
        let notices = [
            RegionNotice(
                region: HealthCodeCoreTests.place("420106"), what: .risk(.high),
                interval: Interval(from: at("03-05 00:00"), until: at("03-10 00:00")), known: at("03-05 00:00"))
        ]
        let stay = facts(fact(.stay, "03-01 10:00", until: "03-20 10:00", in: "420106"))
        let condition = spans(of: .stay, demands: [highRisk], linger: days(14))
        #expect(times(condition, stay, notices: notices) == ["03-05 00:00 – 03-24 00:00"])
        let left = facts(fact(.stay, "03-01 10:00", until: "03-04 10:00", in: "420106"))
        #expect(times(condition, left, notices: notices) == [])
    }

    @Test("A stay of at least an hour is known to be one only after the hour")
    func lasting() {
        let condition = spans(of: .stay, demands: [.lasting(.elapsed(3_600))], linger: days(1))
        let short = facts(fact(.stay, "03-01 10:00", until: "03-01 10:59", in: "420106"))
        #expect(times(condition, short) == [])
        let long = facts(fact(.stay, "03-01 10:00", until: "03-01 11:00", in: "420106"))
        #expect(times(condition, long) == ["03-01 11:00 – 03-02 11:00"])
    }

    @Test("Tests are told apart by result and by method")
    func tests() {
        let history = facts(
            test(.positive, sampled: "03-01 08:00", reported: "03-01 20:00"),
            test(.negative, sampled: "03-02 08:00", reported: "03-02 20:00", .antibodyIgG),
            test(.positive, sampled: "03-03 08:00", reported: "03-03 20:00", .antibodyIgG))
        let positive = spans(
            of: .test, demands: [.result([.positive]), .method([.nucleicAcid])], for: .elapsed(46_800))
        #expect(times(positive, history) == ["03-01 20:00 – 03-01 21:00"])
    }

    @Test("Home quarantine whose symptoms are not re-checked is told apart (JZ-01)")
    func quarantine() {
        let history = facts(
            fact(.quarantine, "03-01 10:00", until: "03-05 10:00", .quarantine(QuarantineDetail(place: .home))),
            fact(
                .quarantine, "03-05 10:00", until: "03-07 10:00",
                .quarantine(QuarantineDetail(place: .home, symptomsRechecked: true))),
            fact(.quarantine, "03-10 10:00", .quarantine(QuarantineDetail(place: .central))))
        let condition = spans(of: .quarantine, demands: [.quarantine([.home]), .symptomsRechecked(false)])
        #expect(times(condition, history) == ["03-01 10:00 – 03-05 10:00"])
    }

    @Test("What was declared holds until it is declared otherwise; a temperature at the limit says fever")
    func declared() {
        let fever = Demand.declares(Declared(symptoms: .fever, diagnoses: [.suspected]))
        func answers(_ answers: Answers) -> FactDetail { .answers(answers) }
        let history = facts(
            fact(.declaration, "03-01 10:00", answers(Answers(symptoms: [.fever, .cough]))),
            fact(.declaration, "03-03 10:00", answers(Answers(symptoms: .cough, contact: true))),
            fact(.declaration, "03-05 10:00", answers(Answers(temperature: Temperature(hundredths: 3_729)))),
            fact(.declaration, "03-07 10:00", answers(Answers(temperature: Temperature(hundredths: 3_730)))),
            fact(.declaration, "03-09 10:00", answers(Answers(diagnosis: .suspected))),
            fact(.declaration, "03-11 10:00", answers(Answers())))
        #expect(
            times(spans(of: .declaration, demands: [fever]), history) == [
                "03-01 10:00 – 03-03 10:00", "03-07 10:00 – 03-11 10:00",
            ])
    }

    @Test("Of two declarations made at once, the one with the later id stays")
    func declaredAtOnce() {
        let cough = Demand.declares(Declared(symptoms: .cough))
        let ill = fact(.declaration, "03-01 10:00", .answers(Answers(symptoms: .cough)))
        let well = fact(.declaration, "03-01 10:00", .answers(Answers()))
        #expect(times(spans(of: .declaration, demands: [cough]), facts(ill, well)) == [])
        #expect(times(spans(of: .declaration, demands: [cough]), facts(well, ill)) == ["03-01 10:00 – …"])
    }

    @Test("A temperature is asked for in hundredths of a degree")
    func temperature() {
        let hot = Demand.temperature(atLeast: Temperature(hundredths: 3_800))
        let history = facts(checkIn("03-01 08:00", 3_799), checkIn("03-02 08:00", 3_800))
        #expect(
            times(spans(of: .checkIn, demands: [hot], for: days(1)), history) == ["03-02 08:00 – 03-03 08:00"])
    }

    @Test("Observation that began before a date is not counted (HU-09)")
    func since() {
        let history = facts(
            fact(.quarantine, "02-15 23:59", until: "03-01 10:00"),
            fact(.quarantine, "02-16 00:00", until: "02-20 10:00")
        )
        let counted = spans(of: .quarantine, demands: [.since(at("02-16 00:00"))])
        #expect(times(counted, history) == ["02-16 00:00 – 02-20 10:00"])
        let uncounted = spans(of: .quarantine, demands: [.before(at("02-16 00:00"))])
        #expect(times(uncounted, history) == ["02-15 23:59 – 03-01 10:00"])
    }

    @Test("A negative test after quarantine ended, and none before")
    func following() {
        let quarantined = FactPattern(.kinds(FactKinds([.quarantine])))
        let condition = spans(
            of: .test, demands: [.result([.negative]), .following(quarantined, anchor: .end, atLeast: nil)])
        let history = facts(
            fact(.quarantine, "03-01 10:00", until: "03-15 10:00"),
            test(.negative, sampled: "03-15 10:00", reported: "03-16 10:00"),
            test(.negative, sampled: "03-15 10:01", reported: "03-17 10:00"))
        #expect(times(condition, history) == ["03-17 10:00 – …"])
    }

    @Test("A test sampled at least 14 days after recovery: to the second, and not a minute before")
    func followingAtLeast() {
        let recovered = FactPattern(.kinds(FactKinds([.recovered])))
        let condition = spans(of: .test, demands: [.following(recovered, anchor: .start, atLeast: days(14))])
        let recovery = fact(.recovered, "03-01 10:00")
        let early = test(.negative, sampled: "03-15 09:59", reported: "03-16 10:00")
        let due = test(.negative, sampled: "03-15 10:00", reported: "03-17 10:00")
        #expect(times(condition, facts(recovery, early)) == [])
        #expect(times(condition, facts(recovery, due)) == ["03-17 10:00 – …"])
    }

    @Test("Seven clean days in a row: a gap, a symptom or a fever begins the count again")
    func streak() {
        let condition = Condition.facts(FactSpans(FactPattern(.streak(days: 7))))
        func week(_ first: Int, _ without: Int? = nil) -> [Fact] {
            (first..<first + 7).filter { $0 != without }.map { checkIn("03-\($0) 08:00") }
        }
        func numbered(_ all: [Fact]) -> [Fact] {
            all.enumerated().map { index, fact in
                var fact = fact
                fact.id = FactID(Int64(index + 1))
                return fact
            }
        }
        #expect(times(condition, numbered(week(10))) == ["03-17 00:00 – …"])
        #expect(times(condition, numbered(week(10, 13))) == [])
        #expect(times(condition, numbered(week(10) + [checkIn("03-13 23:59", 3_730)])) == [])
        #expect(times(condition, numbered(week(10) + [checkIn("03-16 23:59", 3_650, .cough)])) == [])
        #expect(times(condition, numbered(week(10, 13) + week(14))) == ["03-21 00:00 – …"])
    }
}
