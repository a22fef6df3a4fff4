import HealthCodeCore
import Yams

extension Reader {
    /// What the colours mean, what a checkpoint does, and what the service offers.
    mutating func options(_ pack: Fields) -> ServiceOptions? {
        guard let meanings = required("colours", in: pack).flatMap({ self.meanings($0) }) else { return nil }
        var options = ServiceOptions(meanings: meanings)
        if let node = pack["checkpoint"] { readCheckpoint(node, into: &options) }
        if let node = pack["service"] { readService(node, into: &options) }
        return options
    }

    private mutating func meanings(_ node: Node) -> [Colour: ServiceOptions.Meaning]? {
        let names = Colour.allCases.map(\.rawValue)
        guard let fields = fields(node, of: "'colours'", words: names) else { return nil }
        var meanings: [Colour: ServiceOptions.Meaning] = [:]
        for colour in Colour.allCases {
            guard let node = required(colour.rawValue, in: fields) else { continue }
            meanings[colour] = meaning(node, of: colour.rawValue)
        }
        return meanings.count == names.count ? meanings : nil
    }

    private mutating func meaning(_ node: Node, of colour: String) -> ServiceOptions.Meaning? {
        guard let fields = fields(node, of: "the meaning of \(colour)", words: ["passes", "advice"]) else { return nil }
        let passes = required("passes", in: fields).flatMap { truth($0, of: "passes") }
        let advice = required("advice", in: fields).flatMap { localized($0, of: "advice") }
        guard let passes, let advice else { return nil }
        return ServiceOptions.Meaning(passes: passes, advice: advice)
    }

    private mutating func readCheckpoint(_ node: Node, into options: inout ServiceOptions) {
        guard let fields = fields(node, of: "'checkpoint'", words: ["takes-temperature", "aged-code-passes"]) else {
            return
        }
        if let node = fields["takes-temperature"], let taken = truth(node, of: "takes-temperature") {
            options.temperatureAtCheckpoint = taken
        }
        if let node = fields["aged-code-passes"], let passes = truth(node, of: "aged-code-passes") {
            options.agedCodePasses = passes
        }
    }

    private mutating func readService(_ node: Node, into options: inout ServiceOptions) {
        let words = ["corrections", "acting-for-others", "daily-check-in"]
        guard let fields = fields(node, of: "'service'", words: words) else { return }
        if let node = fields["corrections"], let text = text(node, of: "'corrections'"), text != "any" {
            if let number = Int(text), (0...1_000).contains(number) {
                options.corrections = number
            } else {
                note("'corrections' is a number of times, such as 1, or 'any', not '\(text)'", at: node)
            }
        }
        if let node = fields["acting-for-others"], let allowed = truth(node, of: "acting-for-others") {
            options.proxies = allowed
        }
        if let node = fields["daily-check-in"], let asked = truth(node, of: "daily-check-in") {
            options.checkIns = asked
        }
    }
}
