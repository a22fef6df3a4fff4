import HealthCodeCore
import HealthCodeService
import SQLiteStore
import Testing

@Suite("What a draft changes, in words")
struct DraftChangesTests {
    private let contact = "- id: close-contact   # HB-03\n    colour: yellow"

    private func changes(_ old: String, _ new: String, scenarios: String = "") async throws -> DraftChanges {
        let world = try await World()
        let text = try World.hubeiPack().replacing("2020-04-01T00:00:00", with: "2020-04-12T00:00:00")
        #expect(text.contains(old))
        let draft = try await world.healthCode.draft(text.replacing(old, with: new), scenarios: scenarios)
        return try #require(draft.changes)
    }

    @Test("A rule with another colour is told with both, and with its place")
    func colour() async throws {
        let changes = try await changes(contact, contact.replacing("yellow", with: "red"))
        let rule = try #require(changes.rules.first)
        #expect(changes.rules.count == 1 && rule.rule == "close-contact" && rule.sort == .changed)
        #expect(rule.colourBefore == .yellow && rule.colourAfter == .red && rule.parts.isEmpty)
        #expect(rule.placeBefore == rule.placeAfter)
    }

    @Test("A rule with another condition is told in words of both languages")
    func condition() async throws {
        let changes = try await changes("record: close_contact, for: 14d", "record: close_contact, for: 7d")
        let part = try #require(changes.rules.first?.parts.first)
        #expect(part.kind == .whom)
        #expect(part.before?.english.contains("close contact, for 14 days") == true)
        #expect(part.after?.simplifiedChinese.contains("7天之内") == true)
    }

    @Test("People of the scenarios who would have another colour are told with both")
    func people() async throws {
        let scenarios = """
            sentences:
              - says: A contact waits
                matches:
                  - person: A baker
                    lives-in: 420102
                    facts: [{kind: close_contact, from: 2020-04-12 08:00}]
                    expect: [{at: 2020-04-13 08:00, colour: red}]
            """
        let changes = try await changes(contact, contact.replacing("yellow", with: "red"), scenarios: scenarios)
        let person = try #require(changes.people.first)
        #expect(person.person == "A baker" && person.before == .yellow && person.after == .red)
        #expect(changes.peopleTried == 1)
    }

    @Test("Where no pack is in force there is nothing to compare")
    func first() async throws {
        let world = try await World()
        let text = try World.hubeiPack().replacing("region: 420000", with: "region: 110000")
        #expect(try await world.healthCode.draft(text).changes == nil)
    }
}
