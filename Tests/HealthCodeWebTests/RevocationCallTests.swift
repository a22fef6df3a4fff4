import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("The revocation list over HTTP")
struct RevocationCallTests {
    @Test("The list is anyone's, as CBOR with a tag, and is not sent again to who has it")
    func list() async throws {
        try await visit { visit in
            _ = try await visit.town.healthCode.revoke((0..<50).map { RevokedID(bits: $0) })
            try await visit.town.healthCode.publishRevocations()
            let answer = try await visit.get("/revocations")
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/cbor")
            let tag = try #require(answer.headers[.eTag])
            let again = try await visit.call(.get, "/api/v1/revocations", headers: [.ifNoneMatch: "\"1\", \(tag)"])
            #expect(again.status == 304 && again.text.isEmpty && again.headers[.eTag] == tag)
            let other = try await visit.call(.get, "/api/v1/revocations", headers: [.ifNoneMatch: "\"1\""])
            #expect(other.status == 200)
        }
    }

    @Test("Who says which list they have is sent the change, or nothing where it is the newest")
    func change() async throws {
        try await visit { visit in
            _ = try await visit.town.healthCode.revoke((0..<50).map { RevokedID(bits: $0) })
            try await visit.town.healthCode.publishRevocations()
            let first = try #require(try await visit.get("/revocations").headers[.eTag])
            let sequence = first.filter(\.isNumber)
            #expect(try await visit.get("/revocations?since=\(sequence)").status == 204)
            _ = try await visit.town.healthCode.revoke([RevokedID(bits: 99)])
            try await visit.town.healthCode.publishRevocations()
            let change = try await visit.get("/revocations?since=\(sequence)")
            #expect(change.status == 200 && change.headers[.eTag]?.hasPrefix("\"\(sequence)-") == true)
            #expect(change.text.utf8.count < 400)
            #expect(try await visit.get("/revocations?since=1").headers[.eTag] != change.headers[.eTag])
        }
    }

    @Test("A list is asked for by its number", arguments: ["x", "-1", "1.5", ""])
    func badSequence(text: String) async throws {
        try await visit { visit in
            try await visit.town.healthCode.publishRevocations()
            let answer = try await visit.get("/revocations?since=\(text)")
            #expect(answer.status == 422 && answer.pointers == ["/since"])
        }
    }

    @Test("Before the first list the answer is to come again")
    func unpublished() async throws {
        try await visit { visit in
            let answer = try await visit.get("/revocations")
            #expect(answer.status == 503 && answer.headers[.retryAfter] != nil)
        }
    }

    @Test("An administrator revokes a code that was scanned, and says why")
    func revoked() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let (collector, point) = try await visit.collector()
            let token = try await visit.liveCode(resident)
            _ = try await visit.town.healthCode.addStaff(
                role: .administrator, phone: "13900000009", name: "管理员", region: Town.office)
            let administrator = try await visit.signIn("13900000009")
            let unknown = try await visit.post(
                "/revocations", #"{"token":"\#(token)","reason":"whim"}"#, by: administrator)
            #expect(unknown.status == 422 && unknown.pointers == ["/reason"])
            let done = try await visit.post(
                "/revocations", #"{"token":"\#(token)","reason":"misused"}"#, by: administrator)
            #expect(done.status == 204)
            try await visit.town.healthCode.publishRevocations()
            let check = try await visit.post("/checks", #"{"token":"\#(token)","point":"\#(point)"}"#, by: collector)
            #expect(check.status == 422 && check.problem == "revoked-code")
        }
    }
}
