/// Why a key cannot be used, or a code not be made or opened. What is wrong with a code that someone shows is no
/// error but a `Verdict`.
public enum CredentialError: Error, Hashable, Sendable {
    /// The text or bytes are not a P-256 key.
    case badKey
    /// The text is not a JSON Web Key Set of public keys; why, in words.
    case badKeySet(String)
    /// The bytes are not a certificate that can be trusted; why, in words.
    case badCertificate(String)
    /// What is to be signed breaks its schema; every place, with what is wrong there.
    case badContent([String])
    /// A sealing master has fewer than 32 bytes.
    case shortMaster
    /// A token id is not 12 bytes.
    case badTokenID
    /// A sealed reference is not 24 bytes.
    case badReference
    /// A code would begin before 1970, end before it begins, or live longer than its kind may.
    case badLifetime
    /// The cryptographic library did not sign.
    case signing
    /// The sealed reference was not made with this master for this code.
    case unopenable

    /// What is wrong with a certificate or a set of keys, in words.
    var why: String {
        switch self {
        case .badKeySet(let why), .badCertificate(let why): why
        default: "\(self)"
        }
    }
}
