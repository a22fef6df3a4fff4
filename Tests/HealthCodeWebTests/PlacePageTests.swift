import HealthCodePacks
import HealthCodeService
import Testing

@testable import HealthCodeWeb

@Suite("Pages follow the pack of the person's place")
struct PlacePageTests {
    private static let pack = """
        place: {zh: 武汉市, en: Wuhan}
        region: 420100
        since: 2020-04-11T00:00:00+08:00
        rules:
          - id: everyone-else
            colour: green
            when: always
            because: {zh: 无, en: Nothing else}
        colours:
          green: {passes: yes, advice: {zh: 可通行, en: Go on your way}}
          grey: {passes: no, advice: {zh: 请等待, en: Wait}}
        service: {acting-for-others: no, daily-check-in: {from: 2020-04-11, until: 2020-04-13}}
        serves:
          people: [residents]
          documents: [passport]
          valid-in: {zh: 全市通用, en: Valid in every district of Wuhan}
        declaration:
          who: [{kind: staying, says: {zh: 一直在, en: Always here}}]
          asks: [{question: temperature, help: {zh: 先坐五分钟, en: Sit for five minutes first}}]
          affirms: {zh: 属实, en: I stand for this}
        travellers:
          - {id: leaving, from: {in: 420100}, says: {zh: 须带证明, en: Take your paper along}}
        """

    private func resident(_ visit: Visit) async throws -> Browser {
        let browser = Browser(visit)
        try await browser.signIn()
        try await browser.open("/people/new")
        try await browser.send("/people/new", details(residentID(123)))
        return browser
    }

    private func details(_ number: String, relation: String = "self") -> [(String, String)] {
        [
            ("relation", relation), ("name", "张三丰"), ("document-kind", "resident_id"), ("document-number", number),
            ("region-1", "420000"), ("region-2", "420100"), ("region-3", "420102"), ("consent", HealthCode.purposes),
        ]
    }

    @Test("A new pack changes form, help, code and check-in page from its instant on, without a restart")
    func published() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            _ = try await visit.town.healthCode.publish(Pack(yaml: Self.pack))
            try await browser.open("/people/1/declare")
            #expect(browser.page.html.contains("name=\"symptoms\""))
            #expect(!browser.page.text.contains("Take your paper along"))
            visit.town.clock.advance(seconds: 86_400)
            _ = try await visit.town.healthCode.advanceDueChanges()
            try await browser.open("/people/1/declare")
            #expect(!browser.page.html.contains("name=\"symptoms\""))
            for words in ["Always here", "Sit for five minutes first", "I stand for this", "Take your paper along"] {
                #expect(browser.page.text.contains(words), "\(words)")
            }
            try await browser.send("/people/1/declare", [("kind", "staying"), ("truthful", "yes")])
            #expect(browser.page.path == "/people/1/declared")
            try await browser.open("/people/1/code")
            #expect(browser.page.text.contains("Valid in every district of Wuhan"))
            #expect(browser.page.html.contains("/people/1/check-in"))
            try await browser.open("/help")
            #expect(browser.page.text.contains("The rules of Wuhan"))
            #expect(browser.page.text.contains("From 11 April 2020 until 12 April 2020"))
            #expect(browser.page.text.contains("Not offered here"))
        }
    }

    @Test("Out of its days a check-in page says on which days check-ins were taken")
    func checkIn() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            _ = try await visit.town.healthCode.publish(Pack(yaml: Self.pack))
            visit.town.clock.advance(seconds: 4 * 86_400)
            try await browser.open("/people/1/check-in")
            #expect(browser.page.status == 409)
            #expect(browser.page.text.contains("from 2020-04-11 until 2020-04-12"))
        }
    }

    @Test("A document that the place does not accept keeps the form, and says which it accepts")
    func document() async throws {
        try await visit { visit in
            let browser = Browser(visit)
            try await browser.signIn()
            _ = try await visit.town.healthCode.publish(Pack(yaml: Self.pack))
            visit.town.clock.advance(seconds: 86_400)
            try await browser.open("/people/new")
            try await browser.send("/people/new", details(residentID(123)))
            #expect(browser.page.status == 422)
            #expect(browser.page.text.contains("Wuhan accepts: a passport."))
            #expect(browser.page.value("name") == "张三丰")
            #expect(!browser.page.html.contains("value=\"taiwan_permit\""))
        }
    }

    @Test("Where nobody acts for others, the family page says how they pass")
    func proxies() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            _ = try await visit.town.healthCode.publish(Pack(yaml: Self.pack))
            visit.town.clock.advance(seconds: 86_400)
            try await browser.open("/people")
            #expect(browser.page.text.contains("pass on paper"))
        }
    }

    @Test("Anybody reads the rules of each place")
    func help() async throws {
        try await visit { visit in
            _ = try await visit.town.healthCode.publish(Pack(yaml: Self.pack))
            visit.town.clock.advance(seconds: 86_400)
            let browser = Browser(visit)
            try await browser.open("/help")
            #expect(browser.page.html.contains("/help?place=420100#place-420100"))
            #expect(browser.page.html.contains("/help?place=420000#place-420000"))
            try await browser.open("/help?place=420100")
            #expect(browser.page.text.contains("Go on your way"))
            #expect(!browser.page.html.contains("id=\"place-420000\""))
        }
    }

    @Test("The code page answers what people ask, also without scripts")
    func questions() async throws {
        try await visit { visit in
            let browser = try await resident(visit)
            try await browser.open("/people/1/code")
            for id in ["where", "difference"] {
                #expect(browser.page.html.contains("id=\"ask-\(id)\""), "\(id)")
            }
        }
    }
}
