import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import SQLiteStore
import Testing

@Suite("A draft is tried on the people there are")
struct SimulationTests {
    /// Hubei's rules with contacts red instead of yellow.
    static func stricter() throws -> Pack {
        let rule = "  - id: close-contact   # HB-03\n    colour: "
        let text = try World.hubeiPack().replacing(rule + "yellow", with: rule + "red")
        return try Pack(yaml: text.replacing("2020-04-01T00:00:00", with: "2020-04-02T00:00:00"))
    }

    /// Zhang, a contact since an hour ago, and Li, of whom nothing is known.
    static func world() async throws -> (world: World, contact: PersonID) {
        let world = try await World()
        let contact = try await world.registered(.zhang).person.id
        _ = try await world.registered(.li)
        let cdc = try await world.source(.cdc)
        _ = try await world.send(
            record("1", "close_contact", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\""), from: cdc)
        return (world, contact)
    }

    @Test("It is told how many go from which colour to which, by county and by prefecture, and who would newly be red")
    func counts() async throws {
        let (world, contact) = try await Self.world()
        let simulation = try await world.healthCode.simulate(Self.stricter())
        let counts = [
            Simulation.Move(from: .yellow, to: .red): 1, Simulation.Move(from: .green, to: .green): 1,
        ]
        #expect(simulation.rows == [.init(region: World.wuhan, counts: counts)])
        #expect(simulation.rows(by: .prefecture) == [.init(region: code("420100"), counts: counts)])
        #expect(simulation.rows[0].changed == 1 && simulation.rows[0].newly(.red) == 1)
        #expect(
            simulation.newlyRed == [
                .init(person: contact, region: World.wuhan, from: .yellow, rule: "close-contact")
            ])
    }

    @Test("Nothing is changed by it")
    func changesNothing() async throws {
        let (world, contact) = try await Self.world()
        let before = try await world.store.assignment(of: contact)
        _ = try await world.healthCode.simulate(Self.stricter())
        #expect(try await world.store.assignment(of: contact) == before)
        #expect(try await world.store.packs().count == 1)
    }

    @Test("At another instant both colours are those of that instant")
    func later() async throws {
        let (world, _) = try await Self.world()
        let later = world.clock.now.advanced(bySeconds: 14 * 86_400)
        let simulation = try await world.healthCode.simulate(Self.stricter(), at: later)
        #expect(simulation.count(.init(from: .green, to: .green)) == 2)
    }

    @Test("People are not counted before they registered")
    func earlier() async throws {
        let (world, _) = try await Self.world()
        let earlier = world.clock.now.advanced(bySeconds: -1)
        #expect(try await world.healthCode.simulate(Self.stricter(), at: earlier).people == 0)
    }

    @Test("Only those who live in the region that was asked for are counted")
    func region() async throws {
        let (world, _) = try await Self.world()
        let other = try await world.healthCode.simulate(Self.stricter(), region: World.yichang)
        #expect(other.people == 0)
        let wuhan = try await world.healthCode.simulate(Self.stricter(), region: World.wuhan)
        #expect(wuhan.people == 2)
    }

    @Test("No more are named than were asked for, and all are counted")
    func bounded() async throws {
        let (world, _) = try await Self.world()
        let simulation = try await world.healthCode.simulate(Self.stricter(), listed: 0)
        #expect(simulation.newlyRed.isEmpty && simulation.movedIntoRedOrYellow == 1)
    }
}
