import HealthCodeCore
import HealthCodeService

/// A certificate of another place on a page: what it is, what it says, who issued it, and what this place makes of it.
struct CertificateCard {
    var kind: String
    var statement: String?
    var lines: [String]
    var reasons: [String]
    var hasReasons: Bool
    var rules: [Rule]
    var hasRules: Bool
    var advice: String?

    struct Rule {
        var icon: String
        var text: String
    }

    init(_ certificate: CertificateView, offset: UTCOffset, words: Catalogue) {
        let moments = Moments(language: words.language, offset: offset)
        let language = words.language
        let format = words("certificate.format.\(certificate.format.replacing("-", with: "_"))")
        kind = certificate.kind.map { words("certificate.kind", ["kind": $0[language], "format": format]) } ?? format
        statement = certificate.statement?[language]
        lines = [
            certificate.birthYear.map { words("certificate.born", ["year": $0]) },
            certificate.issuer.map { words("certificate.issuer", ["issuer": $0]) },
            certificate.issued.map { words("certificate.issued", ["when": moments.moment($0)]) },
            certificate.expires.map { words("certificate.expires", ["when": moments.moment($0)]) },
        ].compactMap(\.self)
        reasons = certificate.reasons.map { $0.text[language] }
        hasReasons = !reasons.isEmpty
        rules = certificate.rules.map {
            Rule(icon: $0.isMet ? "icons/good" : "icons/warn", text: $0.text[language])
        }
        hasRules = !rules.isEmpty
        advice = certificate.advice?[language]
    }
}
