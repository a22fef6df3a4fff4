public import HealthCodeCore
import Yams

extension RegionNotices {
    /// Reads risk levels and closed management from CSV lines `region,level,from,until`.
    ///
    /// A level is `low`, `medium`, `higher` or `high` (HU-08), `closed` for closed management (HB-18), or `open` for
    /// the end of it. `until` may be empty: until further notice. Of overlapping lines about one region the later line
    /// holds. A first line of the column names, blank lines, and lines that begin with `#` are passed over.
    /// - Parameter offset: the civil time of dates and times that stand without an offset.
    /// - Throws: all mistakes at once, each with its line and column.
    public init(csv: String, file: String, offset: UTCOffset) throws(Mistakes) {
        self.init(try NoticeLine.read(csv: csv, file: file, offset: offset).map(\.notice))
    }
}

/// A notice with the line of the file in which it stands.
public struct NoticeLine: Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var notice: RegionNotice

    /// Makes the notice of a line.
    public init(number: Int, notice: RegionNotice) {
        self.number = number
        self.notice = notice
    }

    /// Reads the same CSV lines as `RegionNotices.init(csv:file:offset:)`.
    ///
    /// - Throws: all mistakes at once, each with its line and column.
    public static func read(csv: String, file: String, offset: UTCOffset) throws(Mistakes) -> [NoticeLine] {
        var reader = Reader(file: file, offset: offset)
        var notices: [NoticeLine] = []
        let lines = csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let isHeader = index == 0 && line.hasPrefix("region,")
            if isHeader || line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            if let notice = reader.notice(line, number: index + 1) {
                notices.append(NoticeLine(number: index + 1, notice: notice))
            }
        }
        return try reader.finish(notices)
    }
}

extension Reader {
    /// One line of a file of risk levels.
    fileprivate mutating func notice(_ line: Substring, number: Int) -> RegionNotice? {
        let columns = line.split(separator: ",", omittingEmptySubsequences: false)
        guard (3...4).contains(columns.count) else {
            note("a line is region,level,from,until", zh: "每行写 region,level,from,until", line: number, column: 1)
            return nil
        }
        let texts = columns.map { String($0.trimmed) } + [""]
        func wrong(_ index: Int, _ message: String, zh chinese: String) {
            let column = line.distance(from: line.startIndex, to: columns[index].startIndex) + 1
            note(message, zh: chinese, line: number, column: column)
        }
        guard let region = RegionCode(texts[0]) else {
            wrong(
                0, "'\(texts[0])' is no region; a code has 6, 9 or 12 digits, such as 420000",
                zh: "“\(texts[0])”不是区划代码；代码有6、9或12位数字，例如 420000")
            return nil
        }
        guard let what = RegionNotice.What.named.first(where: { $0.0 == texts[1] })?.1 else {
            let levels = RegionNotice.What.named.map(\.0)
            wrong(
                1, "'\(texts[1])' is no level; it can be \(listed(levels))",
                zh: "“\(texts[1])”不是等级；可以写：\(listedInChinese(levels))")
            return nil
        }
        guard let from = instant(texts[2]) else {
            wrong(
                2, "'\(texts[2])' is no instant; write it like 2020-04-01T00:00:00+08:00",
                zh: "“\(texts[2])”不是时刻；请写成 2020-04-01T00:00:00+08:00 这样")
            return nil
        }
        guard let until = texts[3].isEmpty ? .distantFuture : instant(texts[3]), from <= until else {
            wrong(
                3, "'\(texts[3])' is no instant later than the first; write it like 2020-04-08T00:00:00+08:00",
                zh: "“\(texts[3])”不是晚于前一个的时刻；请写成 2020-04-08T00:00:00+08:00 这样")
            return nil
        }
        return RegionNotice(
            region: region, what: what, interval: Interval(from: from, until: until), known: .distantPast)
    }

    /// One entry of `notices` in a file of scenarios: `{region, level, from, until}`.
    mutating func notice(_ node: Node) -> RegionNotice? {
        let words = ["region", "level", "from", "until"]
        guard let fields = fields(node, of: "a notice", words: words) else { return nil }
        let region = required("region", in: fields).flatMap { self.region($0, of: "region") }
        let what = required("level", in: fields).flatMap { word($0, of: "level", among: RegionNotice.What.named) }
        let from = required("from", in: fields).flatMap { instant($0, of: "from") }
        let until = fields["until"].map { instant($0, of: "until") } ?? .distantFuture
        guard let region, let what, let from, let until else { return nil }
        if until < from { note("'until' is earlier than 'from'", zh: "“until”早于“from”", at: node) }
        // Files say nothing of when it was known, so that their order decides between notices of one region.
        return RegionNotice(
            region: region, what: what, interval: Interval(from: from, until: until), known: .distantPast)
    }
}

extension Substring {
    /// Without the white space at its ends.
    fileprivate var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
