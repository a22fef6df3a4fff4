import HTTPTypes
import Hummingbird

/// Every route with who may call it. A route that is not in the table fails a test, and so does one that answers somebody
/// whom the table does not let in.
struct RouteTable: Sendable {
    /// Who may call a route.
    enum Who: String, Sendable, CaseIterable {
        case anyone
        /// Someone who is signed in.
        case resident
        /// A collector on duty.
        case collector
        /// An administrator on duty.
        case administrator
        /// A source with its key.
        case source
    }

    /// One route.
    struct Row: Hashable, Sendable {
        let method: HTTPRequest.Method
        /// The template, as `/api/v1/people/{id}`.
        let path: String
        let who: Who

        init(_ method: HTTPRequest.Method, _ path: String, _ who: Who) {
            self.method = method
            self.path = path
            self.who = who
        }
    }

    static let apiPrefix = "/api/"
    let rows: [Row]
    private let templates: [(parts: [Substring], row: Row)]

    init(rows: [Row]) {
        self.rows = rows
        templates = rows.map { ($0.path.split(separator: "/"), $0) }
    }

    /// Who may call the route; nil where the table has none such. What answers GET answers HEAD.
    func who(mayCall method: HTTPRequest.Method, _ path: String) -> Who? {
        rows.first { $0.path == path && ($0.method == method || method == .head && $0.method == .get) }?.who
    }

    /// The methods that a path answers, for `Allow` (RFC 9110, section 10.2.1).
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let methods = templates.filter { Self.matches($0.parts, parts) }.map(\.row.method)
        return methods.contains(.get) ? methods + [.head] : methods
    }

    private static func matches(_ template: [Substring], _ parts: [Substring]) -> Bool {
        guard template.count == parts.count || template.last == "**" && template.count < parts.count else {
            return false
        }
        return zip(template, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") || $0 == "**" }
    }
}

extension RouteTable {
    /// The interface that other systems rely on (docs/API.md).
    static let api: [Row] = [
        Row(.post, "/api/v1/otp", .anyone),
        Row(.post, "/api/v1/sessions", .anyone),
        Row(.delete, "/api/v1/sessions/current", .resident),
        Row(.get, "/api/v1/people", .resident),
        Row(.post, "/api/v1/people", .resident),
        Row(.patch, "/api/v1/people/{id}", .resident),
        Row(.post, "/api/v1/claims", .resident),
        Row(.post, "/api/v1/people/{id}/declarations", .resident),
        Row(.get, "/api/v1/people/{id}/declarations", .resident),
        Row(.post, "/api/v1/people/{id}/checkins", .resident),
        Row(.get, "/api/v1/people/{id}/code", .resident),
        Row(.get, "/api/v1/people/{id}/code.svg", .resident),
        Row(.get, "/api/v1/people/{id}/code.png", .resident),
        Row(.get, "/api/v1/people/{id}/timeline", .resident),
        Row(.post, "/api/v1/people/{id}/printed", .resident),
        Row(.get, "/api/v1/people/{id}/printed", .resident),
        Row(.delete, "/api/v1/people/{id}/printed/{number}", .resident),
        Row(.post, "/api/v1/people/{id}/certificates", .resident),
        Row(.get, "/api/v1/people/{id}/certificates", .resident),
        Row(.delete, "/api/v1/people/{id}/certificates/{number}", .resident),
        Row(.post, "/api/v1/checks", .collector),
        Row(.post, "/api/v1/passes", .collector),
        Row(.get, "/api/v1/regions", .anyone),
        Row(.post, "/api/v1/records", .source),
        Row(.post, "/api/v1/regions/risk", .source),
        // Another installation proves itself by its signature under the message.
        Row(.post, "/api/v1/exchange/{exchange}", .anyone),
        Row(.get, "/api/v1/keys", .anyone),
        Row(.get, "/api/v1/revocations", .anyone),
        Row(.post, "/api/v1/revocations", .administrator),
        Row(.get, "/api/v1/health", .anyone),
        Row(.get, "/api/v1/ready", .anyone),
        Row(.get, "/api/v1/metrics", .anyone),
        Row(.get, "/health", .anyone),
        Row(.get, "/ready", .anyone),
        Row(.get, "/metrics", .anyone),
    ]
}
