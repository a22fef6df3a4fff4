import HealthCodeCore
import Yams

extension Reader {
    /// The words of a fact.
    static let factWords = [
        "kind", "from", "until", "known", "region", "place", "symptoms_rechecked", "method", "result", "sampled",
        "reported", "institution", "symptoms", "diagnosis", "contact", "temperature", "stays", "case",
    ]

    /// The facts that one entry of a scenario tells of.
    mutating func facts(_ node: Node) -> [Fact] {
        guard let fields = fields(node, of: "a fact", words: Reader.factWords),
            let kind = required("kind", in: fields).flatMap({ word($0, of: "kind", among: PatternWords.kinds) })
        else { return [] }
        let soFar = mistakes.count
        var entry = FactEntry(kind: kind)
        readTimes(of: &entry, fields)
        readDetail(of: &entry, fields)
        readAnswers(of: &entry, fields)
        var facts: [Fact] = []
        // A field that could not be read would be reported again here, as missing.
        guard mistakes.count == soFar else { return [] }
        do throws(FieldMistake) {
            try entry.append(to: &facts)
        } catch {
            note(error.message, zh: error.text[.simplifiedChinese], at: fields[error.field] ?? node)
        }
        return facts
    }

    private mutating func readTimes(of entry: inout FactEntry, _ fields: Fields) {
        entry.from = fields["from"].flatMap { instant($0, of: "from") }
        entry.until = fields["until"].flatMap { instant($0, of: "until") }
        entry.known = fields["known"].flatMap { instant($0, of: "known") }
        entry.sampled = fields["sampled"].flatMap { instant($0, of: "sampled") }
        entry.reported = fields["reported"].flatMap { instant($0, of: "reported") }
    }

    private mutating func readDetail(of entry: inout FactEntry, _ fields: Fields) {
        entry.region = fields["region"].flatMap { region($0, of: "region") }
        entry.caseNumber = fields["case"].flatMap { text($0, of: "'case'") }.map { CaseNumber(label: $0) }
        entry.place = fields["place"].flatMap { word($0, of: "place", among: FactWords.places) }
        entry.symptomsRechecked = fields["symptoms_rechecked"].flatMap { truth($0, of: "symptoms_rechecked") }
        entry.method = fields["method"].flatMap { word($0, of: "method", among: FactWords.methods) }
        entry.result = fields["result"].flatMap { word($0, of: "result", among: FactWords.results) }
    }

    private mutating func readAnswers(of entry: inout FactEntry, _ fields: Fields) {
        if let node = fields["symptoms"] {
            let named = Symptoms.named.map { ($0.name, $0.symptom) }
            entry.symptoms = []
            let nodes = node.sequence.map { Array($0) } ?? [node]
            for node in nodes {
                if let symptom = word(node, of: "symptom", among: named) { entry.symptoms?.formUnion(symptom) }
            }
        }
        entry.diagnosis = fields["diagnosis"].flatMap { word($0, of: "diagnosis", among: FactWords.diagnoses) }
        entry.contact = fields["contact"].flatMap { truth($0, of: "contact") }
        entry.temperature = fields["temperature"].flatMap { temperature($0, of: "temperature") }
        for node in fields["stays"]?.sequence ?? [] {
            if let stay = stay(node) { entry.stays.append(stay) }
        }
    }

    private mutating func stay(_ node: Node) -> FactEntry.Stay? {
        guard let fields = fields(node, of: "a stay", words: ["region", "from", "until"]) else { return nil }
        let region = required("region", in: fields).flatMap { self.region($0, of: "region") }
        let from = required("from", in: fields).flatMap { instant($0, of: "from") }
        let until = fields["until"].flatMap { instant($0, of: "until") }
        guard let region, let from else { return nil }
        return FactEntry.Stay(region: region, from: from, until: until)
    }
}
