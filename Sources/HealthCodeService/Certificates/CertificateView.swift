public import HealthCodeCore

/// What a certificate of another place is, and what this place makes of it: as a collector and its holder see it.
public struct CertificateView: Hashable, Sendable {
    /// What is to be said of it; each calls for another answer on the screen.
    public enum Answer: String, Hashable, Sendable, CaseIterable {
        /// Genuine, and this place recognises it.
        case valid
        /// Genuine, but not enough here: a rule of this place asks for more.
        case insufficient
        /// This place recognises no certificates of this kind; nobody looked who signed it.
        case unrecognised
        /// Nobody whom this place trusts signed it.
        case untrusted
        case expired
        case notYetValid = "not_yet_valid"
        /// Taken back by its issuer.
        case revoked
        /// Changed, or signed by one who may not sign this.
        case forged
        /// Of no form that is understood, cut short, or damaged.
        case unreadable
    }

    /// One reason that speaks against it.
    public struct Reason: Hashable, Sendable {
        /// The layer in which it was found, as `healthcode verify` names it.
        public var layer: String
        public var text: LocalizedText
    }

    /// What one published rule says to it.
    public struct RuleResult: Hashable, Sendable {
        public var id: String
        public var isMet: Bool
        public var text: LocalizedText
    }

    public var answer: Answer
    /// As `healthcode verify` names it: `eu-dcc`, `smart-health-card`, `unknown`.
    public var format: String
    public var reasons: [Reason]
    public var rules: [RuleResult] = []
    /// What the place calls certificates of this kind; nil where it recognises none.
    public var kind: LocalizedText?
    /// The name of the pack's entry by which it counts, likewise.
    public var recognisedAs: String?
    /// What a collector is told beside it.
    public var advice: LocalizedText?
    /// What follows is told only of what a trusted issuer signed: masked, and of the date of birth the year alone.
    public var name: String?
    public var birthYear: String?
    public var attests: Attestation?
    /// What it says, in a sentence.
    public var statement: LocalizedText?
    public var issuer: String?
    public var issued: Instant?
    public var expires: Instant?

    public init(answer: Answer, format: String, reasons: [Reason] = []) {
        self.answer = answer
        self.format = format
        self.reasons = reasons
    }

    /// The problem that a certificate of this answer is for one who wants to rely on it; nil where it is genuine.
    var problem: Problem? {
        let kind: Problem.Kind
        switch answer {
        case .valid, .insufficient: return nil
        case .unrecognised: kind = .unrecognisedCertificate
        case .untrusted: kind = .untrustedCertificate
        case .expired: kind = .expiredCertificate
        case .notYetValid: kind = .earlyCertificate
        case .revoked: kind = .revokedCertificate
        case .forged: kind = .forgedCertificate
        case .unreadable: kind = .unreadableCertificate
        }
        var problem = Problem(kind)
        problem.certificate = self
        return problem
    }
}
