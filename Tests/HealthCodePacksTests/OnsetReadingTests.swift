import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Contacts and onsets, as packs and files write them")
struct OnsetReadingTests {
    private let contact = FactKinds([.closeContact])

    /// The mistakes in a condition, which begins at line 9, column 11.
    private func found(_ condition: String) -> [String] {
        mistakes(example(when: condition)).map { $0.hasPrefix("9:") ? String($0.dropFirst(2)) : $0 }
    }

    @Test("What counts from the onset of a contact's case")
    func words() throws {
        #expect(
            try condition("{record: close_contact, before-onset: 2d, from: onset, for: 14d}")
                == .facts(
                    FactSpans(
                        FactPattern(.kinds(contact), [.beforeOnset(atMost: .elapsed(172_800))]), anchor: .onset,
                        length: .elapsed(1_209_600))))
        #expect(
            try condition("{record: close_contact, onset: unknown, for: 21d}")
                == .facts(
                    FactSpans(FactPattern(.kinds(contact), [.onsetUnknown]), length: .elapsed(1_814_400))))
    }

    @Test("Only a contact has a case with an onset")
    func noContact() {
        #expect(
            found("{record: fever_clinic, from: onset, for: 7d}")
                == ["40: 'from: onset' needs a contact with a case: close_contact or secondary_contact"])
        #expect(
            found("{record: fever_clinic, before-onset: 2d}")
                == ["48: 'before-onset' cannot be asked of fever_clinic; only of close_contact or secondary_contact"])
    }

    @Test("An onset is unknown, or nothing is said of it")
    func otherWord() {
        #expect(found("{record: close_contact, onset: unknwon}").first?.contains("did you mean 'unknown'?") == true)
    }

    @Test("Nothing is counted from an onset that must not be known")
    func never() {
        #expect(
            found("{record: close_contact, onset: unknown, from: onset}")
                == ["57: 'from: onset' never holds beside 'onset: unknown'"])
    }

    @Test("A case is named by contacts and onsets alone, and an onset names one")
    func facts() throws {
        let from = try #require(Instant(rfc3339: "2020-04-02T08:00:00+08:00"))
        func taken(_ kind: FactKind, _ label: String?) throws(FieldMistake) -> [Fact] {
            var entry = FactEntry(kind: kind)
            entry.from = from
            entry.caseNumber = label.map { CaseNumber(label: $0) }
            var facts: [Fact] = []
            try entry.append(to: &facts)
            return facts
        }
        #expect(try taken(.closeContact, "S-17").map(\.detail) == [.linked(CaseNumber(label: "S-17"))])
        #expect(try taken(.closeContact, nil).map(\.detail) == [.none])
        #expect(throws: FieldMistake(field: "case", message: "a case_onset needs 'case'", zh: "case_onset 要写“case”")) {
            try taken(.caseOnset, nil)
        }
        #expect(
            throws: FieldMistake(field: "case", message: "'case' has no place in recovered", zh: "recovered 里不写“case”")
        ) {
            try taken(.recovered, "S-17")
        }
    }
}
