import HealthCodeCore
import HealthCodeService
import Testing

@Suite("What staff do for people of their region")
struct ServingResidentsTests {
    let world: World
    let administrator: Caller
    var service: HealthCode { world.healthCode }

    init() async throws {
        world = try await World()
        administrator = try await PublishingTests.Scene.administrator("13900000007", "420102", world)
    }

    private func registered(_ someone: Someone, region: String = "420102") async throws -> PersonID {
        var registration = someone.registration
        registration.region = region
        registration.consent = HealthCode.purposes
        return try await service.registerResident(registration, byAdministrator: administrator)
    }

    @Test("Somebody without a phone is registered, and their code printed and checked")
    func registers() async throws {
        let id = try await registered(.zhang)
        let paper = try await service.printCode(of: id, because: .noPhone, byAdministrator: administrator)
        let (collector, point) = try await world.checkpoint()
        let check = try await service.check(token: paper.text, point: point, by: collector)
        #expect(check.colour == .green && check.name == "张*丰" && check.isPrinted)
        #expect(try await service.staffActs(limit: 10).map(\.kind) == [.registered])
    }

    @Test("One document is one person, whoever registers it")
    func once() async throws {
        let id = try await registered(.zhang)
        let refused = try await problem { _ = try await registered(.zhang) }
        #expect(refused?.kind == .alreadyRegistered)
        let (_, person) = try await world.verified(.zhang)
        #expect(person.id == id && person.verified && person.relation == .self)
        let again = try await problem { _ = try await registered(.zhang) }
        #expect(again?.kind == .alreadyRegistered)
    }

    @Test("Nobody is registered into a region of others")
    func elsewhere() async throws {
        let refused = try await problem { _ = try await registered(.zhang, region: "420502") }
        #expect(refused?.kind == .notAllowed && refused?.fields.map(\.pointer) == ["/region"])
    }

    @Test("A name that the identity verifier does not know with the document is refused")
    func mismatch() async throws {
        try world.enter(.zhang)
        let other = Someone(name: "李四", number: Someone.zhang.number, phone: "")
        let refused = try await problem { _ = try await registered(other) }
        #expect(refused?.kind == .identityMismatch)
    }

    @Test("Nobody is registered without their consent")
    func consent() async throws {
        var registration = Someone.zhang.registration
        registration.consent = ""
        let asked = registration
        let refused = try await problem {
            _ = try await service.registerResident(asked, byAdministrator: administrator)
        }
        #expect(refused?.kind == .consentMissing)
    }

    @Test("Who is no administrator registers nobody but for themselves")
    func resident() async throws {
        let resident = try await world.signIn("13800000009")
        let refused = try await problem {
            _ = try await service.registerResident(Someone.zhang.registration, byAdministrator: resident)
        }
        #expect(refused?.kind == .notAllowed)
    }

    @Test("A person is found by the whole number of a document, and by no part of it")
    func found() async throws {
        let (_, person) = try await world.verified(.zhang)
        let number = Someone.zhang.number
        #expect(try await service.person(named: number, byAdministrator: administrator) == person.id)
        for part in [String(number.dropLast()), "张三丰"] {
            let refused = try await problem {
                _ = try await service.person(named: part, byAdministrator: administrator)
            }
            #expect(refused?.kind == .noSuchPerson || refused?.kind == .notACode)
        }
        let other = try await PublishingTests.Scene.administrator("13900000008", "420500", world)
        let refused = try await problem { _ = try await service.person(named: number, byAdministrator: other) }
        #expect(refused?.kind == .noSuchPerson)
    }

    @Test("Each look at a person is recorded, and one at a person elsewhere is refused")
    func looks() async throws {
        let (_, person) = try await world.verified(.zhang)
        let view = try await service.lookAt(person.id, byAdministrator: administrator)
        #expect(view.name == "张*丰" && view.document.number.contains("*"))
        let acts = try await service.staffActs(limit: 10)
        #expect(acts.map(\.person) == [person.id] && acts.map(\.kind) == [.looked])
        #expect(acts.first?.staff == administrator.administrator?.id)
        let other = try await PublishingTests.Scene.administrator("13900000008", "420500", world)
        let refused = try await problem { _ = try await service.lookAt(person.id, byAdministrator: other) }
        #expect(refused?.kind == .noSuchPerson)
        #expect(try await service.staffActs(limit: 10).count == 1)
    }
}
