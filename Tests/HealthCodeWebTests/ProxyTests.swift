import HTTPTypes
import Testing

@testable import HealthCodeWeb

@Suite("Behind a proxy")
struct ProxyTests {
    private static let here = ["127.0.0.1", "::1"]

    private func headers(_ pairs: [(String, String)]) throws -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in pairs { headers[try #require(HTTPField.Name(name))] = value }
        return headers
    }

    @Test("A proxy that is trusted tells that the browser's connection is encrypted")
    func encrypted() async throws {
        try await visit(behind: Self.here) { visit in
            let answer = try await visit.call(
                .get, "/api/v1/health", headers: headers([("X-Forwarded-Proto", "https")]))
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
    }

    @Test("Anybody else who says so is not believed")
    func notBelieved() async throws {
        try await visit(behind: ["192.0.2.1"]) { visit in
            let answer = try await visit.call(
                .get, "/api/v1/health", headers: headers([("X-Forwarded-Proto", "https")]))
            #expect(answer.headers[.strictTransportSecurity] == nil)
        }
    }

    @Test("Behind a trusted proxy each client has an allowance of its own")
    func allowances() async throws {
        try await visit(behind: Self.here) { visit in
            func ask(_ client: String) async throws -> Int {
                try await visit.call(
                    .post, "/api/v1/otp", "{}", headers: headers([("X-Forwarded-For", "10.0.0.1, \(client)")])
                ).status
            }
            var last = 0
            for _ in 0..<400 where last != 429 { last = try await ask("192.0.2.1") }
            #expect(last == 429)
            #expect(try await ask("192.0.2.2") == 422)
        }
    }
}
