import HealthCodeCore

extension FactEntry {
    /// Reads the fields of one fact. Fields of other names are passed over, and a null is a field left out.
    init(_ json: inout JSONText) throws(JSONText.Mistake) {
        self.init(kind: .registered)
        var hasKind = false
        let start = json.position
        var entry = self
        try json.object { json, key throws(JSONText.Mistake) in
            if case "kind" = key { hasKind = true }
            try entry.read(key, &json)
        }
        if !hasKind { throw JSONText.Mistake(position: start, message: "a fact needs 'kind'") }
        self = entry
    }

    private mutating func read(_ key: JSONText.Key, _ json: inout JSONText) throws(JSONText.Mistake) {
        switch key {
        case "kind": kind = try json.word(of: "kind", among: PatternWords.kinds)
        case "from": from = try json.instant(of: "from")
        case "until": until = try json.instant(of: "until")
        case "known": known = try json.instant(of: "known")
        case "region": region = try json.region(of: "region")
        case "place": place = try json.word(of: "place", among: FactWords.places)
        case "symptoms_rechecked": symptomsRechecked = try json.truth()
        case "method": method = try json.word(of: "method", among: FactWords.methods)
        case "result": result = try json.word(of: "result", among: FactWords.results)
        case "sampled": sampled = try json.instant(of: "sampled")
        case "reported": reported = try json.instant(of: "reported")
        case "symptoms": symptoms = try json.symptoms()
        case "diagnosis": diagnosis = try json.word(of: "diagnosis", among: FactWords.diagnoses)
        case "contact": contact = try json.truth()
        case "temperature": temperature = try json.temperature(of: "temperature")
        case "case": caseNumber = CaseNumber(label: try json.text(of: "case"))
        case "stays": stays = try FactEntry.stays(&json)
        default: try json.skip()
        }
    }

    private static func stays(_ json: inout JSONText) throws(JSONText.Mistake) -> [Stay] {
        var stays: [Stay] = []
        try json.array { json throws(JSONText.Mistake) in
            let start = json.position
            var region: RegionCode?
            var from: Instant?
            var until: Instant?
            try json.object { json, key throws(JSONText.Mistake) in
                switch key {
                case "region": region = try json.region(of: "region")
                case "from": from = try json.instant(of: "from")
                case "until": until = try json.instant(of: "until")
                default: try json.skip()
                }
            }
            guard let region, let from else {
                throw JSONText.Mistake(position: start, message: "a stay needs 'region' and 'from'")
            }
            stays.append(Stay(region: region, from: from, until: until))
        }
        return stays
    }
}

/// A person as one line of a file gives them.
struct PersonLine {
    /// What names the person in the file: a text or a number, as it stands there.
    var name: Range<Int>
    var region: RegionCode
    /// In the order of the file, without numbers.
    var facts: [Fact]

    /// Reads one line.
    init(_ json: inout JSONText) throws(JSONText.Mistake) {
        let start = json.position
        var name: Range<Int>?
        var region: RegionCode?
        var facts: [Fact] = []
        try json.object { json, key throws(JSONText.Mistake) in
            switch key {
            case "person":
                let start = json.position
                let whole = try json.skip()
                guard String(validating: json.raw(whole), as: UTF8.self) != nil else {
                    throw JSONText.Mistake(position: start, message: "the line is not UTF-8")
                }
                name = whole
            case "region": region = try json.region(of: "region")
            case "facts": try PersonLine.read(&facts, &json)
            default: try json.skip()
            }
        }
        guard json.isAtEnd() else { throw json.mistake("one person a line: more follows the first") }
        guard let name else { throw JSONText.Mistake(position: start, message: "a person needs 'person'") }
        guard let region else { throw JSONText.Mistake(position: start, message: "a person needs 'region'") }
        self.name = name
        self.region = region
        self.facts = facts
    }

    private static func read(_ facts: inout [Fact], _ json: inout JSONText) throws(JSONText.Mistake) {
        var read: [Fact] = []
        try json.array { json throws(JSONText.Mistake) in
            let start = json.position
            let entry = try FactEntry(&json)
            do throws(FieldMistake) {
                try entry.append(to: &read)
            } catch {
                throw JSONText.Mistake(position: start, message: error.message)
            }
        }
        facts = read
    }
}
