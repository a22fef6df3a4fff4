import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Codes printed for others")
struct KioskTests {
    let world: World
    let person: PersonView
    let administrator: Caller
    let collector: Caller
    let point: PointID
    var service: HealthCode { world.healthCode }

    static let papers = KioskRequest(
        name: "张三丰", documentKind: "resident_id", documentNumber: Someone.zhang.number, born: "1990-03-07")

    init() async throws {
        world = try await World()
        (_, person) = try await world.verified(.zhang)
        (collector, point) = try await world.checkpoint()
        _ = try await world.healthCode.addStaff(
            role: .administrator, phone: "13900000007", name: "钱主任", region: World.wuhan)
        administrator = try await world.signIn("13900000007")
    }

    func kiosk() async throws -> Kiosk {
        let token = try await service.openKiosk(by: administrator).token
        return try #require(try await service.kiosk(token: token))
    }

    func refusal(_ text: String) async throws -> Problem.Kind? {
        try await problem { _ = try await service.check(token: text, point: point, by: collector) }?.kind
    }

    @Test("An administrator prints for somebody of their region, and revokes it")
    func administratorPrints() async throws {
        let paper = try await service.printCode(of: person.id, because: .noPhone, byAdministrator: administrator)
        #expect(paper.person.name == "张*丰")
        #expect(try await refusal(paper.text) == nil)
        let (view, codes) = try await service.printedCodes(of: person.id, byAdministrator: administrator)
        #expect(view.id == person.id && codes.map(\.number) == [paper.code.number])
        try await service.revokePrintedCode(
            paper.code.number, of: person.id, because: .lost, byAdministrator: administrator)
        #expect(try await refusal(paper.text) == .revokedCode)
    }

    @Test("An administrator of another region prints, sees and revokes nothing of the person")
    func otherRegion() async throws {
        let paper = try await service.printCode(of: person.id, because: .noPhone, byAdministrator: administrator)
        _ = try await service.addStaff(
            role: .administrator, phone: "13900000008", name: "孙主任", region: World.yichang)
        let other = try await world.signIn("13900000008")
        for act: () async throws -> Void in [
            { _ = try await service.printCode(of: person.id, because: .noPhone, byAdministrator: other) },
            { _ = try await service.printedCodes(of: person.id, byAdministrator: other) },
            { _ = try await service.printedCode(paper.code.number, of: person.id, byAdministrator: other) },
            {
                try await service.revokePrintedCode(
                    paper.code.number, of: person.id, because: .lost, byAdministrator: other)
            },
        ] {
            #expect(try await problem { try await act() }?.kind == .noSuchPerson)
        }
    }

    @Test("A collector prints for nobody, and sets up no kiosk")
    func collectors() async throws {
        let printing = try await problem {
            _ = try await service.printCode(of: person.id, because: .noPhone, byAdministrator: collector)
        }
        #expect(printing?.kind == .notAllowed)
        #expect(try await problem { _ = try await service.openKiosk(by: collector) }?.kind == .notAllowed)
    }

    @Test("A kiosk prints for whoever holds the papers, and revokes what was lost")
    func kioskPrints() async throws {
        let kiosk = try await kiosk()
        let paper = try await service.printCode(Self.papers, at: kiosk)
        #expect(paper.person.id == person.id)
        #expect(try await refusal(paper.text) == nil)
        #expect(try await service.revokePrintedCodes(Self.papers, at: kiosk) == 1)
        #expect(try await refusal(paper.text) == .revokedCode)
        #expect(try await service.revokePrintedCodes(Self.papers, at: kiosk) == 0)
    }

    @Test(
        "Papers of which one detail does not fit are refused without a word of which",
        arguments: [
            { $0.name = "李四" }, { $0.born = "19900308" }, { $0.documentNumber = Someone.child.number },
        ] as [@Sendable (inout KioskRequest) -> Void])
    func wrongDetail(change: @Sendable (inout KioskRequest) -> Void) async throws {
        var papers = Self.papers
        change(&papers)
        let kiosk = try await kiosk()
        #expect(try await problem { _ = try await service.printCode(papers, at: kiosk) }?.kind == .noSuchPerson)
    }

    @Test("What cannot be a document or a date is named")
    func malformed() async throws {
        let papers = KioskRequest(name: "", documentKind: "resident_id", documentNumber: "12", born: "1990")
        let kiosk = try await kiosk()
        let problem = try await problem { _ = try await service.printCode(papers, at: kiosk) }
        #expect(problem?.kind == .invalidFields)
        #expect(Set(problem?.fields.map(\.pointer) ?? []) == ["/name", "/document/number", "/born"])
    }

    @Test("A kiosk of another region knows nobody here")
    func kioskElsewhere() async throws {
        _ = try await service.addStaff(
            role: .administrator, phone: "13900000008", name: "孙主任", region: World.yichang)
        let token = try await service.openKiosk(by: try await world.signIn("13900000008")).token
        let kiosk = try #require(try await service.kiosk(token: token))
        #expect(try await problem { _ = try await service.printCode(Self.papers, at: kiosk) }?.kind == .noSuchPerson)
    }

    @Test("A kiosk ends after twelve hours, when it is closed, and with the duty of who set it up")
    func ends() async throws {
        let closed = try await service.openKiosk(by: administrator).token
        try await service.closeKiosk(token: closed)
        #expect(try await service.kiosk(token: closed) == nil)
        let late = try await service.openKiosk(by: administrator).token
        world.clock.advance(seconds: 12 * 3_600)
        #expect(try await service.kiosk(token: late) == nil)
        let dismissed = try await service.openKiosk(by: try await world.signIn("13900000007")).token
        let duty = try #require(try await service.staff().first { $0.role == .administrator })
        try await service.revokeStaff(duty.id)
        #expect(try await service.kiosk(token: dismissed) == nil)
        #expect(try await service.kiosk(token: "nothing") == nil)
    }

    @Test("A printed code is good for as long as the pack of the place says")
    func lifetime() async throws {
        let pack = try World.hubeiPack().replacing("\nservice:", with: "\nservice:\n  printed-code: 30 days")
        let world = try await World(pack: pack)
        let (holder, person) = try await world.verified(.zhang)
        let paper = try await world.healthCode.printCode(of: person.id, by: holder)
        #expect(paper.code.expires == world.clock.now.advanced(bySeconds: 30 * 86_400))
        #expect(try await world.healthCode.printedCodeDays(of: person.id) == 30)
    }
}
