import Foundation
import HealthCodeCore
import Mustache

/// All words of the pages in one language, read from `Catalogues/<language>/<subject>.json`.
///
/// A key is the subject and the path within its file. Templates reach the key `check.odd` as `{{t.check.odd}}`.
struct Catalogue: Sendable {
    let language: Language
    private let subjects: [String: Entry]

    /// A word, or more words under it.
    indirect enum Entry: Sendable, Decodable {
        case text(String)
        case branch([String: Entry])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .branch(try container.decode([String: Entry].self))
            }
        }
    }

    /// Reads every subject of the language in the folder of catalogues.
    init(language: Language, in folder: URL) throws {
        self.language = language
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appendingPathComponent(language.rawValue), includingPropertiesForKeys: nil)
        var subjects: [String: Entry] = [:]
        for file in files where file.pathExtension == "json" {
            let subject = file.deletingPathExtension().lastPathComponent
            subjects[subject] = try JSONDecoder().decode(Entry.self, from: Data(contentsOf: file))
        }
        self.subjects = subjects
    }

    /// The words of a key, with `{name}` filled in. A key that is missing reads as itself: a test finds it before a
    /// reader does.
    func callAsFunction(_ key: String, _ parameters: [String: String] = [:]) -> String {
        guard let text = find(key) else { return key }
        return parameters.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
    }

    /// The words of a key as they are written, or nil.
    func find(_ key: String) -> String? {
        var entry = Entry.branch(subjects)
        for part in key.split(separator: ".") {
            guard case .branch(let entries) = entry, let next = entries[String(part)] else { return nil }
            entry = next
        }
        if case .text(let text) = entry { return text }
        return nil
    }

    /// Every key, in order.
    var keys: [String] {
        func keys(_ entry: Entry, _ path: String) -> [String] {
            switch entry {
            case .text: [path]
            case .branch(let entries): entries.flatMap { keys($1, path.isEmpty ? $0 : path + "." + $0) }
            }
        }
        return keys(.branch(subjects), "").sorted()
    }
}

extension Catalogue: MustacheParent {
    func child(named name: String) -> Any? {
        subjects[name].flatMap(Catalogue.value)
    }

    private static func value(_ entry: Entry) -> Any? {
        switch entry {
        case .text(let text): text
        case .branch(let entries): Branch(entries: entries)
        }
    }

    private struct Branch: MustacheParent {
        let entries: [String: Entry]

        func child(named name: String) -> Any? {
            entries[name].flatMap(Catalogue.value)
        }
    }
}
