public import Foundation

/// Something that reads bytes nobody vouches for, and what has to hold of it whatever the bytes are.
public struct Decoder: Sendable {
    /// The name, and that of the folder of inputs in `Fuzzing/Corpus`.
    public let name: String
    /// Words of the format, to be put into inputs.
    public let words: [String]
    /// Valid inputs among the shared vectors, where those are at hand.
    public let vectors: @Sendable (VectorFolder) -> [[UInt8]]
    /// Reads an input. What comes back is what does not hold, as a sentence; nil where all is well, accepted or refused.
    public let take: @Sendable ([UInt8]) -> String?

    init(
        _ name: String, words: [String] = [], vectors: @escaping @Sendable (VectorFolder) -> [[UInt8]] = { _ in [] },
        take: @escaping @Sendable ([UInt8]) -> String?
    ) {
        self.name = name
        self.words = words
        self.vectors = vectors
        self.take = take
    }

    /// Every decoder there is.
    public static let all: [Decoder] = encodings + credentials + statements + revocations + rules + pictures

    /// The decoder of this name.
    public static func named(_ name: String) -> Decoder? { all.first { $0.name == name } }

    /// What stands for an input that was changed on its way: something that never was signed is taken for genuine.
    static func unless(_ holds: Bool, _ sentence: @autoclosure () -> String) -> String? {
        holds ? nil : sentence()
    }
}

/// The inputs of the repository: one that is valid of each kind at least, and every one that ever was a mistake.
public enum Corpus {
    /// `Fuzzing/Corpus`.
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    /// The inputs of a decoder, with their files' names, sorted.
    public static func inputs(of decoder: String) -> [(name: String, bytes: [UInt8])] {
        let folder = folder.appending(path: decoder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            FileManager.default.contents(atPath: folder.appending(path: name).path).map { (name, Array($0)) }
        }
    }
}

/// The shared vectors: `HEALTHCODE_VECTORS`, or nothing.
public struct VectorFolder: Sendable {
    private let folder: URL?

    /// The folder that the environment names.
    public init() {
        folder = ProcessInfo.processInfo.environment["HEALTHCODE_VECTORS"].map { URL(filePath: $0) }
    }

    /// The bytes of the files under a path whose names end so, at most so many of them, the shortest paths first.
    func files(_ path: String, _ end: String, atMost most: Int = 200) -> [[UInt8]] {
        guard let start = folder?.appending(path: path),
            let found = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
        else { return [] }
        let paths = found.compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(end) }
            .sorted { ($0.count, $0) < ($1.count, $1) }
        return paths.prefix(most).compactMap { FileManager.default.contents(atPath: $0).map(Array.init) }
    }

    /// The strings that stand under a name anywhere in the JSON files under a path.
    func strings(_ path: String, under name: String) -> [String] {
        files(path, ".json").flatMap { bytes -> [String] in
            guard let json = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return [] }
            return Self.strings(in: json, under: name)
        }
    }

    /// The same strings as bytes.
    func texts(_ path: String, under name: String) -> [[UInt8]] {
        strings(path, under: name).map { Array($0.utf8) }
    }

    /// What the same strings stand for where they are hexadecimal.
    func hexadecimal(_ path: String, under name: String) -> [[UInt8]] {
        strings(path, under: name).map { [UInt8](hexadecimal: $0) }
    }

    private static func strings(in json: Any, under name: String) -> [String] {
        switch json {
        case let object as [String: Any]:
            object.sorted { $0.key < $1.key }.flatMap { key, value in
                if key == name, let text = value as? String { return [text] }
                return strings(in: value, under: name)
            }
        case let array as [Any]: array.flatMap { strings(in: $0, under: name) }
        default: []
        }
    }
}

extension [UInt8] {
    /// The bytes of a text.
    init(_ text: String) { self = Array(text.utf8) }

    /// The bytes that hexadecimal digits stand for; none where they do not.
    init(hexadecimal text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// The text of these bytes, mended where they are not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}
