extension CredentialVerifier {
    /// Everything that is to be said of the health certificate in a token: what it says, who may say so, and when it holds.
    func examine(certificate item: CBOR, in report: inout Report, at now: Int64) {
        guard case .map = item else {
            return report.refuse(.cbor, .damaged, "The claim of the health certificate is not a map.")
        }
        guard let content = item[HealthCertificate.version1] else {
            return report.refuse(.schema, .notUnderstood, "The health certificate in it is not of version 1.")
        }
        guard case .map = content else {
            return report.refuse(.cbor, .damaged, "The health certificate in it is not a map.")
        }
        checkTimes(in: &report, at: now)
        let json: JSON
        do {
            json = try JSON(content)
        } catch {
            return report.refuse(
                .schema, .damaged, "\(error.path.isEmpty ? "the certificate" : error.path): \(error.reason).")
        }
        let read = CovidCertificateReader(json, issued: report.issued)
        report.payload = json
        report.content = read.certificate.map(Report.Content.covidCertificate)
        report.notes += read.notes
        for problem in read.problems { report.refuse(.schema, .damaged, "\(problem).") }
        if read.isOfUnknownVersion {
            report.refuse(.schema, .notUnderstood, "Its schema is of a version that is not known.")
        }
        checkUsage(read.usages, in: &report)
    }

    private func checkUsage(_ usages: [Signer.Usage], in report: inout Report) {
        guard let allowed = report.signer?.usages else { return }
        for usage in usages where !allowed.contains(usage) {
            report.refuse(.usage, .notEntitled, "Its signer may not sign certificates of a \(usage.rawValue).")
        }
    }

    /// Issue and end must be there (HCERT specification, section 3.3). The end itself still counts: a verifier must refuse *after*
    /// it.
    private func checkTimes(in report: inout Report, at now: Int64) {
        if let expires = report.expires {
            if now > expires { report.refuse(.time, .aged, "It has expired.") }
        } else {
            report.refuse(.schema, .damaged, "It does not say when it ends.")
        }
        if let issued = report.issued {
            if issued - tolerance > now { report.refuse(.time, .early, "It was issued in the future.") }
            if let expires = report.expires, expires < issued {
                report.refuse(.schema, .damaged, "It ends before it was issued.")
            }
        } else {
            report.refuse(.schema, .damaged, "It does not say when it was issued.")
        }
        checkCertificateTime(in: &report, at: now)
    }
}
