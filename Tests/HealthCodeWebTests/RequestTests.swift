import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Requests that cannot be understood, and what stands around every answer")
struct RequestTests {
    @Test("Malformed JSON is refused with line and column")
    func malformed() async throws {
        try await visit { visit in
            let answer = try await visit.post("/otp", "{\n  \"phone\": \"1\",\n}")
            #expect(answer.status == 400)
            #expect(answer.problem == "malformed-json")
            #expect(answer["line"] == .integer(3))
            #expect(answer["column"] == .integer(1))
        }
    }

    @Test("JSON that is no object is refused")
    func noObject() async throws {
        try await visit { visit in
            let answer = try await visit.post("/otp", "[]")
            #expect(answer.status == 422)
            #expect(answer.problem == "invalid-fields")
        }
    }

    @Test("Fields that nobody asks for are ignored")
    func unknownFields() async throws {
        try await visit { visit in
            let answer = try await visit.post("/otp", #"{"phone":"13800000001","colour":"green"}"#)
            #expect(answer.status == 202)
        }
    }

    @Test("A body over the limit is refused")
    func tooLarge() async throws {
        try await visit { visit in
            let body = #"{"phone":"\#(String(repeating: "1", count: 70_000))"}"#
            let answer = try await visit.post("/otp", body)
            #expect(answer.status == 413)
            #expect(answer.problem == "body-too-large")
        }
    }

    @Test("A body of another type is refused")
    func otherType() async throws {
        try await visit { visit in
            let answer = try await visit.call(.post, "/api/v1/otp", "phone=1", type: "text/plain")
            #expect(answer.status == 415)
            #expect(answer.problem == "unsupported-media-type")
            #expect(answer["detail"]?.string?.contains("application/json") == true)
            #expect(answer["detail"]?.string?.contains("ndjson") == false)
        }
    }

    @Test("A path that is none is refused as a problem")
    func notFound() async throws {
        try await visit { visit in
            let answer = try await visit.get("/nothing")
            #expect(answer.status == 404)
            #expect(answer.problem == "not-found")
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("A method that a path does not answer is refused with those that it does")
    func wrongMethod() async throws {
        try await visit { visit in
            let answer = try await visit.call(.delete, "/api/v1/people/1/declarations")
            #expect(answer.status == 405)
            #expect(answer.problem == "method-not-allowed")
            #expect(answer.headers[.allow] == "POST, GET, HEAD")
        }
    }

    @Test("HEAD answers as GET does, without a body")
    func head() async throws {
        try await visit { visit in
            let answer = try await visit.call(.head, "/api/v1/health")
            #expect(answer.status == 200)
            #expect(answer.text.isEmpty)
        }
    }

    @Test("A problem speaks the language that the client asks for")
    func language() async throws {
        try await visit { visit in
            let english = try await visit.call(.get, "/api/v1/people", headers: [.acceptLanguage: "en"])
            let chinese = try await visit.call(.get, "/api/v1/people", headers: [.acceptLanguage: "zh-CN"])
            #expect(english["title"]?.string == "Please sign in")
            #expect(chinese["title"]?.string == "请先登录")
            #expect(english.names == ["type", "title", "status", "detail"])
        }
    }

    @Test("Regions come a level at a time, without a login")
    func regions() async throws {
        try await visit { visit in
            let provinces = try await visit.get("/regions").json.array ?? []
            #expect(provinces.compactMap { $0["code"]?.string }.sorted() == ["110000", "420000"])
            let cities = try await visit.get("/regions?parent=420000").json.array ?? []
            #expect(cities.first?.names == ["code", "name", "level", "parent"])
            #expect(cities.first?["name"]?.string == "武汉市")
            for unknown in ["nowhere", "999999"] {
                #expect(try await visit.get("/regions?parent=\(unknown)").problem == "unknown-region")
            }
        }
    }

    @Test("The keys are a JWK Set")
    func keys() async throws {
        try await visit { visit in
            let answer = try await visit.get("/keys")
            #expect(answer.headers[.contentType] == "application/jwk-set+json")
            #expect(answer["keys"]?.array?.first?["kty"]?.string == "EC")
        }
    }

    @Test("The service says that it lives and is ready", arguments: ["/health", "/ready"])
    func alive(path: String) async throws {
        try await visit { visit in
            let answers = [try await visit.get(path), try await visit.call(.get, path)]
            #expect(answers.map(\.status) == [200, 200])
        }
    }

    @Test("Metrics count requests by the template of their route, and people by colour")
    func metrics() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            _ = try await visit.get(resident.path + "/code", by: resident.token)
            let text = try await visit.get("/metrics").text
            let labels = #"method="GET",route="/api/v1/people/{id}/code",status="200""#
            #expect(text.contains("healthcode_http_request_duration_seconds_count{\(labels)} 1\n"))
            #expect(text.contains("healthcode_people{colour=\"green\"} 1\n"))
            #expect(text.contains("healthcode_codes_signed_total 1\n"))
            #expect(!text.contains("13800000001"))
        }
    }

    @Test("Metrics tell of changes that are due and not made")
    func changesDue() async throws {
        try await visit { visit in
            _ = try await visit.resident()
            let cdc = try await visit.source(.cdc)
            try await visit.post("/records", Visit.record("r-1", "close_contact"), by: cdc)
            visit.town.clock.advance(seconds: 14 * 86_400)
            #expect(try await visit.get("/metrics").text.contains("healthcode_changes_due 1\n"))
            _ = try await visit.town.healthCode.advanceDueChanges()
            #expect(try await visit.get("/metrics").text.contains("healthcode_changes_due 0\n"))
        }
    }
}
