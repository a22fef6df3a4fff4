import ArgumentParser
import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential

/// `healthcode verify`: checks codes with public keys alone.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a code against trusted public keys, without a network or a database.",
        discussion: """
            TEXT is the whole content of a QR code (JKM1:…), or the path of a PNG picture of one. `-` reads many, one \
            a line, and answers one line each, in order. Trust is a JWK Set, as GET /api/v1/keys gives it, or a \
            folder of such files.

            Exit status: 0 where every code is valid, 1 where one is not.
            """)

    /// What the argument is.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case auto, text, image
        case coseHex = "cose-hex"
    }

    @Argument(help: "The code, a picture of it, or - for one a line.")
    var text: String

    @Option(help: "What TEXT is: auto, text, cose-hex or image.")
    var from = Form.auto

    @Option(help: ArgumentHelp("A JWK Set, or a folder of them; may be given several times.", valueName: "file|dir"))
    var trust: [String] = []

    @Option(help: "The instant to judge at (RFC 3339); now, where it is not given.")
    var at: InstantArgument?

    @Flag(help: "Answers in JSON.")
    var json = false

    func run() async throws {
        let verifier = LiveCodeVerifier(keys: try TrustFiles.read(trust))
        let now = at?.instant.seconds ?? Int64(Date().timeIntervalSince1970)
        var allValid = true
        if text == "-" {
            while let line = readLine(strippingNewline: true) {
                allValid = say(judge(line, as: from, by: verifier, at: now)) && allValid
            }
        } else {
            allValid = say(try judgeArgument(by: verifier, at: now))
        }
        guard allValid else { throw AnswerIsNo() }
    }

    private func judgeArgument(by verifier: LiveCodeVerifier, at now: Int64) throws -> Report {
        let isFile = from == .image || (from == .auto && FileManager.default.fileExists(atPath: text))
        guard isFile else { return judge(text, as: from, by: verifier, at: now) }
        guard let data = FileManager.default.contents(atPath: text) else { throw Failure("cannot read \(text)") }
        do {
            let found = try QRPicture(png: data).texts()
            guard let code = found.first(where: { $0.hasPrefix(LiveCode.prefix) }) ?? found.first else {
                throw Failure("no QR code was found in \(text)")
            }
            return judge(code, as: .text, by: verifier, at: now)
        } catch let failure as QRPicture.Failure {
            throw Failure("\(text) \(failure == .tooLarge ? "is too large a picture" : "is not a PNG picture")")
        }
    }

    private func judge(_ code: String, as form: Form, by verifier: LiveCodeVerifier, at now: Int64) -> Report {
        guard form == .coseHex else { return verifier.verify(code, at: now).report }
        return verifier.verify(token: bytes(hex: code) ?? [], at: now).report
    }

    /// Prints the report; whether it says valid.
    private func say(_ report: Report) -> Bool {
        let instant = { (seconds: Int64) in Instant(seconds: seconds).rfc3339(in: .china) }
        if json {
            print(report.json(instant: instant).text)
        } else {
            print(
                ([report.outcome.rawValue] + report.reasons.map(\.text)
                    + [summary(of: report, instant)].compactMap(\.self))
                    .joined(separator: ": "))
        }
        return report.outcome == .valid
    }

    /// What a genuine code says, in a line.
    private func summary(of report: Report, _ instant: (Int64) -> String) -> String? {
        guard case .object(let members)? = report.payload, let issued = report.issued, let expires = report.expires,
            case .string(let colour)? = members.first(where: { $0.name == "colour" })?.value
        else { return nil }
        return "\(colour), issued \(instant(issued)), fresh until \(instant(expires))"
    }

    private func bytes(hex: String) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}

/// The files that `--trust` names.
enum TrustFiles {
    /// Reads every JWK Set named, folders by their files. Throws where one cannot be read as such.
    static func read(_ paths: [String]) throws -> KeySet {
        var trusted = KeySet([KeySet.Entry]())
        for path in paths {
            let url = URL(filePath: path)
            let files =
                url.isDirectory
                ? try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
                    .sorted { $0.path < $1.path } : [url]
            for file in files {
                guard let text = try? String(contentsOf: file, encoding: .utf8) else {
                    throw Failure("cannot read the trusted keys in \(file.path)")
                }
                do {
                    trusted = trusted.union(try KeySet(jwks: text))
                } catch {
                    throw Failure("\(file.path): \(error.sentence)")
                }
            }
        }
        return trusted
    }
}

/// An instant on the command line, in RFC 3339.
struct InstantArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = Instant(rfc3339: argument) else { return nil }
        self.instant = instant
    }
}
