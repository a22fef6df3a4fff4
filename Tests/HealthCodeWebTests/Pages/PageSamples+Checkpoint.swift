import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

extension PageSamples {
    private static let point = Point(
        id: PointID(5), name: "武昌站东广场出站口", region: RegionCode(number: 420_106_000_000), added: day(-30), revoked: nil)

    private static func check(_ view: CodeView, age: Int?, passes: Bool) -> CheckView {
        CheckView(
            colour: view.colour, advice: view.advice, name: view.person.name, document: view.person.document, age: age,
            test: view.tests.first, needs: passes ? ["temperature"] : [], passes: passes, feverLimit: .feverLimit,
            now: now, offset: .china)
    }

    private static var untested: CheckView {
        var view = check(green, age: 43, passes: false)
        view.needs = ["test"]
        view.lacks = PlaceText.words([TestDemand(age: .elapsed(48 * 3_600))])
        view.travel = TravelView(advice: place.options.travel[0].advice, isMet: false)
        return view
    }

    private static func pass(_ view: CodeView, _ temperature: Int32?, _ why: PassReason, repeated: Bool = false)
        -> PassView
    {
        PassView(
            pass: Pass(
                id: PassID(high: 1, low: 2), token: [], person: view.person.id, point: point.id, collector: StaffID(1),
                at: now, recorded: now, temperature: temperature.map { Temperature(hundredths: $0) },
                colour: view.colour, allowed: why == .allowed, why: why, offline: false),
            check: check(view, age: 43, passes: true), repeated: repeated)
    }

    private static func offline(_ words: Catalogue) -> OfflineDesk {
        let advice: LocalizedText = green.advice
        let colours = Colour.allCases.map {
            ($0, PointRules.Allowance(passes: $0 == .green, feverLimit: .feverLimit, advice: advice))
        }
        let rules = PointRules(
            colours: Dictionary(uniqueKeysWithValues: colours), takesTemperature: true, agedCodePasses: false,
            offset: .china)
        return OfflineDesk(rules, at: point, account: AccountID(7), now: now, words: words)
    }

    private static let paper = PrintedCodeView(
        code: PrintedCode(
            number: 3, token: [], person: green.person.id, colour: .green, made: now,
            expires: now.advanced(bySeconds: 90 * 86_400), revoked: nil),
        person: green.person, place: LocalizedText(simplifiedChinese: "湖北", english: "Hubei"), text: "JKM1:", now: now,
        offset: .china)

    var checkpoint: [(name: String, page: any Page)] {
        let point = Self.point
        let id = PassID(high: 1, low: 2)
        let odd = CheckPage.Reading(text: "31.2", error: words("check.again", ["value": "31.2"]), sure: "31.2")
        let checks: [(String, CheckView, CheckPage.Reading)] = [
            ("green", Self.check(Self.green, age: 43, passes: true), CheckPage.Reading()),
            ("green-odd", Self.check(Self.green, age: nil, passes: true), odd),
            ("yellow", Self.check(Self.yellow, age: 71, passes: false), CheckPage.Reading()),
            ("red", Self.check(Self.red, age: 6, passes: false), CheckPage.Reading()),
            ("grey", Self.check(Self.grey, age: 38, passes: false), CheckPage.Reading()),
            ("untested", Self.untested, CheckPage.Reading()),
        ]
        let outcomes: [(String, PassView)] = [
            ("allowed", Self.pass(Self.green, 3_650, .allowed)),
            ("allowed-again", Self.pass(Self.green, nil, .allowed, repeated: true)),
            ("fever", Self.pass(Self.green, 3_810, .fever)), ("colour", Self.pass(Self.yellow, nil, .colour)),
            ("untested", Self.pass(Self.green, 3_650, .testMissing)),
            ("unmeasured", Self.pass(Self.green, nil, .temperatureMissing)),
            ("aged", Self.pass(Self.green, 3_650, .aged)),
        ]
        let refusals = OutcomePage.refusals.sorted { $0.rawValue < $1.rawValue }
        return [
            (
                "stations",
                StationsPage(
                    [point], regions: ["湖北省 武汉市 武昌区"], notice: Notice(.warn, words("refusals.unknown_point.todo")),
                    words: words)
            ),
            ("stations-empty", StationsPage([], regions: [], words: words)),
            ("station", StationPage(point, offline: Self.offline(words), words: words)),
            (
                "printed-codes",
                PrintedCodesPage([Self.paper.code], of: Self.green.person, days: 90, now: Self.now, words: words)
            ),
            ("printed-codes-none", PrintedCodesPage([], of: Self.green.person, days: 90, now: Self.now, words: words)),
            (
                "printed-sheet",
                PrintedSheetPage(Self.paper, at: "/people/1", qr: Self.qr, words: words, chinese: words, english: words)
            ),
            (
                "printed-card",
                PrintedCardPage(
                    Self.paper, at: "/people/1", qr: Self.qr, words: words, chinese: words, english: words)
            ),
            (
                "printed-codes-staff",
                PrintedCodesPage(
                    [Self.paper.code], of: Self.green.person, days: 30, now: Self.now, isStaff: true, words: words)
            ),
            ("kiosk", KioskPage(isOpen: true, notice: Notice(.bad, words("kiosk.no_fit")), words: words)),
            ("kiosk-closed", KioskPage(isOpen: false, words: words)),
            (
                "kiosk-paper",
                KioskPaperPage(Self.paper, qr: Self.qr, words: words, chinese: words, english: words)
            ),
            ("station-ungoverned", StationPage(point, offline: nil, words: words)),
            (
                "station-recognising",
                StationPage(point, recognised: Self.place.options.recognised.map(\.name), offline: nil, words: words)
            ),
        ]
            + checks.map { name, check, reading in
                ("check-\(name)", CheckPage(check, token: "HC", at: point, pass: id, reading: reading, words: words))
            }
            + outcomes.map { ("outcome-\($0)", OutcomePage($1, at: point, words: words)) }
            + refusals.map {
                ("refusal-\($0.rawValue)", OutcomePage(refusing: Problem($0), nextHref: "/collect/5", words: words))
            }
    }
}
