/// Why a key in a token cannot be used.
public enum TokenError: Error, Hashable, Sendable {
    /// There is no library at this path, or none that speaks PKCS #11; why, in words.
    case noModule(String)
    /// The module has no token of this label.
    case noToken(String)
    /// The token does not take the PIN.
    case wrongPIN
    /// The PIN was wrong too often, and is locked.
    case lockedPIN
    /// The token has no such key.
    case noKey
    /// The key is not one of P-256.
    case otherCurve
    /// What the token signs does not fit its public key.
    case notItsKey
    /// The token failed at a step; the number is what PKCS #11 calls `CK_RV`.
    case failed(step: String, code: UInt)

    /// The error as one line for an operator.
    public var sentence: String {
        switch self {
        case .noModule(let why): "the PKCS #11 module cannot be used: \(why)"
        case .noToken(let label): "there is no token with the label \(label)"
        case .wrongPIN: "the token does not take the PIN: put the right one in its file, before too many tries lock it"
        case .lockedPIN: "the token has locked the PIN: its security officer sets a new one"
        case .noKey: "the token has no such key"
        case .otherCurve: "the key is not one of P-256, which codes are signed with"
        case .notItsKey: "what the token signs does not fit its public key"
        case .failed(let step, let code): "the token failed at \(step) (CK_RV 0x\(String(code, radix: 16)))"
        }
    }
}
