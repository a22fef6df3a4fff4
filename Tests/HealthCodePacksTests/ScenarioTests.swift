import FoundationEssentials
import HealthCodeCore
import HealthCodePacks
import Testing

/// Scenarios of the example pack, without a mistake and all as the pack decides.
private let exampleScenarios = """
    notices:
      - {region: 990102, level: high, from: 2020-04-01}
    sentences:
      - cites: XX-01
        says: Red for confirmed.
        matches:
          - person: A patient
            lives-in: 990101
            facts:
              - {kind: confirmed, from: 2020-04-02 08:00}
              - {kind: recovered, from: 2020-04-20 08:00}
            expect:
              - {at: 2020-04-02 08:00, colour: red, rule: case}
        near-misses:
          - person: A neighbour
            lives-in: 990101
            expect:
              - {at: 2020-04-02 08:00, colour: green}
              - {at: 2020-03-31, colour: none}
    """

private func report(_ yaml: String) throws -> ScenarioReport {
    let policy = try Pack(yaml: examplePack).policy
    return ScenarioReport(of: try Scenarios(yaml: yaml, of: policy), under: policy)
}

/// The mistakes found in scenarios when a part of them is exchanged for another.
private func refused(_ part: String, _ other: String) throws -> [String] {
    #expect(exampleScenarios.contains(part), "the scenarios have no such part")
    let policy = try Pack(yaml: examplePack).policy
    do throws(Mistakes) {
        _ = try Scenarios(yaml: exampleScenarios.replacing(part, with: other), of: policy)
        return []
    } catch {
        return error.list.map { "\($0.line):\($0.column): \($0.message)" }
    }
}

@Suite("Scenarios")
struct ScenarioTests {
    @Test("Scenarios that are as the pack decides pass, and the report reads like the notice")
    func passing() throws {
        let report = try report(exampleScenarios)
        #expect(report.passed)
        #expect(
            report.text == """
                Sample City 样例市, rules of 2020-04-01, times at +08:00

                XX-01  Red for confirmed.
                  ✓ A patient
                      2020-04-02 08:00:00  red (case)
                  but not:
                  ✓ A neighbour
                      2020-04-02 08:00:00  green (everyone-else)
                      2020-03-31 00:00:00  no code

                1 sentence, 2 people, 3 instants: all as expected
                """)
    }

    @Test("Another colour than expected fails, and the report says what was expected, what came, and where")
    func wrongColour() throws {
        let report = try report(exampleScenarios.replacing("colour: green", with: "colour: yellow"))
        #expect(!report.passed)
        #expect(
            report.text.contains(
                """
                  ✗ A neighbour
                    ✗ 2020-04-02 08:00:00  expected yellow, got green (everyone-else) (line 18)
                """))
        #expect(report.text.hasSuffix("1 not as expected"))
    }

    @Test("The report is there in Chinese too")
    func chinese() throws {
        let text = try report(exampleScenarios.replacing("colour: green", with: "colour: yellow")).text(
            .simplifiedChinese)
        #expect(text.hasPrefix("样例市，2020-04-01 的规则"))
        #expect(text.contains("    ✗ 2020-04-02 08:00:00  应为 yellow，实际为 green (everyone-else)（第18行）"))
        #expect(text.hasSuffix("1句、2人、3个时刻：1个不符合预期"))
    }

    @Test("The right colour by another rule than expected fails")
    func wrongRule() throws {
        #expect(try !report(exampleScenarios.replacing("rule: case", with: "rule: everyone-else")).passed)
    }

    @Test("A code where none is expected fails")
    func unexpectedCode() throws {
        #expect(try !report(exampleScenarios.replacing("at: 2020-03-31", with: "at: 2020-04-01")).passed)
    }

    @Test("A rule that the pack does not have is refused")
    func unknownRule() throws {
        #expect(try refused("rule: case", "rule: cases") == ["13:55: unknown rule 'cases'; did you mean 'case'?"])
    }

    @Test("A misspelt word is refused with the nearest right one")
    func misspelt() throws {
        #expect(
            try refused("near-misses", "near-mises")
                == ["14:5: unknown word 'near-mises' in a sentence; did you mean 'near-misses'?"])
    }

    @Test("A fact with a field that does not fit is refused at that field")
    func unfittingField() throws {
        #expect(
            try refused("recovered, from: 2020-04-20 08:00", "recovered, place: home")
                == ["11:38: 'place' has no place in recovered"])
    }

    @Test("A fact without a time is refused")
    func missingTime() throws {
        #expect(try refused("recovered, from: 2020-04-20 08:00", "recovered") == ["11:13: 'from' is missing"])
    }

    @Test("An unknown risk level is refused")
    func unknownLevel() throws {
        #expect(try refused("level: high", "level: hihg") == ["2:29: unknown level 'hihg'; did you mean 'high'?"])
    }

    @Test("A sentence that applies to nobody is refused")
    func noMatches() throws {
        let patient = exampleScenarios.split(separator: "    near-misses:").first?.split(separator: "    matches:").last
        let part = "    matches:" + (patient ?? "")
        #expect(
            try refused(part, "") == ["4:5: a sentence needs people to whom it applies, in 'matches'"])
    }
}

@Suite("Checking paths")
struct CheckTests {
    @Test("A path where there is no pack fails and is named")
    func nothing() {
        let report = check(paths: ["/nonexistent/place"])
        #expect(!report.passed)
        #expect(report.text.isEmpty && report.mistakes == "/nonexistent/place: there is no pack.yaml here")
    }

    @Test("A pack in a folder that is named for another day fails")
    func wrongFolder() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let folder = root.appending(path: "sample/2020-04-02")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(examplePack.utf8).write(to: folder.appending(path: "pack.yaml"))
        let report = check(paths: [root.path])
        #expect(!report.passed)
        #expect(report.text.hasSuffix("'since' begins on 2020-04-01, but the folder is named 2020-04-02"))
    }

    @Test("A file that is no pack fails with file, line and column")
    func noPack() {
        let report = check(paths: [#filePath])
        #expect(!report.passed)
        #expect(report.text.isEmpty && report.mistakes.hasPrefix(#filePath + ":"))
    }
}
