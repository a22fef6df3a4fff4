extension CredentialVerifier {
    /// What is to be said of the texts of a SMART Health Card: one, or all its parts in any order.
    public func verify(healthCard texts: [String], at now: Int64) -> Report {
        let message: String
        do {
            message = try HealthCardText.message(in: texts)
        } catch {
            return Report(refusing: error.reason, format: .healthCard)
        }
        return verify(jws: message, at: now)
    }

    /// What is to be said of the compact JWS of a SMART Health Card.
    public func verify(jws text: String, at now: Int64) -> Report {
        judged(at: now) { examine(jws: text, at: now) }
    }

    private func examine(jws text: String, at now: Int64) -> Report {
        var report = Report(.healthCard)
        let message: CompactJWS
        do {
            message = try CompactJWS(text)
        } catch {
            switch error {
            case .shape: report.refuse(.jws, .damaged, "It is not a JWS of three parts in base64url.")
            case .header(let why): report.refuse(.jws, .damaged, "Its header is not acceptable: \(why).")
            case .notUnderstood(let why): report.refuse(.jws, .notUnderstood, "Its header is not understood: \(why).")
            }
            return report
        }
        report.keyID = message.keyID
        checkSignature(of: message, in: &report)
        do {
            examine(
                payload: try Zlib.inflate(message.payload, maximum: Self.longestPayload, .bare), in: &report, at: now)
        } catch {
            report.refuse(.inflate, .damaged, "It does not inflate: \(error.rawValue).")
        }
        return report
    }

    /// The most bytes that a card may have when inflated.
    private static let longestPayload = 262_144

    /// The key is the one whose JWK thumbprint the header names (RFC 7638), and no other.
    private func checkSignature(of message: CompactJWS, in report: inout Report) {
        let signers = trust.signers(named: message.keyID).filter { $0.key.webThumbprint == message.keyID.bytes }
        guard !signers.isEmpty else {
            return report.refuse(.key, .foreign, "No trusted issuer has the key \(message.keyID).")
        }
        let fitting = signers.first { signer in
            guard case .p256 = signer.key.material else { return false }
            return signer.key.isValid(message.signature, for: message.signed, by: .es256)
        }
        guard let fitting else {
            return report.refuse(.jws, .forged, "The signature does not fit: it was edited, or made by someone else.")
        }
        report.isSigned = true
        report.signer = fitting
        report.signature = message.signature
    }

    private func examine(payload: [UInt8], in report: inout Report, at now: Int64) {
        guard let json = JSON(utf8: payload), case .object = json else {
            return report.refuse(.schema, .damaged, "What is signed is not a JSON object.")
        }
        let read = HealthCardReader(json)
        report.issuer = json["iss"]?.string
        report.issued = read.notBefore
        report.expires = read.expires
        report.payload = json
        report.content = read.card.map(Report.Content.healthCard)
        for problem in read.problems { report.refuse(.schema, .damaged, "\(problem).") }
        if read.isOfOtherType {
            report.refuse(.schema, .notUnderstood, "It is a credential of another kind than a health card.")
        }
        if let from = read.notBefore, from - tolerance > now { report.refuse(.time, .early, "It does not hold yet.") }
        if let expires = read.expires, now >= expires { report.refuse(.time, .aged, "It has expired.") }
    }
}

extension HealthCardText.Fault {
    /// The fault as a reason of a report.
    fileprivate var reason: Reason {
        switch self {
        case .prefix: Reason(.prefix, .notUnderstood, rawValue)
        case .missing: Reason(.numeric, .notUnderstood, "\(rawValue) Scan the other parts too.")
        case .digits, .part, .tooLong: Reason(.numeric, .damaged, rawValue)
        }
    }
}
