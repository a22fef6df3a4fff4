import HealthCodeService
import Testing

@testable import HealthCodeWeb

@Suite("Pages in a browser without scripts")
struct PageCallTests {
    private static let details = [
        ("relation", "self"), ("name", "张三丰"), ("document-kind", "resident_id"), ("region-1", "420000"),
        ("region-2", "420100"), ("region-3", "420102"), ("consent", HealthCode.purposes),
    ]

    private func details(_ changed: [(String, String)] = []) -> [(String, String)] {
        (Self.details + [("document-number", residentID(123))]).filter { field in
            !changed.contains { $0.0 == field.0 }
        } + changed
    }

    private func resident(_ visit: Visit) async throws -> Browser {
        let browser = Browser(visit)
        try await browser.signIn()
        try await browser.open("/people/new")
        try await browser.send("/people/new", details())
        return browser
    }

    @Test("Signing in leads to the page that was asked for")
    func signingInLeadsBack() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.open("/account")
            #expect(browser.page.status == 401)
            try await browser.send("/sign-in", [("phone", "13800000001")])
            let code = try #require(visit.town.outbox.last?.oneTimeCode)
            try await browser.send("/sign-in/code", [("code", code)])
            #expect(browser.page.path == "/account")
            #expect(browser.page.text.contains("13800000001"))
        }
    }

    @Test("A wrong code says how many tries are left")
    func wrongCodes() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.open("/")
            try await browser.send("/sign-in", [("phone", "13800000001")])
            let right = try #require(visit.town.outbox.last?.oneTimeCode)
            try await browser.send("/sign-in/code", [("code", right == "000000" ? "111111" : "000000")])
            #expect(browser.page.text.contains("Tries left: 4"))
            try await browser.send("/sign-in/code", [("code", right)])
            #expect(browser.page.status == 200)
        }
    }

    @Test("Signing out ends the session")
    func signingOut() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/account")
            try await browser.send("/sign-out", [])
            #expect(browser.page.text.contains("signed out"))
            try await browser.open("/people")
            #expect(browser.page.status == 401)
        }
    }

    @Test("The language is the browser's until one is chosen")
    func languages() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.open("/help")
            #expect(browser.page.html.contains("<html lang=\"en\">"))
            try await browser.open("/language/zh-Hans?back=%2Fhelp")
            #expect(browser.page.path == "/help" && browser.page.html.contains("<html lang=\"zh-Hans\">"))
        }
    }

    @Test("A region is chosen a level at a time, and what was typed stays")
    func regionsByLevels() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/people/new")
            try await browser.send("/people/new", [("step", "region"), ("name", "张三丰"), ("region-1", "420000")])
            #expect(browser.page.status == 200 && browser.page.value("name") == "张三丰")
            #expect(browser.page.html.contains("<option value=\"420100\">"))
        }
    }

    @Test("Registering leads to the declaration, and the code is there meanwhile (HB-02)")
    func registering() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            #expect(browser.page.path.hasPrefix("/people/1/declare"))
            #expect(browser.page.text.contains("is registered"))
            try await browser.open("/people/1/code")
            #expect(browser.page.text.contains("You have not declared your health yet"))
            #expect(browser.page.text.contains("Green") && browser.page.text.contains("张*丰"))
            #expect(!browser.page.text.contains("张三丰"))
        }
    }

    @Test("A registration that is refused marks the field and keeps the rest")
    func refusedRegistrations() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/people/new")
            let slip = String(residentID(123).dropLast()) + (residentID(123).hasSuffix("1") ? "2" : "1")
            try await browser.send("/people/new", details([("document-number", slip)]))
            #expect(browser.page.status == 422 && browser.page.value("name") == "张三丰")
            #expect(browser.page.html.contains("id=\"document-number-error\""))
        }
    }

    @Test("A registration without consent says so at the box")
    func consentIsAsked() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/people/new")
            try await browser.send("/people/new", details([("consent", "")]))
            #expect(browser.page.html.contains("id=\"consent-error\""))
        }
    }

    @Test("An empty registration marks the missing consent with the rest")
    func consentIsAskedAtOnce() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/people/new")
            try await browser.send("/people/new", [("relation", "self")])
            #expect(browser.page.html.contains("id=\"name-error\""))
            #expect(browser.page.html.contains("id=\"consent-error\""))
        }
    }

    @Test("An identity that does not match says which part, and how to mend it")
    func mismatches() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            try await browser.open("/people/new")
            try await browser.send("/people/new", details([("name", Acquaintance.impostor)]))
            #expect(browser.page.text.contains("The name and the document number do not belong together"))
        }
    }

    @Test("A document that another account holds leads to a claim")
    func heldDocuments() async throws {
        try await visit { visit in
            _ = try await resident(visit)
            let other = Browser(visit)
            try await other.signIn("13800000002")
            try await other.open("/people/new")
            try await other.send("/people/new", details([("relation", "child")]))
            #expect(other.page.status == 409 && other.page.html.contains("href=\"/claim\""))
        }
    }

    @Test("A form of another session is refused")
    func forms() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.send("/people/1/erase", [("csrf", "0000"), ("word", "ERASE")])
            #expect(browser.page.status == 403)
        }
    }

    @Test("Erasing asks for the word first")
    func erasing() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.open("/people/1/erase")
            try await browser.send("/people/1/erase", [("word", "yes")])
            #expect(browser.page.status == 422)
            try await browser.send("/people/1/erase", [("word", "erase")])
            #expect(browser.page.path.hasPrefix("/people?") && browser.page.text.contains("Nobody here yet"))
        }
    }

    @Test("The pages of another account's person are not there")
    func strangers() async throws {
        try await visit { visit in
            _ = try await resident(visit)
            let other = Browser(visit)
            try await other.signIn("13800000002")
            for page in [
                "", "/code", "/timeline", "/declare", "/declarations", "/check-in", "/correct", "/share", "/erase",
            ] {
                try await other.open("/people/1" + page)
                #expect(other.page.status == 404, "\(page)")
            }
        }
    }
}
