/// The cursor behind `CBORDecoder`. It lives only while the bytes are held still for it, so that it need not hold on to them
/// at every string; `byte` and `string` are the only ways to them, and check where they end.
struct CBORReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let rules: CBORDecoder.Rules
    private(set) var offset = 0

    init(bytes: UnsafeBufferPointer<UInt8>, rules: CBORDecoder.Rules) {
        self.bytes = bytes
        self.rules = rules
    }

    /// The next item; `depth` is how many items it stands in.
    mutating func item(depth: Int) throws(CBORError) -> CBOR {
        let start = offset
        guard depth <= rules.maximumDepth else { throw CBORError(.tooDeep, at: start) }
        let head = try head()
        guard let argument = head.argument else { return try openItem(head.major, at: start, depth: depth) }
        switch head.major {
        case .unsigned: return .unsigned(argument)
        case .negative: return .negative(argument)
        case .bytes: return .bytes(Array(try string(argument)))
        case .text: return .text(try text(try string(argument), at: start))
        case .array: return .array(try array(count: try count(argument, width: 1), depth: depth))
        case .map: return .map(try map(count: try count(argument, width: 2), depth: depth))
        case .tag: return .tagged(argument, try item(depth: depth + 1))
        case .simple: return try simple(head.info, argument, at: start)
        }
    }

    /// Type, five low bits and argument of the next item; the argument is nil where the length is left open.
    private mutating func head() throws(CBORError) -> (major: CBORMajor, info: UInt8, argument: UInt64?) {
        let start = offset
        let initial = try byte()
        let info = initial & 0x1f
        guard let major = CBORMajor(rawValue: initial >> 5) else { throw CBORError(.reserved, at: start) }
        switch info {
        case 0..<24: return (major, info, UInt64(info))
        case 24...27:
            let width = 1 << Int(info - 24)
            var argument: UInt64 = 0
            for _ in 0..<width { argument = argument << 8 | UInt64(try byte()) }
            if rules.requiresDeterministic, major != .simple, argument < Self.least[Int(info - 24)] {
                throw CBORError(.notShortest, at: start)
            }
            return (major, info, argument)
        case 31: return (major, info, nil)
        default: throw CBORError(.reserved, at: start)
        }
    }

    /// The least argument for which one, two, four or eight bytes are the shortest form.
    private static let least: [UInt64] = [24, 0x100, 0x1_0000, 0x1_0000_0000]

    private mutating func byte() throws(CBORError) -> UInt8 {
        guard offset < bytes.count else { throw CBORError(.truncated, at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func string(_ length: UInt64) throws(CBORError) -> UnsafeBufferPointer<UInt8> {
        guard length <= UInt64(bytes.count - offset) else { throw CBORError(.truncated, at: bytes.count) }
        defer { offset += Int(length) }
        return UnsafeBufferPointer(rebasing: bytes[offset..<offset + Int(length)])
    }

    /// What was read since an offset.
    private func read(since start: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<offset])
    }

    /// A number of items that what is left can hold at `width` bytes or more each.
    private func count(_ argument: UInt64, width: Int) throws(CBORError) -> Int {
        guard argument <= UInt64((bytes.count - offset) / width) else { throw CBORError(.truncated, at: bytes.count) }
        return Int(argument)
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) throws(CBORError) -> String {
        // Decoding mends what is not UTF-8, and what was mended is no longer the same bytes.
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.allSatisfy({ $0 < 0x80 }) || text.utf8.elementsEqual(bytes) else {
            throw CBORError(.badText, at: start)
        }
        return text
    }

    /// An array of so many items, or, with no count, up to the break.
    private mutating func array(count: Int?, depth: Int) throws(CBORError) -> [CBOR] {
        var items: [CBOR] = []
        items.reserveCapacity(min(count ?? 0, 32))
        while try !ended(items.count, of: count) { items.append(try item(depth: depth + 1)) }
        return items
    }

    private mutating func map(count: Int?, depth: Int) throws(CBORError) -> [CBOR.Entry] {
        var entries: [CBOR.Entry] = []
        entries.reserveCapacity(min(count ?? 0, 32))
        var seen: Set<CBOR> = []
        var previous = read(since: offset)
        while try !ended(entries.count, of: count) {
            let start = offset
            let key = try item(depth: depth + 1)
            if rules.requiresDeterministic {
                // Strictly rising keys are distinct ones.
                let encoded = read(since: start)
                if !previous.lexicographicallyPrecedes(encoded) {
                    throw CBORError(previous.elementsEqual(encoded) ? .duplicateKey : .keysOutOfOrder, at: start)
                }
                previous = encoded
            } else if Self.has(entries, key, &seen) {
                throw CBORError(.duplicateKey, at: start)
            }
            entries.append(CBOR.Entry(key, try item(depth: depth + 1)))
        }
        return entries
    }

    /// Whether a key is there already. Few keys are compared one by one, which is faster than to hash them; `seen` has the keys
    /// of larger maps.
    private static func has(_ entries: [CBOR.Entry], _ key: CBOR, _ seen: inout Set<CBOR>) -> Bool {
        if entries.count < 16 {
            if case .text(let text) = key { return entries.value(under: text) != nil }
            return entries.indices.contains { entries[$0].key == key }
        }
        if seen.isEmpty { seen = Set(entries.map(\.key)) }
        return !seen.insert(key).inserted
    }

    private mutating func ended(_ read: Int, of count: Int?) throws(CBORError) -> Bool {
        if let count { return read == count }
        guard try byte() == 0xff else {
            offset -= 1
            return false
        }
        return true
    }

    private mutating func openItem(_ major: CBORMajor, at start: Int, depth: Int) throws(CBORError) -> CBOR {
        switch major {
        case .unsigned, .negative, .tag: throw CBORError(.reserved, at: start)
        case .simple: throw CBORError(.unexpectedBreak, at: start)
        case .bytes, .text, .array, .map: break
        }
        guard rules.allowsIndefiniteLengths, !rules.requiresDeterministic else {
            throw CBORError(.indefiniteLength, at: start)
        }
        switch major {
        case .array: return .array(try array(count: nil, depth: depth))
        case .map: return .map(try map(count: nil, depth: depth))
        default: return try chunks(major)
        }
    }

    /// The strings of an open string, joined. Each must be whole: a text may not be cut inside a character.
    private mutating func chunks(_ major: CBORMajor) throws(CBORError) -> CBOR {
        var joined: [UInt8] = []
        var joinedText = ""
        while try !ended(0, of: nil) {
            let start = offset
            let head = try head()
            guard head.major == major, let length = head.argument else { throw CBORError(.badChunk, at: start) }
            let chunk = try string(length)
            if major == .text { joinedText += try text(chunk, at: start) } else { joined += chunk }
        }
        return major == .text ? .text(joinedText) : .bytes(joined)
    }

    private func simple(_ info: UInt8, _ argument: UInt64, at start: Int) throws(CBORError) -> CBOR {
        switch info {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 23: return .undefined
        case 0..<20: return .simple(info)
        case 24:
            guard argument >= 32 else { throw CBORError(.reserved, at: start) }
            return .simple(UInt8(truncatingIfNeeded: argument))
        default: return try float(info, argument, at: start)
        }
    }

    private func float(_ info: UInt8, _ argument: UInt64, at start: Int) throws(CBORError) -> CBOR {
        let value: Double =
            switch info {
            case 25: HalfPrecision.value(UInt16(truncatingIfNeeded: argument))
            case 26: Double(Float(bitPattern: UInt32(truncatingIfNeeded: argument)))
            default: Double(bitPattern: argument)
            }
        if rules.requiresDeterministic, !CBOREncoder.encode(.float(value)).elementsEqual(read(since: start)) {
            throw CBORError(.notShortest, at: start)
        }
        return .float(value)
    }
}
