internal import Foundation
internal import HealthCodeAdapters

extension Decoder {
    /// What pictures are read with.
    static let pictures: [Decoder] = [
        Decoder("picture", words: ["IHDR", "IDAT", "PLTE", "tRNS", "IEND"]) { bytes in
            // With the check sums that libpng asks for too, or nothing behind them would be reached.
            for bytes in [bytes, mended(bytes)] {
                guard let picture = try? QRPicture(Data(bytes)) else { continue }
                _ = picture.texts()
            }
            return nil
        }
    ]

    /// A PNG file with right check sums.
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var start = 8
        while start + 12 <= bytes.count {
            let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - start - 12 else { break }
            let end = start + 8 + length
            let sum = checkSum(bytes[(start + 4)..<end])
            for index in 0..<4 { bytes[end + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
            start = end + 4
        }
        return bytes
    }

    /// The CRC of PNG (ISO/IEC 15948 annex D).
    private static func checkSum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xedb8_8320 }
        }
        return ~sum
    }
}
