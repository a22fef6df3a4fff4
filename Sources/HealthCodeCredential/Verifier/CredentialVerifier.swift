/// A check of one's own that follows the signature: revocation, or the rules of a jurisdiction.
public protocol CredentialCheck: Sendable {
    /// What speaks against a credential at an instant (seconds since 1970-01-01T00:00:00Z): nothing, or reasons of
    /// the layers `revocation` and `rule`. Only credentials whose signature holds are asked about.
    func reasons(against report: Report, at now: Int64) -> [Reason]
}

/// Checks codes of every format that is known, with a list of trusted signers alone: no network, no database, no clock.
public struct CredentialVerifier: Sendable {
    /// Who is trusted.
    public let trust: TrustList
    /// What is checked after the signature, in this order.
    public let checks: [any CredentialCheck]
    /// By how many seconds an issuer's clock may be ahead of the verifier's.
    public let tolerance: Int64
    /// Our own codes are checked by their own, stricter rules.
    let ownCodes: LiveCodeVerifier

    /// A verifier that trusts these signers.
    public init(trust: TrustList, checks: [any CredentialCheck] = [], tolerance: Int64 = 0) {
        self.trust = trust
        self.checks = checks
        self.tolerance = max(0, tolerance)
        ownCodes = LiveCodeVerifier(keys: trust.ownKeys, tolerance: tolerance)
    }

    /// The longest text that is looked at, in bytes.
    public static let longestText = 65_536

    /// What is to be said of a scanned text at an instant (seconds since 1970-01-01T00:00:00Z).
    public func verify(_ text: String, at now: Int64) -> Report {
        guard text.utf8.count <= Self.longestText else {
            return Report(refusing: Reason(.prefix, .notUnderstood, "The text is longer than any code."))
        }
        if text.utf8.starts(with: LiveCode.prefix.utf8) {
            return judged(at: now) { ownCodes.verify(text, at: now).report }
        }
        if text.utf8.starts(with: HealthCertificate.prefix.utf8) { return verify(healthCertificate: text, at: now) }
        if text.utf8.starts(with: HealthCardText.prefix.utf8) {
            // Several codes that were read together stand side by side; no card has a space in it.
            return verify(healthCard: text.split(whereSeparator: \.isWhitespace).map(String.init), at: now)
        }
        if text.utf8.starts(with: "eyJ".utf8) { return verify(jws: text, at: now) }
        return Report(refusing: Reason(.prefix, .notUnderstood, Self.unknownPrefix))
    }

    private static let unknownPrefix = "The text begins like none of the known codes (JKM1:, HC1:, shc:/)."

    /// What is to be said of a COSE_Sign1 message: a health certificate, one of our codes, a CBOR Web Token, or any
    /// message.
    public func verify(message bytes: [UInt8], at now: Int64) -> Report {
        judged(at: now) { examine(message: bytes, as: .message, at: now) }
    }

    private func verify(healthCertificate text: String, at now: Int64) -> Report {
        let message: [UInt8]
        do {
            message = try HealthCertificate.message(in: text)
        } catch {
            return Report(refusing: error.reason, format: .covidCertificate)
        }
        return judged(at: now) { examine(message: message, as: .covidCertificate, at: now) }
    }

    /// A report with what the later checks found; nothing that an unsigned text claims is told.
    func judged(at now: Int64, _ examine: () -> Report) -> Report {
        var report = examine()
        guard report.isSigned else {
            report.forgetClaims()
            return report
        }
        for check in checks { report.add(check.reasons(against: report, at: now)) }
        if report.signer?.isTrusted(for: report.format) == false {
            report.refuse(.usage, .notEntitled, "Its signer is trusted here for other kinds of credential.")
        }
        return report
    }
}
