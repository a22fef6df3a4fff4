import HealthCodeService
import Testing

@testable import HealthCodeWeb

@Suite("Declaring and checking, page by page")
struct PageJobTests {
    private let well = [
        ("kind", "staying"), ("symptoms", "none"), ("contact", "no"), ("diagnosis", "none"), ("truthful", "yes"),
    ]

    private func well(but changed: (String, String)) -> [(String, String)] {
        well.filter { $0.0 != changed.0 } + [changed]
    }

    private func resident(_ visit: Visit) async throws -> Browser {
        _ = try await visit.resident()
        let browser = Browser(visit)
        try await browser.signIn()
        try await browser.open("/people/1/declare")
        return browser
    }

    @Test("A declaration shows the colour that it leads to")
    func declaring() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.send("/people/1/declare", well(but: ("symptoms", "fever")))
            #expect(browser.page.status == 200 && browser.page.html.contains("pane is-yellow"))
            #expect(browser.page.path == "/people/1/declared", "Loading it again would declare again")
            try await browser.open("/people/1/declarations")
            #expect(browser.page.text.contains("Fever"))
            try await browser.open("/people/1/timeline")
            #expect(browser.page.html.contains("band yellow"))
        }
    }

    @Test(
        "A declaration with one answer missing marks that question and keeps the others",
        arguments: ["kind", "symptoms", "contact", "diagnosis", "truthful"])
    func answersAreNeeded(question: String) async throws {
        let well = well
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.send("/people/1/declare", well.filter { $0.0 != question } + [("temperature", "36.6")])
            #expect(browser.page.status == 422)
            #expect(browser.page.html.contains("wrong") && browser.page.html.contains("id=\"\(question)-error\""))
            #expect(browser.page.value("temperature") == "36.6")
        }
    }

    @Test("Places are added and dropped without scripts")
    func places() async throws {
        let well = well
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.send("/people/1/declare", well + [("step", "add")])
            #expect(browser.page.value("stays") == "1" && browser.page.html.contains("name=\"stay1-1\""))
            let place = [
                ("stay1-1", "110000"), ("stay1-from", "2020-04-01"), ("stay1-until", "2020-04-03"),
            ]
            try await browser.send("/people/1/declare", well + place)
            #expect(browser.page.html.contains("pane is-green"))
            try await browser.open("/people/1/declarations")
            let link = try #require(browser.page.html.firstMatch(of: #/href="(\/people\/1\/declarations\/\d+)"/#))
            try await browser.open(String(link.output.1))
            #expect(browser.page.text.contains("北京市: 1 April 2020 – 3 April 2020"))
        }
    }

    @Test("A daily check-in is two answers")
    func checkingIn() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.open("/people/1/check-in")
            try await browser.send("/people/1/check-in", [("temperature", "36,5"), ("symptoms", "none")])
            #expect(browser.page.path.hasPrefix("/people/1/code") && browser.page.text.contains("Checked in"))
        }
    }

    private func station(_ visit: Visit) async throws -> (browser: Browser, path: String, token: String) {
        let resident = try await visit.resident()
        let point = try await visit.collector().point
        let browser = Browser(visit)
        try await browser.signIn("13900000001")
        #expect(browser.page.path == "/collect")
        let path = "/collect/\(point)"
        try await browser.open(path)
        return (browser, path, try await visit.liveCode(resident))
    }

    @Test("A green code and a normal temperature pass, and the same code does not pass again")
    func passing() async throws {
        try await visit { visit in
            let (browser, path, token) = try await station(visit)
            try await browser.send(path + "/check", [("token", token)])
            #expect(browser.page.html.contains("flood is-green") && browser.page.text.contains("张*丰"))
            try await browser.send(path + "/pass", [("temperature", "36.5")])
            #expect(browser.page.html.contains("data-outcome=\"allowed\""))
            try await browser.open(path)
            try await browser.send(path + "/check", [("token", token)])
            #expect(browser.page.status == 422 && browser.page.text.contains("Already used"))
        }
    }

    @Test("A fever stops, whatever the colour")
    func fevers() async throws {
        try await visit { visit in
            let (browser, path, token) = try await station(visit)
            try await browser.send(path + "/check", [("token", token)])
            try await browser.send(path + "/pass", [("temperature", "38.1")])
            #expect(browser.page.html.contains("data-outcome=\"stopped\"") && browser.page.text.contains("38.1"))
        }
    }

    @Test("A temperature that can hardly be is asked for once more, and taken when it is said again")
    func oddTemperatures() async throws {
        try await visit { visit in
            let (browser, path, token) = try await station(visit)
            try await browser.send(path + "/check", [("token", token)])
            try await browser.send(path + "/pass", [("temperature", "34.2")])
            #expect(browser.page.status == 422 && browser.page.value("sure") == "34.2")
            try await browser.send(path + "/pass", [("temperature", "34.2")])
            #expect(browser.page.html.contains("data-outcome=\"allowed\""))
        }
    }

    @Test("A temperature that nobody alive has is asked for anew, with no word of confirming it")
    func impossibleTemperatures() async throws {
        try await visit { visit in
            let (browser, path, token) = try await station(visit)
            try await browser.send(path + "/check", [("token", token)])
            for _ in 0..<2 {
                try await browser.send(path + "/pass", [("temperature", "3")])
                #expect(browser.page.status == 422 && browser.page.text.contains("lies between 34 and 43"))
                #expect(browser.page.value("sure") == "" && !browser.page.text.contains("confirm once more"))
            }
        }
    }

    @Test("What is no code of ours has a screen that says what to do")
    func noCodes() async throws {
        try await visit { visit in
            let (browser, path, token) = try await station(visit)
            try await browser.send(path + "/check", [("token", "https://example.com")])
            #expect(browser.page.text.contains("Not a health code"))
            visit.town.clock.advance(seconds: 61)
            try await browser.open(path)
            try await browser.send(path + "/check", [("token", token)])
            #expect(browser.page.text.contains("Code ran out"))
        }
    }

    @Test("Nobody but a collector comes to a checkpoint's pages")
    func residentsStayOut() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.open("/collect")
            #expect(browser.page.status == 403)
        }
    }
}
