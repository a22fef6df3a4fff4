internal import Crypto
internal import HealthCodeCredential

/// Why keys are not fit to start with.
public enum SecretsProblem: Error, Hashable, Sendable {
    /// The master key has so many bytes instead of 32.
    case masterKeyLength(Int)
}

/// The keys of an installation. They live in files apart from the data, and nothing prints them.
///
/// Every use has a key of its own, derived from the master key with HKDF-SHA256 (RFC 5869) under a label.
public struct Secrets: Sendable, CustomStringConvertible {
    /// Hashes under which phones and documents are found.
    public let hashes: KeyedHashes

    /// Signs codes and checks them.
    let codes: CodeKeysInForce
    /// Wraps the keys of persons.
    let personKeys: Sealer
    /// Phones of accounts, names of staff.
    let accounts: Sealer
    /// Notes of records, whose person may not be known yet.
    let recordNotes: Sealer
    /// What a database that belongs to this master key keeps to recognise it by.
    let check: Digest32

    /// Makes all keys from the master key, but those of codes.
    ///
    /// - Throws: `SecretsProblem` for a master key that has not 32 bytes.
    public init(masterKey: [UInt8], codeKeys: CodeKeys) throws(SecretsProblem) {
        guard masterKey.count == 32 else { throw .masterKeyLength(masterKey.count) }
        let master = SymmetricKey(data: masterKey)
        let references = master.subkey("live-code references").withUnsafeBytes { Array($0) }
        guard let sealing = try? SealingKey(master: references), let check = Digest32(master.subkey("key check")) else {
            throw .masterKeyLength(masterKey.count)
        }
        self.check = check
        hashes = KeyedHashes(master)
        codes = CodeKeysInForce(codeKeys, sealing: sealing)
        personKeys = Sealer(master.subkey("keys of persons"))
        accounts = Sealer(master.subkey("accounts"))
        recordNotes = Sealer(master.subkey("notes of records"))
    }

    /// Signs codes and seals their references.
    var signer: LiveCodeSigner { codes.tools.signer }
    /// Checks codes.
    var verifier: LiveCodeVerifier { codes.tools.verifier }
    /// Opens the references in codes.
    var sealing: SealingKey { codes.sealing }

    /// Nothing of the keys.
    public var description: String { "Secrets" }
}

/// Hashes under the installation's key (HMAC-SHA256, RFC 2104): the same phone, document or name always has the same
/// one, and without the key nobody can tell which.
public struct KeyedHashes: Sendable, CustomStringConvertible {
    private let phones, documents, names, oneTimeCodes, records: SymmetricKey

    init(_ master: SymmetricKey) {
        phones = master.subkey("phones")
        documents = master.subkey("documents")
        names = master.subkey("names")
        oneTimeCodes = master.subkey("one-time codes")
        records = master.subkey("contents of records")
    }

    /// Nothing of the keys.
    public var description: String { "KeyedHashes" }

    func phone(_ phone: Phone) -> Digest32 { hash(phone.number, phones) }

    func document(_ document: Document) -> Digest32 { hash("\(document.kind.rawValue):\(document.number)", documents) }

    /// Of a name as it is compared: without spaces and case.
    func name(_ name: String) -> Digest32 {
        hash(name.lowercased().filter { !$0.isWhitespace && $0 != "·" }, names)
    }

    /// Of a one-time code for one phone; worth nothing for another.
    func oneTimeCode(_ code: String, for phone: Phone) -> Digest32 { hash("\(phone.number):\(code)", oneTimeCodes) }

    /// Of a record as it was sent.
    func record(_ text: String) -> Digest32 { hash(text, records) }

    private func hash(_ text: String, _ key: SymmetricKey) -> Digest32 {
        Digest32(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}

extension SymmetricKey {
    /// The 32-byte key for one use.
    func subkey(_ label: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: self, salt: Array("HealthCode".utf8), info: Array(label.utf8), outputByteCount: 32)
    }
}

extension Digest32 {
    /// The bytes of a 256-bit key.
    init?(_ key: SymmetricKey) {
        self.init(bytes: key.withUnsafeBytes { Array($0) })
    }

    init(_ code: HMAC<SHA256>.MAC) {
        bytes = code.withUnsafeBytes { Array($0) }
    }

    /// Under which a session is known: the hash of its token; nil for a text that is no token.
    init?(session token: String) {
        guard let bytes = Base64URL.decode(token), bytes.count == 32 else { return nil }
        self.init(sha256: bytes)
    }

    /// SHA-256 of these bytes.
    init(sha256 bytes: [UInt8]) {
        self.bytes = SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
    }
}
