import HealthCodeCore
import Yams

/// The words with which a pack says which facts it means, and what they must meet.
enum PatternWords {
    /// What is looked for; exactly one of them begins a pattern.
    static let subjects = ["record", "declared", "clean-checkins", "negative-tests"]
    /// What the one fact must meet.
    static let demands = [
        "in", "not-in", "risk", "closed", "method", "result", "place", "symptoms-rechecked", "says",
        "clean", "temperature-at-least", "lasting", "before", "since", "following", "apart", "before-onset", "onset",
    ]
    /// What a row of check-ins or tests must meet.
    static let rowDemands = ["before", "since", "following"]
    /// What a row of negative tests must meet.
    static let testRowDemands = ["method", "apart"] + rowDemands
    /// What may stand in `following`, and in an entry of `until`.
    static let following = subjects + demands + ["from", "at-least", "at-most"]
    static let ender = subjects + demands + ["at-least"]
    static let kinds = FactKind.allCases.map { ($0.name, $0) }
    static let risks = RiskLevel.allCases.map { ($0.rawValue, $0) }
    static let anchors: [(String, FactSpans.Anchor)] = [("start", .start), ("end", .end), ("onset", .onset)]
    /// The kinds that name a case of which an onset may be known.
    static let contacts: [FactKind] = [.closeContact, .secondaryContact]
}

extension Reader {
    /// What people can say of themselves, by its word.
    static let declarable: [(String, Declared)] =
        Symptoms.named.map { ($0.name, Declared(symptoms: $0.symptom)) } + [
            ("any-symptom", Declared(symptoms: .all)), ("contact", Declared(contact: true)),
            ("confirmed", Declared(diagnoses: [.confirmed])), ("suspected", Declared(diagnoses: [.suspected])),
        ]

    /// The facts that a condition, an end or a `following` looks for. Any of the mapping's words that are not of the
    /// pattern are the caller's.
    mutating func pattern(_ fields: Fields) -> FactPattern? {
        let subjects = PatternWords.subjects.filter { fields[$0] != nil }
        guard let word = subjects.first, let node = fields[word] else {
            noteMissing(
                "\(fields.subject) needs one of \(listed(PatternWords.subjects))",
                zh: "这里要写 \(listedInChinese(PatternWords.subjects)) 中的一个", in: fields)
            return nil
        }
        if subjects.count > 1 {
            note(
                "\(listed(subjects)): only one of them can stand here; use 'any' or 'all'",
                zh: "\(listedInChinese(subjects)) 在这里只能写一个；请用 any（任一）或 all（全部）", at: fields.node)
        }
        switch word {
        case "record":
            let kinds = words(node, of: "kind", among: PatternWords.kinds)
            guard !kinds.isEmpty else { return nil }
            return FactPattern(.kinds(FactKinds(kinds)), demands(fields, of: kinds))
        case "declared":
            guard let said = declared(node) else { return nil }
            return FactPattern(
                .kinds(FactKinds([.declaration])), [.declares(said)] + demands(fields, of: [.declaration]))
        case "negative-tests":
            return negativeTests(node, fields)
        default:
            let demands = rowDemands(fields, beside: word, fitting: PatternWords.rowDemands)
            return days(node, of: word).map { FactPattern(.streak(days: $0), demands) }
        }
    }

    private mutating func negativeTests(_ node: Node, _ fields: Fields) -> FactPattern? {
        let demands = rowDemands(fields, beside: "negative-tests", fitting: PatternWords.testRowDemands)
        let methods = fields["method"].map { words($0, of: "method", among: FactWords.methods) } ?? []
        let apart = fields["apart"].flatMap { span($0, of: "apart") }
        guard let text = text(node, of: "'negative-tests'") else { return nil }
        guard let count = Int64(text), (1...20).contains(count) else {
            note(
                "'negative-tests' is a number of tests from 1 to 20, not '\(text)'",
                zh: "“negative-tests”是检测次数，从1到20，不能是“\(text)”", at: node)
            return nil
        }
        return FactPattern(.negativeTests(count: count, methods: methods, apart: apart), demands)
    }

    /// The demands that a row of check-ins or tests can meet.
    private mutating func rowDemands(_ fields: Fields, beside subject: String, fitting: [String]) -> [Demand] {
        for word in PatternWords.demands where !fitting.contains(word) {
            if let node = fields[word] {
                note("'\(word)' cannot be asked of \(subject)", zh: "对 \(subject) 不能要求“\(word)”", at: node)
            }
        }
        return demandsOfTime(fields)
    }

    /// What people say of themselves: symptoms, a diagnosis, contact.
    mutating func declared(_ node: Node) -> Declared? {
        let said = words(node, of: "thing to declare", among: Reader.declarable)
        guard !said.isEmpty else { return nil }
        return said.reduce(into: Declared()) { whole, part in
            whole.symptoms.formUnion(part.symptoms)
            whole.diagnoses += part.diagnoses
            whole.contact = whole.contact || part.contact
        }
    }

    /// The demands that stand beside `record`, in a fixed order.
    mutating func demands(_ fields: Fields, of kinds: [FactKind]) -> [Demand] {
        refuseDemands(fields, thatDoNotFit: kinds)
        var demands: [Demand] = []
        if let place = place(fields) { demands.append(.place(place)) }
        if let node = fields["method"] {
            demands.append(.method(words(node, of: "method", among: FactWords.methods)))
        }
        if let node = fields["result"] {
            demands.append(.result(words(node, of: "result", among: FactWords.results)))
        }
        if let node = fields["place"] {
            demands.append(.quarantine(words(node, of: "place", among: FactWords.places)))
        }
        if let node = fields["symptoms-rechecked"], let checked = truth(node, of: "symptoms-rechecked") {
            demands.append(.symptomsRechecked(checked))
        }
        if let node = fields["says"], let said = declared(node) { demands.append(.declares(said)) }
        if let node = fields["clean"], let clean = truth(node, of: "clean") { demands.append(.clean(clean)) }
        if let node = fields["temperature-at-least"], let limit = temperature(node, of: "temperature-at-least") {
            demands.append(.temperature(atLeast: limit))
        }
        if let node = fields["lasting"], let span = span(node, of: "lasting") { demands.append(.lasting(span)) }
        if let node = fields["before-onset"], let span = distance(node, of: "before-onset") {
            demands.append(.beforeOnset(atMost: span))
        }
        if let node = fields["onset"], word(node, of: "'onset'", among: [("unknown", ())]) != nil {
            demands.append(.onsetUnknown)
        }
        return demands + demandsOfTime(fields)
    }

    /// When something must count, and what it must follow.
    private mutating func demandsOfTime(_ fields: Fields) -> [Demand] {
        var demands: [Demand] = []
        if let node = fields["before"], let instant = instant(node, of: "before") { demands.append(.before(instant)) }
        if let node = fields["since"], let instant = instant(node, of: "since") { demands.append(.since(instant)) }
        if let node = fields["following"], let demand = following(node) { demands.append(demand) }
        return demands
    }

    /// The region of a fact, or of where a person lives; nil where nothing is said of it.
    mutating func place(_ fields: Fields) -> Place? {
        var place = Place()
        if let node = fields["in"] { place.inside = regions(node, of: "in") }
        if let node = fields["not-in"] { place.outside = regions(node, of: "not-in") }
        if let node = fields["risk"] { place.risk = words(node, of: "risk", among: PatternWords.risks) }
        if let node = fields["closed"] { place.closed = truth(node, of: "closed") }
        return place == Place() ? nil : place
    }

    private mutating func following(_ node: Node) -> Demand? {
        guard let fields = fields(node, of: "'following'", words: PatternWords.following), let pattern = pattern(fields)
        else {
            return nil
        }
        let anchor = anchor(fields, of: pattern)
        let atLeast = fields["at-least"].flatMap { distance($0, of: "at-least") }
        let atMost = fields["at-most"].flatMap { span($0, of: "at-most") }
        return .following(pattern, anchor: anchor, atLeast: atLeast, atMost: atMost)
    }

    /// From which end of its facts something is counted; only states have an end.
    mutating func anchor(_ fields: Fields, of pattern: FactPattern) -> FactSpans.Anchor {
        guard let node = fields["from"], let anchor = word(node, of: "'from'", among: PatternWords.anchors) else {
            return .start
        }
        if anchor == .end, let event = pattern.event {
            note(
                "'from: end' needs something that lasts; \(event) only happens",
                zh: "“from: end”只用于持续的情况；\(event) 只是发生一次", at: node)
        }
        if anchor == .onset, !pattern.isOfContacts {
            note(
                "'from: onset' needs a contact with a case: \(listed(PatternWords.contacts.map(\.name)))",
                zh: "“from: onset”只用于与病例的接触：\(listedInChinese(PatternWords.contacts.map(\.name)))", at: node)
        } else if anchor == .onset, pattern.demands.contains(.onsetUnknown) {
            note(
                "'from: onset' never holds beside 'onset: unknown'", zh: "“from: onset”和“onset: unknown”写在一起永远不成立",
                at: node)
        }
        return anchor
    }

    /// Notes each demand that no fact of these kinds could ever meet: it would be a silent never.
    private mutating func refuseDemands(_ fields: Fields, thatDoNotFit kinds: [FactKind]) {
        let answering: [FactKind] = [.declaration, .checkIn, .screening]
        let fitting: [(word: String, kinds: [FactKind])] = [
            ("method", [.test]), ("result", [.test]), ("place", [.quarantine]), ("symptoms-rechecked", [.quarantine]),
            ("says", answering), ("clean", answering), ("temperature-at-least", answering),
            ("lasting", FactKind.allCases.filter(\.isState)), ("before-onset", PatternWords.contacts),
            ("onset", PatternWords.contacts),
        ]
        if let node = fields["apart"] {
            note("'apart' is said of negative-tests only", zh: "“apart”只用于 negative-tests", at: node)
        }
        for (word, right) in fitting {
            guard let node = fields[word], let wrong = kinds.first(where: { !right.contains($0) }) else { continue }
            note(
                "'\(word)' cannot be asked of \(wrong.name); only of \(listed(right.map(\.name)))",
                zh: "对 \(wrong.name) 不能要求“\(word)”；它只用于 \(listedInChinese(right.map(\.name)))", at: node)
        }
    }
}

extension FactPattern {
    /// The name of something in the pattern that has no duration of its own, if there is one.
    var event: String? {
        switch subject {
        case .kinds(let kinds): FactKind.allCases.first { kinds.contains($0) && !$0.isState }?.name
        case .streak: "clean-checkins"
        case .negativeTests: "negative-tests"
        }
    }

    /// Whether it looks for contacts alone.
    var isOfContacts: Bool {
        guard case .kinds(let kinds) = subject else { return false }
        return kinds.isSubset(of: FactKinds(PatternWords.contacts))
    }

    /// The name of a state in the pattern, if there is one.
    var state: String? {
        guard case .kinds(let kinds) = subject else { return nil }
        return FactKind.allCases.first { kinds.contains($0) && $0.isState }?.name
    }
}
