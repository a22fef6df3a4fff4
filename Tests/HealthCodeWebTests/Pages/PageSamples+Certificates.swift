import HealthCodeCore

@testable import HealthCodeService
@testable import HealthCodeWeb

extension PageSamples {
    private static func certificate(_ answer: CertificateView.Answer) -> CertificateView {
        let text = { (chinese: String, english: String) in
            LocalizedText(simplifiedChinese: chinese, english: english)
        }
        var view = CertificateView(answer: answer, format: "eu-dcc")
        view.reasons = [.init(layer: "time", text: text("有效期：已经过期", "It has expired."))]
        view.kind = text("伙伴国家的证书", "Certificates of partners")
        view.recognisedAs = "partners"
        view.advice = text("请看护照。", "Look at the passport.")
        guard [.valid, .insufficient, .expired].contains(answer) else { return view }
        view.rules = [
            .init(id: "VR-XX-0001", isMet: answer == .valid, text: text("必须完成全部剂次。", "All doses must have been given."))
        ]
        view.name = "J** M*****"
        view.birthYear = "1990"
        view.attests = .vaccination
        view.statement = text("疫苗接种：第 2 剂（共 2 剂）", "Vaccination: dose 2 of 2")
        view.issuer = "Ministry of Health, XX"
        view.issued = now
        view.expires = now.advanced(bySeconds: 90 * 86_400)
        return view
    }

    private static func check(_ answer: CertificateView.Answer, colour: Colour, passes: Bool) -> CheckView {
        var view = CheckView(
            colour: colour, advice: green.advice, name: "J** M*****", document: nil, age: nil, test: nil,
            needs: passes ? ["temperature", "document"] : ["document"], passes: passes, feverLimit: .feverLimit,
            now: now,
            offset: .china)
        view.certificate = certificate(answer)
        return view
    }

    private static func held(_ answer: CertificateView.Answer?, because: KeptCertificate.Withdrawal? = nil)
        -> HeldCertificate
    {
        let fact = Fact(
            id: FactID(1), kind: .vaccinated, from: now, until: now.advanced(bySeconds: 86_400), known: now,
            origin: .certificate)
        return HeldCertificate(
            number: 1, added: now, certificate: answer.map(certificate), recorded: answer == .valid ? fact : nil,
            recordedAs: answer == .valid ? FactText.name(of: fact) : nil, withdrawn: because == nil ? nil : now,
            because: because, offset: .china)
    }

    var certificates: [(name: String, page: any Page)] {
        let point = Point(
            id: PointID(5), name: "武昌站", region: RegionCode(number: 420_106_000_000), added: Self.now, revoked: nil)
        let checks: [(String, CheckView)] = [
            ("green", Self.check(.valid, colour: .green, passes: true)),
            ("tests", Self.check(.valid, colour: .grey, passes: false)),
            ("insufficient", Self.check(.insufficient, colour: .grey, passes: false)),
        ]
        var refused = Problem(.expiredCertificate)
        refused.certificate = Self.certificate(.expired)
        let standing = CertificateView.Answer.allCases.map { Self.held($0) }
        let withdrawn = KeptCertificate.Withdrawal.allCases.map { Self.held(nil, because: $0) }
        let person = Self.green.person
        return checks.map { name, check in
            (
                "certificate-\(name)",
                CheckPage(
                    check, token: "HC1:", at: point, pass: PassID(high: 1, low: 2), reading: CheckPage.Reading(),
                    words: words)
            )
        } + [
            ("certificate-refused", OutcomePage(refusing: refused, nextHref: "/collect/5", words: words)),
            ("certificates-none", CertificatesPage([], of: person, recognised: [], words: words)),
            (
                "certificates",
                CertificatesPage(
                    standing + withdrawn, of: person, recognised: [Self.place.place], refusal: refused, text: "HC1:",
                    notice: nil, words: words)
            ),
        ]
    }
}
