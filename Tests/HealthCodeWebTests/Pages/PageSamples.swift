import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

/// Every page in every state worth looking at, made of invented people: what the tests render.
struct PageSamples {
    let words: Catalogue
    static let now = Instant(rfc3339: "2020-04-08T09:41:07+08:00") ?? .distantPast

    /// The pages by the names of their pictures.
    var all: [(name: String, page: any Page)] {
        signingIn + people + codes + declaring + care + reading + checkpoint + certificates + console
    }

    static func person(
        _ number: Int64, _ name: String, _ relation: Relation, _ colour: Colour, verified: Bool = true,
        document: String = "420***********1234"
    ) -> PersonView {
        PersonView(
            id: PersonID(number), name: name, document: MaskedDocument(kind: .residentID, number: document),
            region: RegionCode(number: 420_106_000_000), relation: relation, verified: verified,
            registered: now.advanced(bySeconds: -20 * 86_400), colour: colour, offset: .china)
    }

    static let family = [
        person(1, "张*丰", .self, .green), person(2, "王*英", .parent, .yellow, document: "420***********0027"),
        person(3, "张*", .child, .red, document: "420***********3312"),
        person(4, "S*** B*******", .spouse, .grey, document: "E*****678"),
    ]

    private var signingIn: [(name: String, page: any Page)] {
        let wrong = Problem(.wrongOneTimeCode, parameters: ["tries": "3"])
        return [
            ("welcome", WelcomePage(words: words)),
            (
                "welcome-refused",
                WelcomePage(
                    words: words, phone: "1380013", error: words.field(.badPhone), next: "/people/1/code",
                    notice: Notice(.bad, words.problem(Problem(.oneTimeCodeBudgetSpent))))
            ),
            ("one-time-code", OneTimeCodePage(.signIn, phone: "13800138000", words: words)),
            (
                "one-time-code-wrong",
                OneTimeCodePage(
                    .changePhone, phone: "13800138000", error: words.problem(wrong),
                    notice: Notice(.good, words("one_time_code.sent_again")), words: words)
            ),
        ]
    }

    private var people: [(name: String, page: any Page)] {
        var errors = FormErrors()
        errors.note("/name", words.field(.badName))
        errors.note("/document/number", words.field(.badCheckDigit))
        errors.note("/region", words.field(.badRegion))
        errors.note("/consent", words.problem(Problem(.consentMissing)))
        let filled = Form(values: [
            "relation": "child", "name": "张小明1", "document-number": "420106201501012345",
            "document-kind": "resident_id",
        ])
        let mismatch = Problem(.identityMismatch, parameters: ["part": "name"])
        return [
            ("people", PeoplePage(Self.family, notice: Notice(.good, words("people.claimed")), words: words)),
            ("people-empty", PeoplePage([], words: words)),
            ("people-alone", PeoplePage([Self.family[0]], proxies: false, words: words)),
            (
                "register-place",
                RegisterPage(
                    Form(), region: Self.path(3), errors: FormErrors(), clientele: Self.place.options.clientele,
                    words: words)
            ),
            ("register", RegisterPage(Form(), region: Self.path(0), errors: FormErrors(), words: words)),
            (
                "register-refused",
                RegisterPage(
                    filled, region: Self.path(2), errors: errors, notice: try? Notice(refusing: mismatch, words: words),
                    words: words)
            ),
        ]
    }

    /// A way down the tree: so many levels chosen of three.
    static func path(_ chosen: Int) -> RegionPath {
        let levels = [
            [region(420_000, "湖北省", .province), region(110_000, "北京市", .province)],
            [region(420_100, "武汉市", .prefecture), region(421_000, "荆州市", .prefecture)],
            [region(420_106, "武昌区", .county), region(420_111, "洪山区", .county)],
        ]
        return RegionPath(
            levels: Array(levels.prefix(chosen + 1)), chosen: levels.prefix(chosen).compactMap(\.first))
    }

    private static func region(_ code: Int64, _ name: String, _ level: RegionCode.Level) -> Region {
        Region(code: RegionCode(number: code * 1_000_000), name: name, level: level, parent: nil)
    }
}
