import HealthCodeCredential
import Testing

private let now: Int64 = 1_600_000_000
private let key = SigningKey()
private let keys = KeySet([key.verifyingKey])

private func signed(_ ids: [RevokedID], _ sequence: UInt64, at instant: Int64 = now) throws -> Revocations {
    try Revocations(
        signing: RevocationList(ids), sequence: sequence, at: instant, lifetime: 86_400, by: key)
}

@Suite("Signed revocations")
struct RevocationsTests {
    @Test("A whole list is read back as it was signed")
    func roundTrip() throws {
        let one = try signed(someIDs(100), 7)
        let read = try Revocations(verifying: one.bytes, keys: keys)
        #expect(read == one)
        #expect(read.statement.sequence == 7)
        #expect(read.statement.issued == now)
        #expect(read.statement.expires == now + 86_400)
    }

    @Test("A code, a whole key and a certificate are found by what they are")
    func kinds() throws {
        let issuer = KeyID([1, 2, 3, 4, 5, 6, 7, 8])
        let revocations = try signed(
            [.code([9], signedBy: issuer), .key(KeyID([5])), .certificate("URN:UVCI:01:XX:1#A")], 1)
        #expect(revocations.revokes(code: [9], signedBy: issuer))
        #expect(!revocations.revokes(code: [9], signedBy: KeyID([5])))
        #expect(revocations.revokes(key: KeyID([5])))
        #expect(!revocations.revokes(key: issuer))
        #expect(revocations.revokes(certificate: "URN:UVCI:01:XX:1#A"))
    }

    @Test("A change leads from one list to exactly the next", arguments: [(0, 10), (10, 0), (1020, 10), (5000, 300)])
    func change(before: Int, coming: Int) throws {
        let old = someIDs(before)
        let new = old.dropFirst(before / 3) + someIDs(coming, seed: 2)
        let (first, second) = (try signed(old, 1), try signed(Array(new), 2, at: now + 60))
        let updated = try first.updated(with: second.change(from: first), keys: keys)
        #expect(updated == second)
        #expect(updated.bytes == second.bytes)
    }

    @Test("An issuer that keeps only what came and went makes the same change")
    func changeFromRows() throws {
        let (old, new) = (someIDs(20), someIDs(5, seed: 3))
        let first = try signed(old, 4)
        let second = try signed(Array(old.dropFirst(2)) + new, 9)
        let change = Revocations.change(
            to: second.statement, from: 4, added: new.reversed(), removed: Array(old.prefix(2)))
        #expect(change == second.change(from: first))
        #expect(try first.updated(with: change, keys: keys) == second)
    }

    @Test("A change of many is as small as its ids")
    func changeSize() throws {
        let old = someIDs(5000)
        let (first, second) = (try signed(old, 1), try signed(old + someIDs(100, seed: 2), 2))
        #expect(second.change(from: first).count < 100 * 8 + 200)
    }

    @Test("A newer whole list takes the place of an older one")
    func whole() throws {
        let (first, second) = (try signed(someIDs(5), 1), try signed(someIDs(9), 2))
        #expect(try first.updated(with: second.bytes, keys: keys) == second)
    }

    @Test("What is not newer is refused, whole or change")
    func notNewer() throws {
        let (first, second) = (try signed(someIDs(5), 1), try signed(someIDs(9), 2))
        #expect(throws: RevocationError.notNewer(sequence: 2)) { try second.updated(with: first.bytes, keys: keys) }
        #expect(throws: RevocationError.notNewer(sequence: 2)) { try second.updated(with: second.bytes, keys: keys) }
        let back = first.change(from: second)
        #expect(throws: RevocationError.notNewer(sequence: 2)) { try second.updated(with: back, keys: keys) }
    }

    @Test("A change of another list is refused, and says which one is at hand")
    func otherStart() throws {
        let lists = try (1...3).map { try signed(someIDs($0 * 4), UInt64($0)) }
        let change = lists[2].change(from: lists[1])
        #expect(throws: RevocationError.otherStart(sequence: 1)) { try lists[0].updated(with: change, keys: keys) }
    }

    @Test("A change whose ids are not those that were signed is refused")
    func otherList() throws {
        let old = someIDs(10)
        let (first, second) = (try signed(old, 1), try signed(Array(old.dropFirst()), 2))
        for (added, removed) in [([], []), (someIDs(1, seed: 5), [old[0]]), ([], [old[1]]), ([old[1]], [old[0]])] {
            let change = Revocations.change(to: second.statement, from: 1, added: added, removed: removed)
            #expect(throws: RevocationError.otherList) { try first.updated(with: change, keys: keys) }
        }
    }

    @Test("A list from an issuer that is not trusted is refused, and so is one signed with another key of the same id")
    func issuers() throws {
        let one = try signed(someIDs(3), 1)
        let stranger = SigningKey()
        #expect(throws: RevocationError.foreign(key.id)) {
            try Revocations(verifying: one.bytes, keys: KeySet([stranger.verifyingKey]))
        }
        let disguised = KeySet([KeySet.Entry(id: key.id, key: stranger.verifyingKey)])
        #expect(throws: RevocationError.forged) { try Revocations(verifying: one.bytes, keys: disguised) }
    }

    @Test("Age is told, by the issuer's own bounds")
    func timeliness() throws {
        let statement = try signed([], 1).statement
        #expect(statement.timeliness(at: now) == .fresh)
        #expect(statement.timeliness(at: now + 86_400) == .aged)
        #expect(statement.timeliness(at: now - 1) == .early)
        #expect(statement.timeliness(at: now - 1, tolerance: 1) == .fresh)
    }

    @Test("A lifetime that ends before it begins is refused")
    func lifetime() throws {
        let list = try RevocationList([])
        #expect(throws: CredentialError.badLifetime) {
            try Revocations(signing: list, sequence: 1, at: now, lifetime: 0, by: key)
        }
    }

    @Test("Each truncation and each single-bit flip of a list and of a change is refused")
    func damage() throws {
        let (first, second) = (try signed(someIDs(4), 1), try signed(someIDs(6), 2))
        for bytes in [second.bytes, second.change(from: first)] {
            for length in 0..<bytes.count {
                #expect(throws: RevocationError.self) { try first.updated(with: Array(bytes[..<length]), keys: keys) }
            }
            for bit in 0..<bytes.count * 8 {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(throws: RevocationError.self) { try first.updated(with: flipped, keys: keys) }
            }
        }
    }
}
