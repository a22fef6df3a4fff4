import HTTPTypes
import HealthCodeService
import Hummingbird

/// Finds out whose session a request carries, anew for each request, so that new and revoked rights take effect at once
/// (WH-09). It refuses nobody: that is for the context of the route.
struct SessionIdentification: RouterMiddleware {
    typealias Context = WebContext
    let healthCode: HealthCode

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let session = PresentedSession(request), let caller = try await caller(of: session) else {
            return try await next(request, context)
        }
        var known = context
        known.identity = .account(caller, session)
        guard session.carrier == .cookie, request.method.changesSomething else { return try await next(request, known) }
        let limit = caller.administrator == nil ? BodyLimit.usual : BodyLimit.pack
        return try await next(try await FormToken.demand(of: request, in: session, limit: limit), known)
    }

    /// Who opened the session; nil where it has ended or never was.
    private func caller(of session: PresentedSession) async throws(Problem) -> Caller? {
        do throws(Problem) {
            return try await healthCode.caller(token: session.token)
        } catch {
            if error.kind == .notSignedIn { return nil }
            throw error
        }
    }
}

/// Finds out which source's key a request carries.
struct SourceIdentification: RouterMiddleware {
    typealias Context = WebContext
    let healthCode: HealthCode

    /// - Throws: `Problem.unknownSource`, `Problem.revokedSource`.
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let key = request.bearerToken else { throw Problem(.unknownSource) }
        var context = context
        context.identity = .source(try await healthCode.source(key: key))
        return try await next(request, context)
    }
}

extension PresentedSession {
    /// Takes the session token from the `Authorization` header or else from the cookie.
    init?(_ request: Request) {
        if let token = request.bearerToken {
            self.init(token: token, carrier: .bearer)
        } else if let cookie = request.cookies[SessionCookie.name], !cookie.value.isEmpty {
            self.init(token: cookie.value, carrier: .cookie)
        } else {
            return nil
        }
    }
}

extension Request {
    var bearerToken: String? { headers.bearerToken }
}

extension HTTPFields {
    var bearerToken: String? { first(.authorization).flatMap(Bearer.token) }
}

enum Bearer {
    /// The token of `Authorization: Bearer …` (RFC 6750, section 2.1); the scheme's case does not matter.
    static func token(in authorization: String) -> String? {
        guard authorization.utf8.count > 7 else { return nil }
        let scheme = authorization.utf8.prefix(7)
        guard scheme.elementsEqual("Bearer ".utf8) || String(decoding: scheme, as: UTF8.self).lowercased() == "bearer "
        else { return nil }
        return String(authorization.utf8.dropFirst(7))
    }
}

extension HTTPRequest.Method {
    /// Whether the method is not one of the safe ones (RFC 9110, section 9.2.1).
    var changesSomething: Bool { self != .get && self != .head && self != .options && self != .trace }
}

/// The cookie in which the pages keep the same session token that the API takes as a bearer.
enum SessionCookie {
    static let name = "session"
    /// How long a browser keeps the cookie, in seconds: as long as a session lasts.
    static let seconds = 30 * 86_400

    /// The cookie of an opened session, out of reach of scripts and of other sites' forms; it ends with the session.
    static func value(_ token: String, seconds: Int, isSecure: Bool) -> String {
        "\(name)=\(token); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// What makes a browser forget the cookie.
    static func removal(isSecure: Bool) -> String { value("", seconds: 0, isSecure: isSecure) }
}
