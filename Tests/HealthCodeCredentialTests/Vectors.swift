import Foundation
import HealthCodeCredential

/// The shared test vectors: `HEALTHCODE_VECTORS`, or `../shared/data` beside the package. They are never committed.
enum Vectors {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["HEALTHCODE_VECTORS"] { return URL(fileURLWithPath: path) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    static let arePresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("cbor").path)

    /// The JSON of one file.
    static func json(_ path: String) throws -> JSON {
        try JSON(parsing: String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
    }

    /// The names of the JSON files in a folder, sorted.
    static func files(in path: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
        return (names ?? []).filter { $0.hasSuffix(".json") }.sorted().map { path + "/" + $0 }
    }
}

/// The bytes of a hexadecimal text; empty where it is none.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// The bytes of a base64url text.
func base64URL(_ text: String) -> [UInt8] {
    let standard = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
    return Array(Data(base64Encoded: padded) ?? Data())
}

/// Randomness that is the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
