import HealthCodeCredential
import Testing

@Suite("The form of CertLogic expressions")
struct CertLogicFormTests {
    @Test(
        "Each mistake of form is found, in the words of the specification's validator",
        arguments: [
            (#"{"if":[true,1]}"#, #"an "if"-operation must have exactly 3 values/operands, but it has 2"#),
            (#"{"and":[true]}"#, #"an "and" operation must have at least 2 operands, but it has 1"#),
            (#"{"<":[1,2,3,4]}"#, #"an operation with operator "<" must have 2 or 3 operands, but it has 4"#),
            (#"{"===":[1]}"#, #"an operation with operator "===" must have 2 operands, but it has 1"#),
            (#"{"!":[]}"#, "a !-operation (logical not/negation) must have exactly 1 operand, but it has 0"),
            (#"{"reduce":[1,2]}"#, #"a "reduce"-operation must have exactly 3 values/operands, but it has 2"#),
            (
                #"{"plusTime":["2021",1.5,"day"]}"#,
                #""amount" argument (#2) of "plusTime" must be an integer, but it is: 1.5"#
            ),
            (
                #"{"plusTime":["2021",1,"week"]}"#,
                #""unit" argument (#3) of "plusTime" must be a string equal to one of year, month, day, hour, "#
                    + "but it is: week"
            ),
            (
                #"{"extractFromUVCI":["a","b"]}"#,
                ##""index" argument (#2) of "extractFromUVCI" must be an integer, but it is: b"##
            ),
            (#"{"var":["x"]}"#, #"not of the form { "var": "<path>" }"#),
            (#"{"var":".x"}"#, "data access path doesn't have a valid format: .x"),
            (#"{"var":"x..y"}"#, "data access path doesn't have a valid format: x..y"),
            (#"{"or":[1,2]}"#, #"unrecognised operator: "or""#), ("[null]", "invalid CertLogic expression"),
        ])
    func mistakes(text: String, message: String) throws {
        #expect(CertLogic.issues(of: try JSON(parsing: text)).map(\.message) == [message])
    }

    @Test("All mistakes are found, each with its place")
    func places() throws {
        let text = #"{"if":[{"var":"a."},[1,null],{"plusTime":[{"and":[1]},"1",1]}]}"#
        let issues = CertLogic.issues(of: try JSON(parsing: text))
        #expect(issues.map(\.place) == ["/if/0", "/if/1/1", "/if/2/plusTime/0", "/if/2", "/if/2"])
    }

    @Test("Nothing is computed where any part is of a wrong form, not even one that would not be looked at")
    func wholeFirst() throws {
        #expect(throws: CertLogic.Issues.self) { try CertLogic(JSON(parsing: #"{"if":[true,1,{"xor":[]}]}"#)) }
    }

    @Test("Nesting without end is refused, not followed")
    func deep() throws {
        let logic = (0..<100).reduce(JSON.bool(true)) { inner, _ in .object([.init("!", .array([inner]))]) }
        #expect(CertLogic.issues(of: logic).map(\.message) == ["expressions are nested deeper than 64"])
    }
}
