import HealthCodeCore
import HealthCodeService

/// The certificates of other places that a person has: add one, see how each stands, take it off.
struct CertificatesPage: Page {
    static let template = "certificates"
    static let styles = ["forms", "collect"]
    static let modules = ["certificates"]
    var title: String
    var back: Back
    var notice: Notice?
    var action: String
    /// What the place recognises; nil where it recognises none.
    var recognised: String?
    var text: Field
    /// The certificate that was refused just now, with its reasons.
    var refused: CertificateCard?
    var certificates: [Row]

    struct Row {
        var card: CertificateCard?
        var standing: String
        var recorded: String?
        var added: String
        var removeAction: String
        var isStanding: Bool
    }

    init(
        _ held: [HeldCertificate], of person: PersonView, recognised: [LocalizedText], refusal: Problem? = nil,
        text: String = "", notice: Notice? = nil, words: Catalogue
    ) {
        let moments = Moments(language: words.language, offset: person.offset)
        title = words("certificates.window", ["name": person.name])
        back = Back(href: person.path, word: words("printed.back"))
        self.notice = refusal.map { Notice(.bad, words.problem($0)) } ?? notice
        action = person.path + "/certificates"
        let names = recognised.map { $0[words.language] }.joined(separator: words("common.comma"))
        self.recognised = names.isEmpty ? nil : words("certificates.recognised", ["codes": names])
        self.text = Field("certificate", label: words("certificates.text"), value: text)
        refused = refusal?.certificate.map { CertificateCard($0, offset: person.offset, words: words) }
        certificates = held.map { Row($0, person.path + "/certificates/\($0.number)/remove", moments, words) }
    }
}

extension CertificatesPage.Row {
    fileprivate init(_ held: HeldCertificate, _ removeAction: String, _ moments: Moments, _ words: Catalogue) {
        self.removeAction = removeAction
        isStanding = held.withdrawn == nil
        card = held.certificate.map { CertificateCard($0, offset: held.offset, words: words) }
        added = words("certificates.added_at", ["when": moments.moment(held.added)])
        if let withdrawn = held.withdrawn {
            let because = words("certificates.withdrawn.\(held.because?.rawValue ?? "removed")")
            standing = words("certificates.withdrawn_at", ["when": moments.moment(withdrawn), "because": because])
        } else {
            standing = words("certificates.standing.\(held.certificate?.answer.rawValue ?? "valid")")
        }
        if let fact = held.recorded {
            let kind = held.recordedAs?[words.language] ?? ""
            let from = moments.moment(fact.from)
            recorded =
                fact.until.map {
                    words("certificates.recorded_until", ["kind": kind, "from": from, "until": moments.moment($0)])
                } ?? words("certificates.recorded", ["kind": kind, "from": from])
        } else if isStanding {
            recorded = words("certificates.not_recorded")
        }
    }
}
