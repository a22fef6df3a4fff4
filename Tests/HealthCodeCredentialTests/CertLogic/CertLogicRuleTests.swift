import HealthCodeCredential
import Testing

/// A rule: of country XX, for tests, that results be at most two days old.
private func rule(_ changes: [String: String] = [:]) throws -> CertLogicRule {
    let members: [String: String] = [
        "Identifier": #""TR-XX-0001""#, "Type": #""Acceptance""#, "Country": #""XX""#, "Version": #""1.0.0""#,
        "Engine": #""CERTLOGIC""#, "CertificateType": #""Test""#,
        "Description": #"[{"lang":"en","desc":"At most 48 hours old."},{"lang":"zh-Hans","desc":"不超过48小时"}]"#,
        "ValidFrom": #""2021-06-01T00:00:00Z""#, "ValidTo": #""2030-06-01T00:00:00Z""#,
        "AffectedFields": #"["t.0","t.0.sc"]"#,
        "Logic": #"""
        {"not-after":[{"plusTime":[{"var":"external.validationClock"},0,"hour"]},{"plusTime":[{"var":"payload.t.0.sc"},2,"day"]}]}
        """#,
    ].merging(changes) { $1 }
    let text = members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    return try CertLogicRule(JSON(parsing: "{\(text)}"))
}

private let noon: Int64 = 1_640_000_000  // 2021-12-20T11:33:20Z
private let test = #"{"t":[{"sc":"2021-12-19T00:00:00Z"}]}"#
private let staleTest = #"{"t":[{"sc":"2021-12-18T00:00:00Z"}]}"#

@Suite("Published rules for certificates")
struct CertLogicRuleTests {
    @Test("A rule that is met, one that is not, and one that cannot be computed are three things")
    func outcomes() throws {
        let rules = CertLogicRuleSet([try rule()])
        let question = CertLogicRuleSet.Question(at: noon)
        #expect(rules.judge(try JSON(parsing: test), question).map(\.outcome) == [.met])
        #expect(rules.judge(try JSON(parsing: staleTest), question).map(\.outcome) == [.unmet])
        let open = try #require(rules.judge(try JSON(parsing: #"{"t":[{}]}"#), question).first)
        #expect(!open.isMet)
        #expect(open.outcome != .unmet)
    }

    @Test("A rule that is not met explains itself in both languages, with what the certificate says")
    func explanation() throws {
        let result = try #require(
            CertLogicRuleSet([try rule()]).judge(try JSON(parsing: staleTest), .init(at: noon)).first)
        #expect(
            result.explanation(in: "en") == "Rule XX TR-XX-0001 is not met: At most 48 hours old. "
                + "In the certificate, t.0.sc is 2021-12-18T00:00:00Z.")
        #expect(
            result.explanation(in: "zh") == "不符合规则XX TR-XX-0001：不超过48小时。凭证中t.0.sc为2021-12-18T00:00:00Z。")
    }

    @Test("A description is found by the language of its tag, else in English")
    func languages() throws {
        let rule = try rule()
        #expect(rule.description(in: "zh") == "不超过48小时")
        #expect(rule.description(in: "zh-Hans") == "不超过48小时")
        #expect(rule.description(in: "fr") == "At most 48 hours old.")
    }

    @Test("Rules of other kinds, countries, regions and times do not count; of several versions the latest does")
    func selection() throws {
        let rules = CertLogicRuleSet([
            try rule(), try rule(["Version": #""1.0.10""#]), try rule(["Version": #""1.0.9""#]),
            try rule(["Identifier": #""VR""#, "CertificateType": #""Vaccination""#]),
            try rule(["Identifier": #""GR""#, "CertificateType": #""General""#]),
            try rule(["Identifier": #""R1""#, "Region": #""N""#]),
            try rule(["Identifier": #""Y""#, "Country": #""YY""#]),
            try rule(["Identifier": #""OLD""#, "ValidTo": #""2021-12-20T11:33:20Z""#]),
            try rule(["Version": #""9.0.0""#, "ValidFrom": #""2022-01-01T00:00:00Z""#]),
        ])
        let counting = rules.rules(for: [.test], .init(at: noon, country: "XX"))
        #expect(counting.map(\.identifier) == ["TR-XX-0001", "GR"])
        #expect(counting.first?.version == [1, 0, 10])
        let inRegion = rules.rules(for: [], .init(at: noon, country: "XX", region: "N"))
        #expect(inRegion.map(\.identifier) == ["GR"])
    }

    @Test(
        "A rule that is not understood is refused with the place",
        arguments: [
            ("Identifier", "1", "/Identifier"), ("Type", #""Wish""#, "/Type"), ("Engine", #""OTHER""#, "/Engine"),
            ("Version", #""1.x""#, "/Version"), ("Description", "[]", "/Description"),
            ("ValidTo", #""2020-01-01""#, "/ValidTo"), ("ValidFrom", #""soon""#, "/ValidFrom"),
            ("AffectedFields", "[1]", "/AffectedFields"), ("CertificateType", #""Pet""#, "/CertificateType"),
            ("Logic", #"{"and":[true,{"xor":[]}]}"#, "/Logic/and/1"),
        ])
    func refusals(name: String, value: String, place: String) {
        let mistake = #expect(throws: CertLogicRule.Mistake.self) { try rule([name: value]) }
        #expect(mistake?.place == place)
    }
}
