import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Claiming and correcting over HTTP")
struct CorrectionCallTests {
    private static func claim(_ number: String = residentID(123), _ more: String = "") -> String {
        #"{"name":"张三丰","document":{"type":"resident_id","number":"\#(number)"}\#(more)}"#
    }

    @Test("Whoever proves to be the holder claims a document that another account registered")
    func claims() async throws {
        try await visit { visit in
            _ = try await visit.resident("13800000002")
            let owner = try await visit.signIn()
            let answer = try await visit.post("/claims", Self.claim(), by: owner)
            #expect(answer.status == 200)
            #expect(answer["relation"]?.string == "self")
            #expect(answer["verified"] == .bool(true))
            let id = try #require(answer["id"]?.string)
            #expect(try await visit.get("/people/\(id)/code", by: owner).status == 200)
        }
    }

    @Test("A document that nobody registered cannot be claimed")
    func nothingToClaim() async throws {
        try await visit { visit in
            let owner = try await visit.signIn()
            #expect(try await visit.post("/claims", Self.claim(), by: owner).problem == "no-such-person")
        }
    }

    @Test("A claim without a document names what is missing")
    func claimOfNothing() async throws {
        try await visit { visit in
            let owner = try await visit.signIn()
            let answer = try await visit.post("/claims", #"{"name":"张三丰"}"#, by: owner)
            #expect(answer.status == 422)
            #expect(answer.pointers == ["/document"])
        }
    }

    @Test("A document is not corrected")
    func document() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let body = #"{"address":"江汉路1号","document":{"type":"resident_id","number":"\#(residentID(456))"}}"#
            let answer = try await visit.call(.patch, "/api/v1" + resident.path, body, by: resident.token)
            #expect(answer.status == 422)
            #expect(answer.pointers == ["/document"])
        }
    }

    @Test("A correction of nothing says what can be corrected")
    func nothing() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.call(.patch, "/api/v1" + resident.path, "{}", by: resident.token)
            #expect(answer.status == 422)
            #expect(answer.pointers == [""])
        }
    }
}
