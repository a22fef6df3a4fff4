import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

extension PageSamples {
    private static let declaration = DeclarationView(
        id: FactID(7), declared: day(-1),
        declaration: Declaration(
            kind: .returning,
            answers: Answers(
                symptoms: [.cough, .soreThroat], diagnosis: .suspected, contact: true,
                temperature: Temperature(hundredths: 3_745)),
            stays: [Declaration.Stay(region: RegionCode(number: 110_000_000_000), from: day(-9), until: nil)],
            arrival: day(-3), truthful: true))

    var declaring: [(name: String, page: any Page)] {
        let person = Self.family[0]
        let empty = DeclarationDraft(form: Form(), stays: [])
        let form = Form("kind=returning&symptoms=none&symptoms=cough&temperature=hot&contact=no&stay1-from=2020-04-01")
        let draft = DeclarationDraft(form: form, stays: [Self.path(1), Self.path(3)])
        var errors = FormErrors()
        _ = draft.declaration(in: .china, now: Self.now, errors: &errors, words: words)
        let well = DeclarationView(
            id: FactID(3), declared: Self.day(-8),
            declaration: Declaration(kind: .staying, answers: Answers(), truthful: true))
        return [
            ("declare", DeclarePage(empty, of: person, errors: FormErrors(), words: words)),
            (
                "declare-refused",
                DeclarePage(
                    draft, of: Self.family[1], errors: errors, notice: Notice(.warn, words("declare.refused")),
                    words: words)
            ),
            (
                "declare-place",
                DeclarePage(empty, of: person, errors: FormErrors(), asked: Self.asked, words: words)
            ),
            ("declared", DeclaredPage(Self.yellow, declared: Self.now, words: words)),
            ("declarations", DeclarationsPage([Self.declaration, well], of: person, words: words)),
            ("declarations-empty", DeclarationsPage([], of: person, words: words)),
            ("declaration", DeclarationPage(Self.declaration, of: person, places: ["北京市 海淀区"], words: words)),
            ("declaration-well", DeclarationPage(well, of: person, places: [], words: words)),
            ("check-in", CheckInPage(Form(), of: person, errors: FormErrors(), words: words)),
            ("check-in-free", CheckInPage(Form(), of: person, isAsked: false, errors: FormErrors(), words: words)),
            (
                "check-in-refused",
                CheckInPage(
                    form, of: Self.family[2], errors: errors, notice: Notice(.warn, words("check_in.refused")),
                    words: words)
            ),
        ]
    }

    private static let carers = [
        CarerView(
            account: AccountID(1), phone: "138****8000", relation: .child, since: day(-9), isAsking: true, canEnd: true),
        CarerView(
            account: AccountID(2), phone: "139****0001", relation: .other, since: day(-1), isAsking: false, canEnd: true
        ),
    ]

    var care: [(name: String, page: any Page)] {
        let (person, child) = (Self.family[0], Self.family[2])
        var errors = FormErrors()
        errors.note("/word", words("care.erase_wrong"))
        let details = Form(values: ["name": "张三丰", "address": "中山路88号"])
        let unproven = Notice(.bad, words("care.claim_unproven"))
        return [
            (
                "person",
                PersonPage(
                    person, region: "湖北省 武汉市 武昌区", notice: Notice(.good, words("person.corrected")), words: words)
            ),
            (
                "correct",
                FormPage.correct(
                    details, region: Self.path(0), of: person, left: 1, errors: FormErrors(), notice: nil, words: words)
            ),
            ("share", SharePage(Self.carers, of: child, Form(), allows: true, words: words)),
            (
                "share-confirm",
                SharePage(
                    Self.carers, of: child, Form("phone=13800000008&relation=child"), confirming: "13800000008",
                    allows: true, words: words)
            ),
            ("share-closed", SharePage(Self.carers, of: person, Form(), allows: false, words: words)),
            ("erase", FormPage.erase(Form(), of: child, errors: errors, notice: nil, words: words)),
            ("claim", FormPage.claim(Form(), errors: FormErrors(), notice: unproven, words: words)),
            (
                "phone",
                FormPage.changePhone(
                    from: "13800138000", Form(), errors: FormErrors(), notice: nil, words: words)
            ),
            ("account", AccountPage(phone: "13800138000", isCollector: true, words: words)),
        ]
    }

    var reading: [(name: String, page: any Page)] {
        let kinds: [(String, Problem.Kind)] = [
            ("missing", .notFound), ("forbidden", .notAllowed), ("broken", .smsUnavailable), ("busy", .unavailable),
            ("expired", .crossSiteRequest),
        ]
        return [("privacy", PrivacyPage(words: words)), ("help", HelpPage(words: words))]
            + [("help-place", HelpPage(places: [(Self.place, Self.rules)], others: [Self.place], words: words))]
            + [("offline", TroublePage(offlineIn: words))]
            + kinds.map { ("trouble-\($0)", TroublePage(Problem($1), isSignedIn: true, words: words)) }
    }
}
