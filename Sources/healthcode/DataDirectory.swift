import Foundation

/// The one directory that holds everything an installation keeps.
struct DataDirectory: Sendable {
    let url: URL

    init(path: String) {
        url = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    }

    var database: URL { url.appending(path: "healthcode.sqlite") }
    var keys: URL { url.appending(path: "keys", directoryHint: .isDirectory) }
    var settingsFile: URL { url.appending(path: "healthcode.yaml") }
    var outbox: URL { url.appending(path: "outbox.ndjson") }
    /// The lists of whom to trust beside ourselves.
    var trust: TrustFolder { TrustFolder(directory: url.appending(path: "trust", directoryHint: .isDirectory)) }
    /// Only a demo's directory has it; it holds the demo's clock.
    var demoClock: URL { url.appending(path: "demo-clock") }

    /// Whether an installation lives here.
    var isInstalled: Bool { FileManager.default.fileExists(atPath: database.path) }
    /// Whether it is a demo, whose clock may be moved.
    var isDemo: Bool { FileManager.default.fileExists(atPath: demoClock.path) }

    /// Makes the directory where it is missing, for its owner alone.
    func create() throws {
        if FileManager.default.fileExists(atPath: url.path), !url.isDirectory {
            throw Failure("\(url.path) is a file: name a directory")
        }
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure("cannot make the directory \(url.path): \(reason(of: error))")
        }
    }

    /// Throws unless an installation lives here.
    func requireInstalled() throws {
        guard isInstalled else {
            throw Failure("no installation in \(url.path): start one with `healthcode serve --data \(url.path)`")
        }
    }
}

/// What was asked for cannot be meant so, for standard error; the exit status is 2.
struct WrongUsage: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What a command could not do, for standard error; the exit status is 3.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Why the system refused, in its own words.
func reason(of error: any Error) -> String {
    if let error = error as? CocoaError, let underlying = error.underlying { return reason(of: underlying) }
    if let error = error as? POSIXError { return String(cString: strerror(error.code.rawValue)) }
    return (error as? CocoaError)?.localizedDescription ?? "\(error)"
}
