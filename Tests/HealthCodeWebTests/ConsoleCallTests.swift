import HealthCodeCore
import HealthCodeService
import Testing

@Suite("The administrators' console")
struct ConsoleCallTests {
    /// Two administrators of the province, each with a browser, and a proposal by the first.
    private func proposing(_ visit: Visit) async throws -> (one: Browser, two: Browser, path: String) {
        var browsers: [Browser] = []
        for phone in ["13900000011", "13900000012"] {
            _ = try await visit.town.healthCode.addStaff(
                role: .administrator, phone: phone, name: "管理员\(phone.suffix(1))",
                region: RegionCode(number: 420_000_000_000))
            let browser = Browser(visit)
            try await browser.signIn(phone)
            browsers.append(browser)
        }
        let text = try Town.hubeiPack().replacing("2020-04-01T00:00:00", with: "2020-04-12T00:00:00")
            .replacing("for: 14d", with: "for: 7d")
        let one = browsers[0]
        #expect(one.page.path == "/console")
        try await one.open("/console/propose?from=420000/2020-04-01")
        #expect(one.page.html.contains("Hubei Province, rules of 1 April 2020"))
        try await one.send("/console/propose", [("text", text.replacing("\n", with: "\r\n")), ("scenarios", "")])
        #expect(one.page.text.contains("It waits for its turn"))
        let following = one.page.path
        try await visit.town.healthCode.runSimulations()
        try await one.open(following)
        let path = try #require(one.page.path.split(separator: "?").first.map(String.init))
        #expect(one.page.text.contains("The simulation is finished."))
        return (one, browsers[1], path)
    }

    @Test("One proposes, another approves, and the pack is listed as one to come")
    func published() async throws {
        try await visit { visit in
            let (_, two, path) = try await proposing(visit)
            try await two.open(path + "/approve")
            let simulation = try #require(two.page.value("simulation"))
            try await two.send(path + "/approve", [("simulation", simulation)])
            #expect(two.page.text.contains("It is published"))
            try await two.open("/console")
            #expect(two.page.text.contains("Hubei 2020-04-12") && two.page.text.contains("to come"))
            try await two.open("/console/packs/420000/2020-04-12")
            #expect(two.page.status == 200 && two.page.html.contains("for: 7d"))
        }
    }

    @Test("Who proposed it is told that another has to approve it")
    func own() async throws {
        try await visit { visit in
            let (one, _, path) = try await proposing(visit)
            try await one.open(path + "/approve")
            #expect(one.page.status == 409 && one.page.value("simulation") == nil)
            #expect(one.page.text.contains("Ask another administrator of the region"))
        }
    }

    @Test("Of a published proposal there is nothing left to approve, and the page says so")
    func again() async throws {
        try await visit { visit in
            let (_, two, path) = try await proposing(visit)
            try await two.open(path + "/approve")
            #expect(two.page.text.contains("It has no scenarios"))
            try await two.send(path + "/approve", [])
            try await two.open(path + "/approve")
            #expect(two.page.status == 409 && two.page.text.contains("It was published, declined or withdrawn"))
        }
    }

    @Test("A check says what stands against proposing a pack without a mistake, and offers no way to")
    func objections() async throws {
        try await visit { visit in
            let (one, _, _) = try await proposing(visit)
            try await one.open("/console/propose?from=420000/2020-04-01")
            let text = try Town.hubeiPack()
            try await one.send("/console/propose/check", [("text", text), ("scenarios", "")])
            #expect(one.page.status == 422 && one.page.text.contains("it cannot be proposed yet"))
            #expect(one.page.text.contains("rules never reach into the past"))
            #expect(!one.page.html.contains("formaction=\"/console/propose\""))
        }
    }

    @Test("A reason is asked for before a proposal is declined")
    func noReason() async throws {
        try await visit { visit in
            let (_, two, path) = try await proposing(visit)
            try await two.open(path + "/decline")
            try await two.send(path + "/decline", [("reason", "")])
            #expect(two.page.status == 422 && two.page.html.contains("reason-error"))
            try await two.send(path + "/decline", [("reason", "too early")])
            #expect(two.page.text.contains("too early"))
        }
    }

    @Test("A mistake is shown with its line, and what was written is still there")
    func mistake() async throws {
        try await visit { visit in
            let (one, _, _) = try await proposing(visit)
            try await one.open("/console/propose")
            try await one.send(
                "/console/propose/check", [("text", "place: {zh: 甲, en: A}\nregoin: 420000"), ("scenarios", "")])
            #expect(one.page.status == 422 && one.page.text.contains("line 2, column 1"))
            #expect(one.page.html.contains("regoin: 420000</textarea>"))
        }
    }

    @Test("A form from elsewhere changes nothing")
    func crossSite() async throws {
        try await visit { visit in
            let (_, two, path) = try await proposing(visit)
            try await two.send(path + "/decline", [("csrf", "0"), ("reason", "no")])
            #expect(two.page.status == 403)
            try await two.open(path)
            #expect(two.page.text.contains("waits for approval"))
        }
    }

    @Test("A person is explained by id and by code, to an administrator of their region alone")
    func explained() async throws {
        try await visit { visit in
            let resident = try await visit.resident()
            let (_, two, _) = try await proposing(visit)
            try await two.open("/console")
            try await two.send("/console/people", [("who", try await visit.liveCode(resident))])
            #expect(two.page.path == "/console/people/\(resident.id)" && two.page.text.contains("everyone-else"))
            try await two.open("/console")
            try await two.send("/console/people", [("who", "999")])
            #expect(two.page.status == 422)
            _ = try await visit.town.healthCode.addStaff(
                role: .administrator, phone: "13900000013", name: "管理员3", region: RegionCode(number: 110_000_000_000))
            let elsewhere = Browser(visit)
            try await elsewhere.signIn("13900000013")
            try await elsewhere.open("/console/people/\(resident.id)")
            #expect(elsewhere.page.status == 404)
        }
    }
}
