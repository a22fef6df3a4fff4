public import HealthCodeCredential
internal import Synchronization

/// The key that signs codes now, and the keys whose codes are good: its own, those that will sign, and those that signed
/// what is still shown or carried on paper.
public struct CodeKeys: Sendable {
    /// Signs.
    public let signing: SigningKey
    /// Verify.
    public let trusted: KeySet
    /// Verify no more, nor anything that they ever signed.
    public let revoked: [KeyID]

    /// Keys with the one that signs; its own public key is trusted with the others.
    public init(signing: SigningKey, alsoTrusted: [VerifyingKey] = [], revoked: [KeyID] = []) {
        self.signing = signing
        self.revoked = revoked
        trusted = KeySet([signing.verifyingKey] + alsoTrusted.filter { $0 != signing.verifyingKey })
    }
}

/// The keys of codes at this moment, ready for use, and exchanged as a whole while the service runs.
final class CodeKeysInForce: Sendable {
    /// What signs and what verifies, made of one set of keys.
    final class Tools: Sendable {
        /// Signs what is said to other installations.
        let signing: SigningKey
        let signer: LiveCodeSigner
        let verifier: LiveCodeVerifier
        let revoked: Set<KeyID>
        let jwks: String

        /// Clocks may differ by a minute.
        init(_ keys: CodeKeys, sealing: SealingKey) {
            signing = keys.signing
            signer = LiveCodeSigner(key: keys.signing, sealing: sealing)
            verifier = LiveCodeVerifier(keys: keys.trusted, tolerance: 60)
            revoked = Set(keys.revoked)
            jwks = keys.trusted.jwks
        }
    }

    let sealing: SealingKey
    private let current: Mutex<Tools>

    init(_ keys: CodeKeys, sealing: SealingKey) {
        self.sealing = sealing
        current = Mutex(Tools(keys, sealing: sealing))
    }

    var tools: Tools { current.withLock { $0 } }

    func replace(by keys: CodeKeys) {
        let tools = Tools(keys, sealing: sealing)
        current.withLock { $0 = tools }
    }
}

extension HealthCode {
    /// Signs and verifies with these keys from now on. Codes given out before stay good where their key is still trusted.
    public func use(_ keys: CodeKeys) {
        secrets.codes.replace(by: keys)
        liveTokens.forgetAll()
    }

    /// The public keys that verify this installation's codes.
    public var publicKeys: KeySet { secrets.verifier.keys }

    /// The public keys as the text of a JWK Set (RFC 7517).
    public var publicKeysJWKS: String { secrets.codes.tools.jwks }
}
