import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Signing in over HTTP")
struct SignInCallTests {
    @Test("Asking for a code answers 202 and sends it")
    func sends() async throws {
        try await visit { visit in
            let answer = try await visit.post("/otp", #"{"phone":"13800000001"}"#)
            #expect(answer.status == 202)
            #expect(visit.town.outbox.last?.oneTimeCode?.count == 6)
        }
    }

    @Test("The message is in the language that the client asks for")
    func language() async throws {
        try await visit { visit in
            try await visit.call(
                .post, "/api/v1/otp", #"{"phone":"13800000001"}"#, headers: [.acceptLanguage: "en-GB,zh;q=0.5"])
            #expect(visit.town.outbox.last?.text.contains("your code") == true)
        }
    }

    @Test("The right code opens a session: a token and when it ends")
    func opens() async throws {
        try await visit { visit in
            try await visit.post("/otp", #"{"phone":"13800000001"}"#)
            let code = visit.town.outbox.last?.oneTimeCode ?? ""
            let answer = try await visit.post("/sessions", #"{"phone":"13800000001","otp":"\#(code)"}"#)
            #expect(answer.status == 201)
            #expect(answer.names == ["token", "expires"])
            let expires = Instant(rfc3339: answer["expires"]?.string ?? "")
            #expect(expires == visit.town.clock.now.advanced(bySeconds: 30 * 86_400))
        }
    }

    @Test("Five wrong codes burn the code")
    func burns() async throws {
        try await visit { visit in
            try await visit.post("/otp", #"{"phone":"13800000001"}"#)
            let code = visit.town.outbox.last?.oneTimeCode ?? ""
            let wrong = code == "000000" ? "000001" : "000000"
            for _ in 0..<5 {
                let answer = try await visit.post("/sessions", #"{"phone":"13800000001","otp":"\#(wrong)"}"#)
                #expect(answer.problem == "wrong-one-time-code")
            }
            let answer = try await visit.post("/sessions", #"{"phone":"13800000001","otp":"\#(code)"}"#)
            #expect(answer.status == 401)
            #expect(answer.problem == "no-one-time-code")
        }
    }

    @Test("A phone is sent so many codes a day and no more, and the answer does not tell")
    func budget() async throws {
        try await visit { visit in
            for _ in 0..<20 { try await visit.post("/otp", #"{"phone":"13800000001"}"#) }
            let sent = visit.town.outbox.count
            let answer = try await visit.post("/otp", #"{"phone":"13800000001"}"#)
            #expect(answer.status == 202)
            #expect(visit.town.outbox.count == sent)
        }
    }

    @Test("What is no phone number is refused")
    func badPhone() async throws {
        try await visit { visit in
            let answer = try await visit.post("/otp", #"{"phone":"12345"}"#)
            #expect(answer.status == 422)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == ["/phone"])
        }
    }

    @Test("A session token that is none is refused with a challenge")
    func unknownToken() async throws {
        try await visit { visit in
            let answer = try await visit.get("/people", by: "nonsense")
            #expect(answer.status == 401)
            #expect(answer.problem == "not-signed-in")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
    }
}
