import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Records over HTTP")
struct RecordCallTests {
    @Test("A record of a registered person is accepted, and the colour follows by itself")
    func accepted() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let hospital = try await visit.source()
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            #expect(answer.status == 200)
            #expect(answer.names == ["id", "outcome"])
            #expect(answer["id"]?.string == "r-1")
            #expect(answer["outcome"]?.string == "accepted")
            #expect(try await visit.get(resident.path + "/code", by: resident.token)["colour"]?.string == "red")
        }
    }

    @Test("A record of somebody who has not registered waits")
    func waiting() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            #expect(answer["outcome"]?.string == "waiting")
        }
    }

    @Test("The same record again is repeated")
    func repeated() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            #expect(answer["outcome"]?.string == "repeated")
        }
    }

    @Test("Another record under the same id is a conflict")
    func conflict() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            let answer = try await visit.post("/records", Visit.record("r-1", "suspected"), by: hospital)
            #expect(answer.status == 409)
            #expect(answer.problem == "record-conflict")
        }
    }

    @Test("A kind that the source may not send is refused by name")
    func kindNotAllowed() async throws {
        try await visit { visit in
            let laboratory = try await visit.source(.laboratory)
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: laboratory)
            #expect(answer.status == 403)
            #expect(answer.problem == "kind-not-allowed")
        }
    }

    @Test("A record of another source cannot be retracted")
    func retractsAnothers() async throws {
        try await visit { visit in
            let (first, second) = (try await visit.source(), try await visit.source(name: "别的医院"))
            try await visit.post("/records", Visit.record("r-1", "confirmed"), by: first)
            let retraction = #"{"id":"r-2","kind":"retraction","retracts":"r-1"}"#
            let answer = try await visit.post("/records", retraction, by: second)
            #expect(answer.status == 422)
            #expect(answer.problem == "nothing-to-retract")
        }
    }

    @Test("A source takes its own record back, and the colour follows")
    func retracts() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let hospital = try await visit.source()
            try await visit.post("/records", Visit.record("r-1", "confirmed"), by: hospital)
            let retraction = #"{"id":"r-2","kind":"retraction","retracts":"r-1"}"#
            #expect(try await visit.post("/records", retraction, by: hospital)["outcome"]?.string == "accepted")
            #expect(try await visit.get(resident.path + "/code", by: resident.token)["colour"]?.string == "green")
        }
    }

    @Test("A key that is none is refused")
    func unknownSource() async throws {
        try await visit { visit in
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: "nonsense")
            #expect(answer.status == 401)
            #expect(answer.problem == "unknown-source")
        }
    }

    @Test("A revoked source is refused")
    func revokedSource() async throws {
        try await visit { visit in
            let added = try await visit.town.healthCode.addSource(name: "旧", kind: .hospital, region: Town.office)
            try await visit.town.healthCode.revokeSource(added.id)
            let answer = try await visit.post("/records", Visit.record("r-1", "confirmed"), by: added.key)
            #expect(answer.status == 403)
            #expect(answer.problem == "revoked-source")
        }
    }

    @Test("A record from the future is refused at the field")
    func future() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let body = Visit.record("r-1", "confirmed").replacing("2020-04-10T08", with: "2021-04-10T08")
            let answer = try await visit.post("/records", body, by: hospital)
            #expect(answer.status == 422)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == ["/from"])
        }
    }

    @Test("A record that is no JSON is refused")
    func malformed() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let answer = try await visit.post("/records", #"{"id":"#, by: hospital)
            #expect(answer.status == 400)
            #expect(answer.problem == "malformed-json")
            #expect(answer["line"] == .integer(1))
            #expect(answer["column"] == .integer(7))
        }
    }

    @Test("A record that is JSON but no object is told that one object is expected", arguments: ["[]", #""r-1""#])
    func noObject(body: String) async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let answer = try await visit.post("/records", body, by: hospital)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == [""])
        }
    }

    @Test("Each line of NDJSON stands alone and is answered, in order")
    func lines() async throws {
        try await visit { visit in
            _ = try await visit.resident()
            let hospital = try await visit.source()
            let lines = [
                Visit.record("a", "confirmed"), "", "no json", Visit.record("b", "close_contact"),
                Visit.record("c", "confirmed", of: residentID(789)), Visit.record("a", "confirmed"),
            ]
            let answer = try await visit.call(
                .post, "/api/v1/records", lines.joined(separator: "\r\n"), by: hospital, type: "application/x-ndjson")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "application/x-ndjson")
            let answers = try answer.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(
                answers.map { $0["outcome"]?.string } == ["accepted", "refused", "refused", "waiting", "repeated"])
            #expect(answers.map { $0["id"]?.string } == ["a", nil, "b", "c", "a"])
            #expect(answers.map { $0["line"] } == [1, 3, 4, 5, 6].map { .integer($0) })
            #expect(answers[1]["problem"]?["line"] == .integer(3))
            #expect(answers[2]["problem"]?["type"]?.string == "/problems/kind-not-allowed")
        }
    }

    @Test("Thousands of lines are all answered")
    func manyLines() async throws {
        try await visit { visit in
            let laboratory = try await visit.source(.laboratory)
            let lines = (0..<3_000).map { Visit.record("r-\($0)", "confirmed") }.joined(separator: "\n")
            let answer = try await visit.call(
                .post, "/api/v1/records", lines, by: laboratory, type: "application/x-ndjson; charset=utf-8")
            #expect(answer.text.split(separator: "\n").count == 3_000)
        }
    }

    @Test("One line that is too long is refused, and those around it are taken")
    func longLine() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let long = Visit.record("b", "confirmed", #","x":"\#(String(repeating: "x", count: 70_000))""#)
            let lines = [Visit.record("a", "confirmed"), long, Visit.record("c", "confirmed")]
            let answer = try await visit.call(
                .post, "/api/v1/records", lines.joined(separator: "\n"), by: hospital, type: "application/x-ndjson")
            let answers = try answer.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(answers.map { $0["outcome"]?.string } == ["waiting", "refused", "waiting"])
        }
    }

    @Test("A delivery over the limit is refused before anything of it is taken")
    func tooLarge() async throws {
        try await visit { visit in
            let hospital = try await visit.source()
            let body = String(repeating: Visit.record("a", "confirmed") + "\n", count: 140_000)
            let answer = try await visit.call(
                .post, "/api/v1/records", body, by: hospital, type: "application/x-ndjson")
            #expect(answer.status == 413)
            #expect(answer.problem == "body-too-large")
        }
    }
}
