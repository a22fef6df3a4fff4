import HealthCodeCore
import HealthCodeService
import Testing

@testable import HealthCodeWeb

@Suite("Forms are read as people fill them in")
struct FormTests {
    @Test("Names and values are decoded, and a name may come more than once")
    func pairsAreDecoded() {
        let form = Form("name=%E5%BC%A0+%E4%B8%89&symptoms=cough&symptoms=fever&empty=&bare")
        #expect(form["name"] == "张 三")
        #expect(form.all("symptoms") == ["cough", "fever"])
        #expect(form["empty"] == "")
        #expect(form.text("bare") == nil)
    }

    @Test("A broken escape is kept as it stands", arguments: ["%", "%4", "%zz", "100%"])
    func brokenEscapesAreKept(value: String) {
        #expect(Form("a=\(value)")["a"] == value)
    }

    @Test(
        "A temperature is understood however it is typed",
        arguments: [
            ("36.5", 3_650), ("36,5", 3_650), ("36．5", 3_650), ("３６．５", 3_650), ("36。5", 3_650), ("365", 3_650),
            ("36", 3_600), ("36.55", 3_655), (" 36.5 °C ", 3_650), ("36.5℃", 3_650),
        ])
    func temperatures(text: String, hundredths: Int32) {
        guard case .read(let temperature) = Form(values: ["t": text]).temperature("t") else {
            Issue.record("\(text) is not read")
            return
        }
        #expect(temperature.hundredths == hundredths)
    }

    @Test(
        "What is no temperature is not taken for one",
        arguments: ["hot", "36.5.1", "-36.5", "36.-5", "36.555", "99999"])
    func notTemperatures(text: String) {
        if case .unreadable = Form(values: ["t": text]).temperature("t") { return }
        Issue.record("\(text) is read")
    }

    @Test("A temperature is written in tenths, and in hundredths where it has them")
    func degrees() {
        #expect(
            [3_650, 3_655, 3_605, 4_000].map { Temperature(hundredths: $0).degrees } == [
                "36.5", "36.55", "36.05", "40.0",
            ])
    }

    @Test("A place that is dropped from a declaration goes with all its fields, and those after it move up")
    func placesMoveUp() {
        let form = Form("kind=staying&stay1-1=42&stay1-from=a&stay2-from=b&stay3-from=c&stay3-2=33")
        let shorter = form.dropping(stay: 2, of: 3)
        #expect(shorter["stay1-1"] == "42" && shorter["stay1-from"] == "a")
        #expect(shorter["stay2-from"] == "c" && shorter["stay2-2"] == "33")
        #expect(shorter["stay3-from"] == "" && shorter["kind"] == "staying")
    }

    @Test("The way back after a change of language never leads to another site")
    func waysBackAreLocal() {
        #expect(Pages.local("/people/1/code?fresh=1") == "/people/1/code?fresh=1")
        for elsewhere in [
            "//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/a\r\nSet-Cookie: b",
        ] {
            #expect(Pages.local(elsewhere) == "/")
        }
    }
}

@Suite("The region picker goes down the tree")
struct RegionPathTests {
    private static let tree: [Int64?: [(Int64, String)]] = [
        nil: [(420_000, "湖北省"), (110_000, "北京市")],
        420_000: [(420_100, "武汉市"), (429_004, "仙桃市")],
        420_100: [(420_106, "武昌区")],
        110_000: [(110_101, "东城区")],
    ]

    private func path(_ form: String) async throws -> RegionPath {
        try await RegionPath(Form(form), id: "region") { parent in
            (Self.tree[parent.map { $0.number / 1_000_000 }] ?? []).map { code, name in
                let code = RegionCode(number: code * 1_000_000)
                return Region(code: code, name: name, level: code.level, parent: parent)
            }
        }
    }

    @Test("It begins with the provinces")
    func beginsWithProvinces() async throws {
        let path = try await path("")
        #expect(path.levels.map { $0.map(\.name) } == [["湖北省", "北京市"]])
        #expect(path.code == nil && path.hasMore)
    }

    @Test("A county is an answer, under a prefecture or directly under a province")
    func countiesAreAnswers() async throws {
        #expect(try await path("region-1=420000&region-2=420100&region-3=420106").code?.description == "420106")
        #expect(try await path("region-1=420000&region-2=429004").code?.description == "429004")
        #expect(try await path("region-1=110000&region-2=110101").code?.description == "110101")
    }

    @Test("A prefecture with counties is not an answer yet")
    func prefecturesAreNotAnswers() async throws {
        let path = try await path("region-1=420000&region-2=420100")
        #expect(path.code == nil && path.hasMore)
        #expect(path.levels.last?.map(\.name) == ["武昌区"])
    }

    @Test("What was chosen under another province is forgotten when the province changes")
    func staleChoicesAreForgotten() async throws {
        let path = try await path("region-1=110000&region-2=420100&region-3=420106")
        #expect(path.chosen.map(\.name) == ["北京市"])
    }
}
