internal import HealthCodeCore
internal import HealthCodeCredential

/// What a certificate says of whom, whatever its format.
struct CertificateClaims: Hashable {
    /// One test in it.
    struct Test: Hashable {
        /// Nil for a method that no record of ours has, such as a rapid test.
        var method: TestDetail.Method?
        var result: TestDetail.Result
        var sampled: Instant
    }

    var attests: Attestation
    /// As written, and as a passport writes them.
    var names: [PersonName]
    /// `yyyy-mm-dd`, or as much of it as is known.
    var birth: String
    /// When it happened: the dose, the sampling, the first day of the recovery.
    var event: Instant
    /// Until when it holds, where it says so itself.
    var end: Instant?
    var test: Test?
    var statement: LocalizedText

    /// What a signed certificate says; nil where it says nothing that is understood here.
    ///
    /// - Parameter offset: in which days without a time of day are counted.
    init?(_ content: Report.Content?, in offset: UTCOffset) {
        switch content {
        case .covidCertificate(let certificate)?: self.init(certificate, in: offset)
        case .healthCard(let card)?: self.init(card, in: offset)
        default: return nil
        }
    }

    private init?(_ certificate: CovidCertificate, in offset: UTCOffset) {
        let day = { (text: String) in CivilDate(text.prefix(10))?.midnight(in: offset) }
        let name = certificate.name
        names = [
            PersonName(family: name.surname, given: name.forename),
            PersonName(family: name.standardSurname, given: name.standardForename),
        ].compactMap(\.self)
        birth = certificate.birth
        switch certificate.event {
        case .vaccination(let dose):
            guard let date = day(dose.date) else { return nil }
            attests = .vaccination
            event = date
            let product = ValueSet.product.name(of: dose.product) ?? dose.product
            statement = LocalizedText(
                simplifiedChinese: "疫苗接种：第 \(dose.dose) 剂（共 \(dose.doses) 剂），\(dose.date)，\(product)",
                english: "Vaccination: dose \(dose.dose) of \(dose.doses) on \(dose.date), \(product)")
        case .test(let made):
            guard let sampled = made.sampled.map(Instant.init(seconds:)) else { return nil }
            attests = .test
            event = sampled
            let test = Test(
                method: made.type == Self.nucleicAcid ? .nucleicAcid : nil,
                result: Self.results[made.result] ?? .inconclusive, sampled: sampled)
            self.test = test
            statement = Self.statement(of: test, in: offset)
        case .recovery(let recovery):
            guard let from = day(recovery.validFrom) else { return nil }
            attests = .recovery
            event = from
            end = CivilDate(recovery.validUntil.prefix(10))?.advanced(byDays: 1).midnight(in: offset)
            let span = (recovery.firstPositive, recovery.validFrom, recovery.validUntil)
            statement = LocalizedText(
                simplifiedChinese: "康复：首次阳性 \(span.0)，有效期 \(span.1) 至 \(span.2)",
                english: "Recovery: first positive on \(span.0), counts from \(span.1) to \(span.2)")
        }
    }

    init(
        attests: Attestation, names: [PersonName], birth: String, event: Instant, test: Test? = nil,
        statement: LocalizedText
    ) {
        self.attests = attests
        self.names = names
        self.birth = birth
        self.event = event
        self.test = test
        self.statement = statement
    }

    static func statement(of test: Test, in offset: UTCOffset) -> LocalizedText {
        let method =
            test.method.map(FactText.name)
            ?? LocalizedText(simplifiedChinese: "快速检测", english: "rapid test")
        let result = FactText.name(of: test.result)
        let day = CivilDate(of: test.sampled, in: offset)
        return LocalizedText(
            simplifiedChinese: "检测：\(method.simplifiedChinese)\(result.simplifiedChinese)，\(day) 采样",
            english: "Test: \(method.english), \(result.english), sampled on \(day)")
    }

    /// Codes of LOINC and SNOMED CT in the European value sets.
    private static let nucleicAcid = "LP6464-4"
    static let results: [String: TestDetail.Result] = ["260415000": .negative, "260373001": .positive]
}

/// A name in its two parts.
struct PersonName: Hashable {
    var family: String?
    var given: String?

    init?(family: String?, given: String?) {
        guard family?.isEmpty == false || given?.isEmpty == false else { return nil }
        self.family = family
        self.given = given
    }

    /// For a masked name: the family name last, as in the West; Chinese ones without a space and first.
    var whole: String {
        let parts = [given, family].compactMap(\.self)
        let isChinese = parts.contains { $0.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } }
        return isChinese ? parts.reversed().joined() : parts.joined(separator: " ").replacing("<", with: " ")
    }

    /// Whether somebody of this name can be the one that a document names: the same letters in either order, and a Chinese
    /// name by its letters in a passport.
    func fits(_ name: String) -> Bool {
        let (family, given) = (Self.letters(family ?? ""), Self.letters(given ?? ""))
        let wanted = Self.letters(name)
        guard !wanted.isEmpty else { return false }
        return wanted == family + given || wanted == given + family
    }

    /// The letters of a name, in Latin, without marks, case, spaces and hyphens.
    private static func letters(_ text: String) -> String {
        Transliteration.latin(text).uppercased().filter(\.isLetter)
    }
}
