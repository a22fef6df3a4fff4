import Foundation
import HTTPTypes
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import HealthCodeWeb
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// One application under test and somebody who calls it over HTTP.
struct Visit: Sendable {
    let town: Town
    let client: any TestClientProtocol

    /// An answer, read as JSON where it is any.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
        let json: JSON

        /// The last part of a problem's `type`.
        var problem: String? { json["type"]?.string?.split(separator: "/").last.map(String.init) }
        /// The pointers of the fields that a problem names.
        var pointers: [String] { json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? [] }
        /// The names of the members of the object.
        var names: [String] { json.names }
        subscript(_ name: String) -> JSON? { json[name] }
    }

    @discardableResult
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, by token: String? = nil,
        type: String = "application/json", headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if body != nil { headers[.contentType] = type }
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        let text = String(buffer: response.body)
        return Answer(
            status: response.status.code, headers: response.headers, text: text,
            json: (try? JSON(parsing: text)) ?? .null)
    }

    func get(_ path: String, by token: String? = nil) async throws -> Answer {
        try await call(.get, "/api/v1" + path, by: token)
    }

    @discardableResult
    func post(_ path: String, _ body: String, by token: String? = nil) async throws -> Answer {
        try await call(.post, "/api/v1" + path, body, by: token)
    }

    // MARK: People who are there before a test begins

    /// Signs in and gives the session token.
    func signIn(_ phone: String = "13800000001") async throws -> String {
        try await post("/otp", #"{"phone":"\#(phone)"}"#)
        let code = try #require(town.outbox.last?.oneTimeCode)
        let answer = try await post("/sessions", #"{"phone":"\#(phone)","otp":"\#(code)"}"#)
        return try #require(answer["token"]?.string)
    }

    static func registration(
        _ number: String = residentID(123), name: String = "张三丰", region: String = "420102", relation: String = "self"
    ) -> String {
        """
        {"name":"\(name)","document":{"type":"resident_id","number":"\(number)"},"region":"\(region)",\
        "relation":"\(relation)"}
        """
    }

    /// Signs in and registers; gives the session token and the person's path.
    func resident(
        _ phone: String = "13800000001", _ number: String = residentID(123)
    ) async throws -> (token: String, path: String, id: String) {
        let token = try await signIn(phone)
        let answer = try await post("/people", Self.registration(number), by: token)
        let id = try #require(answer["id"]?.string, "\(answer.text)")
        return (token, "/people/\(id)", id)
    }

    /// A live code of a resident.
    func liveCode(_ resident: (token: String, path: String, id: String)) async throws -> String {
        try #require(try await get(resident.path + "/code", by: resident.token)["token"]?.string)
    }

    /// A collector with a point to stand at.
    func collector() async throws -> (token: String, point: String) {
        let point = try await town.healthCode.addPoint(name: "一号卡口", region: Town.office)
        _ = try await town.healthCode.addStaff(
            role: .collector, phone: "13900000001", name: "王采集", region: Town.office)
        return (try await signIn("13900000001"), String(point.id.number))
    }

    /// The key of a source.
    func source(_ kind: SourceKind = .hospital, name: String = "医院") async throws -> String {
        try await town.healthCode.addSource(name: name, kind: kind, region: Town.office).key
    }

    static func record(_ id: String, _ kind: String, of number: String = residentID(123), _ more: String = "") -> String
    {
        """
        {"id":"\(id)","kind":"\(kind)","document":{"type":"resident_id","number":"\(number)"},\
        "from":"2020-04-10T08:00:00+08:00"\(more)}
        """
    }
}

/// Calls an application of its own, in memory or, behind proxies, over a real connection.
func visit(
    pageLimit: Int? = nil, behind proxies: [String] = [], _ body: @escaping @Sendable (Visit) async throws -> Void
) async throws {
    let town = try await Town(pageLimit: pageLimit, proxies: proxies)
    defer { try? FileManager.default.removeItem(at: town.folder) }
    try await town.web.application().test(proxies.isEmpty ? .router : .live) {
        try await body(Visit(town: town, client: $0))
    }
}

extension JSON {
    /// The names of an object's members, in their order.
    var names: [String] {
        if case .object(let members) = self { members.map(\.name) } else { [] }
    }
}
