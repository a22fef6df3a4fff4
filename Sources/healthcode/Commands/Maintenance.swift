import ArgumentParser
import Foundation
import HealthCodeService
import HealthCodeService
import SQLiteStore

/// The directory that a command works on.
struct DataOption: ParsableArguments {
    @Option(name: .customLong("data"), help: ArgumentHelp("The installation's data directory.", valueName: "dir"))
    var path: String

    var directory: DataDirectory { DataDirectory(path: path) }
}

/// `healthcode backup`: copies the database while others read and write.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies everything but the keys into one new file, while the server serves.",
        discussion: "Keep the key files apart: without them the copy cannot be read.")

    @OptionGroup var data: DataOption
    @Argument(help: "The file to make; one that is there already is not overwritten.")
    var file: String

    func run() async throws {
        try data.directory.requireInstalled()
        let folder = URL(filePath: file).deletingLastPathComponent()
        guard folder.isDirectory else { throw Failure("cannot write \(file): there is no folder \(folder.path)") }
        let store = try SQLiteStore(path: data.directory.database.path)
        do {
            try await store.backup(to: file)
        } catch let error as StoreError {
            guard case .failed(let why) = error else { throw error }
            throw Failure("cannot write \(file): \(why)")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        print("copied to \(file); the key files in \(data.directory.keys.path) are not in it")
    }
}

/// `healthcode restore`: makes an installation from a copy.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a data directory from a backup; a directory that holds an installation is left alone.",
        discussion: "Put the key files back before you serve it.")

    @OptionGroup var data: DataOption
    @Argument(help: "The file that `healthcode backup` made.")
    var file: String

    func run() async throws {
        let wasThere = FileManager.default.fileExists(atPath: data.directory.url.path)
        try data.directory.create()
        do {
            try SQLiteStore.restore(from: file, to: data.directory.database.path)
        } catch {
            // What was made for nothing goes again.
            if !wasThere { try? FileManager.default.removeItem(at: data.directory.url) }
            throw error
        }
        print("restored into \(data.directory.url.path); now put the key files into \(data.directory.keys.path)")
    }
}

/// `healthcode migrate`: brings the database to this version.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database to this version; the server does so too when it starts.",
        discussion: """
            Regions that this version brings are added; those that are there keep their names. Packs are not published: \
            that takes two people, or `healthcode policy publish` where there are no administrators yet.
            """)

    @OptionGroup var data: DataOption

    func run() async throws {
        try data.directory.requireInstalled()
        let store = try SQLiteStore(path: data.directory.database.path)
        let added = try await store.addMissing(ShareDirectory.find(try await Settings(data: data.directory)).regions())
        print("the database in \(data.directory.url.path) is of this version; regions added: \(added)")
    }
}

/// `healthcode config`: every setting, its value, and where it comes from.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists every setting: its value, where that comes from, and where it may be given.",
        discussion: """
            A flag of `serve` wins over the environment, the environment over healthcode.yaml in the data directory.
            """)

    @OptionGroup var data: DataOption

    func run() async throws {
        let settings = try await Settings(data: data.directory)
        for setting in Setting.all {
            let (value, origin) = settings.value(of: setting)
            let shown = setting.secret && !value.isEmpty ? "(secret)" : value.isEmpty ? "(none)" : value
            print("\(setting.key) = \(shown)    [\(origin.rawValue)]")
            print("    \(setting.meaning)")
            print("    \(setting.flag), \(setting.variable), or `\(setting.key)` in healthcode.yaml")
        }
    }
}
