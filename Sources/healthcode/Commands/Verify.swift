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
            TEXT is the whole content of a QR code: JKM1:… (ours), HC1:… (EU Digital COVID Certificate) or shc:/… \
            (SMART Health Card); a COSE message in hexadecimal digits; or the path of a file with one of these, or with a picture of \
            one (PNG, JPEG). `-` reads many, one a line, each ended by the newline \
            alone, and answers one line each, in order. Trust is X.509 certificates (PEM, DER, base64), a JWK Set such \
            as GET /api/v1/keys gives, or a folder of such files.

            Exit status: 0 where every code is valid, 1 where one is not, 2 for wrong usage, 3 where a file cannot be \
            read.
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

    @Option(help: ArgumentHelp("Whom to trust; may be given several times.", valueName: "file|dir"))
    var trust: [String] = []

    @Option(
        help: ArgumentHelp("Trusts an installation, too, and whom its signed lists name.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("A revocation list, signed by one of them; may be given several times.", valueName: "file"))
    var revocations: [String] = []

    @Option(help: ArgumentHelp("Published rules (CertLogic) that certificates must meet; likewise.", valueName: "file"))
    var rules: [String] = []

    @Option(help: ArgumentHelp("The lists of codes that rules look into: an object of arrays.", valueName: "file"))
    var valueSets: String?

    @Option(help: "The instant to judge at (RFC 3339); now, where it is not given.")
    var at: InstantArgument?

    @Flag(help: "Answers in JSON.")
    var json = false

    /// The keys by which the codes of an installation are good; none, with a word on standard error, where they are kept
    /// elsewhere.
    private static func own(_ data: DataDirectory) async throws -> TrustList {
        let keys = KeyFiles(directory: try await Settings(data: data).keysDirectory(of: data))
        guard !keys.areMissing else {
            FileHandle.standardError.write(Data("healthcode: no keys in \(keys.directory.path)\n".utf8))
            return TrustList()
        }
        return try TrustList(file: Array(try keys.publicKeys().jwks.utf8))
    }

    func run() async throws {
        let now = at?.instant.seconds ?? Int64(Date().timeIntervalSince1970)
        var trusted = try TrustFiles.read(trust)
        if let data {
            let directory = DataDirectory(path: data)
            trusted = try await trusted.union(directory.trust.all(at: now)).union(Self.own(directory))
        }
        let checks =
            try CheckFiles.revocations(revocations, trust: trusted) + CheckFiles.rules(rules, valueSets: valueSets)
        let verifier = CredentialVerifier(trust: trusted, checks: checks)
        let bench = VerifyBench(verifier: verifier, now: now, form: from)
        guard text == "-" else {
            let report = try bench.report(on: text)
            Main.say(json ? ReportText.json(report) : ReportText.full(report))
            if report.outcome != .valid { throw AnswerIsNo() }
            return
        }
        var allValid = true
        var lines = InputLines()
        var parts = HealthCardParts()
        while let batch = try lines.next() {
            let reports = await bench.reports(on: batch, &parts)
            Main.say(reports.map { json ? ReportText.json($0) : ReportText.line($0) }.joined(separator: "\n"))
            allValid = allValid && reports.allSatisfy { $0.outcome == .valid }
        }
        if !allValid { throw AnswerIsNo() }
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
