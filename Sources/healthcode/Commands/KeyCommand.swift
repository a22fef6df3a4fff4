import ArgumentParser
import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

/// `healthcode key`: the keys that sign codes.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes, rotates, retires and revokes the keys that sign codes.",
        discussion: """
            A running server follows within a second. Scanners without a network know a new key once they have fetched \
            the public keys again, so make it a day before it signs: `key new` today, `key rotate` tomorrow.
            """,
        subcommands: [New.self, List.self, Rotate.self, Retire.self, Revoke.self, Export.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key that verifies at once and waits for its turn to sign; prints its id.")
        @OptionGroup var keys: KeyOptions
        @Option(help: ArgumentHelp("In a token: the path of its PKCS #11 module.", valueName: "module"))
        var pkcs11: String?
        @Option(help: "The label of the token.") var token: String?
        @Option(help: "The file of the PIN of the token's user, readable by its owner alone.") var pinFile: String?
        @Option(help: "The label of a key that is in the token already; a new one is made where none is given.")
        var object: String?

        func validate() throws {
            let given = [pkcs11, token, pinFile].compactMap(\.self).count
            guard given == 3 || (given == 0 && object == nil) else {
                throw ValidationError("A key in a token needs --pkcs11, --token and --pin-file.")
            }
        }

        func run() async throws {
            let (files, now) = try await keys.open()
            var ring = try files.ring()
            guard let pkcs11, let token, let pinFile else {
                print(try files.addKey(to: &ring, at: now).id)
                return
            }
            let place = KeyFiles.Token(module: pkcs11, label: token, pinFile: URL(filePath: pinFile))
            print(try files.addKey(in: place, object: object, to: &ring, at: now).id)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the keys and what each does now.")
        @OptionGroup var keys: KeyOptions

        func run() async throws {
            let (files, now) = try await keys.open()
            let ring = try files.ring()
            TextTable(
                ["id", "state", "made", "signs from", "ended", "token"],
                ring.keys.map { key in
                    [
                        key.id, ring.state(of: key, at: now).rawValue, key.made.instant.shown,
                        key.signs?.instant.shown ?? "", (key.revoked ?? key.retired)?.instant.shown ?? "",
                        key.token?.token ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets the newest waiting key sign, from now or a later instant on; prints its id.",
            discussion: "Where no key waits, one is made. Codes that the old key signed stay good until they expire.")
        @OptionGroup var keys: KeyOptions
        @Option(help: "From this instant on (RFC 3339); now where nothing is said.") var at: InstantArgument?

        func run() async throws {
            let (files, now) = try await keys.open()
            let start = at?.instant ?? now
            guard start >= now else { throw Failure("--at lies in the past: a key cannot have signed before") }
            var ring = try files.ring()
            if !ring.keys.contains(where: { $0.isUsable && $0.signs == nil }) {
                if let token = ring.signer(at: now)?.token {
                    throw Failure(
                        "the key that signs lies in the token \(token.token): make the next one first, "
                            + "`healthcode key new --pkcs11 …` there or `healthcode key new` in a file")
                }
                _ = try files.addKey(to: &ring, at: now)
            }
            guard let key = ring.rotate(from: start) else { throw Failure("no key waits") }
            try files.write(ring)
            print(key.id)
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Destroys a private key that another has replaced; codes it signed stay good until they expire.")
        @OptionGroup var keys: KeyOptions
        @Argument(help: "The id that `key list` shows; one with a hyphen first goes last, after --.") var id: String

        func run() async throws {
            try await keys.end { ring, now throws(KeyRing.Refusal) in try ring.retire(id, at: now) }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a key that somebody else may have: every code that it signed is refused from now on.")
        @OptionGroup var keys: KeyOptions
        @Argument(help: "The id that `key list` shows; one with a hyphen first goes last, after --.") var id: String

        func run() async throws {
            try await keys.end { ring, now throws(KeyRing.Refusal) in try ring.revoke(id, at: now) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the public keys as a JWK Set, as `GET /api/v1/keys` does. No private key leaves its file."
        )
        @OptionGroup var keys: KeyOptions

        func run() async throws {
            let (files, now) = try await keys.open()
            print(try files.codeKeys(at: now).trusted.jwks)
        }
    }
}

/// Where the keys of an installation are.
struct KeyOptions: ParsableArguments {
    @OptionGroup var data: DataOption
    @Option(help: "The folder of the keys, where it is not the one in the settings.") var keys: String?

    /// The key files, and what time it is for the installation.
    func open() async throws -> (KeyFiles, Instant) {
        try data.directory.requireInstalled()
        let flags = keys.map { [Setting.keys: $0] } ?? [:]
        let settings = try await Settings(data: data.directory, flags: flags)
        let files = KeyFiles(directory: settings.keysDirectory(of: data.directory))
        return (files, Clock(data: data.directory).now)
    }

    /// Ends a key in the ring first, and destroys its private half then.
    func end(_ change: (inout KeyRing, Instant) throws(KeyRing.Refusal) -> KeyRing.Entry) async throws {
        let (files, now) = try await open()
        var ring = try files.ring()
        let ended: KeyRing.Entry
        do {
            ended = try change(&ring, now)
        } catch {
            throw Failure(error.sentence)
        }
        try files.write(ring)
        try files.destroy(ended)
    }
}

extension KeyRing.Refusal {
    /// The refusal as one line for a terminal, with what to do.
    fileprivate var sentence: String {
        switch self {
        case .unknownKey(let id): "there is no key \(id): see `healthcode key list`"
        case .alreadyEnded(let id, let state): "the key \(id) is \(state.rawValue) already"
        case .lastSigner(let id): "the key \(id) signs: `healthcode key rotate` first, so that another does"
        }
    }
}
