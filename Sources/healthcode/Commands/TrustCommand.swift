import ArgumentParser
import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential

/// `healthcode trust`: the signed lists of whom to trust.
struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Makes, follows and lists signed lists of whom to trust.",
        discussion: """
            An authority makes a list with `authority` (once) and `sign`; an installation follows it with `add`, and a \
            server fetches it every hour. Packs name lists under `recognises`, and `verify --data DIR` uses them all.
            """,
        subcommands: [
            Add.self, List.self, Fetch.self, Pin.self, Unpin.self, Remove.self, Authority.self, Sign.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follows a list: fetches it, and takes from then on what the same authority signs.",
            discussion: "Get the authority's keys from a person whom you know, and not over the network alone.")
        @OptionGroup var data: DataOption
        @Option(help: "The name by which packs will know it.") var name: String
        @Option(help: "The authority's public keys: a file with a JWK Set.") var keys: String
        @Option(help: "Where the list is: a URL, or a file.") var from: String
        @Option(help: ArgumentHelp("Trust it for these formats alone, by commas.", valueName: "format,…"))
        var formats: FormatsArgument?

        func run() async throws {
            guard let text = try? String(contentsOfFile: keys, encoding: .utf8) else {
                throw Failure("cannot read \(keys)")
            }
            do throws(CredentialError) {
                guard try !KeySet(jwks: text).entries.isEmpty else {
                    throw CredentialError.badKeySet("it has no P-256 key")
                }
            } catch {
                throw Failure("\(keys): \(error.sentence)")
            }
            try data.directory.requireInstalled()
            // A server looks for it from another folder.
            let isAddress = ["http", "https", "file"].contains(URL(string: from)?.scheme ?? "")
            let source = isAddress ? from : URL(filePath: from).standardizedFileURL.path
            let pin = TrustFolder.Pin(authority: text, source: source, formats: formats?.names)
            try data.directory.trust.add(name, pin, try await fetched(from), at: data.now)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows the lists that are followed, and their age.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let now = data.now
            TextTable(
                ["name", "authority", "signers", "made", "ends", "state", "for", "pinned", "from"],
                try data.directory.trust.followed().map { list in
                    let formats = list.pin.formats ?? list.signed?.formats.map { $0.map(\.rawValue).sorted() }
                    return [
                        list.name, list.signed?.issuer ?? "", list.signed.map { "\($0.signers.count)" } ?? "",
                        list.signed.map { ReportText.instant($0.issued) } ?? "",
                        list.signed.map { ReportText.instant($0.expires) } ?? "", list.state(at: now).rawValue,
                        formats?.joined(separator: ",") ?? "all",
                        try data.directory.trust.pins(list.name).shown, list.pin.source,
                    ]
                }
            ).print()
        }
    }

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetches one list, or all, now. Exit status 1 where a newer one was not to be had.")
        @OptionGroup var data: DataOption
        @Argument(help: "The name; all lists where none is given.") var name: String?

        func run() async throws {
            try data.directory.requireInstalled()
            let folder = data.directory.trust
            let names = try name.map { [$0] } ?? folder.followed().map(\.name)
            var isWhole = true
            for name in names {
                let source = try folder.followed(name).pin.source
                do {
                    try folder.renew(name, with: try await fetched(source), at: data.now)
                } catch let failure as Failure {
                    Main.say("\(name): \(failure)")
                    isWhole = false
                }
            }
            guard isWhole else { throw AnswerIsNo() }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Follows a list no more; nobody on it is trusted.")
        @OptionGroup var data: DataOption
        @Argument(help: "The name, as `trust list` shows it.") var name: String

        func run() async throws {
            try data.directory.requireInstalled()
            try data.directory.trust.remove(name)
        }
    }
}

extension TrustCommand {
    struct Authority: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the key of an authority in a new file, and prints its public half (a JWK Set).")
        @Argument(help: "The file to make.") var file: String

        func run() async throws {
            let key = SigningKey()
            try KeyFiles.write((key.pem ?? "") + "\n", to: URL(filePath: file))
            print(KeySet([key.verifyingKey]).jwks)
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a list of the signers in files (X.509 certificates, JWK Sets), signs it, and prints it.")
        @Option(help: "The authority's key, as `trust authority` made it.") var key: String
        @Option(help: "What the authority calls itself.") var issuer: String
        @Option(help: "How long the list may be relied on, such as 30d.") var lifetime: SpanArgument
        @Option(help: ArgumentHelp("What its signers are trusted for, by commas; all formats.", valueName: "format,…"))
        var formats: FormatsArgument?
        @Option(
            help: ArgumentHelp(
                "A certificate of an authority that issued the others; may be given several times.", valueName: "file"))
        var authority: [String] = []
        @Option(help: "The instant of issue (RFC 3339); now, where it is not given.") var at: InstantArgument?
        @Argument(help: "Certificates and JWK Sets.") var files: [String]

        func run() async throws {
            let signer: SigningKey
            let pem = try KeyFiles.text(of: URL(filePath: key), for: "the authority's key")
            do throws(CredentialError) {
                signer = try SigningKey(pem: pem)
            } catch {
                throw Failure("\(key): \(error.sentence)")
            }
            var content = TrustFile()
            for file in files { content.add(try Self.read(file)) }
            for file in authority { content.authorities += try Self.read(file).certificates }
            let now = at?.instant.seconds ?? Int64(Date().timeIntervalSince1970)
            do throws(TrustListError) {
                let list = try SignedTrustList(
                    signing: content, issuer: issuer, formats: formats.map { Set($0.formats) }, at: now,
                    lifetime: lifetime.seconds, by: signer)
                print(list.text)
            } catch {
                throw Failure("the list cannot be made: \(error.sentence)")
            }
        }

        private static func read(_ path: String) throws -> TrustFile {
            guard let data = FileManager.default.contents(atPath: path) else { throw Failure("cannot read \(path)") }
            do throws(CredentialError) {
                return try TrustFile(Array(data))
            } catch {
                throw Failure("\(path): \(error.sentence)")
            }
        }
    }

    /// The text at a URL or in a file.
    static func fetched(_ source: String) async throws -> String {
        do throws(TextFetch.Failure) {
            return try await TextFetch(source, longest: SignedTrustList.longest).text()
        } catch {
            throw Failure(error.description)
        }
    }
}

/// Formats on the command line, by commas.
struct FormatsArgument: ExpressibleByArgument {
    let formats: [Format]
    var names: [String] { formats.map(\.rawValue) }

    static let known: [Format] = [.live, .printed, .covidCertificate, .healthCard, .webToken, .message]

    init?(argument: String) {
        let found = argument.split(separator: ",").map { name in Self.known.first { $0.rawValue == name } }
        formats = found.compactMap(\.self)
        guard !formats.isEmpty, formats.count == found.count else { return nil }
    }

    static var allValueStrings: [String] { known.map(\.rawValue) }
}

/// A length of time on the command line, such as 30d or 12h.
struct SpanArgument: ExpressibleByArgument {
    let seconds: Int64

    init?(argument: String) {
        guard case .elapsed(let seconds)? = Span(argument), seconds > 0 else { return nil }
        self.seconds = seconds
    }
}

extension DataOption {
    /// What time it is for the installation, in seconds since 1970.
    fileprivate var now: Int64 { Clock(data: directory).now.seconds }
}
