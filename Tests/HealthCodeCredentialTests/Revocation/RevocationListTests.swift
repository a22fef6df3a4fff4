import HealthCodeCredential
import Testing

/// So many different ids, the same in every run.
func someIDs(_ count: Int, seed: UInt64 = 1) -> [RevokedID] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in RevokedID(bits: generator.next()) }
}

@Suite("Revocation lists")
struct RevocationListTests {
    @Test("Every id of a list is found, whatever its size", arguments: [0, 1, 2, 1023, 1024, 5000, 262_144])
    func noFalseNegative(count: Int) throws {
        let ids = someIDs(count)
        let list = try RevocationList(ids)
        #expect(list.count == count)
        let read = try RevocationList(decoding: list.bytes)
        #expect(read == list)
        #expect(ids.allSatisfy { read.contains($0) })
    }

    @Test("The ids at the ends of the range and of the index are found", arguments: [0, 2000])
    func ends(others: Int) throws {
        let edges: [UInt64] = [0, 1, 1 << 56 - 1, 1 << 56, .max - 1, .max]
        let list = try RevocationList(edges.map(RevokedID.init(bits:)) + someIDs(others))
        #expect(edges.allSatisfy { list.contains(RevokedID(bits: $0)) })
        #expect(!list.contains(RevokedID(bits: 2)))
        #expect(try RevocationList(decoding: list.bytes) == list)
    }

    @Test("An id that is not in a list is not found, not even a neighbour of one that is")
    func absent() throws {
        let ids = someIDs(20_000)
        let list = try RevocationList(ids)
        #expect(!someIDs(20_000, seed: 2).contains { list.contains($0) })
        #expect(!ids.contains { list.contains(RevokedID(bits: $0.bits &+ 1)) })
    }

    @Test("The order in which ids come, and how often, makes no difference to the bytes")
    func deterministic() throws {
        let ids = someIDs(3000)
        #expect(try RevocationList(ids.reversed() + ids) == RevocationList(ids))
    }

    @Test("An id takes 6 to 8 bytes and its share of the index")
    func size() throws {
        #expect(try RevocationList(someIDs(1000)).bytes.count == 5 + 8 * 1000)
        #expect(try RevocationList(someIDs(2000)).bytes.count == 5 + 1024 + 7 * 2000)
        #expect(try RevocationList(someIDs(300_000)).bytes.count == 5 + 262_144 + 6 * 300_000)
    }

    @Test("A list of another form is refused")
    func refusals() throws {
        let small = try RevocationList(someIDs(10)).bytes
        let large = try RevocationList(someIDs(2000)).bytes
        var bad: [[UInt8]] = [[], Array(small.dropLast()), small + [0]]
        bad.append([1] + small.dropFirst())
        bad.append([0] + large.dropFirst())
        bad.append(Array(small[..<5] + small[13..<21] + small[5..<13] + small[21...]))
        bad.append(Array(small[..<13] + small[5..<13] + small[21...]))
        bad.append(Array(large[..<5] + [0xff] + large[6...]))
        bad.append(Array(large[..<1025] + [0, 0, 0, 0] + large[1029...]))
        bad.append([2, 0xff, 0xff, 0xff, 0xff])
        for bytes in bad {
            #expect(throws: RevocationError.self) { try RevocationList(decoding: bytes) }
        }
    }

    @Test("Ids of different things are different, and the same in every program")
    func ids() throws {
        let key = KeyID([1, 2, 3])
        let all: Set = [
            RevokedID.key(key), .code([], signedBy: key), .code([3], signedBy: KeyID([1, 2])),
            .certificate("\u{1}\u{2}\u{3}"),
            .code([2], signedBy: KeyID([1])), .key(KeyID([1])),
        ]
        #expect(all.count == 6)
        // So begin the SHA-256 of 02 01 02 03 and of 01 03 01 02 03 09.
        #expect(RevokedID.key(key).bits == 0x745c_8c22_ab07_6f27)
        #expect(RevokedID.code([9], signedBy: key).bits == 0xa6d7_4970_611e_29f4)
    }
}
