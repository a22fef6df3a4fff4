import HTTPTypes
import HealthCodeCore
import HealthCodeService
import Logging
import NIOCore
import NIOHTTP1

/// A whole request whose answer the express lane has to wait for.
struct ExpressRequest: Sendable {
    let head: HTTPRequestHead
    var body = ByteBuffer()
    let start = ContinuousClock.now
}

/// What the express lane answers: a code that is shown and a pass that is recorded, to the bearer of a session.
///
/// The answers are those that the routes and all that stands around them would give. Where there is anything to refuse, or
/// to do in another way, there is none.
struct ExpressAnswers: Sendable {
    /// The templates of the routes, under which requests are counted and logged.
    static let showing = "/api/v1/people/{id}/code"
    static let passing = "/api/v1/passes"

    let healthCode: HealthCode
    let metrics: Metrics
    let logger: Logger
    let proxies: TrustedProxies
    /// Whether our own connections are encrypted.
    let hasTLS: Bool
    private let shown = AnswerHeads(.ok)
    private let recorded = AnswerHeads(.created)

    /// A code, where the request, which came from this address, asks for one.
    func answer(to head: HTTPRequestHead, from peer: @autoclosure () -> SocketAddress?) -> ByteBuffer? {
        guard head.method == .GET, let person = Self.person(in: head.uri), Self.isPlain(head),
            !head.headers.contains(name: "content-length"), let token = Self.bearerToken(of: head)
        else { return nil }
        let start = ContinuousClock.now
        guard let code = healthCode.codeAtOnce(of: person, session: token) else { return nil }
        let language = Language(accepting: head.headers.first(name: "accept-language"))
        var json = JSONWriter(capacity: 1_536)
        json.object { $0.members(of: code, in: language) }
        note(.get, Self.showing, .ok, since: start)
        return shown.answer(json, at: code.now, isSecure: isSecure(head, from: peer()))
    }

    /// Whether a request may be a pass that `record` knows how to record.
    func mayRecord(_ head: HTTPRequestHead) -> Bool {
        guard head.method == .POST, head.uri == Self.passing, Self.isPlain(head),
            head.headers.first(name: "content-type") == "application/json",
            let length = head.headers.first(name: "content-length").flatMap({ Int($0) })
        else { return false }
        return length <= BodyLimit.usual
    }

    /// Begins to record a pass. Calls back once, on any thread: with the pass when it is durable, or with nil where
    /// nothing was recorded and the route has to answer. False, without a call, where that is known at once.
    func record(_ request: ExpressRequest, then answer: @escaping @Sendable (PassView?) -> Void) -> Bool {
        guard let token = Self.bearerToken(of: request.head),
            let pass = try? PassRequest(Fields(parsing: request.body), at: healthCode.now)
        else { return false }
        return healthCode.admitAtOnce(pass, session: token, then: answer)
    }

    /// The answer to a request whose pass was recorded.
    func answer(
        to request: ExpressRequest, _ pass: PassView, from peer: @autoclosure () -> SocketAddress?
    ) -> ByteBuffer {
        let language = Language(accepting: request.head.headers.first(name: "accept-language"))
        var json = JSONWriter(capacity: 512)
        json.object { $0.members(of: pass, in: language) }
        note(.post, Self.passing, .created, since: request.start)
        return recorded.answer(json, at: pass.check.now, isSecure: isSecure(request.head, from: peer()))
    }

    private func isSecure(_ head: HTTPRequestHead, from peer: @autoclosure () -> SocketAddress?) -> Bool {
        proxies.isSecure(forwarded: head.headers.first(name: "x-forwarded-proto"), from: peer(), ownTLS: hasTLS)
    }

    private func note(
        _ method: HTTPRequest.Method, _ route: String, _ status: HTTPResponse.Status,
        since start: ContinuousClock.Instant
    ) {
        let duration = start.duration(to: .now)
        metrics.record(route: route, method: method, status: status, duration: duration)
        logger.note(method, route, status, took: duration)
    }

    /// The person whose code a path names.
    private static func person(in path: String) -> PersonID? {
        let path = path.utf8
        guard path.starts(with: "/api/v1/people/".utf8), path.suffix(5).elementsEqual("/code".utf8) else { return nil }
        return Int64(Substring(path.dropFirst(15).dropLast(5))).map { PersonID($0) }
    }

    private static func bearerToken(of head: HTTPRequestHead) -> String? {
        head.headers.first(name: "authorization").flatMap(Bearer.token)
    }

    /// Whether the request asks nothing of the connection but to be kept, and says how long its body is where it has one.
    private static func isPlain(_ head: HTTPRequestHead) -> Bool {
        head.version == .http1_1 && head.isKeepAlive && !special.contains { head.headers.contains(name: $0) }
    }

    private static let special = ["transfer-encoding", "expect", "upgrade", "content-encoding"]
}
