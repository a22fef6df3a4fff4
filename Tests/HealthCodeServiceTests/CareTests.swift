import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Caring for others")
struct CareTests {
    let world: World
    init() async throws { world = try await World() }

    func family() async throws -> (parent: Caller, child: PersonView) {
        let (parent, _) = try await world.verified(.zhang)
        try world.enter(.child)
        let child = try await world.healthCode.register(Someone.child.registration(as: "child"), by: parent)
        return (parent, child)
    }

    @Test("A verified guardian vouches for a child")
    func vouched() async throws {
        let (parent, child) = try await family()
        #expect(child.verified && child.relation == .child)
        #expect(try await world.healthCode.people(of: parent).count == 2)
    }

    @Test("A guardian who is not verified vouches for nobody")
    func notVouched() async throws {
        try world.enter(.child)
        let caller = try await world.signIn("13800000007")
        let child = try await world.healthCode.register(Someone.child.registration(as: "child"), by: caller)
        #expect(!child.verified)
    }

    @Test("The owner claims their code from whoever registered it")
    func claims() async throws {
        let stranger = try await world.signIn("13800000005")
        let person = try await world.healthCode.register(Someone.zhang.registration, by: stranger)
        try world.enter(.zhang)
        let caller = try await world.signIn(Someone.zhang.phone)
        let claim = Claim(name: Someone.zhang.name, documentKind: "resident_id", documentNumber: Someone.zhang.number)
        #expect(try await world.healthCode.claim(claim, by: caller).id == person.id)
        let gone = try await problem { _ = try await world.healthCode.person(person.id, by: stranger) }
        #expect(gone?.kind == .noSuchPerson)
    }

    @Test("Who changed their number claims their code from the old one")
    func newNumber() async throws {
        let (old, person) = try await world.verified(.zhang)
        world.register.enter(Someone.zhang.name, try Someone.zhang.document, phone: "13800000006")
        let caller = try await world.signIn("13800000006")
        let claim = Claim(name: Someone.zhang.name, documentKind: "resident_id", documentNumber: Someone.zhang.number)
        #expect(try await world.healthCode.claim(claim, by: caller).id == person.id)
        #expect(try await world.healthCode.people(of: old).isEmpty)
    }

    @Test("A claim that nobody can verify is refused")
    func unproven() async throws {
        _ = try await world.registered(.zhang)
        let caller = try await world.signIn("13800000005")
        let claim = Claim(name: Someone.zhang.name, documentKind: "resident_id", documentNumber: Someone.zhang.number)
        #expect(
            try await problem { _ = try await world.healthCode.claim(claim, by: caller) }?.kind == .couldNotRegister)
    }

    @Test("A verified guardian does not lose a child to another's claim")
    func childKept() async throws {
        _ = try await family()
        let (other, _) = try await world.verified(.li)
        let claim = Claim(
            name: Someone.child.name, documentKind: "resident_id", documentNumber: Someone.child.number,
            relation: "child")
        #expect(
            try await problem { _ = try await world.healthCode.claim(claim, by: other) }?.kind == .couldNotRegister)
    }

    @Test("A claim to a document that nobody registered finds nobody")
    func nobody() async throws {
        try world.enter(.zhang)
        let caller = try await world.signIn(Someone.zhang.phone)
        let claim = Claim(name: Someone.zhang.name, documentKind: "resident_id", documentNumber: Someone.zhang.number)
        #expect(try await problem { _ = try await world.healthCode.claim(claim, by: caller) }?.kind == .noSuchPerson)
    }

    @Test("A move inside the province is a correction and keeps the person")
    func moves() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let moved = try await world.healthCode.correct(
            person.id, PersonCorrection(region: "420502", address: "解放路 1 号"), by: caller)
        #expect(moved.region == World.yichang)
        #expect(try await world.healthCode.details(of: person.id, by: caller).address == "解放路 1 号")
    }

    @Test("Where a pack allows one correction, the second is refused")
    func corrections() async throws {
        let pack = try World.hubeiPack().replacing("corrections: any", with: "corrections: 1")
        let world = try await World(pack: pack)
        let (caller, person) = try await world.verified(.zhang)
        _ = try await world.healthCode.correct(person.id, PersonCorrection(address: "甲"), by: caller)
        let second = try await problem {
            _ = try await world.healthCode.correct(person.id, PersonCorrection(address: "乙"), by: caller)
        }
        #expect(second == Problem(.correctionsUsedUp, parameters: ["limit": "1"]))
    }

    @Test("A new name must be the document's")
    func newName() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let problem = try await problem {
            _ = try await world.healthCode.correct(person.id, PersonCorrection(name: "王五"), by: caller)
        }
        #expect(problem?.kind == .identityMismatch)
    }

    @Test("Someone who is erased is gone")
    func erased() async throws {
        let (caller, person) = try await world.verified(.zhang)
        try await world.healthCode.erase(person.id, by: caller)
        #expect(try await world.healthCode.people(of: caller).isEmpty)
    }

    @Test("A grey code does not become green by erasing and registering again")
    func notErasedGrey() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let clinic = try await world.source(.clinic, region: World.yichang)
        let line = record("1", "fever_clinic", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\"")
        #expect(try await world.send(line, from: clinic) == .accepted)
        #expect(try await world.healthCode.person(person.id, by: caller).colour == .grey)
        #expect(try await problem { try await world.healthCode.erase(person.id, by: caller) }?.kind == .notAllowed)
    }

    @Test("A yellow code cannot be got rid of by erasing")
    func notErased() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let ill = Declaration(kind: .staying, answers: Answers(symptoms: .fever), truthful: true)
        _ = try await world.healthCode.declare(ill, for: person.id, by: caller)
        #expect(try await problem { try await world.healthCode.erase(person.id, by: caller) }?.kind == .notAllowed)
    }
}
