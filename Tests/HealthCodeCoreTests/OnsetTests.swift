import HealthCodeCore
import Testing

@Suite("Contacts, and when the case fell ill")
struct OnsetTests {
    private let one = FactDetail.linked(CaseNumber(label: "S-17"))
    private let other = FactDetail.linked(CaseNumber(label: "S-18"))
    private let fromOnset = spans(of: .closeContact, anchor: .onset, for: days(14))

    @Test("Counted from the onset, a contact holds from itself on, until so long after the onset of its own case")
    func own() {
        let history = facts(
            fact(.caseOnset, "03-01 10:00", one), fact(.caseOnset, "03-09 10:00", other),
            fact(.closeContact, "03-05 10:00", one))
        #expect(times(fromOnset, history) == ["03-05 10:00 – 03-15 10:00"])
    }

    @Test("A contact before the onset holds from the onset on")
    func before() {
        let history = facts(fact(.closeContact, "03-05 10:00", one), fact(.caseOnset, "03-06 10:00", one))
        #expect(times(fromOnset, history) == ["03-06 10:00 – 03-20 10:00"])
    }

    @Test("Without an onset of its case, or without a case, nothing is counted from one")
    func unknown() {
        let history = facts(
            fact(.closeContact, "03-05 10:00", one), fact(.closeContact, "03-05 10:00"),
            fact(.caseOnset, "03-01 10:00", other))
        #expect(times(fromOnset, history) == [])
    }

    @Test("An onset that is taken back and sent anew moves what was counted from it")
    func corrected() {
        let contact = fact(.closeContact, "03-05 10:00", one)
        #expect(
            times(fromOnset, facts(contact, fact(.caseOnset, "03-01 10:00", one))) == ["03-05 10:00 – 03-15 10:00"])
        #expect(
            times(fromOnset, facts(contact, fact(.caseOnset, "03-03 10:00", one))) == ["03-05 10:00 – 03-17 10:00"])
    }

    @Test("What ends it counts from the onset, and lies after the contact")
    func ended() {
        let condition = spans(
            of: .closeContact, anchor: .onset,
            until: [ender(.test, demands: [.result([.negative])], atLeast: days(7))])
        let history = facts(
            fact(.caseOnset, "03-01 10:00", one), fact(.closeContact, "03-05 10:00", one),
            test(.negative, sampled: "03-08 09:59", reported: "03-08 12:00"),
            test(.negative, sampled: "03-08 10:00", reported: "03-08 13:00"))
        #expect(times(condition, history) == ["03-05 10:00 – 03-08 13:00"])
    }

    @Test("A contact too long before the onset does not count, to the second")
    func window() {
        let condition = spans(of: .closeContact, demands: [.beforeOnset(atMost: days(2))], for: days(14))
        let onset = fact(.caseOnset, "03-06 10:00", one)
        #expect(
            times(condition, facts(fact(.closeContact, "03-04 10:00", one), onset)) == ["03-06 10:00 – 03-18 10:00"])
        #expect(times(condition, facts(fact(.closeContact, "03-04 09:59", one), onset)) == [])
    }

    @Test("While no onset is known a contact is taken as it is, until there is one")
    func whileUnknown() {
        let condition = spans(of: .closeContact, demands: [.onsetUnknown], for: days(14))
        let contact = fact(.closeContact, "03-05 10:00", one)
        #expect(times(condition, facts(contact)) == ["03-05 10:00 – 03-19 10:00"])
        #expect(
            times(condition, facts(contact, fact(.caseOnset, "03-07 10:00", one))) == ["03-05 10:00 – 03-07 10:00"])
        #expect(times(condition, facts(contact, fact(.caseOnset, "03-01 10:00", one))) == [])
    }

    @Test("A label gives the same number everywhere")
    func label() {
        // FNV-1a of the three letters, as its authors publish it.
        #expect(CaseNumber(label: "foo").number == Int64(bitPattern: 0xdcb2_7518_fed9_d577))
        #expect(CaseNumber(label: "S-17") != CaseNumber(label: "S-18"))
    }
}
