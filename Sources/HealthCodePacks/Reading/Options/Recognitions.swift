import HealthCodeCore
import Yams

extension Reader {
    /// One sort of codes of others that counts here.
    mutating func recognised(_ node: Node) -> RecognisedCode? {
        guard let fields = fields(node, of: "an entry of 'recognises'", words: OptionWords.recognised) else {
            return nil
        }
        let id = required("id", in: fields).flatMap { self.name($0, of: "id") }
        let name = required("name", in: fields).flatMap { localized($0, of: "name") }
        let format = required("format", in: fields).flatMap { word($0, of: "format", among: OptionWords.formats) }
        let trust = required("trust", in: fields).flatMap { self.name($0, of: "trust list") }
        let standing = required("as", in: fields).flatMap { word($0, of: "'as'", among: OptionWords.standings) }
        guard let id, let name, let format, let trust, let standing else { return nil }
        if standing == .itsColour, format != .healthCode, let node = fields["as"] {
            note(
                "a code of the format \(format.rawValue) has no colour of its own; say as what it counts",
                zh: "\(format.rawValue) 格式的码没有颜色；请写明它算作什么", at: node)
        }
        var code = RecognisedCode(id: id, name: name, format: format, trust: trust, standing: standing)
        if let node = fields["rules"] {
            code.rules = elements(node, of: "'rules'").compactMap { self.name($0, of: "set of rules") }
            if format != .hcert {
                note(
                    "published rules are for hcert; a code of the format \(format.rawValue) has none",
                    zh: "公布的规则只用于 hcert；\(format.rawValue) 格式的码没有", at: node)
            }
        }
        if let node = fields["attests"] {
            code.attests = words(node, of: "thing to attest", among: OptionWords.attestations)
            refuse(node, "attests", of: format)
        }
        if let node = fields["records"] {
            code.records = entries(node, of: "records") { $0.certified($1, attesting: code.attests) }
            refuse(node, "records", of: format)
        }
        if let node = fields["says"] { code.advice = localized(node, of: "says") }
        code.point = place(fields["point"], of: "point")
        code.interval = interval(fields)
        return code
    }

    private mutating func refuse(_ node: Node, _ word: String, of format: RecognisedCode.Format) {
        guard format == .healthCode else { return }
        note("'\(word)' is of certificates; a health code has its colour alone", zh: "“\(word)”只用于证明；健康码只有颜色", at: node)
    }

    /// As what a certificate is put on record.
    private mutating func certified(_ node: Node, attesting attests: [Attestation]) -> CertifiedFact? {
        guard let fields = fields(node, of: "an entry of 'records'", words: OptionWords.certified) else { return nil }
        let kind = required("kind", in: fields).flatMap {
            word($0, of: "kind that a certificate gives", among: OptionWords.certifiedKinds)
        }
        guard let kind else { return nil }
        var fact = CertifiedFact(kind: kind)
        if let node = fields["kind"], let attestation = fact.attestation, !attests.contains(attestation) {
            note(
                "'\(kind.name)' is of a \(attestation.rawValue), which does not stand under 'attests'",
                zh: "“\(kind.name)”属于 \(attestation.rawValue)，它不在“attests”里", at: node)
        }
        fact.after = fields["after"].flatMap { span($0, of: "after") }
        fact.length = fields["for"].flatMap { span($0, of: "for") }
        if let node = fields["for"], !kind.isState {
            note("'\(kind.name)' happens, and does not last", zh: "“\(kind.name)”只是发生一次，不会持续", at: node)
        }
        if let node = fields["method"] { fact.methods = words(node, of: "method", among: FactWords.methods) }
        if let node = fields["result"] { fact.results = words(node, of: "result", among: FactWords.results) }
        for word in ["method", "result"] where kind != .test {
            if let node = fields[word] {
                note("'\(word)' is of a test, not of '\(kind.name)'", zh: "“\(word)”只用于检测，不用于“\(kind.name)”", at: node)
            }
        }
        if let node = fields["after"], kind == .test {
            note("a test counts from its sampling, without 'after'", zh: "检测从采样时间算起，不写“after”", at: node)
        }
        return fact
    }

    /// What people on one journey must show.
    mutating func journey(_ node: Node) -> TravelDemand? {
        guard let fields = fields(node, of: "an entry of 'travellers'", words: OptionWords.journey) else { return nil }
        let id = required("id", in: fields).flatMap { self.name($0, of: "id") }
        let says = required("says", in: fields).flatMap { localized($0, of: "says") }
        guard let id, let says else { return nil }
        return TravelDemand(
            id: id, from: place(fields["from"], of: "from"), to: place(fields["to"], of: "to"),
            interval: interval(fields, from: "since"), tests: tests(fields["test"]), advice: says)
    }
}
