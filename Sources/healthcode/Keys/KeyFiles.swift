import Crypto
import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

/// The key files of an installation: `master.key` (32 bytes in base64) seals personal data, `signing*.pem` (P-256) sign
/// codes, and `ring.json` says which of them does. They belong to their owner alone, and no backup holds them.
struct KeyFiles {
    let directory: URL

    private var masterFile: URL { directory.appending(path: "master.key") }
    private var ringFile: URL { directory.appending(path: "ring.json") }
    /// The file of the first signing key, from before there was a ring as well.
    private static let firstKey = "signing.pem"

    /// Makes all keys, for a new installation. Throws where one is there already.
    func create(at now: Instant) throws {
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let master = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try write(master.base64EncodedString() + "\n", to: masterFile)
        var ring = KeyRing()
        ring.keys.append(try makeKey(in: Self.firstKey, at: now))
        _ = ring.rotate(from: now)
        try write(ring)
    }

    /// Whether no key is there yet.
    var areMissing: Bool {
        ![masterFile, directory.appending(path: Self.firstKey), ringFile].contains(where: \.isThere)
    }

    /// The key that seals personal data. Throws, with what to do, where it is missing, readable by others, or no key.
    func masterKey() throws -> [UInt8] {
        guard let master = Data(base64Encoded: try text(of: masterFile)), master.count == 32 else {
            throw Failure("\(masterFile.path) is not 32 bytes in base64: put the installation's master key back")
        }
        return Array(master)
    }

    /// The keys of codes at an instant. Throws, with what to do, where one is missing, readable by others, or no key.
    func codeKeys(at now: Instant) throws -> CodeKeys {
        let ring = try ring()
        guard let signer = ring.signer(at: now), let key = try privateKey(of: signer) else {
            throw Failure("no key in \(ringFile.path) may sign: `healthcode key rotate` makes one")
        }
        return CodeKeys(
            signing: key, alsoTrusted: try ring.trusted.map(publicKey),
            revoked: ring.keys.filter { $0.revoked != nil }.compactMap { KeyID(text: $0.id) })
    }

    /// The public keys of the codes that are good.
    func publicKeys() throws -> KeySet { KeySet(try ring().trusted.map(publicKey)) }

    /// Which keys there are. Where there is no ring yet, it is made of the one signing key.
    func ring() throws -> KeyRing {
        guard ringFile.isThere else {
            let file = directory.appending(path: Self.firstKey)
            let key = try signingKey(in: Self.firstKey)
            let made = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
            let stamp = Stamp(Instant(seconds: Int64(made?.timeIntervalSince1970 ?? 0)))
            return KeyRing(keys: [entry(key, in: Self.firstKey, made: stamp, signs: stamp)])
        }
        do {
            return try JSONDecoder().decode(KeyRing.self, from: Data(try text(of: ringFile).utf8))
        } catch let error as DecodingError {
            throw Failure("\(ringFile.path) is not a list of keys: put the right one back (\(error))")
        }
    }

    /// Adds a key, which waits until it is its turn to sign.
    func addKey(to ring: inout KeyRing, at now: Instant) throws -> KeyRing.Entry {
        let entry = try makeKey(in: "signing-\(UUID().uuidString.lowercased()).pem", at: now)
        ring.keys.append(entry)
        try write(ring)
        return entry
    }

    /// Writes the ring in one step, so that a server that reads meanwhile sees the old or the new one.
    func write(_ ring: KeyRing) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let fresh = directory.appending(path: "ring.json.new")
        try? FileManager.default.removeItem(at: fresh)
        try write(String(decoding: try encoder.encode(ring), as: UTF8.self) + "\n", to: fresh)
        guard rename(fresh.path, ringFile.path) == 0 else { throw Failure("could not write \(ringFile.path)") }
    }

    /// Destroys a private key; nothing brings it back.
    func destroy(_ entry: KeyRing.Entry) throws {
        if let file = entry.privateKey { try FileManager.default.removeItem(at: directory.appending(path: file)) }
        if let place = entry.token {
            try TokenKeys(module: place.module, token: place.token, pin: try pin(of: entry)).destroy(place)
        }
    }

    private func makeKey(in file: String, at now: Instant) throws -> KeyRing.Entry {
        // An id that begins with a hyphen would be taken for an option by the commands that name it.
        var key = SigningKey()
        while key.id.description.hasPrefix("-") { key = SigningKey() }
        try write((key.pem ?? "") + "\n", to: directory.appending(path: file))
        return entry(key, in: file, made: Stamp(now))
    }

    /// The private key of an entry; nil once it was destroyed.
    private func privateKey(of entry: KeyRing.Entry) throws -> SigningKey? {
        if let place = entry.token {
            let pin = try pin(of: entry)
            do throws(TokenError) {
                return SigningKey(try TokenKey(place, pin: pin))
            } catch {
                throw Failure("the key \(entry.id) in the token \(place.token): \(error.sentence)")
            }
        }
        return try entry.privateKey.map(signingKey)
    }

    private func entry(_ key: SigningKey, in file: String, made: Stamp, signs: Stamp? = nil) -> KeyRing.Entry {
        KeyRing.Entry(
            id: key.id.description, made: made, signs: signs, privateKey: file,
            publicKey: key.verifyingKey.pem)
    }

    private func signingKey(in name: String) throws -> SigningKey {
        let file = directory.appending(path: name)
        do {
            return try SigningKey(pem: try text(of: file))
        } catch is CredentialError {
            throw Failure("\(file.path) is not a P-256 private key in PEM: put the right one back")
        }
    }

    private func publicKey(_ entry: KeyRing.Entry) throws -> VerifyingKey {
        guard let key = try? P256.Signing.PublicKey(pemRepresentation: entry.publicKey) else {
            throw Failure("\(ringFile.path): the public key of \(entry.id) is damaged: put the right file back")
        }
        return VerifyingKey(key)
    }

    private func write(_ text: String, to file: URL) throws { try Self.write(text, to: file) }
    private func text(of file: URL) throws -> String { try Self.text(of: file) }

    /// Writes a secret to a new file of its owner's alone.
    static func write(_ text: String, to file: URL) throws {
        guard !file.isThere else { throw Failure("\(file.path) is there already; a key is never overwritten") }
        let made = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw Failure("could not write the key file \(file.path)") }
    }

    /// The text of a file that nobody but its owner may read.
    ///
    /// - Parameter purpose: what somebody named it for; nil for a key file of the installation.
    static func text(of file: URL, for purpose: String? = nil) throws -> String {
        guard file.isThere else {
            if let purpose { throw Failure("there is no file \(file.path) with \(purpose)") }
            throw Failure("the key file \(file.path) is missing: put it back from where the keys are kept apart")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? 0
        guard mode & 0o077 == 0 else {
            throw Failure(
                "the \(purpose == nil ? "key " : "")file \(file.path) can be read by others: `chmod 0600` it, and think of who has read it"
            )
        }
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension URL {
    /// Whether the file is there.
    fileprivate var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}
