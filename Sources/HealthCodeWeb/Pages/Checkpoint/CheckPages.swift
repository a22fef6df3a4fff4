import HealthCodeCore
import HealthCodeService

/// What a collector sees of a code: the colour first, then who must be holding it, then the temperature (HB-15, JZ-02).
struct CheckPage: Page {
    static let template = "check"
    static let styles = ["forms", "collect"]
    static let modules = ["station"]
    static let shape = "station"
    static let isBare = true
    var title: String
    var notice: Notice?
    var colour: ColourMark
    /// The colour, and that it is not enough here where the place asks for more.
    var word: String
    var asksMore: Bool
    /// The ground and the icon: the colour's, unless that is not enough.
    var tone: String
    var icon: String
    /// What the collector does now.
    var what: String
    /// What the colour advises; not before the temperature is known, which may forbid what the colour allows.
    var advice: String?
    var name: String
    /// Whether the code is a printed one, which says nothing without the document.
    var isPrinted: Bool
    /// Who issued a visitor's code, and whether they were asked.
    var issuer: String?
    /// What was shown, where it is a certificate of another place.
    var certificate: CertificateCard?
    var age: String?
    var documentKind: String
    var number: String
    var test: String?
    /// What a traveller must show, and whether it is on record.
    var travel: String?
    var action: String
    var backHref: String
    var token: String
    /// The UUID of the pass, so that sending twice records once.
    var id: String
    /// The unlikely temperature that was said once already.
    var sure: String
    var needsTemperature: Bool
    var temperature: Field
    var confirm: String
    /// Hundredths of a degree, for the script: the fever limit and what is plausible.
    var limit: Int32
    var low: Int32
    var high: Int32

    /// Between these a temperature is taken as it is; beyond, it is asked for once more.
    static let plausible = Temperature(hundredths: 3_500)...Temperature(hundredths: 4_150)

    /// What was typed, and what is wrong with it.
    struct Reading {
        var text = ""
        var error: String?
        var sure = ""
    }

    init(_ check: CheckView, token: String, at point: Point, pass id: PassID, reading: Reading, words: Catalogue) {
        let moments = Moments(language: words.language, offset: check.offset)
        title = words("check.window")
        colour = ColourMark(check.colour, words: words)
        asksMore = check.lacks != nil
        word = asksMore ? words("check.not_enough", ["colour": colour.word]) : colour.word
        tone = asksMore ? "refused" : colour.name
        icon = asksMore ? "icons/warn" : colour.icon
        if let lacks = check.lacks {
            what = words("check.lacks", ["tests": lacks[words.language]])
        } else {
            what = words(
                check.needs.contains("temperature") ? "check.measure" : check.passes ? "check.passes" : "check.stops")
        }
        travel = check.travel.map { travel in
            let word = travel.isMet.map { words($0 ? "check.travel_met" : "check.travel_unmet") } ?? ""
            return travel.advice[words.language] + (word.isEmpty ? "" : words("check.travel_join") + word)
        }
        if check.certificate != nil, !check.passes {
            advice = words("outcome.todo.certificate")  // what the colour advises is for residents
        } else {
            advice = check.needs.contains("temperature") || asksMore ? nil : check.advice[words.language]
        }
        isPrinted = check.isPrinted
        name = check.name ?? words("check.unnamed")
        issuer = check.issuer.map { issuer in
            words(
                issuer.isReached ? "check.issuer" : "check.issuer_signed",
                ["issuer": issuer.name, "when": moments.moment(issuer.asOf)])
        }
        if let shown = check.certificate {
            certificate = CertificateCard(shown, offset: check.offset, words: words)
            if shown.answer == .insufficient || !check.passes && check.lacks == nil {
                // No colour of ours: the certificate is genuine, and that is all.
                colour.word = words("certificate.answer.insufficient.word")
                what = words(
                    shown.answer == .valid ? "certificate.no_colour" : "certificate.answer.insufficient.say")
            }
        }
        age = check.age.map { words("check.age", ["age": String($0)]) }
        documentKind = check.document.map { words("documents.\($0.kind.rawValue)") } ?? ""
        number = check.document?.number ?? ""
        test = check.test.map { words("check.test", ["when": moments.moment($0.sampled)]) }
        action = point.path + "/pass"
        backHref = point.path
        self.token = token
        self.id = id.uuid
        sure = reading.sure
        needsTemperature = check.needs.contains("temperature")
        temperature = Field(
            "temperature", label: words("check.temperature"), value: reading.text, error: reading.error)
        confirm = words(
            needsTemperature ? "check.confirm_temperature" : check.passes ? "check.confirm" : "check.confirm_stopped")
        limit = check.feverLimit.hundredths
        low = CheckPage.plausible.lowerBound.hundredths
        high = CheckPage.plausible.upperBound.hundredths
    }
}

/// Whether the holder may pass, over the whole screen; also why a code was refused.
struct OutcomePage: Page {
    static let template = "outcome"
    static let styles = ["forms", "collect"]
    static let modules = ["station"]
    static let shape = "station"
    static let isBare = true
    var title: String
    /// `allowed`, `stopped` or `refused`: which sound the script makes.
    var signal: String
    /// The colour of the ground.
    var tone: String
    var icon: String
    var word: String
    var why: String
    var todo: String?
    var who: Holder?
    var recorded: String?
    /// What is known of a certificate that was refused, and why.
    var certificate: CertificateCard?
    var nextHref: String

    struct Holder {
        var name: String
        var number: String
        var colour: ColourMark
        var temperature: String?
    }

    init(_ view: PassView, at point: Point, words: Catalogue) {
        let moments = Moments(language: words.language, offset: view.check.offset)
        let pass = view.pass
        let temperature = pass.temperature.map { $0.degrees + " °C" }
        title = words("outcome.window")
        signal = pass.allowed ? "allowed" : "stopped"
        tone = pass.allowed ? "green" : "red"
        icon = pass.allowed ? "icons/good" : "icons/stop"
        word = words(pass.allowed ? "outcome.allowed" : "outcome.stopped")
        if pass.allowed {
            why = words(pass.temperature == nil ? "outcome.why.allowed_plain" : "outcome.why.allowed")
        } else {
            why = words("outcome.why.\(pass.why.rawValue)", ["temperature": temperature ?? ""])
            todo = words("outcome.todo.\(pass.why.rawValue)")
        }
        var colour = ColourMark(pass.colour, words: words)
        if view.check.certificate != nil, pass.colour == .grey {
            // No colour of ours: the certificate is genuine, and that is all.
            colour.word = words("certificate.answer.insufficient.word")
        }
        who = Holder(
            name: view.check.name ?? words("check.unnamed"), number: view.check.document?.number ?? "",
            colour: colour, temperature: temperature)
        recorded =
            view.repeated
            ? words("outcome.repeated")
            : words("outcome.recorded", ["when": moments.moment(pass.recorded), "point": point.name])
        nextHref = point.path
    }

    /// A code that says nothing about anybody.
    init(refusing problem: Problem, nextHref: String, words: Catalogue) {
        let key = "refusals." + Catalogue.key(problem.kind)
        title = words("refusals.window")
        signal = "refused"
        tone = "refused"
        icon =
            switch problem.kind {
            case .staleCode, .expiredCode, .expiredCertificate, .earlyCertificate: "icons/hourglass"
            case .forgedCode, .revokedCode, .forgedCertificate, .revokedCertificate: "icons/stop"
            default: "icons/warn"
            }
        word = words(key + ".word")
        why = words(key + ".say")
        todo = words(key + ".todo")
        certificate = problem.certificate.map { CertificateCard($0, offset: .china, words: words) }
        self.nextHref = nextHref
    }

    /// The problems that have a screen of their own at a checkpoint.
    static let refusals: Set<Problem.Kind> = [
        .notACode, .forgedCode, .foreignCode, .unrecognisedCode, .staleCode, .usedCode, .expiredCode, .revokedCode,
        .unknownHolder,
        .passConflict, .pointElsewhere, .unknownPoint, .unreadableCertificate, .forgedCertificate,
        .untrustedCertificate, .unrecognisedCertificate, .expiredCertificate, .earlyCertificate, .revokedCertificate,
    ]
}
