import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Codes of other installations count as the rules of a checkpoint's place say")
struct VisitorsCodeTests {
    private let key = SigningKey()
    private let abroad = Abroad()

    /// A world that knows another installation, where the pack's entry for other provinces is written anew.
    private func scene(
        _ entry: String = "trust: provinces", lists: [String] = []
    ) async throws -> (World, Caller, PointID) {
        let pack = try World.hubeiPack().replacing("trust: provinces\n    as: its-colour", with: entry)
        let world = try await World(pack: pack, shelf: abroad)
        _ = try await world.healthCode.addPeer(
            name: "浙江", region: code("110000"), address: "https://code.example.cn",
            keys: KeySet([key.verifyingKey]), lists: lists)
        let (collector, point) = try await world.checkpoint()
        return (world, collector, point)
    }

    private func text(_ colour: LiveCode.Colour, in world: World) throws -> String {
        let signer = LiveCodeSigner(key: key, sealing: try SealingKey(master: [UInt8](repeating: 9, count: 32)))
        return try signer.issue(
            person: 1, colour: colour, kind: .live, at: world.clock.now.seconds, lifetime: 60,
            tokenID: TokenID([UInt8](repeating: 1, count: TokenID.length)))
    }

    private func check(
        _ colour: LiveCode.Colour = .green, in scene: (World, Caller, PointID)
    ) async throws -> CheckView {
        let (world, collector, point) = scene
        return try await world.healthCode.check(token: text(colour, in: world), point: point, by: collector)
    }

    @Test("A code of a province that stands on the list that the pack names counts as its colour")
    func onTheList() async throws {
        let scene = try await scene("trust: provinces\n    as: its-colour")
        let seen = try await check(in: scene)
        #expect(seen.colour == .green && seen.passes && seen.issuer?.name == "浙江")
        #expect(try await check(.red, in: scene).colour == .red)
    }

    @Test("The country's own code stands on the list of its own, and every other one among the provinces")
    func usualLists() async throws {
        #expect(NewPeer.usualLists(of: .country) == ["national"])
        #expect(NewPeer.usualLists(of: code("330000")) == ["provinces"])
        let scene = try await scene("trust: nobody\n    as: its-colour", lists: ["national"])
        #expect(try await check(in: scene).colour == .green)
    }

    @Test("Where the pack names another list, the code does not count, and no crossing is recorded")
    func notOnTheList() async throws {
        let scene = try await scene("trust: nobody\n    as: its-colour")
        let problem = try await problem { _ = try await check(in: scene) }
        #expect(problem?.kind == .unrecognisedCode)
        let (world, collector, point) = scene
        let request = pass(1, try text(.green, in: world), point)
        let refused = try await HealthCodeServiceTests.problem {
            _ = try await world.healthCode.admit(request, by: collector)
        }
        #expect(refused?.kind == .unrecognisedCode)
    }

    @Test("Where the pack names no codes at all, none counts")
    func noEntry() async throws {
        let none = try World.hubeiPack().replacing(/recognises:\n(?:[ ].*\n)+/, with: "recognises: none\n")
        let world = try await World(pack: none)
        _ = try await world.healthCode.addPeer(
            name: "浙江", region: code("110000"), address: "https://code.example.cn", keys: KeySet([key.verifyingKey]))
        let (collector, point) = try await world.checkpoint()
        let problem = try await problem { _ = try await check(in: (world, collector, point)) }
        #expect(problem?.kind == .unrecognisedCode)
    }

    @Test("An installation whose key stands on the list that the pack names is on it")
    func keyOnTheList() async throws {
        abroad.keep(key.verifyingKey, as: "league")
        #expect(try await check(in: try await scene("trust: league\n    as: its-colour")).colour == .green)
    }

    @Test("What the pack takes a code for holds of green ones alone; red stays red")
    func asAnotherColour() async throws {
        let scene = try await scene("trust: provinces\n    as: yellow")
        #expect(try await check(in: scene).colour == .yellow)
        #expect(try await check(.red, in: scene).colour == .red)
    }

    @Test("What the pack makes green is never what came in another colour")
    func neverTurnedGreen() async throws {
        let scene = try await scene("trust: provinces\n    as: green")
        #expect(try await check(.yellow, in: scene).colour == .yellow)
        #expect(try await check(.grey, in: scene).colour == .grey)
    }

    @Test("A code that is recognised from a later day on does not count before it")
    func laterDay() async throws {
        let scene = try await scene("trust: provinces\n    as: its-colour\n    from: 2020-05-01")
        #expect(try await problem { _ = try await check(in: scene) }?.kind == .unrecognisedCode)
    }

    @Test("What the pack says beside a code is told with the advice")
    func says() async throws {
        let says = "says: {zh: 请看身份证。, en: Look at the identity card.}"
        let scene = try await scene("trust: provinces\n    as: its-colour\n    \(says)")
        #expect(try await check(in: scene).advice.english.hasSuffix(" Look at the identity card."))
    }
}
