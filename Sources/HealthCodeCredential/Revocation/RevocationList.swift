/// Revoked ids in the form in which lists travel and are kept: sorted, found in place, nothing unpacked.
///
///     byte 0            p: how many first bytes of the ids stand in the index, not in the entries; 0, 1 or 2
///     bytes 1 to 4      n: how many ids there are
///     4 bytes each      only where p is not 0: for each value of the first p bytes, in order, how many ids there are up to
///                       and with those that begin with it (256 or 65,536 numbers)
///     8 - p bytes each  the n ids without their first p bytes, in ascending order
///
/// Numbers are big-endian. p is 0 below 1,024 ids, 1 below 262,144, and 2 from there on, so that a list has one form only.
/// A million ids take 6.3 MB. An id that is not in a list of n ids is taken for one that is in n of 2^64 cases: 5.4e-14
/// with a million, 2.3e-13 with the most that a list may hold. An id that is in it is always found.
public struct RevocationList: Sendable, Equatable {
    /// The most ids that a list may hold.
    public static let largest = 1 << 22

    /// The list as it travels.
    public let bytes: [UInt8]
    /// How many ids there are.
    public let count: Int
    private let layout: Layout

    /// Where things stand in a list of so many ids.
    private struct Layout: Sendable, Equatable {
        let prefix: Int
        let buckets: Int
        let start: Int
        let width: Int
        let end: Int

        init(count: Int) {
            prefix = count < 1024 ? 0 : count < 262_144 ? 1 : 2
            buckets = prefix == 0 ? 0 : 1 << (8 * prefix)
            start = 5 + 4 * buckets
            width = 8 - prefix
            end = start + count * width
        }

        /// The bucket that an id is in.
        func bucket(of bits: UInt64) -> Int { prefix == 0 ? 0 : Int(bits >> UInt64(8 * width)) }

        /// What of an id stands in its entry.
        func rest(of bits: UInt64) -> UInt64 { prefix == 0 ? bits : bits & (1 << UInt64(8 * width) - 1) }
    }

    /// A list of these ids, in any order; an id that stands there twice counts once.
    ///
    /// - Throws: `RevocationError.tooLong` for more ids than `largest`.
    public init(_ ids: some Sequence<RevokedID>) throws(RevocationError) {
        var sorted = ids.map(\.bits).sorted()
        Self.removeRepetitions(from: &sorted)
        try self.init(rising: sorted)
    }

    private static func removeRepetitions(from sorted: inout [UInt64]) {
        guard var last = sorted.first else { return }
        var kept = 1
        for position in 1..<sorted.count where sorted[position] != last {
            last = sorted[position]
            sorted[kept] = last
            kept += 1
        }
        sorted.removeSubrange(kept...)
    }

    /// A list of ids that strictly rise.
    init(rising ids: [UInt64]) throws(RevocationError) {
        guard ids.count <= Self.largest else { throw .tooLong }
        count = ids.count
        layout = Layout(count: ids.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(layout.end)
        bytes.append(UInt8(layout.prefix))
        bytes.append(UInt64(ids.count), width: 4)
        var position = 0
        for bucket in 0..<layout.buckets {
            while position < ids.count, layout.bucket(of: ids[position]) == bucket { position += 1 }
            bytes.append(UInt64(position), width: 4)
        }
        for id in ids { bytes.append(layout.rest(of: id), width: layout.width) }
        self.bytes = bytes
    }

    /// The list that these bytes are.
    ///
    /// - Throws: `RevocationError.damaged` for anything that is not the one form of a list, `tooLong` for more than `largest`
    ///   ids.
    public init(decoding bytes: [UInt8]) throws(RevocationError) {
        guard bytes.count >= 5 else { throw .damaged("the list ends too early") }
        let count = Int(bytes.number(at: 1, width: 4))
        guard count <= Self.largest else { throw .tooLong }
        let layout = Layout(count: count)
        guard Int(bytes[0]) == layout.prefix else { throw .damaged("the index is not the one for so many ids") }
        guard bytes.count == layout.end else { throw .damaged("the list has not the length for so many ids") }
        self.bytes = bytes
        self.count = count
        self.layout = layout
        try checkOrder()
    }

    private func checkOrder() throws(RevocationError) {
        var bucketStart = 0
        for bucket in 0..<max(1, layout.buckets) {
            let bucketEnd = end(of: bucket)
            guard (bucketStart...count).contains(bucketEnd) else { throw .damaged("the index does not rise") }
            for position in stride(from: bucketStart + 1, to: bucketEnd, by: 1) {
                guard entry(position - 1) < entry(position) else { throw .damaged("the ids do not rise") }
            }
            bucketStart = bucketEnd
        }
        guard bucketStart == count else { throw .damaged("the index does not lead to the end") }
    }

    private func end(of bucket: Int) -> Int {
        layout.prefix == 0 ? count : Int(bytes.number(at: 5 + 4 * bucket, width: 4))
    }

    private func entry(_ position: Int) -> UInt64 {
        bytes.number(at: layout.start + position * layout.width, width: layout.width)
    }

    /// Whether an id is revoked: always where it was, and by mistake in `count` of 2^64 cases where it was not.
    public func contains(_ id: RevokedID) -> Bool {
        let bucket = layout.bucket(of: id.bits)
        let rest = layout.rest(of: id.bits)
        var low = bucket == 0 ? 0 : end(of: bucket - 1)
        var high = end(of: bucket)
        while low < high {
            let middle = (low + high) / 2
            let found = entry(middle)
            if found == rest { return true }
            if found < rest { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// All ids, rising.
    var ids: [UInt64] {
        var ids: [UInt64] = []
        ids.reserveCapacity(count)
        for bucket in 0..<max(1, layout.buckets) {
            let high = layout.prefix == 0 ? 0 : UInt64(bucket) << UInt64(8 * layout.width)
            while ids.count < end(of: bucket) { ids.append(high | entry(ids.count)) }
        }
        return ids
    }
}

extension [UInt8] {
    /// Appends the low bytes of a number, the highest first.
    mutating func append(_ number: UInt64, width: Int) {
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// The number whose bytes, the highest first, begin at an offset.
    func number(at offset: Int, width: Int) -> UInt64 {
        var number: UInt64 = 0
        for position in offset..<offset + width { number = number << 8 | UInt64(self[position]) }
        return number
    }
}
