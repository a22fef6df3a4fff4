import HealthCodeCore
import HealthCodeService

extension JSONWriter {
    /// A certificate of another place: what it is, and what this place makes of it.
    mutating func members(of certificate: CertificateView, in language: Language, _ offset: UTCOffset) {
        member("verdict", certificate.answer.rawValue)
        member("format", certificate.format)
        if let id = certificate.recognisedAs { member("recognised_as", id) }
        if let kind = certificate.kind { member("kind", kind[language]) }
        if let name = certificate.name { member("name", name) }
        if let year = certificate.birthYear { member("birth_year", year) }
        if let attests = certificate.attests { member("attests", attests.rawValue) }
        if let statement = certificate.statement { member("statement", statement[language]) }
        if let issuer = certificate.issuer { member("issuer", issuer) }
        if let issued = certificate.issued { member("issued", issued, in: offset) }
        if let expires = certificate.expires { member("expires", expires, in: offset) }
        list("reasons", of: certificate.reasons) { json, reason in
            json.member("layer", reason.layer)
            json.member("reason", reason.text[language])
        }
        list("rules", of: certificate.rules) { json, rule in
            json.member("id", rule.id)
            json.member("met", rule.isMet)
            json.member("explanation", rule.text[language])
        }
        if let advice = certificate.advice { member("advice", advice[language]) }
    }
}
