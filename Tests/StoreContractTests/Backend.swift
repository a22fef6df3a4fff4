import Foundation
import HealthCodeService
import SQLiteStore
import Testing

/// One way to keep things, which every promise of `Store` is tested on.
struct Backend: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens a store that holds nothing yet.
    let open: @Sendable () throws -> any Store

    static let all = [sqlite]

    /// A file of its own for each store, since every reading thread has its own connection.
    static let sqlite = Backend(testDescription: "SQLite") {
        try SQLiteStore(path: Folder().file("store.sqlite"))
    }
}

/// A fresh folder for the files of one test; all are removed as the tests end.
struct Folder {
    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: Folder.root) }
        return FileManager.default.temporaryDirectory.appending(path: "healthcode-store-\(UUID().uuidString)")
    }()

    let url: URL

    init() throws {
        url = Self.root.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String {
        url.appending(path: name).path
    }
}
