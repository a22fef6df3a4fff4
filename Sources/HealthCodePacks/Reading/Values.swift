import HealthCodeCore
import Yams

extension Reader {
    /// An instant: RFC 3339 with an offset, or `2020-04-01`, `2020-04-01 08:00` and `2020-04-01 08:00:00` in the
    /// place's own civil time.
    mutating func instant(_ node: Node, of word: String) -> Instant? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        if let instant = instant(text) { return instant }
        note(
            "'\(text)' is no instant; write it like 2020-04-01T00:00:00+08:00"
                + (offset == nil ? "" : ", or 2020-04-01 08:00 in the place's own time"),
            zh: "“\(text)”不是时刻；请写成 2020-04-01T00:00:00+08:00 这样"
                + (offset == nil ? "" : "，或者按当地时间写 2020-04-01 08:00"),
            at: node)
        return nil
    }

    /// An instant's text as it stands in a file.
    func instant(_ text: String) -> Instant? {
        Instant(rfc3339: text) ?? offset.flatMap { Instant(civil: text, offset: $0) }
    }

    /// A length of time above nothing: `30m`, `24h`, `14d`, or civil days as `7 days`.
    mutating func span(_ node: Node, of word: String) -> Span? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        if let span = Span(text), span != .elapsed(0), span != .civilDays(0) { return span }
        note(
            "'\(text)' is no length of time; write it like 30m, 24h, 14d, or 7 days for civil days",
            zh: "“\(text)”不是时间长度；请写成 30m（分钟）、24h（小时）、14d（14个24小时），或 7 days（自然日）", at: node)
        return nil
    }

    /// A length of time that may be nothing: `0d` asks that something comes after, however soon.
    mutating func distance(_ node: Node, of word: String) -> Span? {
        if let text = node.scalar?.string, let span = Span(text), span == .elapsed(0) { return span }
        return span(node, of: word)
    }

    /// A whole number of civil days: `7 days`.
    mutating func days(_ node: Node, of word: String) -> Int64? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        if case .civilDays(let days)? = Span(text), days > 0 { return days }
        note(
            "'\(text)' is no number of days in a row; write it like 7 days", zh: "“\(text)”不是连续的天数；请写成 7 days 这样",
            at: node)
        return nil
    }

    /// One region code.
    mutating func region(_ node: Node, of word: String) -> RegionCode? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        if let region = RegionCode(text) { return region }
        note(
            "'\(text)' is no region; a code has 6, 9 or 12 digits, such as 420000",
            zh: "“\(text)”不是区划代码；代码有6、9或12位数字，例如 420000", at: node)
        return nil
    }

    /// Region codes, and names of the pack's own lists of them.
    mutating func regions(_ node: Node, of word: String) -> [RegionCode] {
        var regions: [RegionCode] = []
        for element in elements(node, of: "'\(word)'") {
            guard let text = text(element, of: "'\(word)'") else { continue }
            if let list = regionLists[text] {
                regions += list
            } else if let region = RegionCode(text) {
                regions.append(region)
            } else if text.allSatisfy(\.isNumber) || regionLists.isEmpty {
                note(
                    "'\(text)' is no region; a code has 6, 9 or 12 digits, such as 420000",
                    zh: "“\(text)”不是区划代码；代码有6、9或12位数字，例如 420000", at: element)
            } else {
                _ = self.word(element, of: "list of regions", among: regionLists.keys.sorted().map { ($0, ()) })
            }
        }
        return regions
    }

    /// `yes` or `no`.
    mutating func truth(_ node: Node, of word: String) -> Bool? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        switch text {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            note("'\(word)' is yes or no, not '\(text)'", zh: "“\(word)”只能写 yes（是）或 no（否），不能是“\(text)”", at: node)
            return nil
        }
    }

    /// A temperature in °C with at most two decimals.
    mutating func temperature(_ node: Node, of word: String) -> Temperature? {
        guard let text = text(node, of: "'\(word)'") else { return nil }
        if let temperature = Temperature(celsius: text.utf8) { return temperature }
        note(
            "'\(text)' is no temperature; write degrees Celsius like 37.3", zh: "“\(text)”不是体温；请写摄氏度，例如 37.3", at: node)
        return nil
    }

    /// A text in every language.
    mutating func localized(_ node: Node, of word: String) -> LocalizedText? {
        guard let fields = fields(node, of: "the text of '\(word)'", words: ["zh", "en"]) else { return nil }
        let chinese = required("zh", in: fields).flatMap { text($0, of: "the Chinese text of '\(word)'") }
        let english = required("en", in: fields).flatMap { text($0, of: "the English text of '\(word)'") }
        guard let chinese, let english else { return nil }
        return LocalizedText(simplifiedChinese: chinese, english: english)
    }
}

extension Temperature {
    /// What a thermometer for people can show, in °C: 20 to 50.
    static let readable = Temperature(hundredths: 2_000)...Temperature(hundredths: 5_000)

    /// Reads degrees Celsius as decimal digits with at most two decimals; nil for anything else, and outside of what
    /// a thermometer can show.
    init?(celsius digits: some Collection<UInt8>) {
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ (1...2).contains($0.count) }) else { return nil }
        let decimals = parts.count == 2 ? Array(parts[1]) : []
        var hundredths: Int32 = 0
        for digit in Array(parts[0]) + decimals + Array(repeating: UInt8(ascii: "0"), count: 2 - decimals.count) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            hundredths = hundredths * 10 + Int32(digit - UInt8(ascii: "0"))
        }
        self.init(hundredths: hundredths)
        guard Temperature.readable.contains(self) else { return nil }
    }
}

extension Instant {
    /// Reads `2020-04-01`, `2020-04-01 08:00` or `2020-04-01 08:00:00` as civil time.
    init?(civil text: String, offset: UTCOffset) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        var time = parts.count == 2 ? String(parts[1]) : "00:00"
        if time.utf8.count == 5 { time += ":00" }
        guard let asUTC = Instant(rfc3339: "\(parts[0])T\(time)Z") else { return nil }
        self = asUTC.advanced(bySeconds: -offset.seconds)
    }
}
