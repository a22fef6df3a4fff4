import Crypto
import HTTPTypes
import HealthCodeService
import Hummingbird

/// Keeps other sites from sending a browser's cookie along with requests of their own making.
///
/// Every unsafe request of a cookie session carries a token that only our own pages know: an HMAC keyed with the session
/// token, in the form field `csrf` or in the header `X-CSRF-Token`. Where the browser says which site made the request,
/// that must be ours as well.
enum FormToken {
    /// The name of the form's field.
    static let field = "csrf"
    static let header = "x-csrf-token"

    /// The token of a session, in hexadecimal.
    static func of(session token: String) -> String {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Array("healthcode form token".utf8), using: SymmetricKey(data: Array(token.utf8)))
        return mac.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Refuses a request that was not made by one of our own pages, and gives it back with the body of a form to be read.
    ///
    /// - Throws: `Problem.crossSiteRequest`; `NIOTooManyBytesError` for a form over the limit.
    static func demand(
        of request: Request, in session: PresentedSession, limit: Int = BodyLimit.usual
    ) async throws -> Request {
        guard !request.isFromAnotherSite else { throw Problem(.crossSiteRequest) }
        let expected = session.formToken
        if let name = HTTPField.Name(header), let given = request.headers[name] {
            guard isSame(given, expected) else { throw Problem(.crossSiteRequest) }
            return request
        }
        guard
            request.hasMediaType("application/x-www-form-urlencoded") || request.hasMediaType("multipart/form-data")
        else { throw Problem(.crossSiteRequest) }
        var request = request
        let body = try await request.collectBody(upTo: limit)
        let form = try Form(body, contentType: request.headers[.contentType] ?? "")
        guard isSame(form[field], expected) else { throw Problem(.crossSiteRequest) }
        return request
    }

    /// Compares without telling by its duration how much of the two is the same.
    static func isSame(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Request {
    /// Whether the browser says that another site made the request: by `Sec-Fetch-Site`, else by `Origin`. A client that
    /// sends neither is not judged by them.
    var isFromAnotherSite: Bool {
        if let name = HTTPField.Name("sec-fetch-site"), let site = headers[name] {
            return site != "same-origin" && site != "none"
        }
        guard let origin = headers[.origin], let host = head.authority else { return false }
        return origin != "http://" + host && origin != "https://" + host
    }

    /// Whether the body says to be of this media type, whatever its parameters.
    func hasMediaType(_ type: String) -> Bool {
        guard let value = headers[.contentType] else { return false }
        return value.prefix { $0 != ";" && $0 != " " }.lowercased() == type
    }
}
