/// Changed inputs without end, the same ones in every run with the same seed.
public struct Mutations: Sendable {
    private var state: UInt64
    private let inputs: [[UInt8]]
    private let words: [[UInt8]]
    private static let longest = 65_536
    /// Bytes at which readers go wrong: the ends of ranges, and the heads of long items.
    private static let edges: [UInt8] = [
        0, 1, 0x17, 0x18, 0x1b, 0x1f, 0x20, 0x22, 0x30, 0x5b, 0x5f, 0x7b, 0x7f, 0x80, 0x9b, 0x9f, 0xbb, 0xd8, 0xff,
    ]

    /// Mutations of these inputs, to which the words may be added.
    public init(of inputs: [[UInt8]], words: [String], seed: UInt64) {
        self.inputs = inputs.isEmpty ? [[]] : inputs
        self.words = words.map { Array($0.utf8) }
        state = seed
    }

    private mutating func random() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    private mutating func number(below bound: Int) -> Int { Int(random() % UInt64(max(1, bound))) }

    /// The next one: a valid input with one change, or with a few.
    public mutating func next() -> [UInt8] {
        var bytes = inputs[number(below: inputs.count)]
        for _ in 0...number(below: 2) * number(below: 6) { change(&bytes) }
        return bytes.count > Self.longest ? Array(bytes[..<Self.longest]) : bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let position = number(below: bytes.count + 1)
        let range = position..<min(bytes.count, position + 1 + number(below: 16))
        switch number(below: 9) {
        case 0 where position < bytes.count: bytes[position] ^= 1 << UInt8(number(below: 8))
        case 1 where position < bytes.count: bytes[position] = Self.edges[number(below: Self.edges.count)]
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random()), at: position)
        case 3: bytes.removeSubrange(range)
        case 4: bytes.insert(contentsOf: bytes[range], at: position)
        case 5: bytes.removeSubrange(position...)
        case 6 where !words.isEmpty: bytes.insert(contentsOf: words[number(below: words.count)], at: position)
        case 7:
            let other = inputs[number(below: inputs.count)]
            bytes.replaceSubrange(range, with: other.dropFirst(number(below: other.count)).prefix(64))
        case 8 where position < bytes.count:
            let piece = Array(repeating: bytes[position], count: 1 << number(below: 12))
            bytes.insert(contentsOf: piece, at: position)
        default:
            for index in range { bytes[index] = UInt8(truncatingIfNeeded: random()) }
        }
    }
}
