import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Checkpoints over HTTP")
struct CheckpointCallTests {
    static let id = "6f1c7d1e-9b57-4c0e-8b65-0d2b8f6b3a11"

    static func pass(_ code: String, _ point: String, id: String = id, temperature: Double? = 36.5) -> String {
        let reading = temperature.map { #","temperature":\#($0)"# } ?? ""
        return #"{"id":"\#(id)","token":"\#(code)","point":"\#(point)"\#(reading)}"#
    }

    @Test("A check shows the colour and who must be holding the code, and neither rule nor reason")
    func check() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let answer = try await visit.post("/checks", #"{"token":"\#(code)","point":"\#(point)"}"#, by: collector)
            #expect(answer.status == 200)
            #expect(answer.names == ["colour", "advice", "name", "document", "document_type", "age", "needs"])
            #expect(answer["colour"]?.string == "green")
            #expect(answer["age"] == .integer(30))
            #expect(answer["needs"]?.array == [.string("temperature")])
        }
    }

    @Test("A pass is recorded and answered 201 with what was decided")
    func pass() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let answer = try await visit.post("/passes", Self.pass(code, point), by: collector)
            #expect(answer.status == 201)
            #expect(answer["pass"]?.string == Self.id)
            #expect(answer["allowed"] == .bool(true))
            #expect(answer["why"]?.string == "allowed")
            #expect(answer["colour"]?.string == "green")
            #expect(answer["name"]?.string == "张*丰")
        }
    }

    @Test("The same id again is answered 200 with the first answer")
    func repeated() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let first = try await visit.post("/passes", Self.pass(code, point), by: collector)
            let again = try await visit.post("/passes", Self.pass(code, point), by: collector)
            #expect(again.status == 200)
            #expect(again.text == first.text)
        }
    }

    @Test("A client that gives no id gets one")
    func withoutID() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let body = #"{"token":"\#(code)","point":"\#(point)","temperature":36.5}"#
            let answer = try await visit.post("/passes", body, by: collector)
            #expect(answer.status == 201)
            #expect(answer["pass"]?.string?.count == 36)
        }
    }

    @Test("A pass made without a network says when it was")
    func offlineWithoutTime() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let body = #"{"token":"\#(code)","point":"\#(point)","temperature":36.5,"offline":true}"#
            let answer = try await visit.post("/passes", body, by: collector)
            #expect(answer.status == 422 && answer.pointers == ["/at"])
        }
    }

    @Test("Fever does not pass", arguments: [(37.2, true), (37.3, false)])
    func fever(temperature: Double, allowed: Bool) async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let body = Self.pass(code, point, temperature: temperature)
            #expect(try await visit.post("/passes", body, by: collector)["allowed"] == .bool(allowed))
        }
    }

    @Test("The advice of a green code is not given to whom a fever stops")
    func noAdviceToFever() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let look = try await visit.post("/checks", #"{"token":"\#(code)","point":"\#(point)"}"#, by: collector)
            let pass = try await visit.post("/passes", Self.pass(code, point, temperature: 38.0), by: collector)
            #expect(look.names.contains("advice"))
            #expect(!pass.names.contains("advice"))
        }
    }

    @Test("A missing temperature does not pass, and says so")
    func noTemperature() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let answer = try await visit.post("/passes", Self.pass(code, point, temperature: nil), by: collector)
            #expect(answer["why"]?.string == "temperature_missing")
        }
    }

    @Test("An id that named another crossing is a conflict")
    func conflict() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            try await visit.post("/passes", Self.pass(code, point), by: collector)
            let answer = try await visit.post("/passes", Self.pass(code, point, temperature: 36.9), by: collector)
            #expect(answer.status == 409)
            #expect(answer.problem == "pass-conflict")
        }
    }

    @Test("An id that is no UUID is refused")
    func badID() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            let answer = try await visit.post("/passes", Self.pass(code, point, id: "1"), by: collector)
            #expect(answer.pointers == ["/id"])
        }
    }

    @Test("A point that is none is refused")
    func unknownPoint() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, _) = try await visit.collector()
            let answer = try await visit.post("/checks", #"{"token":"\#(code)","point":"99"}"#, by: collector)
            #expect(answer.status == 422)
            #expect(answer.problem == "unknown-point")
        }
    }

    @Test("A point outside the collector's region is refused")
    func pointElsewhere() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, _) = try await visit.collector()
            let beijing = try #require(RegionCode("110101"))
            let point = try await visit.town.healthCode.addPoint(name: "别处", region: beijing)
            let answer = try await visit.post(
                "/checks", #"{"token":"\#(code)","point":"\#(point.id.number)"}"#, by: collector)
            #expect(answer.status == 403)
            #expect(answer.problem == "point-elsewhere")
        }
    }
}

@Suite("Codes that are refused at a checkpoint")
struct RefusedCodeTests {
    /// What a check and a pass say of a code.
    private func problems(_ visit: Visit, _ code: String) async throws -> [String?] {
        let (collector, point) = try await visit.collector()
        let check = try await visit.post("/checks", #"{"token":"\#(code)","point":"\#(point)"}"#, by: collector)
        let pass = try await visit.post("/passes", CheckpointCallTests.pass(code, point), by: collector)
        #expect([check.status, pass.status] == [422, 422])
        return [check.problem, pass.problem]
    }

    @Test("A code that was used")
    func used() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let (collector, point) = try await visit.collector()
            try await visit.post("/passes", CheckpointCallTests.pass(code, point), by: collector)
            let other = "00000000-0000-4000-8000-000000000001"
            let pass = try await visit.post("/passes", CheckpointCallTests.pass(code, point, id: other), by: collector)
            let check = try await visit.post("/checks", #"{"token":"\#(code)","point":"\#(point)"}"#, by: collector)
            #expect([pass.status, check.status] == [422, 422])
            #expect([pass.problem, check.problem] == ["used-code", "used-code"])
        }
    }

    @Test("A code past its time")
    func stale() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            visit.town.clock.advance(seconds: 3_600)
            #expect(try await problems(visit, code) == ["stale-code", "stale-code"])
        }
    }

    @Test("A code that was edited")
    func forged() async throws {
        try await visit { visit in
            let code = try await visit.liveCode(visit.resident())
            let middle = code.index(code.startIndex, offsetBy: code.count / 2)
            let other: Character = code[middle] == "A" ? "B" : "A"
            let edited = code.replacingCharacter(at: middle, with: other)
            #expect(try await problems(visit, edited) == ["forged-code", "forged-code"])
        }
    }

    @Test("A code that another installation signed")
    func foreign() async throws {
        try await visit { elsewhere in
            let code = try await elsewhere.liveCode(elsewhere.resident())
            try await visit { visit in
                let problems = try await problems(visit, code)
                #expect(problems == ["foreign-code", "foreign-code"])
            }
        }
    }

    @Test("A text that is no code")
    func noCode() async throws {
        try await visit { visit in
            let problems = try await problems(visit, "https://example.org")
            #expect(problems == ["not-a-code", "not-a-code"])
        }
    }

    @Test("A code of a person since erased")
    func erased() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let code = try await visit.liveCode(resident)
            let caller = try await visit.town.healthCode.caller(token: resident.token)
            let person = try #require(Int64(resident.id))
            try await visit.town.healthCode.erase(PersonID(person), by: caller)
            #expect(try await problems(visit, code) == ["unknown-holder", "unknown-holder"])
        }
    }
}

extension String {
    fileprivate func replacingCharacter(at index: Index, with character: Character) -> String {
        self[..<index] + String(character) + self[self.index(after: index)...]
    }
}
