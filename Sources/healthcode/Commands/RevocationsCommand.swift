import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

/// `healthcode revocations`: lists of what was taken back.
struct RevocationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revocations",
        abstract: "Revokes codes, and makes, shows and checks signed revocation lists.",
        discussion: """
            A running installation signs a list of its own within a second after something was revoked, and serves it \
            at GET /api/v1/revocations; `add` adds to that. The others work on files, with no installation: `make` \
            signs a list, `delta` gives the change from one list to the next, `show` says what a file holds, `verify` \
            whether it is to be believed.

            A file of ids has one a line; empty lines and those that begin with # are passed over:

              code CTI KID         one code: its id in hexadecimal, and the id of the key that signed it
              key KID              all that a key signed
              certificate UVCI     a certificate, by its identifier as it stands there
              id 0123456789abcdef  a hashed id as lists have it

            Exit status: 0 done, 1 the list is not to be believed, 2 wrong usage, 3 could not.
            """,
        subcommands: [Make.self, Add.self, Show.self, Verify.self, Delta.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs a list of the ids in a file.",
            discussion: "Where OUT is there already it is replaced, and the new list follows it: its number is higher.")

        @Argument(help: "The file of ids, or - for standard input.") var ids: String
        @Option(help: ArgumentHelp("The key that signs: P-256, in PEM.", valueName: "file")) var key: String
        @Option(help: ArgumentHelp("Where the list is written.", valueName: "file")) var out: String
        @Option(help: "The list's number, higher than all before; seconds since 1970 where it is not given.")
        var sequence: UInt64?
        @Option(help: ArgumentHelp("For how long no newer list is asked for.", valueName: "span"))
        var lifetime = "24h"
        @Option(help: "When it is made (RFC 3339); now, where it is not given.") var at: InstantArgument?

        func run() async throws {
            guard case .elapsed(let seconds)? = Span(lifetime), seconds > 0 else {
                throw Failure("--lifetime is \(lifetime); write a length of time such as 12h or 24h")
            }
            let signing = try RevocationFiles.signingKey(key)
            let now = at?.instant.seconds ?? Int64(Date().timeIntervalSince1970)
            let before = FileManager.default.fileExists(atPath: out) ? try RevocationFiles.outline(out) : nil
            let next = max(UInt64(max(0, now)), (before?.statement.sequence ?? 0) + 1)
            if let sequence, let before, sequence <= before.statement.sequence {
                throw Failure(
                    "--sequence is \(sequence), and \(out) has \(before.statement.sequence): write a higher one")
            }
            do {
                let list = try RevocationList(try RevocationFiles.ids(ids))
                let signed = try Revocations(
                    signing: list, sequence: sequence ?? next, at: now, lifetime: seconds, by: signing)
                try RevocationFiles.write(signed.bytes, to: out)
                Main.say("\(list.count) revoked, list \(signed.statement.sequence), \(signed.bytes.count) bytes")
            } catch let error as RevocationError {
                throw Failure("\(ids): \(error.sentence)")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revokes in an installation: codes that were scanned, or the ids in a file.",
            discussion: "A key of the installation is revoked with `healthcode key revoke`, which adds it here as well."
        )

        @OptionGroup var data: DataOption
        @Option(
            help: ArgumentHelp(
                "A code of this installation, as it was scanned; may be given several times.", valueName: "text"))
        var code: [String] = []
        @Option(help: ArgumentHelp("A file of ids, or - for standard input.", valueName: "file")) var ids: String?

        func validate() throws {
            if code.isEmpty && ids == nil { throw ValidationError("Say what to revoke: --code TEXT or --ids FILE.") }
        }

        func run() async throws {
            try data.directory.requireInstalled()
            let listed = try ids.map { try RevocationFiles.ids($0) } ?? []
            let healthCode = try await Installation.open(data.directory).healthCode
            for text in code {
                do throws(Problem) { try await healthCode.revoke(code: text) } catch {
                    throw Failure(
                        "\(text.prefix(24))…: "
                            + (error.kind == .revokedCode ? "it was revoked before" : error.commandSentence))
                }
            }
            var fresh = 0
            for start in stride(from: 0, to: listed.count, by: 10_000) {
                fresh += try await healthCode.revoke(Array(listed[start..<min(start + 10_000, listed.count)]))
            }
            let known = listed.count - fresh
            Main.say("\(code.count + fresh) revoked" + (known > 0 ? ", \(known) were already" : ""))
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what a list, or a change of one, holds. Believes nothing: see `verify`.")
        @Argument(help: "The list, or the change.") var file: String

        func run() async throws {
            let outline = try RevocationFiles.outline(file)
            let statement = outline.statement
            switch outline.content {
            case .whole(let count): Main.say("list      \(statement.sequence), \(count) revoked")
            case .change(let start, let added, let removed):
                Main.say("change    \(start) to \(statement.sequence), \(added) added, \(removed) removed")
            }
            Main.say("made      \(Instant(seconds: statement.issued).shown)")
            Main.say("good for  \(Instant(seconds: statement.expires).shown)")
            Main.say("key       \(statement.keyID)")
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks that a trusted key signed a list, and that it is whole and not too old.",
            discussion: "A change is checked on the list that it starts from (--from).")

        @Argument(help: "The list, or the change.") var file: String
        @Option(help: ArgumentHelp("Whom to trust; may be given several times.", valueName: "file|dir"))
        var trust: [String] = []
        @Option(help: ArgumentHelp("The list that a change starts from.", valueName: "file")) var from: String?
        @Option(help: "The instant to judge at (RFC 3339); now, where it is not given.") var at: InstantArgument?

        func run() async throws {
            let keys = try TrustFiles.read(trust).ownKeys
            let now = at?.instant.seconds ?? Int64(Date().timeIntervalSince1970)
            let bytes = try RevocationFiles.bytes(file)
            do throws(RevocationError) {
                let list: Revocations
                if let from {
                    let start = try Revocations(verifying: try RevocationFiles.read(from), keys: keys)
                    list = try start.updated(with: bytes, keys: keys)
                } else {
                    list = try Revocations(verifying: bytes, keys: keys)
                }
                let timeliness = list.statement.timeliness(at: now, tolerance: 60)
                let standing = "list \(list.statement.sequence), \(list.list.count) revoked"
                switch timeliness {
                case .fresh: return Main.say("good: \(standing)")
                case .aged:
                    let end = Instant(seconds: list.statement.expires).shown
                    Main.say("too old: \(standing); a newer one was to be fetched by \(end)")
                case .early: Main.say("not made yet: \(standing); a clock is wrong")
                }
            } catch {
                Main.say("refused: \(error.sentence)")
            }
            throw AnswerIsNo()
        }
    }

    struct Delta: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the change that leads from one list to a later one of the same issuer.")

        @Argument(help: "The list that scanners have.") var old: String
        @Argument(help: "The list that they are to have.") var new: String
        @Option(help: ArgumentHelp("Whose lists they are; may be given several times.", valueName: "file|dir"))
        var trust: [String] = []
        @Option(help: ArgumentHelp("Where the change is written.", valueName: "file")) var out: String

        func run() async throws {
            let keys = try TrustFiles.read(trust).ownKeys
            let (earlier, later) = (try RevocationFiles.list(old, keys), try RevocationFiles.list(new, keys))
            guard earlier.statement.sequence < later.statement.sequence else {
                throw Failure(
                    "\(new) is list \(later.statement.sequence) and does not follow \(earlier.statement.sequence): "
                        + "name the older one first")
            }
            let change = later.change(from: earlier)
            try RevocationFiles.write(change, to: out)
            Main.say("\(earlier.statement.sequence) to \(later.statement.sequence), \(change.count) bytes")
        }
    }
}
