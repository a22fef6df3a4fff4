import HealthCodeCore
import Testing

@Suite("Which policy governs")
struct PolicyHistoryTests {
    private let province = policy(version: "province", ("p", .green, .always))
    private let city = policy(version: "city", region: "420100", since: "03-01 00:00", ("c", .yellow, .always))
    private let newCity = policy(version: "new", region: "420100", since: "04-01 00:00", ("n", .red, .always))
    private let elsewhere = policy(version: "elsewhere", region: "330000", since: "02-01 00:00", ("e", .grey, .always))

    private func home(_ from: String, _ region: String) -> Fact { fact(.residence, from, in: region) }

    @Test("The nearest region with a policy governs once its `since` has come, and a successor ends it")
    func nearest() {
        let timeline = story([], under: newCity, city, province)
        #expect(timeline.colours == ["green 01-01 00:00", "yellow 03-01 00:00", "red 04-01 00:00"])
        let history = PolicyHistory([newCity, city, province])
        #expect(history.policy(governing: place("420106"), at: at("03-05 00:00"))?.version == "city")
        #expect(history.policy(governing: place("420200"), at: at("04-05 00:00"))?.version == "province")
        #expect(history.policy(governing: place("330100"), at: at("04-05 00:00")) == nil)
    }

    @Test("A timeline begins at registration or at the first policy's `since`, whichever is later")
    func beginning() {
        #expect(story([], under: city).colours == ["yellow 03-01 00:00"])
        #expect(story([], under: city, start: "03-09 00:00").colours == ["yellow 03-09 00:00"])
        #expect(story([], under: elsewhere).isEmpty)
    }

    @Test("Who moves comes under the policy of the new home")
    func moving() {
        let moves = facts(home("02-10 00:00", "330100"), home("03-10 00:00", "420106"))
        #expect(
            story(moves, under: province, city, elsewhere).colours == [
                "green 01-01 00:00", "grey 02-10 00:00", "yellow 03-10 00:00",
            ])
    }

    @Test("Who moves to where no policy governs stays under those of the last home that one governs")
    func movingOut() {
        let moves = facts(home("02-10 00:00", "110000"))
        #expect(
            story(moves, under: province, city, newCity).colours == [
                "green 01-01 00:00", "yellow 03-01 00:00", "red 04-01 00:00",
            ])
    }

    @Test("A policy without rules governs nothing")
    func noRules() {
        #expect(story([], under: policy(version: "none", region: "420106"), province).colours == ["green 01-01 00:00"])
    }

    @Test("A rule about residence follows the home and the notices about it")
    func residence() {
        let sealed = RegionNotice(
            region: place("420106"), what: .closed,
            interval: Interval(from: at("02-01 00:00"), until: at("04-08 00:00")), known: at("02-01 00:00"))
        let closed = Condition.residence(Place(closed: true))
        #expect(times(closed, notices: [sealed]) == ["02-01 00:00 – 04-08 00:00"])
        let moves = facts(home("03-01 00:00", "420200"), home("03-05 00:00", "420106001"))
        #expect(times(closed, moves, notices: [sealed]) == ["02-01 00:00 – 03-01 00:00", "03-05 00:00 – 04-08 00:00"])
    }
}

@Suite("What notices say of a region")
struct RegionNoticeTests {
    private func notice(
        _ region: String, _ what: RegionNotice.What, _ from: String, _ until: String, known: String
    ) -> RegionNotice {
        RegionNotice(
            region: place(region), what: what, interval: Interval(from: at(from), until: at(until)), known: at(known))
    }

    @Test("The nearest region with a level decides, and low where none has one")
    func nearest() {
        let notices = RegionNotices([
            notice("420106", .risk(.low), "02-10 00:00", "02-20 00:00", known: "02-01 00:00"),
            notice("420000", .risk(.high), "02-01 00:00", "03-01 00:00", known: "02-05 00:00"),
        ])
        let levels = ["01-31 00:00", "02-09 00:00", "02-10 00:00", "02-20 00:00", "03-01 00:00"].map {
            notices.risk(of: place("420106001"), at: at($0))
        }
        #expect(levels == [.low, .high, .low, .high, .low])
        #expect(notices.risk(of: place("420200"), at: at("02-15 00:00")) == .high)
        #expect(notices.risk(of: place("330000"), at: at("02-15 00:00")) == .low)
    }

    @Test("Of overlapping notices about one region the one known later decides")
    func knownLater() {
        let notices = RegionNotices([
            notice("420106", .risk(.medium), "02-10 00:00", "02-20 00:00", known: "02-12 00:00"),
            notice("420106", .risk(.high), "02-01 00:00", "03-01 00:00", known: "02-01 00:00"),
        ])
        #expect(notices.risk(of: place("420106"), at: at("02-15 00:00")) == .medium)
        #expect(notices.risk(of: place("420106"), at: at("02-25 00:00")) == .high)
        #expect(notices.asKnown(at: at("02-11 00:00")).risk(of: place("420106"), at: at("02-15 00:00")) == .high)
    }

    @Test("A region is closed while any region at or above it is")
    func closed() {
        let notices = RegionNotices([
            notice("420100", .closed, "01-23 10:00", "04-08 00:00", known: "01-23 02:00"),
            notice("420106", .closed, "04-01 00:00", "04-20 00:00", known: "04-01 00:00"),
            notice("420106", .risk(.low), "01-01 00:00", "05-01 00:00", known: "04-01 00:00"),
        ])
        let times = notices.closedTimes(of: place("420106001"))
        #expect(times.intervals == [Interval(from: at("01-23 10:00"), until: at("04-20 00:00"))])
        #expect(notices.closedTimes(of: place("420000")).isEmpty)
    }
}
