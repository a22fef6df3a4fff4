import HealthCodeCore
import HealthCodePacks
import Testing

/// A small pack without a mistake; each refusal breaks one thing in it.
let examplePack = """
    place: {zh: 样例市, en: Sample City}
    region: 990100
    since: 2020-04-01T00:00:00+08:00
    regions:
      key-areas: [990200, 990300]
    rules:
      - id: case
        colour: red
        when: {record: confirmed, until: recovered}
        because: {zh: 确诊, en: confirmed}
        ends: {zh: 治愈, en: recovery}
      - id: everyone-else
        colour: green
        when: always
        because: {zh: 其他, en: everyone else}
    colours:
      red: {passes: no, advice: {zh: 停, en: stay}}
      yellow: {passes: no, advice: {zh: 等, en: wait}}
      green: {passes: yes, advice: {zh: 行, en: go}}
      grey: {passes: no, advice: {zh: 候, en: wait}}
    """

/// The example with one part of its text exchanged for another.
func example(_ part: String, becomes other: String) -> String {
    #expect(examplePack.contains(part), "the example has no such part")
    return examplePack.replacing(part, with: other)
}

/// The example with another condition on its first rule, which is on line 9 and begins at column 11.
func example(when condition: String) -> String {
    example("{record: confirmed, until: recovered}", becomes: condition)
}

/// The mistakes found in a pack's text, as `line:column: message`.
func mistakes(_ yaml: String) -> [String] {
    do throws(Mistakes) {
        _ = try Pack(yaml: yaml, file: "p")
        return []
    } catch {
        return error.list.map { "\($0.line):\($0.column): \($0.message)" }
    }
}

/// The condition that the first rule of the example has with this text.
func condition(_ text: String) throws -> Condition {
    let pack = try Pack(yaml: example(when: text))
    return try #require(pack.policy.rules.first).condition
}
