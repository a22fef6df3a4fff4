import Foundation
import HealthCodeCredential

/// The files that `--revocations`, `--rules` and `--value-sets` name.
enum CheckFiles {
    /// The revocation lists in these files, each signed by a trusted key. Throws where one is not.
    static func revocations(_ paths: [String], trust: TrustList) throws -> [any CredentialCheck] {
        guard !paths.isEmpty else { return [] }
        let sources = try paths.map { path in
            guard let data = FileManager.default.contents(atPath: path) else { throw Failure("cannot read \(path)") }
            do throws(RevocationError) {
                return RevocationCheck.Source(try Revocations(verifying: Array(data), keys: trust.ownKeys), for: nil)
            } catch {
                throw Failure("\(path): \(error.sentence)")
            }
        }
        return [RevocationCheck(sources)]
    }

    /// The published rules in these files, with the lists of codes that they look into. Throws where one is not understood.
    static func rules(_ paths: [String], valueSets: String?) throws -> [any CredentialCheck] {
        guard !paths.isEmpty else { return [] }
        let rules = try paths.flatMap { try ruleSet(at: $0).rules }
        let sets = try valueSets.map(json(at:)) ?? .object([])
        return [CertLogicCheck(rules: CertLogicRuleSet(rules), valueSets: sets)]
    }

    /// The published rules in a file. Throws where they are not understood.
    static func ruleSet(at path: String) throws -> CertLogicRuleSet {
        let json = try json(at: path)
        do { return try CertLogicRuleSet(json) } catch {
            throw Failure("\(path): \(error.reason) (at \(error.place))")
        }
    }

    static func json(at path: String) throws -> JSON {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure("cannot read \(path)")
        }
        do { return try JSON(parsing: text, maximumBytes: 64 << 20, maximumDepth: 160) } catch {
            throw Failure("\(path) is not JSON: \(error.reason) (byte \(error.offset))")
        }
    }
}

extension RevocationError {
    /// The error as the end of a line for a terminal.
    var sentence: String {
        switch self {
        case .damaged(let why): why
        case .tooLong: "it has more ids than a revocation list may"
        case .foreign(let key): "no trusted issuer has the key \(key) that signed it"
        case .forged: "the signature does not fit: it was edited, or made by someone else"
        case .otherList: "the list in it is not the one that was signed"
        case .otherStart, .notNewer: "it does not follow what is at hand"
        }
    }
}
