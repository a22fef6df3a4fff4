import HTTPTypes
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Declaring and showing a code over HTTP")
struct CodeCallTests {
    static let healthy = """
        {"kind":"staying","symptoms":[],"diagnosis":"none","contact":false,"stays":[],"truthful":true}
        """

    @Test("A code has everything that a phone shows, in the offset of its place")
    func code() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            try await visit.post(resident.path + "/declarations", Self.healthy, by: resident.token)
            let code = try await visit.get(resident.path + "/code", by: resident.token)
            #expect(code.status == 200)
            #expect(code["colour"]?.string == "green")
            #expect(code["since"]?.string == "2020-04-10T09:00:00+08:00")
            #expect(code["rule"]?.string == "everyone-else")
            #expect(code["policy"]?["jurisdiction"]?.string == "420000")
            #expect(code["policy"]?["version"]?.string == "2020-04-01")
            #expect(code["token"]?.string?.hasPrefix("JKM1:") == true)
            #expect(code["token_expires"]?.string == "2020-04-10T09:01:00+08:00")
            #expect(code["name"]?.string == "张*丰")
            #expect(code["tests"]?.array == [])
            #expect(code["late"] == .bool(false))
            for name in ["reason", "advice", "document"] { #expect(code[name]?.string?.isEmpty == false, "\(name)") }
            #expect(code.headers[.cacheControl] == "no-store")
        }
    }

    @Test("Reasons are in the language that the client asks for")
    func language() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let path = "/api/v1" + resident.path + "/code"
            let english = try await visit.call(.get, path, by: resident.token, headers: [.acceptLanguage: "en"])
            let chinese = try await visit.call(.get, path, by: resident.token)
            #expect(english["reason"]?.string?.contains("No record") == true)
            #expect(chinese["reason"]?.string?.contains("没有") == true)
        }
    }

    @Test("A colour that time alone changes says when and to what")
    func change() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let cdc = try await visit.source(.cdc)
            try await visit.post("/records", Visit.record("r-1", "close_contact"), by: cdc)
            let code = try await visit.get(resident.path + "/code", by: resident.token)
            #expect(code["colour"]?.string == "yellow")
            #expect(code["changes_at"]?.string == "2020-04-24T08:00:00+08:00")
            #expect(code["changes_to"]?.string == "green")
        }
    }

    @Test("A code shows tests, sampled and reported apart")
    func tests() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let laboratory = try await visit.source(.laboratory, name: "第一检验所")
            let test = """
                {"id":"t-1","kind":"test","document":{"type":"resident_id","number":"\(residentID(123))"},\
                "method":"nucleic_acid","result":"negative","sampled":"2020-04-09T08:00:00+08:00",\
                "reported":"2020-04-10T08:00:00+08:00","institution":"第一检验所"}
                """
            #expect(try await visit.post("/records", test, by: laboratory)["outcome"]?.string == "accepted")
            let code = try await visit.get(resident.path + "/code", by: resident.token)
            let shown = code["tests"]?.array?.first
            #expect(shown?.names == ["method", "result", "sampled", "reported", "institution"])
            #expect(shown?["method"]?.string == "nucleic_acid")
            #expect(shown?["sampled"]?.string == "2020-04-09T08:00:00+08:00")
            #expect(shown?["institution"]?.string == "第一检验所")
        }
    }

    @Test("Each picture is drawn of a fresh token")
    func pictures() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let svg = try await visit.get(resident.path + "/code.svg", by: resident.token)
            let png = try await visit.get(resident.path + "/code.png", by: resident.token)
            let other = try await visit.get(resident.path + "/code.svg", by: resident.token)
            #expect(svg.headers[.contentType] == "image/svg+xml")
            #expect(png.headers[.contentType] == "image/png")
            #expect(svg.text.contains("JKM1:"))
            #expect(png.text.contains("JKM1:"))
            #expect(svg.text != other.text)
        }
    }

    @Test("The timeline tells from when, why and from what")
    func timeline() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let cdc = try await visit.source(.cdc, name: "疾控中心")
            try await visit.post("/records", Visit.record("r-1", "close_contact"), by: cdc)
            let entries = try await visit.get(resident.path + "/timeline", by: resident.token).json.array ?? []
            let yellow = entries.first { $0["colour"]?.string == "yellow" }
            #expect(yellow?["until"]?.string == "2020-04-24T08:00:00+08:00")
            #expect(yellow?["rule"]?.string == "close-contact")
            #expect(yellow?["facts"]?.array?.first?["kind"]?.string == "close_contact")
            #expect(entries.last?["until"] == nil)
        }
    }

    @Test("A declaration is answered with its id and instant, and read back newest first")
    func declares() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let ill = """
                {"kind":"returning","symptoms":["fever","cough"],"diagnosis":"suspected","contact":true,\
                "temperature":38.25,"stays":[{"region":"110101","from":"2020-04-01T00:00:00+08:00",\
                "until":"2020-04-05T00:00:00+08:00"}],"arrival":"2020-04-11T10:00:00+08:00","truthful":true}
                """
            let first = try await visit.post(resident.path + "/declarations", Self.healthy, by: resident.token)
            visit.town.clock.advance(seconds: 60)
            let second = try await visit.post(resident.path + "/declarations", ill, by: resident.token)
            #expect([first.status, second.status] == [201, 201])
            #expect(second["declared_at"]?.string == "2020-04-10T09:01:00+08:00")
            let list = try await visit.get(resident.path + "/declarations", by: resident.token).json.array ?? []
            #expect(list.map { $0["id"] } == [second["id"], first["id"]])
            #expect(list.first?["symptoms"]?.array == [.string("fever"), .string("cough")])
            #expect(list.first?["temperature"] == .number(38.25))
            #expect(list.first?["stays"]?.array?.first?["region"]?.string == "110101")
            #expect(try await visit.get(resident.path + "/code", by: resident.token)["colour"]?.string == "yellow")
        }
    }

    @Test("A check-in is taken")
    func checksIn() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let answer = try await visit.post(
                resident.path + "/checkins", #"{"temperature":36.5,"symptoms":[]}"#, by: resident.token)
            #expect(answer.status == 201)
            #expect(answer["id"]?.string?.isEmpty == false)
        }
    }

    @Test(
        "A declaration that cannot be is refused at the field",
        arguments: [
            (#""kind":"staying""#, #""kind":"floating""#, "/kind"),
            (#""diagnosis":"none""#, #""diagnosis":"perhaps""#, "/diagnosis"),
            (#""symptoms":[]"#, #""symptoms":["cough","hiccups"]"#, "/symptoms/1"),
            (#""truthful":true"#, #""truthful":false"#, "/truthful"),
            (#""truthful":true"#, #""truthful":"yes""#, "/truthful"),
            (#""stays":[]"#, #""stays":[{"region":"110101","from":"2020-05-10T09:00:00+08:00"}]"#, "/stays/0/from"),
            (#""stays":[]"#, #""stays":[{"region":"110101","from":"1620-05-10T09:00:00+08:00"}]"#, "/stays/0/from"),
            (#""stays":[]"#, #""stays":[{"region":"110101","from":"yesterday"}]"#, "/stays/0/from"),
            (#""stays":[]"#, #""stays":[{"region":"11","from":"2020-04-01T09:00:00+08:00"}]"#, "/stays/0/region"),
            (#""stays":[]"#, #""stays":[],"temperature":365"#, "/temperature"),
        ])
    func impossible(part: String, replacement: String, pointer: String) async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let body = Self.healthy.replacing(part, with: replacement)
            let answer = try await visit.post(resident.path + "/declarations", body, by: resident.token)
            #expect(answer.status == 422)
            #expect(answer.problem == "invalid-fields")
            #expect(answer.pointers == [pointer])
        }
    }
}
