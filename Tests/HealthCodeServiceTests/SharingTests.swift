import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Sharing the care of a person")
struct SharingTests {
    static let second = "13800000008"
    let world: World
    let parent: Caller
    let child: PersonView

    init() async throws {
        world = try await World()
        (parent, _) = try await world.verified(.zhang)
        try world.enter(.child)
        child = try await world.healthCode.register(Someone.child.registration(as: "child"), by: parent)
        world.clock.advance(seconds: 60)
    }

    func share(_ phone: String = second, _ relation: String = "child", by caller: Caller? = nil) async throws {
        try await world.healthCode.shareCare(of: child.id, withPhone: phone, relation: relation, by: caller ?? parent)
        world.clock.advance(seconds: 60)
    }

    func refusal(_ phone: String, _ relation: String = "child") async throws -> [FieldProblem]? {
        try await problem { try await share(phone, relation) }?.fields
    }

    @Test("Two parents act for one child, and each sees both")
    func twoParents() async throws {
        try await share()
        let other = try await world.signIn(Self.second)
        #expect(try await world.healthCode.person(child.id, by: other).verified)
        #expect(try await world.healthCode.person(child.id, by: parent).verified)
        for caller in [parent, other] {
            let carers = try await world.healthCode.carers(of: child.id, by: caller)
            #expect(carers.map(\.phone) == ["138****0001", "138****0008"])
            #expect(carers.map(\.isAsking) == [caller.account == parent.account, caller.account == other.account])
        }
    }

    @Test("A number is checked without anything being shared")
    func checked() async throws {
        let number = try await world.healthCode.checkSharing(
            of: child.id, withPhone: "138 0000 0008", relation: "child", by: parent)
        #expect(number == Self.second)
        #expect(try await world.healthCode.carers(of: child.id, by: parent).count == 1)
    }

    @Test("One's own number is refused")
    func own() async throws {
        #expect(try await refusal(Someone.zhang.phone) == [FieldProblem("/phone", .ownPhone)])
    }

    @Test("A number that acts for the person already is refused, and keeps its relation")
    func twice() async throws {
        try await share()
        #expect(try await refusal(Self.second, "other") == [FieldProblem("/phone", .actsAlready)])
        #expect(try await world.healthCode.carers(of: child.id, by: parent).last?.relation == .child)
    }

    @Test("Nobody else is the person themself")
    func selves() async throws {
        #expect(try await refusal(Self.second, "self") == [FieldProblem("/relation", .badValue)])
    }

    @Test("A relation is needed")
    func relation() async throws {
        #expect(try await refusal(Self.second, "")?.map(\.pointer) == ["/relation"])
    }

    @Test("Where a place has no acting for others, nobody is let in (HZ-13)")
    func closed() async throws {
        let pack = try World.hubeiPack().replacing("acting-for-others: yes", with: "acting-for-others: no")
        let world = try await World(pack: pack)
        let (caller, person) = try await world.verified(.zhang)
        let problem = try await problem {
            try await world.healthCode.shareCare(of: person.id, withPhone: Self.second, relation: "spouse", by: caller)
        }
        #expect(problem?.kind == .proxiesNotAllowed)
    }

    @Test("Who acts for the person already is told of another")
    func told() async throws {
        try await share()
        let before = world.outbox.count
        try await share("13800000009", "other")
        #expect(world.outbox.count == before + 1)
        #expect(world.outbox.last?.phone == Self.second)
        #expect(world.outbox.last?.text.contains("138****0009") == true)
    }

    @Test("Who let somebody in by mistake ends it, and that account has nothing of the person left")
    func ended() async throws {
        try await share()
        let stranger = try await world.signIn(Self.second)
        try await world.healthCode.endCare(of: stranger.account, for: child.id, by: parent)
        #expect(try await world.healthCode.people(of: stranger).isEmpty)
        #expect(world.outbox.last?.phone == Self.second)
        #expect(try await world.healthCode.carers(of: child.id, by: parent).count == 1)
    }

    @Test("Who came later shuts nobody out")
    func later() async throws {
        try await share()
        let stranger = try await world.signIn(Self.second)
        let problem = try await problem {
            try await world.healthCode.endCare(of: parent.account, for: child.id, by: stranger)
        }
        #expect(problem?.kind == .notAllowed)
        #expect(try await world.healthCode.carers(of: child.id, by: stranger).map(\.canEnd) == [false, true])
    }

    @Test("Who was let in may leave")
    func left() async throws {
        try await share()
        let other = try await world.signIn(Self.second)
        try await world.healthCode.endCare(of: other.account, for: child.id, by: other)
        #expect(try await world.healthCode.people(of: other).isEmpty)
    }

    @Test("The last one who acts for a person stays")
    func last() async throws {
        let problem = try await problem {
            try await world.healthCode.endCare(of: parent.account, for: child.id, by: parent)
        }
        #expect(problem?.kind == .notAllowed)
    }

    @Test("Who a person is themself is not shut out, however late they came")
    func themself() async throws {
        let (li, person) = try await world.verified(.li)
        try await world.healthCode.shareCare(of: person.id, withPhone: Self.second, relation: "spouse", by: li)
        let spouse = try await world.signIn(Self.second)
        let problem = try await problem {
            try await world.healthCode.endCare(of: li.account, for: person.id, by: spouse)
        }
        #expect(problem?.kind == .notAllowed)
    }

    @Test("A stranger sees nobody's carers")
    func stranger() async throws {
        let stranger = try await world.signIn("13800000005")
        let problem = try await problem {
            _ = try await world.healthCode.carers(of: child.id, by: stranger)
        }
        #expect(problem?.kind == .noSuchPerson)
    }
}

@Suite("Asking the identity verifier")
struct MismatchTests {
    let world: World
    let caller: Caller

    init() async throws {
        world = try await World()
        (caller, _) = try await world.verified(.zhang)
        try world.enter(.child)
    }

    func ask(_ name: String, as relation: String = "other") async throws -> Problem? {
        var registration = Someone.child.registration(as: relation)
        registration.name = name
        return try await problem { _ = try await world.healthCode.register(registration, by: caller) }
    }

    @Test("Of somebody else only that the papers do not fit is told (WH-15)")
    func undivided() async throws {
        let fields = [FieldProblem("/name", .mismatch), FieldProblem("/document/number", .mismatch)]
        #expect(
            try await ask("王五") == Problem(.identityMismatch, fields: fields, parameters: ["part": "papers"]))
    }

    @Test("After ten that did not fit an account waits an hour for each more")
    func budget() async throws {
        for _ in 0..<10 { #expect(try await ask("王五")?.kind == .identityMismatch) }
        #expect(try await ask("王五") == Problem(.tooManyRequests, parameters: ["seconds": "3600"]))
        world.clock.advance(seconds: 3_600)
        #expect(try await ask("王五")?.kind == .identityMismatch)
        #expect(try await ask("王五")?.kind == .tooManyRequests)
    }

    @Test("What fits costs no try")
    func fits() async throws {
        _ = try await world.healthCode.register(Someone.child.registration(as: "child"), by: caller)
        for _ in 0..<20 { #expect(try await ask(Someone.child.name, as: "child")?.kind == .alreadyRegistered) }
    }
}
