import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import HealthCodeWeb

@Suite("The edge")
struct EdgeTests {
    /// An error that says what nobody should read.
    private struct Indiscretion: Error, CustomStringConvertible {
        let description = "13800000001 was here"
    }

    /// Calls a route that fails in its own way, and gives the answer with what was logged.
    private func call(throwing error: any Error) async throws -> (answer: TestResponse, log: [String]) {
        let notebook = Notebook()
        let router = Router(context: WebContext.self)
        router.add(
            middleware: Edge(
                table: RouteTable(rows: []), metrics: Metrics(), proxies: TrustedProxies(), hasTLS: false,
                problemPage: nil))
        router.get("api/v1/people/{id}") { _, _ -> Response in throw error }
        let logger = Logger(label: "edge") { _ in notebook }
        let answer = try await Application(router: router, logger: logger).test(.router) { client in
            try await client.execute(uri: "/api/v1/people/4711?token=abc", method: .get)
        }
        return (answer, notebook.lines)
    }

    @Test("An unexpected error is a 500 that names the request and nothing of what happened")
    func unexpected() async throws {
        let (answer, log) = try await call(throwing: Indiscretion())
        let json = try JSON(parsing: String(buffer: answer.body))
        #expect(answer.status == .internalServerError)
        #expect(json["request"]?.string?.isEmpty == false)
        #expect(!String(buffer: answer.body).contains("13800000001"))
        #expect(log.contains { $0.contains("Indiscretion") })
    }

    @Test("The log has the template of the route, and neither ids, queries nor what errors say")
    func log() async throws {
        for error in [Indiscretion(), Problem(.noSuchPerson)] as [any Error] {
            let log = try await call(throwing: error).log.joined(separator: "\n")
            #expect(log.contains("GET /api/v1/people/{id}"))
            #expect(!log.contains("4711"))
            #expect(!log.contains("abc"))
            #expect(!log.contains("13800000001"))
        }
    }

    @Test("An error of the framework becomes a problem")
    func framework() async throws {
        let answer = try await call(throwing: HTTPError(.contentTooLarge)).answer
        #expect(answer.status == .contentTooLarge)
        #expect(try JSON(parsing: String(buffer: answer.body))["type"]?.string == "/problems/body-too-large")
    }

    @Test("Every problem has a status of its own kind", arguments: Problem.Kind.allCases)
    func statuses(kind: Problem.Kind) {
        #expect((400..<600).contains(kind.status.code))
        #expect(Problem(kind).response(in: .english).headers[.contentType] == "application/problem+json")
    }

    @Test("Who asks too often is told when to come back")
    func retryAfter() {
        let problem = Problem(.tooManyRequests, parameters: ["seconds": "7"])
        #expect(problem.response(in: .english).headers[.retryAfter] == "7")
    }
}

/// Keeps what is logged.
private final class Notebook: LogHandler, Sendable {
    private let notes = Mutex<[String]>([])
    var lines: [String] { notes.withLock { $0 } }

    var metadata: Logger.Metadata {
        get { [:] }
        set { notes.withLock { $0.append("\(newValue)") } }
    }
    var logLevel: Logger.Level {
        get { .trace }
        set { notes.withLock { $0.append("\(newValue)") } }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { key == "hb.request.id" ? "7" : nil }
        set { _ = newValue }
    }

    func log(event: LogEvent) {
        notes.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
}
