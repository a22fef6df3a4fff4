import HealthCodeCore
import HealthCodeService
import Testing

@Suite("What is said of regions, and whom it concerns")
struct NoticeTests {
    private func notice(_ region: String = "420106", _ what: RegionNotice.What = .risk(.high)) throws -> RegionNotice {
        RegionNotice(
            region: try place(region), what: what, interval: Interval(from: now, until: .distantFuture), known: now)
    }

    private func new(
        _ body: NewNotice.Body, _ origin: NoticeOrigin = .operator, id: String? = nil, content: String? = nil
    ) throws -> NewNotice {
        NewNotice(
            origin: origin, id: id, content: try (content ?? id).map(digest), body: body, received: now)
    }

    @Test("Notices come back in the order in which they became known", arguments: Backend.all)
    func order(backend: Backend) async throws {
        let store = try backend.open()
        let (high, closed) = (try notice(), try notice("420106", .closed))
        #expect(try await store.receiveNotices([new(.notice(high)), new(.notice(closed))]) == [.accepted, .accepted])
        let open = try notice("420106", .open)
        _ = try await store.receiveNotices([new(.notice(open), .feed)])
        #expect(try await store.notices() == [high, closed, open])
        #expect(try await store.keptNotices().map(\.origin) == [.operator, .operator, .feed])
    }

    @Test("A notice that was taken back stands no longer, and stays in the history", arguments: Backend.all)
    func withdrawal(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.receiveNotices([new(.notice(notice()))])
        let number = try #require(try await store.keptNotices().first?.number)
        let withdrawal = try new(.withdrawal(of: number))
        #expect(try await store.receiveNotices([withdrawal]) == [.accepted])
        #expect(try await store.notices() == [])
        #expect(try await store.keptNotices().map(\.retracted) == [now])
        #expect(try await store.receiveNotices([withdrawal]) == [.nothingToRetract])
    }

    @Test("Nobody takes back what another has said", arguments: Backend.all)
    func others(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.receiveNotices([new(.notice(notice()))])
        let number = try #require(try await store.keptNotices().first?.number)
        #expect(try await store.receiveNotices([new(.withdrawal(of: number), .feed)]) == [.nothingToRetract])
        #expect(try await store.notices().count == 1)
    }

    @Test("A source's own id tells a repetition from a conflict", arguments: Backend.all)
    func repetition(backend: Backend) async throws {
        let store = try backend.open()
        let source = NoticeOrigin.source(try await store.addHospital())
        let other = NoticeOrigin.source(try await store.addHospital("another"))
        let first = try new(.notice(notice()), source, id: "1")
        #expect(try await store.receiveNotices([first, first]) == [.accepted, .repeated])
        let changed = try new(.notice(notice("420106", .risk(.low))), source, id: "1", content: "changed")
        #expect(try await store.receiveNotices([changed]) == [.conflict])
        #expect(try await store.receiveNotices([new(.notice(notice()), other, id: "1")]) == [.accepted])
    }

    @Test("A retraction names the source's own id, and is idempotent by its own", arguments: Backend.all)
    func retraction(backend: Backend) async throws {
        let store = try backend.open()
        let source = NoticeOrigin.source(try await store.addHospital())
        let retraction = try new(.retraction(of: "1"), source, id: "2")
        #expect(try await store.receiveNotices([retraction]) == [.nothingToRetract])
        _ = try await store.receiveNotices([new(.notice(notice()), source, id: "1")])
        #expect(try await store.receiveNotices([retraction, retraction]) == [.accepted, .repeated])
        #expect(try await store.notices() == [])
    }

    @Test("Who lives in a region, lived there first, or has a fact there is concerned by it", arguments: Backend.all)
    func concerned(backend: Backend) async throws {
        let store = try backend.open()
        let resident = try await store.register("resident")
        let visitor = try await store.register("visitor")
        var stay = fact(.stay)
        stay.region = try place("330102")
        _ = try await store.recordFacts([NewFact(stay)], of: visitor, decide: decide)
        let hangzhou = try await store.concerned(by: place("330100"), after: nil, limit: 9)
        #expect(hangzhou == [Whereabout(region: try place("330102"), person: visitor)])
        let wuhan = try await store.concerned(by: place("420100"), after: nil, limit: 9)
        #expect(wuhan.map(\.person) == [resident, visitor])
        #expect(try await store.concerned(by: place("420500"), after: nil, limit: 9) == [])
        #expect(try await store.countConcerned(by: [place("330000"), place("420000"), place("420106")]) == 2)
    }

    @Test("Those concerned come page by page, each once", arguments: Backend.all)
    func pages(backend: Backend) async throws {
        let store = try backend.open()
        var people: [PersonID] = []
        for name in ["one", "two", "three"] { people.append(try await store.register(name)) }
        var found: [PersonID] = []
        var last: Whereabout?
        while let next = try await store.concerned(by: place("420000"), after: last, limit: 1).first {
            found.append(next.person)
            last = next
        }
        #expect(found == people)
    }

    @Test("An erased person is counted among nobody", arguments: Backend.all)
    func erased(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        try await store.erasePerson(id, at: now)
        #expect(try await store.countConcerned(by: [place("420000")]) == 0)
    }

    @Test("A change asks for work, once for a region and all under it, until it is done", arguments: Backend.all)
    func work(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.receiveNotices([new(.notice(notice())), new(.notice(notice("420100")))])
        let later = now.advanced(bySeconds: 30)
        let work = try #require(try await store.takeReassessment(at: now, until: later))
        #expect(work.region == (try place("420100")))
        #expect(try await store.openReassessments() == 1)
        try await store.finishReassessment(work.number, at: now)
        #expect(try await store.openReassessments() == 0)
        #expect(try await store.takeReassessment(at: later, until: later) == nil)
    }

    @Test("Work that is held is nobody else's, and goes on where it stopped", arguments: Backend.all)
    func held(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.receiveNotices([new(.notice(notice()))])
        let later = now.advanced(bySeconds: 30)
        let work = try #require(try await store.takeReassessment(at: now, until: later))
        #expect(try await store.takeReassessment(at: now, until: later) == nil)
        let reached = Whereabout(region: try place("420106"), person: PersonID(7))
        try await store.noteReassessment(work.number, reached: reached, until: later)
        let again = try await store.takeReassessment(at: later.advanced(bySeconds: 1), until: later)
        #expect(again == Reassessment(number: work.number, region: work.region, reached: reached))
    }

    @Test("A clock that was set back leaves no work lying", arguments: Backend.all)
    func clock(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.receiveNotices([new(.notice(notice()))])
        _ = try await store.takeReassessment(at: now, until: now.advanced(bySeconds: 30))
        let earlier = now.advanced(bySeconds: -day)
        #expect(try await store.takeReassessment(at: earlier, until: earlier) != nil)
    }

    @Test("A pack that is published asks for its region", arguments: Backend.all)
    func pack(backend: Backend) async throws {
        let store = try backend.open()
        let pack = PublishedPack(
            name: PolicyName(region: try place("420000"), version: "1"), since: now, text: "", digest: try digest("1"),
            published: now)
        _ = try await store.publishPack(pack)
        _ = try await store.publishPack(pack)
        #expect(try await store.openReassessments() == 1)
    }
}
