import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Codes on paper")
struct PrintedCodeTests {
    let world: World
    let holder: Caller
    let person: PersonView
    let collector: Caller
    let point: PointID
    let paper: PrintedCodeView

    init() async throws {
        world = try await World()
        (holder, person) = try await world.verified(.zhang)
        (collector, point) = try await world.checkpoint()
        paper = try await world.healthCode.printCode(of: person.id, by: holder)
    }

    func refusal(_ text: String) async throws -> Problem.Kind? {
        try await problem { _ = try await world.healthCode.check(token: text, point: point, by: collector) }?.kind
    }

    @Test("A printed code names its holder masked, and is good for ninety days")
    func made() {
        #expect(paper.person.name == "张*丰" && paper.code.isGood(at: world.clock.now))
        #expect(paper.code.expires == world.clock.now.advanced(bySeconds: 90 * 86_400))
    }

    @Test("A check of a printed code answers with the state now, and asks for the document")
    func stateNow() async throws {
        world.clock.advance(seconds: 86_400)
        let collector = try await world.signIn("13900000001")
        let hospital = try await world.source(.hospital)
        let line = record("1", "confirmed", of: .zhang, ",\"from\":\"2020-04-10T08:59:00+08:00\"")
        #expect(try await world.send(line, from: hospital) == .accepted)
        let view = try await world.healthCode.check(token: paper.text, point: point, by: collector)
        #expect(view.colour == .red && view.isPrinted && view.needs.contains("document"))
    }

    @Test("A printed code admits many passes, and each of them once")
    func manyPasses() async throws {
        for number in [1, 2] {
            let view = try await world.healthCode.admit(pass(UInt64(number), paper.text, point), by: collector)
            #expect(view.pass.allowed && view.check.isPrinted && !view.repeated)
        }
        let again = try await world.healthCode.admit(pass(1, paper.text, point), by: collector)
        #expect(again.repeated)
        #expect(try await world.store.census().passes == 2)
    }

    @Test("A printed code that was revoked is refused")
    func revoked() async throws {
        try await world.healthCode.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        #expect(try await refusal(paper.text) == .revokedCode)
        let problem = try await problem {
            _ = try await world.healthCode.admit(pass(1, paper.text, point), by: collector)
        }
        #expect(problem?.kind == .revokedCode)
    }

    @Test("A new printed code takes the place of the one before")
    func replaced() async throws {
        world.clock.advance(seconds: 60)
        let second = try await world.healthCode.printCode(of: person.id, by: holder)
        #expect(try await refusal(paper.text) == .revokedCode)
        #expect(try await refusal(second.text) == nil)
    }

    @Test("A crossing made offline before the printed code was revoked counts")
    func revokedAfterwards() async throws {
        let then = world.clock.now
        world.clock.advance(seconds: 600)
        try await world.healthCode.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        let request = pass(1, paper.text, point, at: then, offline: true)
        #expect(try await world.healthCode.admit(request, by: collector).pass.allowed)
    }

    @Test("A printed code past its end is refused, offline too")
    func expired() async throws {
        world.clock.advance(seconds: 90 * 86_400)
        let collector = try await world.signIn("13900000001")
        let checked = try await problem {
            _ = try await world.healthCode.check(token: paper.text, point: point, by: collector)
        }
        #expect(checked?.kind == .expiredCode)
        let request = pass(1, paper.text, point, at: world.clock.now, offline: true)
        let passed = try await problem { _ = try await world.healthCode.admit(request, by: collector) }
        #expect(passed?.kind == .expiredCode)
    }

    @Test("The same paper can be printed again, with the same claims")
    func again() async throws {
        let again = try await world.healthCode.printedCode(paper.code.number, of: person.id, by: holder)
        #expect(again.code == paper.code)
        #expect(try await refusal(again.text) == nil)
        try await world.healthCode.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        let problem = try await problem {
            _ = try await world.healthCode.printedCode(paper.code.number, of: person.id, by: holder)
        }
        #expect(problem?.kind == .revokedCode)
    }

    @Test("Nobody prints, sees or revokes the codes of somebody else's person")
    func others() async throws {
        let stranger = try await world.signIn("13800000009")
        for act: () async throws -> Void in [
            { _ = try await world.healthCode.printCode(of: person.id, by: stranger) },
            { _ = try await world.healthCode.printedCodes(of: person.id, by: stranger) },
            { try await world.healthCode.revokePrintedCode(paper.code.number, of: person.id, by: stranger) },
        ] {
            #expect(try await problem { try await act() }?.kind == .noSuchPerson)
        }
    }
}
