import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@testable import HealthCodeWeb

@Suite("Sessions in a cookie")
struct CookieTests {
    private let declaration = CodeCallTests.healthy

    private func headers(_ session: String, _ more: [(String, String)] = []) throws -> HTTPFields {
        var headers: HTTPFields = [.cookie: "session=\(session)"]
        for (name, value) in more { headers[try #require(HTTPField.Name(name))] = value }
        return headers
    }

    @Test("The cookie is the same session as the bearer token")
    func sameSession() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.call(.get, "/api/v1/people", headers: headers(resident.token))
            #expect(answer.json.array?.count == 1)
        }
    }

    @Test("An unsafe request needs the form token")
    func withoutToken() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.call(
                .post, "/api/v1" + resident.path + "/declarations", declaration, headers: headers(resident.token))
            #expect(answer.status == 403)
            #expect(answer.problem == "cross-site-request")
        }
    }

    @Test("An unsafe request with the form token is done")
    func withToken() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let token = FormToken.of(session: resident.token)
            let answer = try await visit.call(
                .post, "/api/v1" + resident.path + "/declarations", declaration,
                headers: headers(resident.token, [("X-CSRF-Token", token), ("Sec-Fetch-Site", "same-origin")]))
            #expect(answer.status == 201)
        }
    }

    @Test("The form token of another session is refused")
    func anothersToken() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let token = FormToken.of(session: try await visit.signIn("13800000002"))
            let answer = try await visit.call(
                .post, "/api/v1" + resident.path + "/declarations", declaration,
                headers: headers(resident.token, [("X-CSRF-Token", token)]))
            #expect(answer.problem == "cross-site-request")
        }
    }

    @Test(
        "A request that another site made is refused whatever it carries",
        arguments: [
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
        ])
    func otherSite(name: String, value: String) async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let token = FormToken.of(session: resident.token)
            let answer = try await visit.call(
                .post, "/api/v1" + resident.path + "/declarations", declaration,
                headers: headers(resident.token, [("X-CSRF-Token", token), (name, value)]))
            #expect(answer.problem == "cross-site-request")
        }
    }

    @Test("A bearer token needs no form token")
    func bearer() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.post(resident.path + "/declarations", declaration, by: resident.token)
            #expect(answer.status == 201)
        }
    }

    @Test("The cookie is out of reach of scripts, of other sites and, with TLS, of the open wire")
    func attributes() {
        #expect(
            SessionCookie.value("t", seconds: 60, isSecure: true)
                == "session=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
        #expect(!SessionCookie.value("t", seconds: 60, isSecure: false).contains("Secure"))
    }
}
