internal import HealthCodeCore
internal import HealthCodeCredential
internal import HealthCodePacks

extension Decoder {
    /// What rules, and the facts that they judge, are read with.
    static let rules: [Decoder] = [certLogic, certLogicRules, pack, facts, notices]

    private static let certLogic = Decoder("certlogic", words: jsonWords + certLogicWords) { bytes in
        guard let json = try? JSON(parsing: bytes.text, maximumDepth: 160), let logic = json["logic"],
            let result = try? CertLogic(logic).evaluate(over: json["data"] ?? .null)
        else { return nil }
        return unless((try? JSON(parsing: result.text, maximumDepth: 512)) != nil, "a result is no JSON")
    }

    private static let certLogicRules = Decoder(
        "certlogic-rules", words: jsonWords + certLogicWords, vectors: { $0.files("certlogic/rules", "rule.json") }
    ) { bytes in
        guard let json = try? JSON(parsing: bytes.text), let rules = try? CertLogicRuleSet(json) else { return nil }
        let results = rules.judge(certificate, .init(at: 1_630_000_000))
        return unless(results.allSatisfy { !$0.explanation(in: "zh").isEmpty }, "a result does not explain itself")
    }

    private static let pack = Decoder(
        "pack", words: ["rules:", "when:", "  - ", ": ", "&a", "*a", "!!", "|", "{", "["]
    ) { bytes in
        guard let pack = try? Pack(yaml: bytes.text) else { return nil }
        return unless(pack.bytes == Array(bytes.text.utf8), "a pack is not its own text")
    }

    private static let facts = Decoder("facts", words: jsonWords + ["\n", "2020-02-30T24:00:00+08:00", "420100"]) {
        bytes in
        guard let decisions else { return "the pack of the corpus cannot be read" }
        let answers = decisions.answers(to: bytes, .init())
        let answered = answers.lines.count { $0 == UInt8(ascii: "\n") }
        return unless(answered + answers.mistakes.count <= answers.count, "a line has more than one answer")
    }

    private static let notices = Decoder("notices", words: ["\"", ",", "\n", "high", "2020-02-30"]) { bytes in
        _ = try? RegionNotices(csv: bytes.text, file: "notices.csv", offset: .china)
        return nil
    }

    private static let certLogicWords = [
        "if", "and", "!", "===", "in", "+", "<", ">=", "after", "not-before", "reduce", "plusTime", "dccDateOfBirth",
        "extractFromUVCI", "var", "accumulator", "current", "data", "year", "9007199254740992", "2020-02-29",
    ]

    private static let certificate = JSON.object([
        .init("v", .array([.object([.init("dt", .string("2021-06-01")), .init("dn", .integer(2))])])),
        .init("dob", .string("1964-02")),
    ])

    private static let decisions: FileDecisions? = Corpus.inputs(of: "pack").lazy
        .compactMap { try? Pack(yaml: $0.bytes.text) }.first.map { FileDecisions($0.policy) }
}
