import HealthCodeCore
import HealthCodeService

/// A declaration that is being written: everything as it was typed, kept until it is right.
struct DeclarationDraft: Sendable {
    /// The most places that one declaration names.
    static let mostStays = 5

    var form: Form
    /// The places gone to, as far as they were chosen.
    var stays: [RegionPath]

    /// What the draft says to what the place asks, at the offset of the person's place.
    ///
    /// - Throws: nothing; what is wrong goes into `errors`, and nil comes back.
    func declaration(
        in offset: UTCOffset, now: Instant, asked: DeclarationForm = DeclarationForm(),
        errors: inout FormErrors, words: Catalogue
    ) -> Declaration? {
        let asks = { (subject: DeclarationForm.Question.Subject) in asked.question(on: subject) != nil }
        let kind = Declaration.Kind(rawValue: form["kind"])
        if kind == nil { errors.note("/kind", words("declare.choose")) }
        if asks(.contact), !["yes", "no"].contains(form["contact"]) {
            errors.note("/contact", words("declare.choose"))
        }
        let named = [Answers.Diagnosis.none, .confirmed, .suspected].first { $0.name == form["diagnosis"] }
        let diagnosis = asks(.diagnosis) ? named : Answers.Diagnosis.none
        if diagnosis == nil { errors.note("/diagnosis", words("declare.choose")) }
        let symptoms = asks(.symptoms) ? form.symptoms(errors: &errors, words: words) : Symptoms()
        var temperature: Temperature?
        switch form.temperature("temperature") {
        case .empty: break
        case .read(let read): temperature = read
        case .unreadable: errors.note("/temperature", words.field(.badTemperature))
        }
        let arrival = day("arrival", at: "/arrival", errors: &errors, words: words)?.midnight(in: offset)
        let stays = self.stays.indices.compactMap { stay($0, in: offset, now: now, errors: &errors, words: words) }
        if form["truthful"] != "yes" { errors.note("/truthful", words.field(.notTruthful)) }
        let declarer = DeclarationForm.Declarer.Kind(rawValue: form["kind"]).flatMap(asked.declarer)
        guard errors.isEmpty, let kind, let diagnosis, let symptoms else { return nil }
        let answers = Answers(
            symptoms: symptoms, diagnosis: diagnosis, contact: form["contact"] == "yes", temperature: temperature)
        return Declaration(
            kind: kind, answers: answers, stays: stays, arrival: declarer?.arrival == .no ? nil : arrival,
            truthful: true)
    }

    private func stay(
        _ index: Int, in offset: UTCOffset, now: Instant, errors: inout FormErrors, words: Catalogue
    ) -> Declaration.Stay? {
        let id = "stay\(index + 1)"
        let pointer = "/stays/\(index)"
        let region = stays[index].code
        if region == nil { errors.note(pointer + "/region", words("declare.region_needed")) }
        let from = day(id + "-from", at: pointer + "/from", errors: &errors, words: words)
        if from == nil { errors.note(pointer + "/from", words.field(.missing)) }
        let until = day(id + "-until", at: pointer + "/until", errors: &errors, words: words)
        if let from, let until, until < from { errors.note(pointer + "/until", words.field(.endsBeforeStart)) }
        guard let region, let from else { return nil }
        // A day of leaving counts to its end, but not into the future.
        let end = until.map { min($0.advanced(byDays: 1).midnight(in: offset), now) }
        return Declaration.Stay(region: region, from: from.midnight(in: offset), until: end)
    }

    private func day(_ name: String, at pointer: String, errors: inout FormErrors, words: Catalogue) -> CivilDate? {
        switch form.day(name) {
        case .empty: return nil
        case .read(let day): return day
        case .unreadable:
            errors.note(pointer, words.field(.badInstant))
            return nil
        }
    }
}

extension Form {
    /// The symptoms that were chosen; nil, with an error noted, where it is not clear whether there are any.
    func symptoms(errors: inout FormErrors, words: Catalogue) -> Symptoms? {
        let chosen = all("symptoms")
        let named = Symptoms.named.filter { chosen.contains($0.name) }
        if named.isEmpty, !chosen.contains("none") {
            errors.note("/symptoms", words("declare.symptoms_needed"))
            return nil
        }
        if !named.isEmpty, chosen.contains("none") {
            errors.note("/symptoms", words("declare.symptoms_both"))
            return nil
        }
        return Symptoms(named.map(\.symptom))
    }
}
