import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Claiming, and handing over")
struct ClaimTests {
    let world: World
    init() async throws { world = try await World() }

    static let claim = Claim(
        name: Someone.zhang.name, documentKind: "resident_id", documentNumber: Someone.zhang.number)
    static let stranger = "13800000005"

    /// Someone verified by name and number alone, for the register knows no phones.
    func verifiedWithoutPhone() async throws -> (caller: Caller, person: PersonView) {
        world.register.enter(Someone.zhang.name, try Someone.zhang.document, phone: nil)
        return try await world.registered(.zhang)
    }

    @Test("A register without phones verifies a registration")
    func verifies() async throws { #expect(try await verifiedWithoutPhone().person.verified) }

    @Test("Who knows name and number alone takes no verified person over")
    func unprovenPhone() async throws {
        let (owner, person) = try await verifiedWithoutPhone()
        let stranger = try await world.signIn(Self.stranger)
        let problem = try await problem { _ = try await world.healthCode.claim(Self.claim, by: stranger) }
        #expect(problem == Problem(.phoneUnproven))
        #expect(try await world.healthCode.person(person.id, by: owner).verified)
    }

    @Test("Who knows name and number alone claims from one who proved nothing")
    func fromUnverified() async throws {
        let stranger = try await world.signIn(Self.stranger)
        let person = try await world.healthCode.register(Someone.zhang.registration, by: stranger)
        world.register.enter(Someone.zhang.name, try Someone.zhang.document, phone: nil)
        let owner = try await world.signIn(Someone.zhang.phone)
        #expect(try await world.healthCode.claim(Self.claim, by: owner).id == person.id)
        #expect(try await world.healthCode.people(of: stranger).isEmpty)
    }

    @Test("Who is someone already claims no second self")
    func secondSelf() async throws {
        _ = try await verifiedWithoutPhone()
        let (li, _) = try await world.verified(.li)
        let problem = try await problem { _ = try await world.healthCode.claim(Self.claim, by: li) }
        #expect(problem == Problem(.invalidFields, fields: [FieldProblem("/relation", .secondSelf)]))
    }

    @Test("An operator moves a person to a new phone, and the old one is told")
    func handOver() async throws {
        let (old, person) = try await verifiedWithoutPhone()
        let moved = try await world.healthCode.handOver(
            documentKind: "resident_id", number: Someone.zhang.number, toPhone: "13800000006")
        #expect(world.outbox.last?.phone == Someone.zhang.phone)
        #expect(world.outbox.last?.text.contains("张*丰") == true)
        #expect(moved.id == person.id && moved.verified && moved.relation == .`self`)
        #expect(try await world.healthCode.people(of: old).isEmpty)
        let new = try await world.signIn("13800000006")
        #expect(try await world.healthCode.people(of: new).map(\.id) == [person.id])
    }

    @Test("A message that cannot be sent does not undo a hand-over")
    func silent() async throws {
        let (old, _) = try await verifiedWithoutPhone()
        world.outbox.breakDown()
        _ = try await world.healthCode.handOver(
            documentKind: "resident_id", number: Someone.zhang.number, toPhone: "13800000006")
        #expect(try await world.healthCode.people(of: old).isEmpty)
    }

    @Test("A document that nobody registered is not handed over")
    func nobody() async throws {
        let problem = try await problem {
            _ = try await world.healthCode.handOver(
                documentKind: "resident_id", number: Someone.zhang.number, toPhone: "13800000006")
        }
        #expect(problem?.kind == .noSuchPerson)
    }

    @Test("A hand-over to what is no phone is refused", arguments: ["", "1"])
    func badPhone(phone: String) async throws {
        _ = try await verifiedWithoutPhone()
        let problem = try await problem {
            _ = try await world.healthCode.handOver(
                documentKind: "resident_id", number: Someone.zhang.number, toPhone: phone)
        }
        #expect(problem?.fields == [FieldProblem("/phone", phone.isEmpty ? .missing : .badPhone)])
    }

    @Test("Who claims their code has the old phone told")
    func told() async throws {
        let (_, _) = try await world.verified(.zhang)
        world.register.enter(Someone.zhang.name, try Someone.zhang.document, phone: "13800000006")
        let new = try await world.signIn("13800000006")
        _ = try await world.healthCode.claim(Self.claim, by: new)
        #expect(world.outbox.last?.phone == Someone.zhang.phone && world.outbox.last?.oneTimeCode == nil)
    }
}
