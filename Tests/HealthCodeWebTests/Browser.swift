import Foundation
import HTTPTypes
import HealthCodeService
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// A browser without scripts: keeps cookies, follows redirects, and sends the forms that it is shown.
final class Browser {
    private let visit: Visit
    private var cookies: [String: String] = [:]
    private(set) var page = Page(status: 0, path: "", html: "")
    var language = "en"

    init(_ visit: Visit) {
        self.visit = visit
    }

    /// What is on the screen.
    struct Page {
        let status: Int
        let path: String
        let html: String

        /// The words on it.
        var text: String {
            html.replacing(#/<(script|title|svg)[\s\S]*?<\/\1>/#, with: "").replacing(#/<[^>]*>/#, with: " ")
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }

        /// The value of an input.
        func value(_ name: String) -> String? {
            html.matches(of: #/<input[^>]*>/#).map { String($0.output) }
                .first { $0.contains("name=\"\(name)\"") }
                .flatMap { $0.firstMatch(of: #/ value="([^"]*)"/#).map { String($0.output.1) } }
        }
    }

    func open(_ path: String) async throws {
        try await go(.get, path, nil)
    }

    /// Sends a form to a path with these fields, and the hidden ones of the page that is shown.
    func send(_ path: String, _ fields: [(String, String)]) async throws {
        var all = ["csrf", "token", "id", "sure", "next", "phone", "stays", "simulation"].compactMap { name in
            page.value(name).flatMap { value in fields.contains { $0.0 == name } ? nil : (name, value) }
        }
        all += fields
        let body = all.map { "\(Self.encode($0))=\(Self.encode($1))" }.joined(separator: "&")
        try await go(.post, path, body)
    }

    /// Signs in with the code that came by text message.
    func signIn(_ phone: String = "13800000001") async throws {
        try await open("/")
        try await send("/sign-in", [("phone", phone)])
        let code = try #require(visit.town.outbox.last?.oneTimeCode)
        try await send("/sign-in/code", [("code", code)])
    }

    private func go(_ method: HTTPRequest.Method, _ path: String, _ body: String?) async throws {
        var headers: HTTPFields = [.acceptLanguage: language, .accept: "text/html"]
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await visit.client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            cookies[pair[0]] = pair.count > 1 && !cookie.contains("Max-Age=0") ? pair[1] : nil
        }
        if response.status == .seeOther, let next = response.headers[.location] { return try await go(.get, next, nil) }
        page = Page(status: response.status.code, path: path, html: String(buffer: response.body))
    }

    private static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
