import ArgumentParser
import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

/// `healthcode peer`: other places' health codes, with which this one exchanges.
struct PeerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer", abstract: "Adds, lists, asks and revokes other installations.",
        discussion: "Both sides add each other: give them the output of `healthcode key export`, and get theirs.",
        subcommands: [Add.self, List.self, Refresh.self, Ask.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes another installation known by its public keys; prints its id.",
            discussion: "Get the keys from a person whom you know, and not over the network alone.")

        @OptionGroup var data: DataOption
        @Option(help: "The place's name.") var name: String
        @Option(help: "The region that it serves.") var region: RegionCode
        @Option(help: "Where it is reached, such as https://code.example.cn.") var address: String
        @Option(help: "Its public keys: a file with a JWK Set.") var keys: String
        @Option(
            help: ArgumentHelp(
                """
                A list of issuers on which it stands: packs say by their names whose codes count. May be given more than \
                once; by default provinces, and national for the whole country.
                """, valueName: "name"))
        var trust: [String] = []

        func validate() throws {
            for name in trust where !TrustFolder.isName(name) {
                throw ValidationError("\(name) is no name: use a to z, 0 to 9 and hyphens")
            }
        }

        func run() async throws {
            guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host != nil else {
                throw Failure("--address is \(address), which is no URL of a server")
            }
            guard let text = try? String(contentsOfFile: keys, encoding: .utf8) else {
                throw Failure("cannot read \(keys)")
            }
            let known: KeySet
            do {
                known = try KeySet(jwks: text)
            } catch {
                throw Failure("\(keys): \(error.sentence)")
            }
            var address = address
            while address.last == "/" { address.removeLast() }
            let id = try await Installation.open(data.directory).healthCode
                .addPeer(name: name, region: region, address: address, keys: known, lists: trust)
            print(id.number)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the other installations, with the age of the keys known of them.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let peers = try await Installation.open(data.directory).healthCode.peers()
            TextTable(
                ["id", "name", "region", "address", "trust", "added", "keys of", "revoked"],
                peers.map { peer in
                    [
                        "\(peer.id.number)", peer.name, "\(peer.region)", peer.address,
                        peer.lists.joined(separator: " "), peer.added.shown, peer.keysFetched.shown,
                        peer.revoked?.shown ?? "",
                    ]
                }
            ).print()
        }
    }

    struct Refresh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fetches the keys of all now; a server does so every hour. Exit status 1 where one was not reached.")
        @OptionGroup var data: DataOption

        func run() async throws {
            try data.directory.requireInstalled()
            let unreached = try await Installation.open(data.directory).healthCode.refreshKeysOfPeers()
            for peer in unreached {
                let why = peer.refusal.map { "refuses: \($0)" } ?? "cannot be reached"
                print("\(peer.name) \(why); its keys stay as they were")
            }
            guard unreached.isEmpty else { throw AnswerIsNo() }
        }
    }

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks another installation, as a program would, and prints its answer.",
            discussion: "The exchanges and what they ask for are in docs/exchange.md.")
        @OptionGroup var data: DataOption
        @Argument(help: "The id, as `peer list` shows it.") var id: Int64
        @Argument(help: ArgumentHelp(Exchange.allCases.map(\.rawValue).joined(separator: ", "))) var exchange: Exchange
        @Argument(help: "The body: a file with a JSON object, or - for standard input.") var body: String

        private static func content(of file: String) throws -> Data {
            guard let data = FileManager.default.contents(atPath: file) else { throw Failure("cannot read \(file)") }
            return data
        }

        func run() async throws {
            try data.directory.requireInstalled()
            let bytes =
                body == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data() : try Self.content(of: body)
            let question: JSON
            do {
                question = try JSON(parsing: String(decoding: bytes, as: UTF8.self))
            } catch {
                throw Failure("\(body) is not JSON: \(error)")
            }
            let healthCode = try await Installation.open(data.directory).healthCode
            let peer = try await healthCode.peers().first { $0.id.number == id && $0.revoked == nil }
            guard let peer else { throw Failure("there is no installation \(id): see `healthcode peer list`") }
            do throws(Problem) {
                print(try await healthCode.ask(peer, exchange, question).text)
            } catch {
                let isSilent = error.kind == .peerUnreachable && error.parameters["refusal"] == nil
                guard !isSilent else { throw Failure("\(peer.name) gives no answer") }
                throw Failure("\(peer.name) refuses: \(error.parameters["refusal"] ?? error.kind.rawValue)")
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Knows an installation no more: its messages are refused, and its codes foreign.")
        @OptionGroup var data: DataOption
        @Argument(help: "The id, as `peer list` shows it.") var id: Int64

        func run() async throws {
            try data.directory.requireInstalled()
            let healthCode = try await Installation.open(data.directory).healthCode
            guard try await healthCode.peers().contains(where: { $0.id.number == id }) else {
                throw Failure("there is no installation \(id): see `healthcode peer list`")
            }
            try await healthCode.revokePeer(PeerID(id))
        }
    }
}
