import HTTPTypes
import HealthCodeService
import Hummingbird
import Testing

@testable import HealthCodeWeb

@Suite("The table of who may call what")
struct RouteTests {
    @Test("Every route is in the table")
    func routesAreInTheTable() async throws {
        try await visit { visit in
            let web = visit.town.web
            for route in try web.router().routes {
                let who = web.table.who(mayCall: route.method, route.path.description)
                #expect(who != nil, "\(route) is not in the table")
            }
        }
    }

    @Test("Every row of the table is a route")
    func rowsAreRoutes() async throws {
        try await visit { visit in
            let web = visit.town.web
            let routes = Set(try web.router().routes.map { "\($0.method) \($0.path)" })
            #expect(routes.count > 20)
            for row in web.table.rows {
                #expect(routes.contains("\(row.method) \(row.path)"), "\(row.method) \(row.path) is no route")
            }
        }
    }

    @Test("No route answers somebody whom the table does not let in")
    func strangersAreRefused() async throws {
        try await visit { visit in
            let source = try await visit.source()
            for (index, row) in visit.town.web.table.rows.enumerated() where row.who != .anyone {
                let resident = try await visit.signIn("13800000\(100 + index)")
                let path = ["{id}", "{point}", "{number}", "{region}", "{version}"].reduce(row.path) {
                    $0.replacing($1, with: "1")
                }
                let body = row.method == .get ? nil : "{}"
                let nobodys = try await visit.call(row.method, path, body).status
                let sources = try await visit.call(row.method, path, body, by: source).status
                let residents = try await visit.call(row.method, path, body, by: resident).status
                #expect(nobodys == 401, "\(row.method) \(path) by nobody")
                #expect(row.who == .source ? sources != 401 : sources == 401, "\(row.method) \(path) by a source")
                switch row.who {
                case .collector, .administrator: #expect(residents == 403, "\(row.method) \(path) by a resident")
                case .source: #expect(residents == 401, "\(row.method) \(path) by a resident")
                default: #expect(residents != 401 && residents != 403, "\(row.method) \(path) by a resident")
                }
            }
        }
    }

    @Test("A session that was ended is refused")
    func endedSession() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            #expect(try await visit.call(.delete, "/api/v1/sessions/current", by: token).status == 204)
            #expect(try await visit.get("/people", by: token).problem == "not-signed-in")
        }
    }
}
