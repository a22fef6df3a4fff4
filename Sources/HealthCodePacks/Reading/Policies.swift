import HealthCodeCore
import Yams

extension Reader {
    /// The words at the top of a pack.
    static let packWords = [
        "place", "region", "since", "replaces", "fever-from", "regions", "rules", "colours", "checkpoint", "service",
        "serves",
        "declaration", "reviews", "recognises", "travellers",
    ]

    /// The words of a rule.
    static let ruleWords = ["id", "colour", "when", "because", "ends", "pending"]

    /// The policy that a pack's root holds.
    mutating func policy(_ root: Node) -> Policy? {
        guard let fields = fields(root, of: "a pack", words: Reader.packWords) else { return nil }
        let place = required("place", in: fields).flatMap { localized($0, of: "place") }
        let region = required("region", in: fields).flatMap { self.region($0, of: "region") }
        let since = required("since", in: fields).flatMap { beginning($0) }
        offset = since?.offset
        if let node = fields["regions"] { readRegionLists(node) }
        let feverLimit = fields["fever-from"].map { temperature($0, of: "fever-from") } ?? .feverLimit
        let replaces = fields["replaces"].map { self.replaced($0, by: region) } ?? []
        let options = options(fields)
        let rules = required("rules", in: fields).flatMap { self.rules($0) }
        if let rules, let options { refuseColoursWithoutMeaning(rules, options, in: fields) }
        guard let place, let region, let since, let feverLimit, let options, let rules else { return nil }
        return Policy(
            region: region, replaces: replaces, place: place,
            version: "\(CivilDate(of: since.instant, in: since.offset))", since: since.instant, offset: since.offset,
            feverLimit: feverLimit, rules: rules, options: options)
    }

    /// The instant from which the pack governs, and with it the place's civil time.
    private mutating func beginning(_ node: Node) -> (instant: Instant, offset: UTCOffset)? {
        guard let text = text(node, of: "'since'") else { return nil }
        guard let instant = Instant(rfc3339: text), let asUTC = Instant(rfc3339: text.prefix(19) + "Z") else {
            note(
                "'\(text)' is no instant; write it like 2020-04-01T00:00:00+08:00",
                zh: "“\(text)”不是时刻；请写成 2020-04-01T00:00:00+08:00 这样", at: node)
            return nil
        }
        return (instant, UTCOffset(seconds: asUTC.seconds - instant.seconds))
    }

    /// The regions whose earlier packs end; all of them under the pack's own.
    private mutating func replaced(_ node: Node, by region: RegionCode?) -> [RegionCode] {
        let regions = regions(node, of: "replaces")
        if let region, let other = regions.first(where: { !region.contains($0) }) {
            note(
                "'\(other)' does not lie under \(region), so its packs cannot be replaced here",
                zh: "“\(other)”不在 \(region) 之下，这里不能替换它的规则", at: node)
        }
        return regions
    }

    private mutating func readRegionLists(_ node: Node) {
        guard let mapping = node.mapping else {
            note(
                "'regions' gives names to lists of region codes, like 'key-areas: [420000, 330300]'",
                zh: "“regions”给一组区划代码起名，例如 key-areas: [420000, 330300]", at: node)
            return
        }
        for (key, value) in mapping {
            guard let name = text(key, of: "the name of a list of regions") else { continue }
            if RegionCode(name) != nil {
                note("'\(name)' is a region code; give the list a name", zh: "“\(name)”是区划代码；请给这一组起个名字", at: key)
            }
            regionLists[name] = regions(value, of: name)
        }
    }

    private mutating func rules(_ node: Node) -> [Rule]? {
        guard let sequence = node.sequence, let last = sequence.last else {
            note("'rules' is a list of at least one rule", zh: "“rules”是一个列表，至少要有一条规则", at: node)
            return nil
        }
        var rules: [Rule] = []
        var places: [String: Int] = [:]
        var unconditional: String?
        for node in sequence {
            if let unconditional {
                note(
                    "this rule can never hold, because '\(unconditional)' above it always does",
                    zh: "这条规则永远用不上，因为它上面的“\(unconditional)”总是成立", at: node)
            }
            guard let rule = rule(node) else { continue }
            if let line = places[rule.id] {
                note(
                    "'\(rule.id)' is the id of another rule already (line \(line))",
                    zh: "“\(rule.id)”已经是另一条规则的名字（第\(line)行）", at: node)
            }
            places[rule.id] = node.mark?.line ?? 1
            if rule.condition == .always { unconditional = rule.id }
            rules.append(rule)
        }
        if unconditional == nil, rules.count == sequence.count {
            note(
                "the last rule must hold for everyone else: 'when: always'", zh: "最后一条规则要适用于其他所有人：when: always",
                at: last)
        }
        return rules.count == sequence.count ? rules : nil
    }

    private mutating func rule(_ node: Node) -> Rule? {
        guard let fields = fields(node, of: "a rule", words: Reader.ruleWords) else { return nil }
        let id = required("id", in: fields).flatMap { name($0, of: "rule id") }
        let colour = required("colour", in: fields).flatMap { self.colour($0) }
        let condition = required("when", in: fields).flatMap { self.condition($0) }
        let reason = required("because", in: fields).flatMap { localized($0, of: "because") }
        let ends = fields["ends"].flatMap { localized($0, of: "ends") }
        if fields["ends"] == nil, let colour, colour != .green {
            noteMissing(
                "a rule that gives \(colour.rawValue) must say what ends it, in 'ends'",
                zh: "给出 \(colour.rawValue) 的规则要在“ends”里写明怎样结束", in: fields)
        }
        let isPending = fields["pending"].flatMap { truth($0, of: "pending") } ?? false
        if isPending, let colour, colour != .grey, let node = fields["pending"] {
            note(
                "only grey can stand for a colour that is still due, not \(colour.rawValue)",
                zh: "只有 grey（灰码）可以表示颜色还没有给出，\(colour.rawValue) 不行", at: node)
        }
        guard let id, let colour, let condition, let reason else { return nil }
        return Rule(
            id: id, colour: colour, condition: condition, reason: reason, ends: ends, isPending: isPending)
    }

    /// A colour by its name.
    mutating func colour(_ node: Node) -> Colour? {
        word(node, of: "colour", among: Colour.allCases.map { ($0.rawValue, $0) })
    }

    /// A name that programs and logs use.
    mutating func name(_ node: Node, of subject: String) -> String? {
        guard let text = text(node, of: "the \(subject)") else { return nil }
        let allowed = text.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard allowed, text.utf8.count <= 64 else {
            note(
                "'\(text)' is no \(subject); use small letters, digits and '-', such as fever-in-wuhan",
                zh: "“\(text)”不能用作名字；请用小写字母、数字和“-”，例如 fever-in-wuhan", at: node)
            return nil
        }
        return text
    }
}
