import HealthCodeCredential
import Testing

/// What an expression gives over data, both as JSON text.
private func result(_ logic: String, over data: String = "{}") throws -> String {
    try CertLogic(JSON(parsing: logic, maximumDepth: 512)).evaluate(over: JSON(parsing: data)).text
}

@Suite("CertLogic")
struct CertLogicTests {
    @Test("Whole numbers are whole however they are written, and come out whole")
    func wholeNumbers() throws {
        #expect(try result(#"{"+":[{"var":"x"},1.0]}"#, over: #"{"x":4.1e1}"#) == "42")
        #expect(try result(#"{"===":[{"var":"x"},2]}"#, over: #"{"x":2.0}"#) == "true")
        #expect(try result(#"{"if":[{"var":"x"},1,2]}"#, over: #"{"x":-0.0}"#) == "2")
    }

    @Test("A fraction passes through, and no operation takes it")
    func fractions() throws {
        #expect(try result(#"{"var":"x"}"#, over: #"{"x":0.5}"#) == "0.5")
        for logic in [#"{"+":[{"var":"x"},1]}"#, #"{"<":[{"var":"x"},1]}"#, #"{"!":[{"var":"x"}]}"#] {
            #expect(throws: CertLogicError.self) { try result(logic, over: #"{"x":0.5}"#) }
        }
    }

    @Test(
        "Comparison holds between each operand and the next",
        arguments: [
            ("<", "[1,2,3]", true), ("<", "[1,2,2]", false), (">", "[3,2,1]", true), (">", "[3,2,2]", false),
            (">=", "[3,3,2]", true), (">=", "[3,2,3]", false), ("<=", "[2,2]", true), (">", "[1,2]", false),
        ])
    func comparison(name: String, operands: String, expected: Bool) throws {
        #expect(try result(#"{"\#(name)":\#(operands)}"#) == "\(expected)")
    }

    @Test(
        "Date-times are compared as instants",
        arguments: [
            ("before", #""2021-06-01T00:00:00+02:00""#, #""2021-05-31T22:00:00.001Z""#, true),
            ("after", #""2021-06-01""#, #""2021-05-31T23:59:59.999""#, true),
            ("not-after", #""2021-06-01""#, #""2021-06-01T00:00:00.0009Z""#, true),
            ("not-before", #""2021-06""#, #""2021-06-30""#, true), ("not-before", #""2021""#, #""2022-01-01""#, false),
        ])
    func dateTimes(name: String, one: String, other: String, expected: Bool) throws {
        let operands = [one, other].map { #"{"plusTime":[\#($0),0,"day"]}"# }.joined(separator: ",")
        #expect(try result(#"{"\#(name)":[\#(operands)]}"#) == "\(expected)")
    }

    @Test("Three date-times are in order where each two neighbours are")
    func threeDateTimes() throws {
        let days = ["2021-01-01", "2021-01-02", "2021-01-01"].map { #"{"plusTime":["\#($0)",0,"day"]}"# }
        #expect(try result(#"{"before":[\#(days.joined(separator: ","))]}"#) == "false")
        #expect(try result(#"{"not-after":[\#(days[0]),\#(days[0]),\#(days[1])]}"#) == "true")
    }

    @Test("“in” looks for an equal value of the same type, null among them")
    func membership() throws {
        #expect(try result(#"{"in":["1",[1,2]]}"#) == "false")
        #expect(try result(#"{"in":[{"var":"x"},{"var":"y"}]}"#, over: #"{"y":[0,null]}"#) == "true")
        #expect(try result(#"{"in":[{"var":"x"},{"var":"y"}]}"#, over: #"{"x":"\u00e9","y":["e\u0301"]}"#) == "false")
        #expect(throws: CertLogicError.self) { try result(#"{"in":[1,{"var":"y"}]}"#) }
    }

    @Test("“and” gives its first falsy operand and does not look at the others")
    func conjunction() throws {
        #expect(try result(#"{"and":[1,{"var":"x"},{"+":["a",1]}]}"#, over: #"{"x":{}}"#) == "{}")
        #expect(try result(#"{"and":[1,"a",[0]]}"#) == "[0]")
        #expect(throws: CertLogicError.self) { try result(#"{"and":[true,{"plusTime":["2021",0,"day"]}]}"#) }
    }

    @Test("“reduce” folds from the left, starts with the initial value, and knows the data outside")
    func reduction() throws {
        let last = #"{"reduce":[{"var":"x"},{"var":"current"},"none"]}"#
        #expect(try result(last, over: #"{"x":[1,2,3]}"#) == "3")
        #expect(try result(last, over: #"{"x":[]}"#) == #""none""#)
        #expect(try result(last, over: "{}") == #""none""#)
        let sum = #"{"reduce":[[1,2],{"+":[{"var":"accumulator"},{"+":[{"var":"current"},{"var":"data.z"}]}]},0]}"#
        #expect(try result(sum, over: #"{"z":10}"#) == "23")
        #expect(throws: CertLogicError.self) { try result(last, over: #"{"x":"abc"}"#) }
    }

    @Test("A path leads through arrays by position and objects by name, and to null where there is nothing")
    func paths() throws {
        let data = #"{"a":[{"0":"name"},"b"],"length":null}"#
        #expect(try result(#"{"var":"a.0.0"}"#, over: data) == #""name""#)
        for path in ["a.2", "a.-1", "a.+1", "a.b", "a.1.0", "a.length", "z.y", "a.99999999999999999999"] {
            #expect(try result(#"{"var":"\#(path)"}"#, over: data) == "null")
        }
    }

    @Test("An error says the place of the innermost expression that is at fault")
    func places() throws {
        let logic = #"{"if":[true,{"and":[true,[{"plusTime":[{"var":"x"},1,"day"]}]]},false]}"#
        let error = #expect(throws: CertLogicError.self) { try result(logic) }
        #expect(error?.place == "/if/1/and/1/0")
        #expect(error?.reason.contains("null") == true)
    }

    @Test(
        "A rule that would work, grow or deepen without end is stopped",
        arguments: [
            #"{"reduce":[{"var":"x"},{"reduce":[{"var":"data.x"},{"reduce":[{"var":"data.data.x"},1,1]},1]},1]}"#,
            #"{"reduce":[{"var":"x"},[{"var":"accumulator"},{"var":"accumulator"}],1]}"#,
            #"{"reduce":[{"var":"x"},{"var":""},1]}"#,
        ])
    func boundedWork(logic: String) throws {
        let items = Array(repeating: "1", count: 500).joined(separator: ",")
        #expect(throws: CertLogicError.self) { try result(logic, over: #"{"x":[\#(items)]}"#) }
    }
}
