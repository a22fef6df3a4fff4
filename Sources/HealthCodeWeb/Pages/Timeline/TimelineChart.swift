import HealthCodeCore
import HealthCodeService

/// The picture of a timeline: bands of colour over days, with the present marked. Every band carries a pattern and a
/// letter as well, and nothing in it is styled inline.
struct TimelineChart {
    var width: Int
    var height: Int
    var bands: [Band]
    var ticks: [Tick]
    var nowX: String
    var nowTextX: String
    var nowAnchor: String
    var nowWord: String

    struct Band {
        var colour: String
        /// `past` or `future`.
        var tense: String
        var x: String
        var width: String
        var middle: String
        var letter: String
        var hasRoom: Bool
    }

    struct Tick {
        var x: String
        var textX: String
        var word: String
        var anchor: String
    }

    /// The picture is as wide as a small phone, in units of its pixels there, so that its letters are as large as the
    /// text around it.
    private static let size = (width: 340, height: 136)
    private static let day: Int64 = 86_400

    init(_ entries: [TimelineEntry], now: Instant, moments: Moments, words: Catalogue) {
        width = Self.size.width
        height = Self.size.height
        let scale = Scale(entries, now: now, width: Double(Self.size.width))
        bands = entries.flatMap { Self.bands(of: $0, now: now, scale: scale, words: words) }
        let x = scale.x(now)
        nowX = Self.number(x)
        nowTextX = Self.number(min(max(x, 2), Double(width) - 2))
        nowAnchor = x < 30 ? "start" : x > Double(width) - 30 ? "end" : "middle"
        nowWord = words("timeline.now")
        ticks = scale.ticks(moments: moments)
    }

    /// A stretch is cut at the present, so that what is to come can be told from what was.
    private static func bands(of entry: TimelineEntry, now: Instant, scale: Scale, words: Catalogue) -> [Band] {
        let from = max(entry.from, scale.from)
        let until = min(entry.until ?? scale.until, scale.until)
        guard from < until else { return [] }
        let pieces = from < now && now < until ? [(from, now), (now, until)] : [(from, until)]
        let widest = pieces.indices.max {
            pieces[$0].1.seconds - pieces[$0].0.seconds < pieces[$1].1.seconds - pieces[$1].0.seconds
        }
        return pieces.enumerated().map { index, piece in
            let (left, right) = (scale.x(piece.0), scale.x(piece.1))
            let width = max(right - left, 3)
            return Band(
                colour: entry.colour.rawValue, tense: piece.0 >= now ? "future" : "past", x: number(left),
                width: number(width), middle: number(left + width / 2),
                letter: words("colours.letter.\(entry.colour.rawValue)"), hasRoom: index == widest && width >= 32)
        }
    }

    fileprivate static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

/// From days to places in the picture.
private struct Scale {
    let from: Instant
    let until: Instant
    let width: Double

    /// Two months back at most, and as far ahead as something changes, with some days to either side.
    init(_ entries: [TimelineEntry], now: Instant, width: Double) {
        let day: Int64 = 86_400
        let first = entries.first?.from ?? now
        let changes = entries.map(\.from) + entries.compactMap(\.until)
        let last = changes.max() ?? now
        from = min(max(first, now.advanced(bySeconds: -60 * day)), now.advanced(bySeconds: -2 * day))
        until = max(
            now.advanced(bySeconds: 5 * day), min(last.advanced(bySeconds: 3 * day), now.advanced(bySeconds: 90 * day)))
        self.width = width
    }

    func x(_ instant: Instant) -> Double {
        let part = Double(instant.seconds - from.seconds) / Double(until.seconds - from.seconds)
        return min(max(part, 0), 1) * width
    }

    /// Midnights, as many as have room.
    func ticks(moments: Moments) -> [TimelineChart.Tick] {
        let first = CivilDate(of: from, in: moments.offset).advanced(byDays: 1)
        let last = CivilDate(of: until, in: moments.offset)
        let days = max(last.daysSinceEpoch - first.daysSinceEpoch, 1)
        let step = max((days + 3) / 4, 1)
        return stride(from: first.daysSinceEpoch, through: last.daysSinceEpoch, by: Int(step)).map { number in
            let instant = CivilDate(daysSinceEpoch: number).midnight(in: moments.offset)
            let place = x(instant)
            let anchor = place < 28 ? "start" : place > width - 28 ? "end" : "middle"
            return TimelineChart.Tick(
                x: TimelineChart.number(place), textX: TimelineChart.number(place), word: moments.shortDay(instant),
                anchor: anchor)
        }
    }
}
