import HealthCodePacks
import Testing

@Suite("Mistakes in a condition")
struct ConditionRefusalTests {
    /// The mistakes in a condition, which begins at line 9, column 11.
    private func found(_ condition: String) -> [String] {
        mistakes(example(when: condition)).map { $0.hasPrefix("9:") ? String($0.dropFirst(2)) : $0 }
    }

    @Test("A misspelt word is answered with the nearest right one")
    func misspelt() {
        #expect(
            found("{record: confirmed, untill: recovered}")
                == ["31: unknown word 'untill' in a condition; did you mean 'until'?"])
    }

    @Test("A misspelt 'always' is answered so")
    func misspeltAlways() {
        #expect(found("allways") == ["11: unknown condition 'allways'; did you mean 'always'?"])
    }

    @Test("A condition that says when but not what is refused")
    func noHead() {
        #expect(found("{for: 7d}").first?.hasPrefix("11: a condition begins with record, declared,") == true)
    }

    @Test("Two conditions in one are refused")
    func twoHeads() {
        #expect(
            found("{record: entry, residence: {in: 990100}}").first
                == "11: record or residence: only one of them can begin a condition; join them by 'any' or 'all'")
    }

    @Test("An unknown kind of record is refused with the nearest right one")
    func unknownKind() {
        #expect(found("{record: fever-clinic}") == ["20: unknown kind 'fever-clinic'; did you mean 'fever_clinic'?"])
    }

    @Test("An empty list of kinds is refused")
    func emptyList() {
        #expect(found("{record: []}").first == "20: 'kind' is an empty list; name at least one")
    }

    @Test("A length of time without a unit is refused")
    func badSpan() {
        #expect(
            found("{record: entry, for: 14}")
                == ["32: '14' is no length of time; write it like 30m, 24h, 14d, or 7 days for civil days"])
    }

    @Test("A length of no time at all is refused")
    func noLength() {
        #expect(found("{record: entry, for: 0d}").count == 1)
    }

    @Test("An instant that never was is refused")
    func badInstant() {
        #expect(
            found("{record: entry, since: 2020-02-30}")
                == [
                    "34: '2020-02-30' is no instant; write it like 2020-04-01T00:00:00+08:00, "
                        + "or 2020-04-01 08:00 in the place's own time"
                ])
    }

    @Test("A region that is no code is refused")
    func badRegion() {
        #expect(
            found("{record: entry, in: 9901}")
                == ["31: '9901' is no region; a code has 6, 9 or 12 digits, such as 420000"])
    }

    @Test("A misspelt name of a list of regions is answered with the nearest right one")
    func badRegionList() {
        #expect(
            found("{record: entry, in: key-area}")
                == ["31: unknown list of regions 'key-area'; did you mean 'key-areas'?"])
    }

    @Test("An unknown risk level is refused")
    func badRisk() {
        #expect(found("{residence: {risk: medum}}") == ["30: unknown risk 'medum'; did you mean 'medium'?"])
    }

    @Test("An unknown thing to declare is refused")
    func badSymptom() {
        #expect(found("{declared: [fevr]}") == ["23: unknown thing to declare 'fevr'; did you mean 'fever'?"])
    }

    @Test("A state cannot end a span, for it does not happen at an instant")
    func stateAsEnd() {
        #expect(
            found("{record: entry, until: quarantine}")
                == ["34: quarantine lasts; only something that happens, such as excluded, can end a span"])
    }

    @Test("An event has no end to count from")
    func endOfEvent() {
        #expect(
            found("{record: entry, from: end, for: 7d}")
                == ["33: 'from: end' needs something that lasts; entry only happens"])
    }

    @Test("An event does not linger")
    func lingeringEvent() {
        #expect(
            found("{record: entry, linger: 7d}")
                == ["35: 'linger' needs something that lasts; entry only happens"])
    }

    @Test("'for' beside 'within' is refused")
    func forAndWithin() {
        #expect(
            found("{record: entry, for: 7d, within: 7d}")
                == ["44: 'for' and 'within' say the same; write one of them"])
    }

    @Test("A demand that no such fact can ever meet is refused")
    func unfittingDemand() {
        #expect(
            found("{record: close_contact, result: positive}")
                == ["43: 'result' cannot be asked of close_contact; only of test"])
    }

    @Test("A word of another condition is refused")
    func unfittingWord() {
        #expect(found("{residence: {in: 990100}, for: 7d}") == ["37: 'for' cannot stand beside 'residence'"])
    }

    @Test("Days in a row are civil days")
    func streakInHours() {
        #expect(
            found("{record: entry, until: {clean-checkins: 7d}}")
                == ["51: '7d' is no number of days in a row; write it like 7 days"])
    }

    @Test("A lapse without its length is refused")
    func lapseWithoutLength() {
        #expect(found("{no-record: checkin}") == ["11: a condition needs 'for'"])
    }

    @Test("A switch that ends before it begins is refused")
    func datedBackwards() {
        #expect(
            found("{dated: {from: 2020-04-02, until: 2020-04-01}}")
                == ["19: 'until' must be later than 'from'"])
    }

    @Test("An empty 'any' is refused")
    func emptyAny() {
        #expect(found("{any: []}") == ["17: 'any' is a list of at least one condition"])
    }
}
