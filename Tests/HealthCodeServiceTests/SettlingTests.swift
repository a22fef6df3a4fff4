import HealthCodeCore
import HealthCodePacks
import SQLiteStore
import Testing

@testable import HealthCodeService

@Suite("Everyone is decided anew after rules change")
struct SettlingTests {
    private static let people = ["19900307", "19850101", "19770520", "20010911", "19681231"].map { born in
        Someone(name: "王小明", number: residentID("420102", born, 111), phone: "1380000" + born.suffix(4))
    }

    /// Hubei's rules from another date on, with contacts watched for so many days.
    static func pack(_ day: Int64, contacts days: Int = 14, region: String = "420000") throws -> Pack {
        let date = CivilDate(of: instant("2020-04-01T00:00:00+08:00"), in: .china).advanced(byDays: day)
        let text = try World.hubeiPack().replacing("since: 2020-04-01", with: "since: \(date)")
            .replacing("close_contact, for: 14d", with: "close_contact, for: \(days)d")
            .replacing("region: 420000", with: "region: \(region)")
            .replacing("replaces: [420000]", with: "replaces: [\(region)]")
        return try Pack(yaml: text)
    }

    /// Something that happens to the rules or to people.
    private func step(_ number: Int64, in world: World, _ source: Source, _ random: inout Seeded) async throws {
        let now = world.clock.now
        switch random.below(8) {
        case 0...2:
            let kinds = ["close_contact", "fever_clinic", "recovered", "excluded", "confirmed"]
            let (kind, someone) = (kinds[random.below(kinds.count)], Self.people[random.below(Self.people.count - 1)])
            let from = now.advanced(bySeconds: Int64(random.below(86_400)) - 86_400).rfc3339(in: .china)
            let region = random.below(2) == 0 ? World.wuhan : World.yichang
            let line = record("r\(number)", kind, of: someone, ",\"from\":\"\(from)\",\"region\":\"\(region)\"")
            _ = try await world.send(line, from: source)
        case 3...4:
            world.clock.advance(seconds: Int64(random.below(4 * 86_400)))
            _ = try await world.healthCode.advanceDueChanges()
        case 5...6:
            let from = now.advanced(bySeconds: Int64(random.below(172_800)) - 86_400)
            let region = [World.wuhan, World.yichang, World.hubei][random.below(3)]
            let interval = Interval(from: from, until: from.advanced(bySeconds: 86_400))
            try await world.healthCode.importNotices([
                RegionNotice(region: region, what: .closed, interval: interval, known: now)
            ])
        default:
            let region = random.below(2) == 0 ? "420000" : "420100"
            _ = try await world.healthCode.publish(
                Self.pack(number, contacts: 3 + random.below(20), region: region))
        }
    }

    /// What is stored of everybody; when it was last decided without a change is not told.
    private func stored(_ world: World) async throws -> [[StoredAssignment]] {
        var all: [[StoredAssignment]] = []
        for id in try await world.store.people(after: nil, limit: 99) {
            var lines = try await world.store.decisions(of: id).map(\.assignment)
            if let last = try await world.store.assignment(of: id) {
                lines.append(last)
                (lines[lines.count - 1].decided, lines[lines.count - 1].edition) = (.distantPast, .nothing)
            }
            all.append(lines)
        }
        return all
    }

    @Test("After it, deciding everyone one by one changes nothing, in the log neither", arguments: 0..<6)
    func agreement(_ seed: UInt64) async throws {
        let world = try await World()
        let source = try await world.source(.cdc, region: World.hubei)
        for someone in Self.people { _ = try await world.registered(someone) }
        var random = Seeded(seed)
        for number in 1...25 {
            try await step(Int64(number), in: world, source, &random)
            let after = try await stored(world)
            let everyone = try await world.store.people(after: nil, limit: 99)
            let edition = world.healthCode.rules.edition
            try await world.store.reassign(everyone, decide: edition.decide(at: world.clock.now))
            #expect(try await stored(world) == after, "step \(number)")
        }
        #expect(try await stored(world).contains { $0.count > 2 })
    }

    /// A contact whom rules of seven days would let go, and the rules not settled yet.
    private func unsettled() async throws -> (world: World, caller: Caller, person: PersonID) {
        let world = try await World()
        let (caller, person) = try await world.verified(.zhang)
        let cdc = try await world.source(.cdc)
        let contact = record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-02T08:00:00+08:00\"")
        _ = try await world.send(contact, from: cdc)
        #expect(try await world.store.assignment(of: person.id)?.colour == .yellow)
        let pack = try Self.pack(5, contacts: 7)
        let entry = PublishedPack(
            name: pack.policy.name, since: pack.policy.since, text: pack.source, digest: Digest32(sha256: pack.bytes),
            published: world.clock.now)
        #expect(try await world.store.publishPack(entry))
        return (world, caller, person.id)
    }

    @Test("Until everyone is decided, a code is decided by the new rules before it is shown")
    func shownMeanwhile() async throws {
        let (world, caller, person) = try await unsettled()
        try await world.healthCode.reload()
        #expect(try await world.healthCode.code(of: person, by: caller).colour == .green)
        #expect(try await world.store.assignment(of: person)?.colour == .green)
    }

    @Test("What a service left undone when it died, the next one does")
    func resumed() async throws {
        let (world, _, person) = try await unsettled()
        let restarted = try await world.restarted()
        #expect(!restarted.rules.isSettled)
        #expect(try await restarted.reassessConcerned() == 1)
        #expect(restarted.rules.isSettled)
        #expect(try await world.store.assignment(of: person)?.colour == .green)
        #expect(try await world.restarted().rules.isSettled)
    }

    @Test("It goes on after the last person who was decided")
    func goesOn() async throws {
        let (world, _, person) = try await unsettled()
        let now = world.clock.now
        let work = try #require(try await world.store.takeReassessment(at: now, until: now))
        try await world.store.noteReassessment(
            work.number, reached: Whereabout(region: work.region, person: person), until: now)
        world.clock.advance(seconds: 1)
        let restarted = try await world.restarted()
        #expect(try await restarted.reassessConcerned() == 0)
        #expect(restarted.rules.isSettled)
        #expect(try await world.store.assignment(of: person)?.colour == .yellow)
    }

    @Test("While another process is at it, it is left to that one, and codes are right all the same")
    func elsewhere() async throws {
        let (world, caller, person) = try await unsettled()
        let now = world.clock.now
        _ = try await world.store.takeReassessment(at: now, until: now.advanced(bySeconds: 30))
        #expect(try await world.healthCode.reassessConcerned() == 0)
        #expect(!world.healthCode.rules.isSettled)
        #expect(try await world.healthCode.code(of: person, by: caller).colour == .green)
    }

    @Test("Who neither lives in a region nor was there is not touched by a change of it")
    func untouched() async throws {
        let world = try await World()
        let (_, person) = try await world.verified(.zhang)
        let cdc = try await world.source(.cdc)
        _ = try await world.send(
            record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\""), from: cdc)
        let before = try await world.store.assignment(of: person.id)
        world.clock.advance(seconds: 60)
        let interval = Interval(from: world.clock.now, until: world.clock.now.advanced(bySeconds: 3_600))
        try await world.healthCode.importNotices([
            RegionNotice(region: World.yichang, what: .closed, interval: interval, known: world.clock.now)
        ])
        #expect(try await world.store.assignment(of: person.id) == before)
        #expect(world.healthCode.rules.isSettled)
    }
}

/// Numbers that a seed repeats (SplitMix64).
private struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ 1
    }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(limit))
    }
}
