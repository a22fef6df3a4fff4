import Foundation

/// The project as it lies on disk, for the tests that keep its rules.
enum House {
    /// The root of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// One Swift file with its lines.
    struct File: CustomStringConvertible {
        /// The path from the root, such as `Sources/HealthCodeCore/Fact.swift`.
        let path: String
        let lines: [String]

        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var description: String { path }

        /// The lines without comments and the insides of string literals, numbered from 1.
        var code: [(number: Int, text: String)] {
            lines.enumerated().map { index, line in
                let withoutStrings = line.replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
                let withoutComment = withoutStrings.replacing(/\/\/.*/, with: "")
                return (index + 1, withoutComment)
            }
        }

        /// The modules that the file imports, with the line of each.
        var imports: [(number: Int, module: String)] {
            code.compactMap { number, text in
                let pattern = /^\s*(?:@\S+\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(\w+)/
                return text.firstMatch(of: pattern).map { (number, String($0.1)) }
            }
        }
    }

    /// All Swift files under a folder of the root, in order of their paths.
    static func files(under folder: String) throws -> [File] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        return try walk.compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" && !$0.path.contains("/.build") }
            .sorted { $0.path < $1.path }
            .map { url in
                let text = try String(contentsOf: url, encoding: .utf8)
                return File(
                    path: String(url.path.dropFirst(root.path.count + 1)),
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            }
    }
}
