/// Judges European certificates by published rules: what a jurisdiction asks for beyond a signature that holds.
public struct CertLogicCheck: CredentialCheck {
    /// The rules.
    public let rules: CertLogicRuleSet
    /// Whose rules count (ISO 3166-1); nil for all.
    public let country: String?
    /// The region whose rules count beside those of the whole country.
    public let region: String?
    /// The lists of codes that rules look into, `external.valueSets`: an object of arrays of texts.
    public let valueSets: JSON

    /// A check by these rules.
    public init(
        rules: CertLogicRuleSet, country: String? = nil, region: String? = nil, valueSets: JSON = .object([])
    ) {
        self.rules = rules
        self.country = country
        self.region = region
        self.valueSets = valueSets
    }

    /// What each rule that counts says to a certificate; nothing for credentials of other formats.
    public func results(for report: Report, at now: Int64) -> [CertLogicResult] {
        guard report.format == .covidCertificate, let payload = report.payload else { return [] }
        var external: [JSON.Member] = [.init("valueSets", valueSets)]
        if let country { external.append(.init("countryCode", .string(country))) }
        if let region { external.append(.init("region", .string(region))) }
        if let issuer = report.issuer { external.append(.init("issuerCountryCode", .string(issuer))) }
        for (name, seconds) in [("iat", report.issued), ("exp", report.expires)] {
            guard let time = seconds.flatMap(CertLogicTime.init(seconds:)) else { continue }
            external.append(.init(name, .string(time.description)))
        }
        return rules.judge(payload, .init(at: now, external: external, country: country, region: region))
    }

    /// One reason of the layer `rule` for each rule that is not met, or could not be judged.
    public func reasons(against report: Report, at now: Int64) -> [Reason] {
        results(for: report, at: now).filter { !$0.isMet }.map { result in
            Reason(.rule, .insufficient, result.explanation(in: "en"))
        }
    }
}
