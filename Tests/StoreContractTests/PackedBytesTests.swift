import Testing

@testable import SQLiteStore

@Suite("Numbers in few bytes")
struct PackedBytesTests {
    /// Those about each length that a number can have.
    private static let numbers: [Int64] =
        (0..<63).flatMap { bits -> [Int64] in
            let power: Int64 = 1 << bits
            return [power - 1, power, power + 1, 1 - power, -power, -power - 1]
        } + [.min, .max]

    @Test("Every number is read as it was written, at the end of the bytes and before others")
    func numbers() {
        for number in Self.numbers {
            let following: [[Int64]] = [[], [0], [-1, .max, number, .min]]
            for others in following {
                var packed = PackedBytes()
                for number in [number] + others { packed.append(number) }
                packed.bytes.withUnsafeBytes { bytes in
                    var reader = PackedReader(bytes)
                    let read = (0...others.count).map { _ in reader.number() }
                    #expect(read == [number] + others)
                    #expect(reader.isAtEnd && !reader.isCutShort)
                }
            }
        }
    }

    @Test("Bytes that end within a number say so", arguments: [100, -1 << 20, Int64.max])
    func cut(_ number: Int64) {
        var packed = PackedBytes()
        packed.append(number)
        packed.bytes.dropLast().withUnsafeBytes { bytes in
            var reader = PackedReader(bytes)
            _ = reader.number()
            #expect(reader.isCutShort)
        }
    }
}
