internal import Crypto
internal import Synchronization

/// Whose code it is, for nobody to read but the issuer: a 64-bit id under AES-256-GCM, 8 bytes of ciphertext and 16 of tag.
/// Different in every code, so that two scans of one person cannot be linked (WH-04).
public struct SealedReference: Hashable, Sendable {
    /// How many bytes a sealed reference has.
    public static let length = 24

    /// Ciphertext and tag. The nonce is the token id that stands beside it.
    public let bytes: [UInt8]

    /// A reference read from a code.
    ///
    /// - Throws: `CredentialError.badReference` for another length than 24.
    public init(_ bytes: [UInt8]) throws(CredentialError) {
        guard bytes.count == Self.length else { throw .badReference }
        self.bytes = bytes
    }
}

/// Seals references to persons, and opens them.
///
/// Each hour has a key of its own, derived from one master with HKDF-SHA256 (RFC 5869); the hour is that of the code's issue, so
/// it costs no byte. Under one key the nonces are the random 96-bit token ids: at 44 million codes, each renewed every minute,
/// two of one hour meet with a probability of about 2⁻³⁴.
public struct SealingKey: Sendable, CustomStringConvertible {
    private let hours: HourKeys

    /// A key from its master secret.
    ///
    /// - Throws: `CredentialError.shortMaster` for less than 32 bytes.
    public init(master: [UInt8]) throws(CredentialError) {
        guard master.count >= 32 else { throw .shortMaster }
        let salt = Array("HealthCode sealed reference".utf8)
        let input = SymmetricKey(data: master)
        hours = HourKeys(SymmetricKey(data: HKDF<SHA256>.extract(inputKeyMaterial: input, salt: salt)))
    }

    /// Nothing of the key.
    public var description: String { "SealingKey" }

    /// Seals a person's id into the code of this token id, kind and instant of issue, and no other.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func seal(
        person: Int64, kind: LiveCode.Kind, issued: Int64, tokenID: TokenID
    ) throws(CredentialError) -> SealedReference {
        do {
            let box = try AES.GCM.seal(
                Self.bigEndian(person), using: hours.key(of: issued), nonce: AES.GCM.Nonce(data: tokenID.bytes),
                authenticating: Self.context(kind, issued, tokenID))
            return try SealedReference([UInt8](box.ciphertext) + box.tag)
        } catch {
            throw .signing
        }
    }

    /// The id of the person whose code this is. Check the code's signature first: an issuer's key, not this, says it is genuine.
    ///
    /// - Throws: `CredentialError.unopenable` where the reference was sealed with another master or into another code.
    public func open(_ code: LiveCode) throws(CredentialError) -> Int64 {
        do {
            let box = try AES.GCM.SealedBox(combined: code.tokenID.bytes + code.reference.bytes)
            let context = Self.context(code.kind, code.issued, code.tokenID)
            let opened = try AES.GCM.open(box, using: hours.key(of: code.issued), authenticating: context)
            return [UInt8](opened).reduce(0) { $0 << 8 | Int64($1) }
        } catch {
            throw .unopenable
        }
    }

    private static func context(_ kind: LiveCode.Kind, _ issued: Int64, _ tokenID: TokenID) -> [UInt8] {
        Self.bigEndian(kind.claim) + Self.bigEndian(issued) + tokenID.bytes
    }

    fileprivate static func bigEndian(_ value: Int64) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }
}

/// The keys of hours. The one derived last is kept, since to derive it takes longer than to seal with it.
private final class HourKeys: Sendable {
    private let pseudoRandomKey: SymmetricKey
    private let last = Mutex<(hour: Int64, key: SymmetricKey)?>(nil)

    init(_ pseudoRandomKey: SymmetricKey) {
        self.pseudoRandomKey = pseudoRandomKey
    }

    /// The key of the hour in which a code was issued.
    func key(of issued: Int64) -> SymmetricKey {
        let hour = issued / 3600
        if let last = last.withLock(\.self), last.hour == hour { return last.key }
        let key = HKDF<SHA256>.expand(
            pseudoRandomKey: pseudoRandomKey, info: SealingKey.bigEndian(hour), outputByteCount: 32)
        last.withLock { $0 = (hour, key) }
        return key
    }
}
