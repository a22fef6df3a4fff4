import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("The installation's revocation list")
struct RevocationTests {
    let world: World
    let holder: Caller
    let person: PersonView
    let collector: Caller
    let point: PointID
    var service: HealthCode { world.healthCode }

    init() async throws {
        world = try await World()
        (holder, person) = try await world.verified(.zhang)
        (collector, point) = try await world.checkpoint()
    }

    /// The whole list as a scanner reads it.
    func whole(_ service: HealthCode? = nil) async throws -> Revocations {
        let service = service ?? self.service
        guard case .whole(let bytes, _) = try await service.revocations(since: nil) else { throw Unexpected() }
        return try Revocations(verifying: bytes, keys: service.publicKeys)
    }

    struct Unexpected: Error {}

    /// Whether a list revokes a code of ours.
    func revokes(_ list: Revocations, _ text: String) -> Bool {
        let verdict = LiveCodeVerifier(keys: service.publicKeys).verify(text, at: world.clock.now.seconds)
        guard case .genuine(let code, _, let keyID) = verdict else { return false }
        return list.revokes(code: code.tokenID.bytes, signedBy: keyID)
    }

    func administrator(_ region: RegionCode = World.hubei) async throws -> Caller {
        _ = try await service.addStaff(role: .administrator, phone: "13900000007", name: "钱主任", region: region)
        return try await world.signIn("13900000007")
    }

    func refusal(_ text: String) async throws -> Problem.Kind? {
        try await problem { _ = try await service.check(token: text, point: point, by: collector) }?.kind
    }

    @Test("A new installation signs an empty list")
    func empty() async throws {
        #expect(try await service.publishRevocations())
        #expect(try await whole().list.count == 0)
    }

    @Test("Before the first list there is none to be had")
    func unpublished() async throws {
        #expect(try await problem { _ = try await service.revocations(since: nil) }?.kind == .unavailable)
    }

    @Test("A printed code that its guardian revoked is in the list, and one that is good is not")
    func printed() async throws {
        let paper = try await service.printCode(of: person.id, by: holder)
        try await service.publishRevocations()
        #expect(try await !revokes(whole(), paper.text))
        try await service.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        #expect(try await service.publishRevocations())
        #expect(try await revokes(whole(), paper.text))
    }

    @Test("A paper that a newer one replaced is in the list")
    func replaced() async throws {
        let paper = try await service.printCode(of: person.id, by: holder)
        world.clock.advance(seconds: 60)
        let newer = try await service.printCode(of: person.id, by: holder)
        try await service.publishRevocations()
        let list = try await whole()
        #expect(revokes(list, paper.text) && !revokes(list, newer.text))
    }

    @Test("A paper that was drawn again under a newer key is in the list under both")
    func bothKeys() async throws {
        let paper = try await service.printCode(of: person.id, by: holder)
        let old = service.publicKeys.entries[0].key
        service.use(CodeKeys(signing: SigningKey(), alsoTrusted: [old]))
        let again = try await service.printedCode(paper.code.number, of: person.id, by: holder)
        try await service.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        try await service.publishRevocations()
        let list = try await whole()
        #expect(revokes(list, paper.text) && revokes(list, again.text))
    }

    @Test("The papers of somebody who is erased are in the list")
    func erased() async throws {
        let paper = try await service.printCode(of: person.id, by: holder)
        try await service.erase(person.id, by: holder)
        try await service.publishRevocations()
        #expect(try await revokes(whole(), paper.text))
    }

    @Test("A live code that an administrator revokes is refused at once where there is a network")
    func live() async throws {
        let token = try await service.code(of: person.id, by: holder).token
        #expect(try await refusal(token) == nil)
        try await service.revoke(code: token, because: .misused, byAdministrator: try await administrator())
        try await service.publishRevocations()
        #expect(try await revokes(whole(), token))
        #expect(try await refusal(token) == .revokedCode)
    }

    @Test("An administrator of another region revokes nobody's code")
    func elsewhere() async throws {
        let token = try await service.code(of: person.id, by: holder).token
        let other = try await administrator(World.beijing)
        let problem = try await problem {
            try await service.revoke(code: token, because: .misused, byAdministrator: other)
        }
        #expect(problem?.kind == .noSuchPerson)
    }

    @Test("Nobody but an administrator revokes by a scanned code")
    func notAllowed() async throws {
        let token = try await service.code(of: person.id, by: holder).token
        let problem = try await problem {
            try await service.revoke(code: token, because: .misused, byAdministrator: collector)
        }
        #expect(problem?.kind == .notAllowed)
    }

    @Test("What a revoked key signed is refused as revoked, and the key is in a list that another one signed")
    func key() async throws {
        let token = try await service.code(of: person.id, by: holder).token
        try await service.publishRevocations()
        let old = service.publicKeys.entries[0].id
        let new = SigningKey()
        service.use(CodeKeys(signing: new, revoked: [old]))
        #expect(try await refusal(token) == .revokedCode)
        try await service.publishRevocations()
        let list = try await whole()
        #expect(list.revokes(key: old) && list.statement.keyID == new.id)
    }

    @Test("A printed code that is revoked by its hashed id alone is refused")
    func byHashedID() async throws {
        let paper = try await service.printCode(of: person.id, by: holder)
        let key = service.publicKeys.entries[0].id
        #expect(try await service.revoke([.code(paper.code.token, signedBy: key)]) == 1)
        #expect(try await service.revoke([.code(paper.code.token, signedBy: key)]) == 0)
        try await service.publishRevocations()
        #expect(try await refusal(paper.text) == .revokedCode)
    }

    @Test("Nothing is signed anew as long as nothing changes, and after an hour it is")
    func renewed() async throws {
        try await service.publishRevocations()
        world.clock.advance(seconds: 3_599)
        #expect(try await !service.publishRevocations())
        world.clock.advance(seconds: 1)
        #expect(try await service.publishRevocations())
    }

    @Test("A scanner that has a list is given the change, which leads to the newest one")
    func change() async throws {
        _ = try await service.revoke([RevokedID(bits: 1), RevokedID(bits: 2)])
        try await service.publishRevocations()
        let old = try await whole()
        // So many that the change is shorter than the whole.
        _ = try await service.revoke((10..<20).map { RevokedID(bits: $0) })
        let paper = try await service.printCode(of: person.id, by: holder)
        try await service.revokePrintedCode(paper.code.number, of: person.id, by: holder)
        try await service.publishRevocations()
        let middle = try await whole()
        world.clock.advance(seconds: 92 * 86_400)
        #expect(try await service.publishRevocations())
        let update = try await service.revocations(since: middle.statement.sequence)
        guard case .change(let bytes, let start, let sequence) = update else { throw Unexpected() }
        #expect(start == middle.statement.sequence)
        let newest = try middle.updated(with: bytes, keys: service.publicKeys)
        #expect(newest.statement.sequence == sequence)
        #expect(try await whole() == newest)
        #expect(newest.list.count == 12, "the paper would be over by now")
        #expect(throws: RevocationError.otherStart(sequence: old.statement.sequence)) {
            try old.updated(with: bytes, keys: service.publicKeys)
        }
    }

    @Test("A scanner that has the newest list is told so, and one with a list that nobody knows is given the whole")
    func currentAndUnknown() async throws {
        try await service.publishRevocations()
        let sequence = try await whole().statement.sequence
        #expect(try await service.revocations(since: sequence) == .current(sequence: sequence))
        guard case .whole = try await service.revocations(since: sequence - 1) else { throw Unexpected() }
    }

    @Test("After a restart the list is the same one, and changes lead on from it")
    func restarted() async throws {
        _ = try await service.revoke((0..<30).map { RevokedID(bits: $0) })
        try await service.publishRevocations()
        let before = try await whole()
        let again = try await world.restarted()
        #expect(try await !again.publishRevocations())
        #expect(try await whole(again) == before)
        _ = try await again.revoke([RevokedID(bits: 99)])
        #expect(try await again.publishRevocations())
        guard case .change(let bytes, _, _) = try await again.revocations(since: before.statement.sequence) else {
            throw Unexpected()
        }
        #expect(try before.updated(with: bytes, keys: again.publicKeys).list.count == 31)
    }

    @Test("A clock that goes back does not bring back an earlier number")
    func clockBack() async throws {
        try await service.publishRevocations()
        let first = try await whole().statement.sequence
        world.clock.advance(seconds: -600)
        #expect(try await service.publishRevocations())
        #expect(try await whole().statement.sequence > first)
    }
}
