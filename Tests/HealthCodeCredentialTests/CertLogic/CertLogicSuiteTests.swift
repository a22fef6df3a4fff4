import Foundation
import HealthCodeCredential
import Testing

@Suite("The published CertLogic suites", .enabled(if: Vectors.arePresent, "the shared vectors are not here"))
struct CertLogicSuiteTests {
    static let evaluatorSuites = Vectors.files(in: "certlogic/testSuite")
    static let validatorSuites = Vectors.files(in: "certlogic/validation-testSuite")

    @Test("Each evaluator suite gives what it says", arguments: evaluatorSuites)
    func evaluator(path: String) throws {
        let suite = try Vectors.json(path)
        var count = 0
        for aCase in try #require(suite["cases"]?.array) {
            for assertion in try #require(aCase["assertions"]?.array) where assertion["directive"] == nil {
                let expression = try #require(assertion["certLogicExpression"] ?? aCase["certLogicExpression"])
                let result = try CertLogic(expression).evaluate(over: assertion["data"] ?? .null)
                #expect(result.text == assertion["expected"]?.text, "\(aCase["name"]?.text ?? ""): \(assertion.text)")
                count += 1
            }
        }
        #expect(count > 0)
    }

    @Test("Each validator suite finds the issues that it says", arguments: validatorSuites)
    func validator(path: String) throws {
        for aCase in try #require(try Vectors.json(path)["cases"]?.array) {
            let issues = CertLogic.issues(of: try #require(aCase["certLogicExpression"]))
            let expected = try #require(aCase["issues"]?.array)
            #expect(issues.map(\.message) == expected.map { $0["message"]?.string })
            #expect(issues.map(\.expression) == expected.map { $0["expr"] })
        }
    }

    @Test("Each published rule gives what its tests say")
    func rules() throws {
        let manifest = try #require(try Vectors.json("certlogic/rules-manifest.json").array)
        #expect(manifest.count >= 395)
        for entry in manifest {
            let file = try #require(entry["file"]?.string)
            let test = try Vectors.json("certlogic/rules/\(file)")
            let rule = try CertLogicRule(Vectors.json("certlogic/rules/\(try #require(entry["rule"]?.string))"))
            let data = JSON.object([
                .init("payload", test["payload"] ?? .null), .init("external", test["external"] ?? .null),
            ])
            #expect(try rule.logic.evaluate(over: data) == entry["expected"], "\(file)")
        }
    }
}
