import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Risk levels of regions over HTTP")
struct RiskCallTests {
    private static let closed =
        #"{"id":"n-1","region":"420102","level":"closed","from":"2020-04-10T00:00:00+08:00"}"#

    @Test("A disease-control centre seals a region, and the codes there turn grey")
    func closed() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let cdc = try await visit.source(.cdc)
            let answer = try await visit.post("/regions/risk", Self.closed, by: cdc)
            #expect(answer.status == 200)
            #expect(answer["outcome"]?.string == "accepted")
            _ = try await visit.town.healthCode.reassessConcerned()
            #expect(try await visit.get(resident.path + "/code", by: resident.token)["colour"]?.string == "grey")
            #expect(try await visit.post("/regions/risk", Self.closed, by: cdc)["outcome"]?.string == "repeated")
        }
    }

    @Test("Lines of CSV are answered each by itself, in order")
    func table() async throws {
        try await visit { visit in
            let cdc = try await visit.source(.cdc)
            let table = """
                id,region,level,from,until,retracts
                n-1,420102,high,2020-04-05T00:00:00+08:00,,
                n-2,420102,severe,2020-04-05T00:00:00+08:00,,
                n-3,,,,,n-1
                """
            let answer = try await visit.call(.post, "/api/v1/regions/risk", table, by: cdc, type: "text/csv")
            #expect(answer.status == 200)
            let lines = answer.text.split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[0].contains(#""line":2,"id":"n-1","outcome":"accepted""#))
            #expect(lines[1].contains(#""line":3,"id":"n-2","outcome":"refused""#))
            #expect(lines[2].contains(#""id":"n-3","outcome":"accepted""#))
        }
    }

    @Test("A source of another kind is told what it may send")
    func otherKind() async throws {
        try await visit { visit in
            let answer = try await visit.post("/regions/risk", Self.closed, by: visit.source(.laboratory))
            #expect(answer.status == 403)
            #expect(answer.problem == "kind-not-allowed")
        }
    }

    @Test("Something else than JSON, its lines, or CSV is refused")
    func mediaType() async throws {
        try await visit { visit in
            let cdc = try await visit.source(.cdc)
            let answer = try await visit.call(.post, "/api/v1/regions/risk", "<a/>", by: cdc, type: "text/xml")
            #expect(answer.status == 415)
        }
    }
}
