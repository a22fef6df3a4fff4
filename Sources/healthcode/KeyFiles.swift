import Crypto
import Foundation
import HealthCodeCredential
import HealthCodeService

/// The key files of an installation: `master.key` (32 bytes in base64) seals personal data, `signing.pem` (P-256) signs
/// codes. They belong to their owner alone, and no backup holds them.
struct KeyFiles {
    let directory: URL

    private var masterFile: URL { directory.appending(path: "master.key") }
    private var signingFile: URL { directory.appending(path: "signing.pem") }

    /// Makes both keys, for a new installation. Throws where one is there already.
    func create() throws {
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let master = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try write(master.base64EncodedString() + "\n", to: masterFile)
        try write(SigningKey().pem + "\n", to: signingFile)
    }

    /// Whether neither key is there yet.
    var areMissing: Bool {
        ![masterFile, signingFile].contains { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Reads both keys. Throws, with what to do, where one is missing, readable by others, or no key.
    func read() throws -> Secrets {
        guard let master = Data(base64Encoded: try text(of: masterFile)), master.count == 32 else {
            throw Failure("\(masterFile.path) is not 32 bytes in base64: put the installation's master key back")
        }
        do {
            return try Secrets(masterKey: Array(master), signingKeys: [SigningKey(pem: try text(of: signingFile))])
        } catch is CredentialError {
            throw Failure("\(signingFile.path) is not a P-256 private key in PEM: put the right one back")
        }
    }

    private func write(_ text: String, to file: URL) throws {
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw Failure("\(file.path) is there already; a key is never overwritten")
        }
        let made = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw Failure("could not write the key file \(file.path)") }
    }

    private func text(of file: URL) throws -> String {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw Failure("the key file \(file.path) is missing: put it back from where the keys are kept apart")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? 0
        guard mode & 0o077 == 0 else {
            throw Failure(
                "the key file \(file.path) can be read by others: `chmod 0600` it, and think of who has read it")
        }
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
