internal import HealthCodeCore
internal import HealthCodeCredential

/// A certificate that was looked at: what the verifier says, and by which entry of the pack.
struct ReadCertificate {
    var report: Report
    var code: RecognisedCode?
    var claims: CertificateClaims?
    var results: [CertLogicResult] = []

    /// How far it got: the lower, the better.
    fileprivate var rank: Int {
        switch report.outcome {
        case .valid: 0
        case .insufficient: 1
        default: report.isSigned ? 2 : 3
        }
    }
}

extension HealthCode {
    /// Whether a text is meant to be a certificate of another kind than our codes.
    static func isCertificate(_ text: String) -> Bool {
        ["HC1:", "shc:/", "eyJ"].contains { text.hasPrefix($0) }
    }

    /// Looks at a certificate under the entries of a policy, in their order; the first that it fits best counts.
    ///
    /// - Parameters:
    ///   - region: where it is shown; nil where that does not matter.
    ///   - now: as of when it is judged.
    func read(
        certificate text: String, under policy: Policy?, at region: RegionCode?, now: Instant
    ) async -> ReadCertificate {
        let text = text.withoutLineEnd
        let format: RecognisedCode.Format = text.hasPrefix("HC1:") ? .hcert : .smartHealthCard
        let history = rules.edition.history
        let entries = (policy?.options.recognised ?? []).filter { code in
            code.format == format && code.interval.contains(now)
                && region.map { history.isLike(code.point, $0, at: now) } ?? true
        }
        var best: ReadCertificate?
        for code in entries {
            guard let policy else { break }
            let read = await judge(text, by: code, of: policy, now: now)
            if best.map({ read.rank < $0.rank }) ?? true { best = read }
        }
        if let best { return best }
        let report = CredentialVerifier(trust: TrustList()).verify(text, at: now.seconds)
        return ReadCertificate(report: report)
    }

    private func judge(
        _ text: String, by code: RecognisedCode, of policy: Policy, now: Instant
    ) async -> ReadCertificate {
        let shelf = dependencies.shelf
        let trust = await shelf.trust(named: code.trust, in: policy.region) ?? TrustList()
        var rules: [CertLogicRule] = []
        var missing: [String] = []
        for name in code.rules {
            if let set = await shelf.rules(named: name) { rules += set.rules } else { missing.append(name) }
        }
        let logic = CertLogicCheck(rules: CertLogicRuleSet(rules), valueSets: await shelf.valueSets())
        let checks: [any CredentialCheck] = [await shelf.revocations(signedBy: trust), logic]
        var report = CredentialVerifier(trust: trust, checks: checks, tolerance: 60).verify(text, at: now.seconds)
        let claims = CertificateClaims(report.content, in: policy.offset)
        guard report.isSigned else { return ReadCertificate(report: report, code: code) }
        report = report.adding(Self.lacks(claims, code, missing: missing))
        return ReadCertificate(
            report: report, code: code, claims: claims, results: logic.results(for: report, at: now.seconds))
    }

    /// What a genuine certificate lacks to count by an entry.
    private static func lacks(_ claims: CertificateClaims?, _ code: RecognisedCode, missing: [String]) -> [Reason] {
        var reasons = missing.map {
            Reason(.rule, .insufficient, "The published rules “\($0)” that this place names are not here.")
        }
        if claims.map({ !code.attests.contains($0.attests) }) ?? true {
            reasons.append(Reason(.rule, .insufficient, "What it attests does not count here."))
        }
        return reasons
    }
}

extension String {
    /// Without line ends behind it; a space may be the last character of base45.
    fileprivate var withoutLineEnd: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
