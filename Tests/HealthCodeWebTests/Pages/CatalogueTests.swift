import Foundation
import HealthCodeCore
import Testing

@testable import HealthCodeService
@testable import HealthCodeWeb

/// The words of both languages say the same things, and all that the pages ask for.
@Suite("The catalogues are complete")
struct CatalogueTests {
    let chinese: Catalogue
    let english: Catalogue

    init() throws {
        let folder = PageRendererTests.resources.appendingPathComponent("Catalogues")
        chinese = try Catalogue(language: .simplifiedChinese, in: folder)
        english = try Catalogue(language: .english, in: folder)
    }

    @Test("Both languages have the same keys")
    func sameKeys() {
        #expect(Set(chinese.keys).symmetricDifference(english.keys).sorted() == [])
    }

    @Test("Both languages leave the same places for words to fill in")
    func samePlaces() {
        for key in chinese.keys {
            let places = [chinese, english].map { words in
                Set((words.find(key) ?? "").matches(of: #/\{[a-z]+\}/#).map { String($0.output) })
            }
            #expect(places[0] == places[1], "\(key)")
        }
    }

    @Test("Every key is used, and every key that is used is there")
    func keysAreUsed() throws {
        let used = try UsedKeys()
        let unused = chinese.keys.filter { key in
            !used.exact.contains(key) && !used.prefixes.contains { key.hasPrefix($0) }
        }
        #expect(unused == [])
        let subjects = Set(chinese.keys.compactMap { $0.split(separator: ".").first })
        let missing = used.exact.subtracting(chinese.keys).filter { key in
            key.split(separator: ".").first.map { subjects.contains($0) } ?? false
        }
        #expect(missing.sorted() == [])
        let hollow = used.prefixes.filter { prefix in !chinese.keys.contains { $0.hasPrefix(prefix) } }
        #expect(hollow.sorted() == [])
    }

    @Test("Every refusal at a checkpoint says what to do")
    func refusalsSayWhatToDo() {
        for kind in OutcomePage.refusals {
            #expect(chinese.find("refusals.\(Catalogue.key(kind)).todo") != nil, "\(kind)")
        }
    }

    @Test("Every answer of a closed set has its words")
    func setsHaveWords() {
        var keys = Colour.allCases.flatMap { ["colours.\($0.rawValue)", "colours.letter.\($0.rawValue)"] }
        keys += Relation.allCases.flatMap { ["people.relation.\($0.rawValue)", "register.relation_\($0.rawValue)"] }
        keys += Document.Kind.allCases.flatMap { ["documents.\($0.rawValue)", "documents.hint.\($0.rawValue)"] }
        keys += Declaration.Kind.allCases.map { "declare.kind_\($0.rawValue)" }
        keys += Symptoms.named.map { "declare.symptom.\($0.name)" }
        keys += IdentityPart.allCases.map { "register.mismatch.\($0.rawValue)" }
        keys += PassReason.allCases.map { "outcome.why.\($0.rawValue)" }
        keys += PassReason.allCases.filter { $0 != .allowed }.map { "outcome.todo.\($0.rawValue)" }
        keys += TestDetail.Method.allCases.map { "code.method.\($0.name)" }
        keys += TestDetail.Result.allCases.map { "code.result.\($0.name)" }
        #expect(keys.filter { chinese.find($0) == nil } == [])
    }
}

/// The keys that templates and pages name: whole ones, and beginnings to which a page adds a word of a closed set.
private struct UsedKeys {
    var exact: Set<String> = []
    var prefixes: Set<String> = []

    init() throws {
        for folder in ["Templates", "Pages"] {
            let root = PageRendererTests.resources.appendingPathComponent(folder)
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.contains(".") {
                let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
                exact.formUnion(text.matches(of: #/\{\{t\.([a-z_.]+)\}\}/#).map { String($0.output.1) })
                guard path.hasSuffix(".swift") else { continue }
                note(text)
            }
        }
    }

    private mutating func note(_ text: String) {
        for match in text.matches(of: #/"([a-z_]+\.[a-z_.]*)("|\\\()/#) {
            let key = String(match.output.1)
            if match.output.2 == "\"", !key.hasSuffix(".") { exact.insert(key) } else { prefixes.insert(key) }
        }
        for match in text.matches(of: #/"([a-z]+)\." \+/#) { prefixes.insert(match.output.1 + ".") }
    }
}
