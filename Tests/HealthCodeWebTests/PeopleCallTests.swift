import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("People over HTTP")
struct PeopleCallTests {
    @Test("Registering answers the person, masked, and where to find them")
    func registers() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let answer = try await visit.post("/people", Visit.registration(), by: token)
            #expect(answer.status == 201)
            #expect(answer["name"]?.string == "张*丰")
            #expect(answer["document"]?.string?.count { $0 == "*" } ?? 0 >= 8)
            #expect(answer["document_type"]?.string == "resident_id")
            #expect(answer["region"]?.string == "420102")
            #expect(answer["relation"]?.string == "self")
            #expect(answer["registered"]?.string == "2020-04-10T09:00:00+08:00")
            #expect(answer.headers[.location] == "/api/v1/people/\(answer["id"]?.string ?? "")")
            #expect(!answer.text.contains(residentID(123)))
        }
    }

    @Test("An account lists the persons it may act for")
    func lists() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let child = Visit.registration(residentID(456, born: "20150601"), name: "张小宝", relation: "child")
            try await visit.post("/people", child, by: resident.token)
            let answer = try await visit.get("/people", by: resident.token)
            #expect(answer.json.array?.compactMap { $0["relation"]?.string } == ["self", "child"])
        }
    }

    @Test("Details are corrected, and what is not named stays")
    func corrects() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.call(
                .patch, "/api/v1" + resident.path, #"{"address":"江边路 1 号"}"#, by: resident.token)
            #expect(answer.status == 200)
            #expect(answer["name"]?.string == "张*丰")
        }
    }

    @Test("The same document again on the same account is a conflict")
    func registersTwice() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.post("/people", Visit.registration(), by: resident.token)
            #expect(answer.status == 409)
            #expect(answer.problem == "already-registered")
        }
    }

    @Test("A document that a stranger holds tells no more than that it could not be registered")
    func heldByStranger() async throws {
        try await visit { visit in
            _ = try await visit.resident()
            let stranger = try await visit.signIn("13800000002")
            let answer = try await visit.post("/people", Visit.registration(), by: stranger)
            #expect(answer.status == 409)
            #expect(answer.problem == "could-not-register")
        }
    }

    @Test("Two registrations that race for one document make one person")
    func race() async throws {
        try await visit { visit in
            var tokens: [String] = []
            for index in 0..<8 { tokens.append(try await visit.signIn("1380000010\(index)")) }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for token in tokens {
                    group.addTask { try await visit.post("/people", Visit.registration(), by: token).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 7))
        }
    }

    @Test("A bad check digit names the field")
    func checkDigit() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            var number = residentID(123)
            number = String(number.dropLast()) + (number.last == "1" ? "2" : "1")
            let answer = try await visit.post("/people", Visit.registration(number), by: token)
            #expect(answer.status == 422)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == ["/document/number"])
        }
    }

    @Test("All missing fields are named at once")
    func missing() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let answer = try await visit.post("/people", #"{"document":{"type":"passport"},"name":7}"#, by: token)
            #expect(answer.status == 422)
            #expect(Set(answer.pointers) == ["/name", "/document/number", "/region", "/relation"])
        }
    }

    @Test("A type of document that is none is refused")
    func documentType() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let body = Visit.registration().replacing("resident_id", with: "library_card")
            let answer = try await visit.post("/people", body, by: token)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == ["/document/type"])
        }
    }

    @Test("A region that is in no register is refused")
    func unknownRegion() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let answer = try await visit.post("/people", Visit.registration(region: "429999"), by: token)
            #expect(answer.status == 422)
            #expect(answer.problem == "unknown-region")
        }
    }

    @Test("A region that no policy governs is refused")
    func uncoveredRegion() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let answer = try await visit.post("/people", Visit.registration(region: "110101"), by: token)
            #expect(answer.status == 422)
            #expect(answer.problem == "uncovered-region")
        }
    }

    @Test("A name that does not belong to the document is refused")
    func identityMismatch() async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            let answer = try await visit.post("/people", Visit.registration(name: Acquaintance.impostor), by: token)
            #expect(answer.status == 422)
            #expect(answer.problem == "identity-mismatch")
        }
    }

    @Test("A person of another account is as if there were none")
    func personOfAnother() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let stranger = try await visit.signIn("13800000002")
            for path in ["/code", "/code.svg", "/code.png", "/timeline", "/declarations"] {
                let answer = try await visit.get(resident.path + path, by: stranger)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.problem == "no-such-person", "\(path)")
            }
        }
    }

    @Test(
        "An id that can be nobody's is as if there were nobody",
        arguments: ["0", "-1", "x", "9999999999999999999999"])
    func badID(id: String) async throws {
        try await visit { visit in
            let token = try await visit.signIn()
            #expect(try await visit.get("/people/\(id)/code", by: token).problem == "no-such-person")
        }
    }

    @Test("A full disk is told as such, and keeps nothing")
    func fullDisk() async throws {
        try await visit(pageLimit: 90) { visit in
            let token = try await visit.signIn()
            var refused: Visit.Answer?
            for serial in 100..<999 where refused == nil {
                let body = Visit.registration(residentID(serial), relation: serial == 100 ? "self" : "other")
                let answer = try await visit.post("/people", body, by: token)
                if answer.status != 201 { refused = answer }
            }
            #expect(refused?.status == 507)
            #expect(refused?.problem == "storage-full")
        }
    }
}
