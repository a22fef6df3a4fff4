import HealthCodeCore

extension JSONText {
    /// The text between two quotes, its escapes resolved (RFC 8259, section 7); nil where an escape is none.
    func text(_ range: Range<Int>) -> String? {
        let raw = self.raw(range)
        guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
        var units: [UInt16] = []
        var rest = Substring(String(decoding: raw, as: UTF8.self))
        while let letter = rest.unicodeScalars.first {
            rest.unicodeScalars.removeFirst()
            guard letter == "\\" else {
                units += Array(String(letter).utf16)
                continue
            }
            guard let escaped = rest.unicodeScalars.popFirst() else { return nil }
            switch escaped {
            case "\"", "\\", "/": units += Array(String(escaped).utf16)
            case "b": units.append(8)
            case "f": units.append(12)
            case "n": units.append(10)
            case "r": units.append(13)
            case "t": units.append(9)
            case "u":
                guard rest.utf8.count >= 4, let unit = UInt16(rest.prefix(4), radix: 16) else { return nil }
                units.append(unit)
                rest = rest.dropFirst(4)
            default: return nil
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Reads a text.
    mutating func text(of field: StaticString) throws(Mistake) -> String {
        try text(at: try string(), of: field)
    }

    private func text(at range: Range<Int>, of field: StaticString) throws(Mistake) -> String {
        if let text = text(range) { return text }
        throw Mistake(
            position: range.lowerBound - 1, message: "'\(field)' has an escape that JSON does not know")
    }

    /// Reads one of a closed set of words.
    mutating func word<Value>(of field: StaticString, among choices: [(String, Value)]) throws(Mistake) -> Value {
        let start = position
        let text = try text(of: field)
        if let choice = choices.first(where: { $0.0 == text }) { return choice.1 }
        let nearest = nearestWord(to: text, among: choices.map(\.0))
        let advice = nearest.map { "did you mean '\($0)'?" } ?? "it can be \(listed(choices.map(\.0)))"
        throw Mistake(position: start, message: "unknown \(field) '\(text)'; \(advice)")
    }

    /// Reads an instant, RFC 3339 with its offset.
    mutating func instant(of field: StaticString) throws(Mistake) -> Instant {
        let range = try string()
        if let instant = Instant(rfc3339: letters(range)) { return instant }
        if let instant = Instant(rfc3339: try text(at: range, of: field)) { return instant }
        throw Mistake(
            position: range.lowerBound - 1,
            message: "'\(field)' is no instant; write it like 2020-04-01T00:00:00+08:00")
    }

    /// Reads a region code.
    mutating func region(of field: StaticString) throws(Mistake) -> RegionCode {
        let range = try string()
        if let region = RegionCode(letters: letters(range)) { return region }
        if let region = RegionCode(try text(at: range, of: field)) { return region }
        throw Mistake(
            position: range.lowerBound - 1, message: "'\(field)' is no region; a code has 6, 9 or 12 digits")
    }

    /// Reads a temperature, a number of degrees Celsius with at most two decimals.
    mutating func temperature(of field: StaticString) throws(Mistake) -> Temperature {
        let start = position
        if let temperature = Temperature(celsius: raw(try number())) { return temperature }
        throw Mistake(
            position: start, message: "'\(field)' is no temperature; write degrees Celsius from 20 to 50 like 37.3")
    }

    /// Reads a list of symptoms.
    mutating func symptoms() throws(Mistake) -> Symptoms {
        let choices = Symptoms.named.map { ($0.name, $0.symptom) }
        var symptoms: Symptoms = []
        try array { text throws(Mistake) in
            symptoms.formUnion(try text.word(of: "symptom", among: choices))
        }
        return symptoms
    }
}
