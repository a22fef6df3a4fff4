import Foundation
import HealthCodeCore
import Testing

@testable import HealthCodeService
@testable import HealthCodeWeb

@Suite("The timeline's picture")
struct TimelineChartTests {
    private let now = PageSamples.now
    private let words: Catalogue

    init() throws {
        words = try Catalogue(
            language: .english, in: PageRendererTests.resources.appendingPathComponent("Catalogues"))
    }

    private func chart(_ spells: [(Double, Double?, Colour)]) -> TimelineChart {
        let entries = spells.map { from, until, colour in
            TimelineEntry(
                from: PageSamples.day(from), until: until.map { PageSamples.day($0) }, colour: colour, rule: "rule",
                reason: PageSamples.text("", ""), grounds: [])
        }
        return TimelineChart(entries, now: now, moments: Moments(language: .english, offset: .china), words: words)
    }

    @Test("A stretch that lasts is cut at the present, into what was and what is to come")
    func bandsAreCutAtThePresent() throws {
        let chart = chart([(-6, -2, .green), (-2, 5, .yellow), (5, nil, .green)])
        #expect(chart.bands.map(\.colour) == ["green", "yellow", "yellow", "green"])
        #expect(chart.bands.map(\.tense) == ["past", "past", "future", "future"])
        #expect(chart.bands[2].x == chart.nowX)
    }

    @Test("Nothing lies outside the picture, however long ago or far ahead it is")
    func nothingOutside() throws {
        let chart = chart([(-4_000, -300, .red), (-300, 2_000, .yellow), (2_000, nil, .green)])
        for band in chart.bands {
            let x = try #require(Double(band.x))
            let width = try #require(Double(band.width))
            #expect(x >= 0 && x + width <= Double(chart.width) + 3)
        }
        #expect(chart.bands.map(\.colour).contains("yellow"))
        #expect(chart.ticks.count >= 2)
    }

    @Test("Someone who registered this minute has a picture too")
    func newcomersHaveAPicture() {
        let chart = chart([(0, nil, .green)])
        #expect(chart.bands.map(\.tense) == ["future"])
    }
}

@Suite("Days and times in words")
struct MomentsTests {
    private let instant = PageSamples.now

    @Test("Chinese and English each write a day in their own way")
    func days() {
        #expect(Moments(language: .simplifiedChinese, offset: .china).moment(instant) == "2020年4月8日 09:41")
        #expect(Moments(language: .english, offset: .china).moment(instant) == "8 April 2020, 09:41")
    }

    @Test("The clock and the day are those of the place")
    func places() {
        let moments = Moments(language: .english, offset: UTCOffset(seconds: -5 * 3_600))
        #expect(moments.clock(instant) == "20:41:07")
        #expect(moments.input(instant) == "2020-04-07")
    }
}
