import FoundationEssentials
import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("The documented format")
struct DocumentTests {
    /// The YAML examples of docs/jurisdiction-packs.md.
    private func examples() throws -> [String] {
        let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        let data = try Data(contentsOf: URL(filePath: root + "/docs/jurisdiction-packs.md"))
        let fences = String(decoding: data, as: UTF8.self).split(separator: "```", omittingEmptySubsequences: false)
        return fences.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
    }

    @Test("Every condition in the document is one")
    func conditions() throws {
        let lines = try examples().flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("when: ") }
        #expect(lines.count > 50)
        for line in lines {
            let condition = line.dropFirst("when: ".count).split(separator: " #")[0]
            let yaml = example(when: String(condition)).replacing("key-areas:", with: "wuhan: [420100]\n  key-areas:")
            #expect(mistakes(yaml) == [], "\(line)")
        }
    }

    @Test("The parts of the document's pack are a pack, and its scenarios pass")
    func whole() throws {
        let parts = try examples()
        func part(_ word: String) throws -> String { try #require(parts.first { $0.hasPrefix(word) }) }
        let policy = try Pack(yaml: part("place:") + part("rules:") + part("colours:")).policy
        let report = ScenarioReport(of: try Scenarios(yaml: part("notices:"), of: policy), under: policy)
        #expect(report.passed, "\(report.text)")
    }

    @Test(
        "Every option in the document can stand in a pack",
        arguments: [
            "service:", "serves:", "declaration:", "reviews:", "recognises:", "travellers:", "green:",
            "- id: not-declared",
        ])
    func options(beginning: String) throws {
        let part = try #require(examples().first { $0.hasPrefix(beginning) })
        let wuhan = examplePack.replacing("key-areas:", with: "wuhan: [420100]\n  key-areas:")
        func indented(_ text: String) -> String {
            text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        }
        let yaml =
            switch beginning {
            case "green:": wuhan.replacing("  green: {passes: yes, advice: {zh: 行, en: go}}", with: indented(part))
            case "- id: not-declared": wuhan.replacing("rules:", with: "rules:\n\(indented(part))")
            default: wuhan + "\n" + part
            }
        #expect(mistakes(yaml) == [])
    }

    @Test("Every word that a condition may have is shown by an example")
    func everyWord() throws {
        let conditions = try examples().filter { $0.hasPrefix("when: ") }.joined()
        let words = [
            "record", "declared", "clean-checkins", "negative-tests", "apart", "clean", "at-most", "no-record",
            "residence", "dated", "all", "any", "not", "unless",
            "in", "not-in", "risk", "closed", "method", "result", "place", "symptoms-rechecked", "says",
            "temperature-at-least", "lasting", "before", "since", "following", "from", "after", "for", "within",
            "until", "linger", "at-least", "before-onset", "onset",
        ]
        for word in words {
            #expect(conditions.contains("{\(word): ") || conditions.contains(" \(word): "), "\(word)")
        }
    }
}
