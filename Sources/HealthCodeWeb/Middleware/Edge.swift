import HTTPTypes
import HealthCodeCore
import HealthCodeService
import Hummingbird
import Logging

/// Draws a problem as a page, for a request that a browser made to be shown.
typealias ProblemPage = @Sendable (Problem, Request) -> Response

/// Around everything: turns errors into problems, adds the security headers, counts and logs.
///
/// It is one layer and not five, because each layer is paid for at every code that is shown.
struct Edge: RouterMiddleware {
    typealias Context = WebContext
    let table: RouteTable
    let metrics: Metrics
    let proxies: TrustedProxies
    /// Whether our own connections are encrypted.
    let hasTLS: Bool
    let problemPage: ProblemPage?

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let isAPI = request.head.path?.hasPrefix(RouteTable.apiPrefix) ?? false
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = answer(to: error, request, context, isAPI: isAPI)
        }
        SecurityHeaders.add(
            to: &response.headers, isAPI: isAPI,
            isSecure: proxies.isSecure(
                forwarded: request.headers.forwardedScheme, from: context.channel.remoteAddress, ownTLS: hasTLS))
        let route = context.endpointPath ?? "NotFound"
        let duration = start.duration(to: .now)
        metrics.record(route: route, method: request.method, status: response.status, duration: duration)
        context.logger.note(request.method, route, response.status, took: duration)
        return response
    }

    /// The answer to a request that failed. What is none of the caller's to know becomes a 500 that names the request.
    private func answer(to error: any Error, _ request: Request, _ context: WebContext, isAPI: Bool) -> Response {
        let known = Problem(reaching: error)
        if known == nil {
            // What the error says may be about a person; its type never is.
            context.logger.error("Unexpected error", metadata: ["error": .string(String(reflecting: type(of: error)))])
        }
        var problem = known ?? Problem(.unavailable)
        let allowed = problem.kind == .notFound ? table.methods(at: request.uri.path) : []
        let isWrongMethod = !allowed.isEmpty && !allowed.contains(request.method)
        if isWrongMethod { problem = Problem(.methodNotAllowed) }
        var response =
            if let problemPage, !isAPI, request.headers[.accept]?.contains("text/html") == true {
                problemPage(problem, request)
            } else {
                problem.response(in: request.language, requestID: known == nil ? context.requestID : nil)
            }
        if known == nil { response.status = .internalServerError }
        if isWrongMethod { response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ") }
        return response
    }
}

extension Logger {
    /// One line about a request that was answered, without address, path, query, name or token: the route's template
    /// tells what was asked.
    func note(_ method: HTTPRequest.Method, _ route: String, _ status: HTTPResponse.Status, took duration: Duration) {
        let level: Level = status.code >= 500 ? .error : .info
        guard logLevel <= level else { return }
        log(
            level: level, "\(method.rawValue) \(route) \(status.code)",
            metadata: ["milliseconds": .stringConvertible(duration / .milliseconds(1))])
    }
}
