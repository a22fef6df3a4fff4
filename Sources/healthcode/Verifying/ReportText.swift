import HealthCodeCore
import HealthCodeCredential

/// A report in words for a terminal, or as JSON.
enum ReportText {
    /// One line of JSON.
    static func json(_ report: Report) -> String {
        report.json(instant: instant).text
    }

    /// One line of words: what it is, whether it holds, and why not.
    static func line(_ report: Report) -> String {
        let kind = "\(report.outcome.rawValue): \(name(of: report.format))"
        guard report.outcome == .valid else {
            return ([kind] + report.reasons.map(\.text)).joined(separator: "; ")
        }
        return ([kind] + says(report) + [times(report)].compactMap(\.self)).joined(separator: "; ")
    }

    /// All there is to say, on several lines, and what to do next.
    static func full(_ report: Report) -> String {
        var lines = ["\(headline(report.outcome)) (\(name(of: report.format)))"]
        lines += report.reasons.map { "  \($0.text)" }
        if report.isSigned { lines += says(report).map { "  \($0)" } }
        if report.isSigned, let times = times(report) { lines.append("  \(times)") }
        if let issuer = report.issuer { lines.append("  Issuer, as it says itself: \(issuer)") }
        if let key = report.keyID { lines.append("  Key: \(key)") }
        lines += report.notes.map { "  Note: \($0)" }
        lines.append("  \(advice(report.outcome))")
        return lines.joined(separator: "\n")
    }

    static func instant(_ seconds: Int64) -> String { Instant(seconds: seconds).rfc3339(in: .china) }

    private static func times(_ report: Report) -> String? {
        let issued = report.issued.map { "issued \(instant($0))" }
        let expires = report.expires.map { "ends \(instant($0))" }
        let times = [issued, expires].compactMap(\.self)
        return times.isEmpty ? nil : times.joined(separator: ", ")
    }

    private static func headline(_ outcome: Outcome) -> String {
        switch outcome {
        case .valid: "VALID"
        case .invalid: "NOT VALID"
        case .untrusted: "NOT TRUSTED"
        case .expired: "EXPIRED"
        case .notYetValid: "NOT YET VALID"
        case .revoked: "REVOKED"
        case .unsupported: "NOT UNDERSTOOD"
        case .insufficient: "VALID, BUT NOT ENOUGH HERE"
        }
    }

    private static func advice(_ outcome: Outcome) -> String {
        switch outcome {
        case .valid: "Next: compare name and date of birth with the person's document."
        case .invalid: "Next: scan it again; if it stays so, do not rely on it, and look at the person's document."
        case .untrusted: "Next: nobody trusted here signed it. Ask for the issuer's key from a source you trust."
        case .expired: "Next: ask for a newer one."
        case .notYetValid: "Next: check this machine's clock; if it is right, ask when the code begins to hold."
        case .revoked: "Next: do not rely on it; it was taken back by its issuer."
        case .unsupported: "Next: make sure that the whole QR code of a health code was read."
        case .insufficient: "Next: see which rule asks for more, and what else the person can show."
        }
    }

    private static func name(of format: Format) -> String {
        switch format {
        case .unknown: "unknown form"
        case .healthCode: "health code"
        case .live: "live health code"
        case .printed: "printed health code"
        case .covidCertificate: "EU Digital COVID Certificate"
        case .healthCard: "SMART Health Card"
        case .webToken: "CBOR Web Token"
        case .message: "signed message"
        }
    }

    /// What a signed code says, a line for each thing.
    private static func says(_ report: Report) -> [String] {
        switch report.content {
        case .code(let code): [code.colour.rawValue]
        case .covidCertificate(let certificate): says(certificate)
        case .healthCard(let card): says(card)
        case nil: []
        }
    }

    private static func says(_ certificate: CovidCertificate) -> [String] {
        let name = certificate.name
        let names = [name.forename ?? name.standardForename, name.surname ?? name.standardSurname]
        let written = names.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        let birth = certificate.birth.isEmpty ? "unknown" : certificate.birth
        return ["\(written), born \(birth)", event(of: certificate)]
    }

    private static func says(_ card: HealthCard) -> [String] {
        let people = card.resources(of: "Patient").map { patient in
            let name = patient["name"]?.array?.first
            let names =
                (name?["given"]?.array ?? []).compactMap(\.string) + [name?["family"]?.string].compactMap(\.self)
            return "\(names.joined(separator: " ")), born \(patient["birthDate"]?.string ?? "unknown")"
        }
        let kinds = card.resources.compactMap { $0["resourceType"]?.string }.filter { $0 != "Patient" }
        let counts = Dictionary(grouping: kinds) { $0 }.map { "\($0.value.count) of \($0.key)" }.sorted()
        return people + [counts.joined(separator: ", ")].filter { !$0.isEmpty }
    }

    private static func event(of certificate: CovidCertificate) -> String {
        switch certificate.event {
        case .vaccination(let vaccination):
            let product = ValueSet.product.name(of: vaccination.product) ?? vaccination.product
            return "dose \(vaccination.dose) of \(vaccination.doses) of \(product) on \(vaccination.date)"
                + " (\(certificate.country))"
        case .test(let test):
            let type = ValueSet.testType.name(of: test.type) ?? test.type
            let result = ValueSet.testResult.name(of: test.result) ?? test.result
            return "\(type): \(result), sampled \(test.sampledText) (\(certificate.country))"
        case .recovery(let recovery):
            return "recovered, first positive on \(recovery.firstPositive), holds from \(recovery.validFrom)"
                + " to \(recovery.validUntil) (\(certificate.country))"
        }
    }
}
