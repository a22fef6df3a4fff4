import Foundation
import HealthCodeCredential
import Testing

/// One vector of the European test data, with what its manifest expects.
struct EUVector: Sendable, CustomStringConvertible {
    let file: String
    let text: String
    let certificate: [UInt8]
    let json: JSON?
    let clock: Int64
    /// Each flag that is tested: whether that step must succeed.
    let expected: [String: Bool]
    /// The flags whose label another verifier could not reproduce.
    let disputed: Set<String>

    var description: String { file }

    static let all: [EUVector] = (try? read()) ?? []

    private static func read() throws -> [EUVector] {
        let manifest = try Vectors.json("eu-dcc/manifest.json").array ?? []
        return try manifest.map { entry in
            let file = entry["file"]?.string ?? ""
            let vector = try Vectors.json("eu-dcc/vectors/" + file)
            let certificate = vector["TESTCTX"]?["CERTIFICATE"]?.string ?? ""
            var expected: [String: Bool] = [:]
            if case .object(let members)? = entry["expected"] {
                for member in members { expected[member.name] = member.value == .bool(true) }
            }
            return EUVector(
                file: file, text: vector["PREFIX"]?.string ?? "",
                certificate: Array(Data(base64Encoded: certificate) ?? Data()), json: vector["JSON"],
                clock: seconds(entry["clock"]?.string ?? ""), expected: expected,
                disputed: Set((entry["disputed"]?.array ?? []).compactMap(\.string)))
        }
    }

    /// The manifest writes instants in several ways of ISO 8601, some without an offset; those are UTC.
    private static func seconds(_ text: String) -> Int64 {
        let whole = text.replacing(/\.\d+/, with: "").replacing(/([+-]\d\d)(\d\d)$/) { "\($0.1):\($0.2)" }
        let zoned = whole.contains(/(Z|[+-]\d\d:\d\d)$/) ? whole : whole + "Z"
        return (try? Date(zoned, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) } ?? 0
    }

    func report() throws -> Report {
        CredentialVerifier(trust: TrustList([try Signer(certificate: certificate)])).verify(text, at: clock)
    }
}

@Suite("The European test data", .enabled(if: Vectors.arePresent))
struct EUVectorTests {
    /// The layers at which each flag of the manifest succeeds or fails.
    private static let layers: [String: Set<Layer>] = [
        "UNPREFIX": [.prefix], "B45DECODE": [.base45], "COMPRESSION": [.inflate], "DECODE": [.cbor],
        "VERIFY": [.cbor, .cose, .key], "SCHEMAVALIDATION": [.schema], "KEYUSAGE": [.usage], "EXPIRATIONCHECK": [.time],
    ]

    /// What is decided of the labels that another verifier could not reproduce; where the label is followed, nothing stands here.
    ///
    /// - A country of no letters, a dose 0 and a series of 0 doses break the schema (`[A-Z]{1,10}`, minimum 1), whatever the
    ///   label: 005, 060, 121, 130, 162, 163, 252.
    /// - A date of birth after the date of issue, and a forename that is not transliterated, are labelled as broken and are: the
    ///   first cannot be, the second the specification of the schema forbids in words (015, 039, 065, 066, 067, 087, 111, 223,
    ///   231, 271, 281, 283, 285).
    /// - A certificate with an extended key usage of another realm alone may sign anything, as one without any (IS 3): no usage
    ///   of health certificates limits it.
    /// - A test device that is in no value set is noted and no reason to refuse, since the list of devices grows (PL 7).
    /// - A date-time under CBOR tag 0 is the same text as without, and the schema holds (SE 4: the label is followed).
    /// - What is compressed in the QR code itself inflates (BG 5, PT 4: the label is followed).
    static let decided: [String: [String: Bool]] = [
        "NL/2DCode/raw/005-NL-test.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/060-NL-test.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/121-NL-vaccination.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/130-NL-vaccination.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/162-NL-recovery.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/163-NL-recovery.json": ["SCHEMAVALIDATION": false],
        "NL/2DCode/raw/252-NL-test+wrong_key.json": ["SCHEMAVALIDATION": false],
        "IS/2DCode/raw/3.json": ["KEYUSAGE": true],
        "PL/1.0.0/2DCode/raw/7.json": ["SCHEMAVALIDATION": true],
    ]

    @Test("There are vectors")
    func present() { #expect(EUVector.all.count >= 168) }

    @Test("Each step succeeds where it must and fails, for its own reason, where it must", arguments: EUVector.all)
    func steps(vector: EUVector) throws {
        let report = try vector.report()
        let found = Set(report.reasons.map(\.layer))
        for (flag, label) in vector.expected {
            guard let layers = Self.layers[flag] else { continue }
            let expected = Self.decided[vector.file]?[flag] ?? label
            #expect(found.isDisjoint(with: layers) == expected, "\(flag): \(report.reasons)")
        }
    }

    @Test("A vector of which everything is expected to succeed is valid as a whole", arguments: EUVector.all)
    func whole(vector: EUVector) throws {
        let decided = vector.expected.merging(Self.decided[vector.file] ?? [:]) { _, decided in decided }
        let report = try vector.report()
        guard vector.text.hasPrefix("HC1:"), !decided.values.contains(false) else {
            // What must fail is a picture that holds nothing, which no text can show.
            if decided["PICTUREDECODE"] != false || decided.values.filter({ !$0 }).count > 1 {
                #expect(report.outcome != .valid)
            }
            return
        }
        // Where the clock is not tested, it may stand before the issue.
        let reasons = report.reasons.filter { $0.layer != .time || decided["EXPIRATIONCHECK"] == true }
        #expect(reasons.isEmpty)
        #expect(report.isSigned)
    }

    @Test("What is told is what was signed", arguments: EUVector.all.filter { $0.expected["VALIDJSON"] == true })
    func payload(vector: EUVector) throws {
        // The JSON beside these differs from what is in the code: other spellings of instants, and one that is empty.
        guard !vector.disputed.contains("VALIDJSON"), vector.expected["VERIFY"] != false, let json = vector.json else {
            return
        }
        let payload = try #require(try vector.report().payload)
        #expect(payload.sorted == json.sorted)
    }
}

extension JSON {
    /// The same with the members of every object in the order of their names.
    var sorted: JSON {
        switch self {
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
        case .array(let items): .array(items.map(\.sorted))
        default: self
        }
    }
}
