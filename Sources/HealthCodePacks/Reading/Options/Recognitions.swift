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
            note("a code of the format \(format.rawValue) has no colour of its own; say as what it counts", at: node)
        }
        var code = RecognisedCode(id: id, name: name, format: format, trust: trust, standing: standing)
        if let node = fields["rules"] {
            code.rules = elements(node, of: "'rules'").compactMap { self.name($0, of: "set of rules") }
        }
        code.point = place(fields["point"], of: "point")
        code.interval = interval(fields)
        return code
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
