internal import CPKCS11
public import HealthCodeCredential
internal import Synchronization

/// Where a key lies in a token.
public struct TokenPlace: Codable, Hashable, Sendable {
    /// The path of the PKCS #11 module.
    public var module: String
    /// The label of the token.
    public var token: String
    /// The key's `CKA_ID`, in hexadecimal digits.
    public var key: String

    /// A place in a token.
    public init(module: String, token: String, key: String) {
        self.module = module
        self.token = token
        self.key = key
    }

    var id: [UInt8] {
        let digits = key.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}

/// A key that lies in a token (PKCS #11) and signs there, with ECDSA on P-256. It never leaves the token.
public final class TokenKey: KeptKey {
    public let verifyingKey: VerifyingKey
    private let module: TokenModule
    private let place: TokenPlace
    private let pin: String
    private let pool: Mutex<Pool>

    /// The sessions that nobody uses just now; as many as there were signatures at once.
    private struct Pool {
        var idle: [CK_SESSION_HANDLE] = []
        var slot: CK_SLOT_ID
        var key: CK_OBJECT_HANDLE
    }

    /// Opens a key, and tries it.
    ///
    /// - Parameters:
    ///   - place: where it lies.
    ///   - pin: the PIN of the token's user.
    /// - Throws: `TokenError`.
    public init(_ place: TokenPlace, pin: String) throws(TokenError) {
        module = try TokenModule(path: place.module)
        (self.place, self.pin) = (place, pin)
        let (slot, session, key) = try Self.open(place, pin, module)
        pool = Mutex(Pool(idle: [session], slot: slot, key: key))
        verifyingKey = try Self.publicKey(place, key, session, module)
        try prove()
    }

    deinit {
        for session in pool.withLock({ $0.idle }) { module.close(session) }
    }

    public func signature(digest: [UInt8]) throws(CredentialError) -> [UInt8] {
        do throws(TokenError) {
            do throws(TokenError) {
                return try sign(digest)
            } catch .failed(_, let code) where Self.endsSession.contains(code) {
                try renew()
                return try sign(digest)
            }
        } catch {
            throw .signing
        }
    }

    /// What a token answers when it was taken out, or has ended a session.
    private static let endsSession: Set<CK_RV> = [
        CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED, CKR_USER_NOT_LOGGED_IN, CKR_DEVICE_REMOVED,
        CKR_OBJECT_HANDLE_INVALID, CKR_KEY_HANDLE_INVALID, CKR_TOKEN_NOT_PRESENT,
    ]

    private func sign(_ digest: [UInt8]) throws(TokenError) -> [UInt8] {
        let (idle, slot, key) = pool.withLock { ($0.idle.popLast(), $0.slot, $0.key) }
        let session: CK_SESSION_HANDLE
        if let idle { session = idle } else { session = try module.open(slot) }
        var (digest, signature, length) = (digest, [UInt8](repeating: 0, count: 64), CK_ULONG(64))
        var mechanism = CK_MECHANISM(mechanism: CKM_ECDSA, pParameter: nil, ulParameterLen: 0)
        do throws(TokenError) {
            try module.call("C_SignInit") { $0.C_SignInit?(session, &mechanism, key) }
            try module.call("C_Sign") { $0.C_Sign?(session, &digest, CK_ULONG(digest.count), &signature, &length) }
        } catch {
            // Whatever the session was in the middle of ends with it.
            module.close(session)
            throw error
        }
        pool.withLock { $0.idle.append(session) }
        guard length == 64 else { throw .otherCurve }
        return signature
    }

    /// Logs in anew, after the token was away.
    private func renew() throws(TokenError) {
        let (slot, session, key) = try Self.open(place, pin, module)
        let old = pool.withLock { pool in
            defer { pool = Pool(idle: [session], slot: slot, key: key) }
            return pool.idle
        }
        for session in old { module.close(session) }
    }

    /// Throws unless what it signs fits its public key.
    private func prove() throws(TokenError) {
        let message = Array("is this the key that belongs to the public one?".utf8)
        guard let signature = try? SigningKey(self).signature(for: message) else { throw .notItsKey }
        guard verifyingKey.isValid(signature, for: message) else { throw .notItsKey }
    }

    private static func open(
        _ place: TokenPlace, _ pin: String, _ module: TokenModule
    ) throws(TokenError) -> (CK_SLOT_ID, CK_SESSION_HANDLE, CK_OBJECT_HANDLE) {
        let slot = try module.slot(of: place.token)
        let session = try module.open(slot)
        do throws(TokenError) {
            try module.logIn(session, pin: pin)
            return (slot, session, try module.find(.key(CKO_PRIVATE_KEY, id: place.id), session))
        } catch {
            module.close(session)
            throw error
        }
    }

    /// The DER of the name of P-256, 1.2.840.10045.3.1.7.
    static let curve: [UInt8] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]

    private static func publicKey(
        _ place: TokenPlace, _ key: CK_OBJECT_HANDLE, _ session: CK_SESSION_HANDLE, _ module: TokenModule
    ) throws(TokenError) -> VerifyingKey {
        guard try module.read(CKA_EC_PARAMS, of: key, session) == curve else { throw .otherCurve }
        let half = try module.find(.key(CKO_PUBLIC_KEY, id: place.id), session)
        guard var point = try module.read(CKA_EC_POINT, of: half, session) else { throw .noKey }
        // An octet string in DER by the standard; some tokens leave it out.
        if point.count == 67, point.starts(with: [0x04, 0x41]) { point.removeFirst(2) }
        guard point.count == 65, point[0] == 0x04,
            let key = try? VerifyingKey(x: Array(point[1...32]), y: Array(point[33...]))
        else { throw .otherCurve }
        return key
    }
}
