import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import HealthCodeWeb

@Suite("The express lane")
struct ExpressTests {
    typealias Resident = (token: String, path: String, id: String)

    private func answers(_ visit: Visit, hasTLS: Bool = false) -> ExpressAnswers {
        ExpressAnswers(
            healthCode: visit.town.healthCode, metrics: Metrics(), logger: Logger(label: "test"),
            proxies: TrustedProxies(), hasTLS: hasTLS)
    }

    private func look(
        _ path: String, by token: String?, _ method: HTTPMethod = .GET, _ more: HTTPHeaders = [:],
        version: HTTPVersion = .http1_1
    ) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: version, method: method, uri: path, headers: more)
        head.headers.add(name: "Host", value: "localhost")
        if let token { head.headers.add(name: "Authorization", value: "Bearer \(token)") }
        return head
    }

    private func crossing(_ body: String, by token: String) -> ExpressRequest {
        ExpressRequest(head: look("/api/v1/passes", by: token, .POST), body: ByteBuffer(string: body))
    }

    /// What goes over the wire, taken apart.
    private struct Answer {
        let status: Substring
        var headers = HTTPFields()
        let content: String

        init(_ bytes: ByteBuffer) throws {
            let text = String(buffer: bytes)
            let end = try #require(text.firstRange(of: "\r\n\r\n"))
            var lines = text[..<end.lowerBound].split(separator: "\r\n")
            status = lines.removeFirst()
            for line in lines {
                let colon = try #require(line.firstRange(of: ": "))
                let name = try #require(HTTPField.Name(String(line[..<colon.lowerBound])))
                headers.append(HTTPField(name: name, value: String(line[colon.upperBound...])))
            }
            content = String(text[end.upperBound...])
        }
    }

    private func json(_ answer: ByteBuffer?) throws -> JSON {
        try JSON(parsing: Answer(#require(answer)).content)
    }

    @Test("A code is the same as by its route")
    func sameCode() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            try await visit.post("/records", Visit.record("r-1", "close_contact"), by: visit.source(.cdc))
            let path = "/api/v1" + resident.path + "/code"
            let byRoute = try await visit.call(.get, path, by: resident.token, headers: [.acceptLanguage: "en"])
            let head = look(path, by: resident.token, .GET, ["Accept-Language": "en"])
            let atOnce = try #require(answers(visit).answer(to: head, from: nil))
            #expect(try json(atOnce) == byRoute.json)
            let answer = try Answer(atOnce)
            #expect(answer.status == "HTTP/1.1 200 OK")
            for field in byRoute.headers where field.name != .date {
                #expect(answer.headers[field.name] == field.value, "\(field.name)")
            }
            #expect(answer.headers[.date] == "Fri, 10 Apr 2020 01:00:00 GMT")
            #expect(answer.headers[.contentLength] == String(answer.content.utf8.count))
        }
    }

    @Test("Over our own TLS browsers are told to keep to it")
    func strictTransport() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let head = look("/api/v1" + resident.path + "/code", by: resident.token)
            let name = try #require(HTTPField.Name("Strict-Transport-Security"))
            let plain = try Answer(#require(answers(visit).answer(to: head, from: nil)))
            #expect(plain.headers[name] == nil)
            let encrypted = try Answer(#require(answers(visit, hasTLS: true).answer(to: head, from: nil)))
            #expect(encrypted.headers[name] != nil)
        }
    }

    @Test("A code is not shown at once to whom it is not shown at all")
    func strangers() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let other = try await visit.signIn("13800000002")
            let answers = answers(visit)
            let path = "/api/v1" + resident.path + "/code"
            #expect(answers.answer(to: look(path, by: nil), from: nil) == nil)
            #expect(answers.answer(to: look(path, by: "none"), from: nil) == nil)
            #expect(answers.answer(to: look(path, by: other), from: nil) == nil)
            #expect(answers.answer(to: look(path, by: resident.token), from: nil) != nil)
            try await visit.call(.delete, "/api/v1/sessions/current", by: resident.token)
            #expect(answers.answer(to: look(path, by: resident.token), from: nil) == nil)
        }
    }

    @Test("A change that has come is made by the route")
    func dueChange() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            try await visit.post("/records", Visit.record("r-1", "close_contact"), by: visit.source(.cdc))
            let head = look("/api/v1" + resident.path + "/code", by: resident.token)
            #expect(try json(answers(visit).answer(to: head, from: nil))["colour"]?.string == "yellow")
            visit.town.clock.advance(seconds: 14 * 86_400)
            #expect(answers(visit).answer(to: head, from: nil) == nil)
            #expect(try await visit.get(resident.path + "/code", by: resident.token)["colour"]?.string == "green")
            #expect(try json(answers(visit).answer(to: head, from: nil))["colour"]?.string == "green")
        }
    }

    @Test(
        "What is more than a look is left to the routes",
        arguments: [
            (HTTPMethod.HEAD, "/code", [:]), (.GET, "/timeline", [:]), (.GET, "/code?x=1", [:]),
            (.GET, "/code", ["Connection": "close"]), (.GET, "/code", ["Content-Length": "2"]),
            (.GET, "/code", ["Transfer-Encoding": "chunked"]), (.GET, "/code", ["Upgrade": "h2c"]),
            (.POST, "/code", [:]),
        ] as [(HTTPMethod, String, HTTPHeaders)])
    func others(method: HTTPMethod, path: String, headers: HTTPHeaders) async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let head = look("/api/v1" + resident.path + path, by: resident.token, method, headers)
            #expect(answers(visit).answer(to: head, from: nil) == nil)
        }
    }

    @Test("A connection is kept by who says so, and by who says nothing; one of HTTP/1.0 is left to the routes")
    func connections() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let path = "/api/v1" + resident.path + "/code"
            let kept = look(path, by: resident.token, .GET, ["Connection": "keep-alive"])
            #expect(answers(visit).answer(to: kept, from: nil) != nil)
            let old = look(path, by: resident.token, .GET, ["Connection": "keep-alive"], version: .http1_0)
            #expect(answers(visit).answer(to: old, from: nil) == nil)
        }
    }

    /// What comes of a crossing: nil where it was left to the route.
    private func record(_ request: ExpressRequest, _ answers: ExpressAnswers) async -> PassView? {
        await withCheckedContinuation { continuation in
            if !answers.record(request, then: { continuation.resume(returning: $0) }) {
                continuation.resume(returning: nil)
            }
        }
    }

    @Test("A pass is the same as by its route, which repeats it")
    func samePass() async throws {
        try await visit { visit in
            let (collector, point) = try await visit.collector()
            let token = try await visit.liveCode(visit.resident())
            let body = """
                {"id":"c0000000-0000-4000-8000-000000000001","token":"\(token)","point":"\(point)","temperature":36.5}
                """
            let request = crossing(body, by: collector)
            let pass = try #require(await record(request, answers(visit)))
            #expect(!pass.repeated)
            let atOnce = answers(visit).answer(to: request, pass, from: nil)
            #expect(try Answer(atOnce).status == "HTTP/1.1 201 Created")
            let byRoute = try await visit.post("/passes", body, by: collector)
            #expect(byRoute.status == 200)
            #expect(try json(atOnce) == byRoute.json)
            #expect(await record(request, answers(visit)) == nil)
        }
    }

    @Test("A used code is refused by the route, and nothing is recorded")
    func usedCode() async throws {
        try await visit { visit in
            let (collector, point) = try await visit.collector()
            let token = try await visit.liveCode(visit.resident())
            let body = #"{"token":"\#(token)","point":"\#(point)","temperature":36.5}"#
            #expect(await record(crossing(body, by: collector), answers(visit)) != nil)
            #expect(await record(crossing(body, by: collector), answers(visit)) == nil)
            #expect(try await visit.post("/passes", body, by: collector).problem == "used-code")
            #expect(try await visit.town.healthCode.census().passes == 1)
        }
    }

    @Test(
        "A pass that asks for more than to be recorded is left to the route",
        arguments: [
            #""temperature":37.5"#, #""temperature":36.5,"offline":true"#, #""temperature":50"#,
            #""temperature":"warm""#,
        ])
    func morePass(more: String) async throws {
        try await visit { visit in
            let (collector, point) = try await visit.collector()
            let token = try await visit.liveCode(visit.resident())
            let body = #"{"token":"\#(token)","point":"\#(point)",\#(more)}"#
            #expect(await record(crossing(body, by: collector), answers(visit)) == nil)
            #expect(try await visit.town.healthCode.census().passes == 0)
        }
    }

    @Test("Nobody but a collector on duty records a pass at once")
    func noCollector() async throws {
        try await visit { visit in
            let (collector, point) = try await visit.collector()
            let resident = try await visit.resident()
            let token = try await visit.liveCode(resident)
            let body = #"{"token":"\#(token)","point":"\#(point)","temperature":36.5}"#
            #expect(await record(crossing(body, by: resident.token), answers(visit)) == nil)
            visit.town.clock.advance(seconds: 12 * 3_600)
            #expect(await record(crossing(body, by: collector), answers(visit)) == nil)
        }
    }

    @Test("A date is written as RFC 9110 has it", arguments: [(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT")])
    func date(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).httpDate == text)
    }
}
