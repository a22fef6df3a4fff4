import FoundationEssentials
import HealthCodeCore
import HealthCodePacks
import Testing

/// People for the example pack.
private let people = """
    sentences:
      - cites: A-1
        says: Red for cases.
        matches:
          - person: A miller
            lives-in: 990100
            facts: [{kind: confirmed, from: 2020-04-02 08:00}]
            expect: [{at: 2020-04-02 08:00, colour: red}, {at: 2020-04-01, colour: green}]
        near-misses:
          - person: A smith
            lives-in: 990100
            facts: [{kind: close_contact, from: 2020-04-02 08:00}]
            expect: [{at: 2020-04-02 08:00, colour: green}]
    """

/// What differs between the example pack and another text.
private func difference(_ other: String) throws -> PackDifference {
    let (old, new) = (try Pack(yaml: examplePack), try Pack(yaml: other))
    return PackDifference(from: old, [try Scenarios(yaml: people, of: old.policy)], to: new, [])
}

@Suite("What differs between two packs")
struct DifferenceTests {
    private let contact = """
          - id: contact
            colour: yellow
            when: {record: close_contact, for: 14d}
            because: {zh: 接触, en: contact}
            ends: {zh: 满14天, en: after 14 days}
        """

    private func withContact(before id: String) -> String {
        example("  - id: \(id)", becomes: "\(contact)\n  - id: \(id)")
    }

    @Test("Nothing differs between a pack and itself, however it is written")
    func same() throws {
        let same = try difference(example("until: recovered}", becomes: "until: [recovered]}  # a note"))
        #expect(same.isEmpty)
        #expect(same.text.contains("Nothing differs."))
    }

    @Test("A rule that was added is told with all that it says, and people with their colours before and after")
    func added() throws {
        let added = try difference(withContact(before: "everyone-else"))
        #expect(added.rules.map(\.rule) == ["contact"])
        #expect(added.rules[0].sort == .added)
        #expect(added.rules[0].placeAfter == 2)
        #expect(
            added.rules[0].words.contains(
                PackDifference.Change(path: "when", before: nil, after: "{record: close_contact, for: 14d}")))
        #expect(added.options.isEmpty)
        #expect(added.people.map(\.person) == ["A smith"])
        #expect(
            added.people[0].instants == [
                PackDifference.Outcome(
                    at: "2020-04-02 08:00:00", before: .init(.green, "everyone-else"),
                    after: .init(.yellow, "contact"))
            ])
        #expect(added.peopleTried == 2)
        #expect(added.text.contains("      2020-04-02 08:00:00  green (everyone-else) → yellow (contact)"))
    }

    @Test("A rule that was removed is told")
    func removed() throws {
        let (old, new) = (try Pack(yaml: withContact(before: "case")), try Pack(yaml: examplePack))
        let removed = PackDifference(from: old, [], to: new, [])
        #expect(removed.rules.map(\.sort) == [.removed])
        #expect(removed.rules[0].placeBefore == 1)
    }

    @Test("A rule that moved is told with its places, and those that kept their order are not")
    func moved() throws {
        let old = try Pack(yaml: withContact(before: "case"))
        let new = try Pack(yaml: withContact(before: "everyone-else"))
        let moved = PackDifference(from: old, [], to: new, [])
        #expect(moved.rules.map(\.sort) == [.moved])
        #expect(moved.text.contains("moved from number"))
    }

    @Test("A rule that changed is told in its words, before and after")
    func changed() throws {
        let changed = try difference(example(when: "{record: confirmed, until: [recovered, excluded]}"))
        #expect(changed.rules.map(\.sort) == [.changed])
        #expect(
            changed.rules[0].words == [
                PackDifference.Change(
                    path: "when", before: "{record: confirmed, until: recovered}",
                    after: "{record: confirmed, until: [recovered, excluded]}")
            ])
        #expect(changed.people.isEmpty)
    }

    @Test("A rule whose words stayed but whose regions changed has changed")
    func regions() throws {
        let old = try Pack(yaml: example(when: "{record: stay, in: key-areas}"))
        let new = try Pack(yaml: old.source.replacing("990300]", with: "990400]"))
        let changed = PackDifference(from: old, [], to: new, [])
        #expect(changed.rules.map(\.sort) == [.changed])
        #expect(changed.options.map(\.path) == ["regions.key-areas"])
    }

    @Test("Options are told by the words that lead to them")
    func options() throws {
        let changed = try difference(
            example("green: {passes: yes", becomes: "green: {passes: no") + "\nservice: {corrections: 1}")
        #expect(
            changed.options == [
                PackDifference.Change(path: "colours.green.passes", before: "yes", after: "no"),
                PackDifference.Change(path: "service.corrections", before: nil, after: "1"),
            ])
        #expect(changed.rules.isEmpty)
    }

    @Test("Packs of two dates are tried as from the earlier one on")
    func dates() throws {
        let later = try difference(example("since: 2020-04-01", becomes: "since: 2020-05-01"))
        #expect(later.people.isEmpty)
        #expect(later.options.map(\.path) == ["since"])
    }

    @Test("The difference is one JSON object")
    func json() throws {
        let text = try difference(withContact(before: "everyone-else")).json
        struct Told: Decodable {
            struct Rule: Decodable { var rule, sort: String }
            var rules: [Rule]
            var peopleTried: Int
        }
        let told = try JSONDecoder().decode(Told.self, from: Data(text.utf8))
        #expect(told.rules.map(\.rule) == ["contact"])
        #expect(told.rules.map(\.sort) == ["added"])
        #expect(told.peopleTried == 2)
    }
}
