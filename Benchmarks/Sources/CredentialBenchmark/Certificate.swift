import Crypto
import HealthCodeCredential

/// A European certificate of a vaccination, of the size that they have.
struct Certificate {
    let key: SigningKey
    /// The same key, as swift-crypto has it.
    let bareKey: P256.Signing.PrivateKey
    let signer: COSESigner
    let verifier: CredentialVerifier
    static let now: Int64 = 1_640_000_000

    init() throws {
        bareKey = try P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
        key = SigningKey(bareKey)
        signer = COSESigner(key: key, isTagged: true)
        verifier = CredentialVerifier(trust: TrustList(KeySet([key.verifyingKey])))
    }

    /// The claims, encoded.
    var payload: [UInt8] {
        let dose: [(String, CBOR)] = [
            ("ci", .text("URN:UVCI:01:XX:187/37512422923#B")), ("co", .text("XX")), ("dn", CBOR(2)),
            ("dt", .text("2021-06-01")), ("is", .text("Ministry of Health")), ("ma", .text("ORG-100030215")),
            ("mp", .text("EU/1/20/1528")), ("sd", CBOR(2)), ("tg", .text("840539006")), ("vp", .text("1119349007")),
        ]
        let name: [(String, CBOR)] = [
            ("fn", .text("Musterfrau-Gößinger")), ("gn", .text("Gabriele")), ("fnt", .text("MUSTERFRAU<GOESSINGER")),
            ("gnt", .text("GABRIELE")),
        ]
        let content: [(String, CBOR)] = [
            ("v", .array([Self.map(dose)])), ("dob", .text("1964-08-12")), ("nam", Self.map(name)),
            ("ver", .text("1.3.0")),
        ]
        return CBOREncoder.encode(
            .map([
                .init(CBOR(1), .text("XX")), .init(CBOR(4), CBOR(4_000_000_000)), .init(CBOR(6), CBOR(Self.now)),
                .init(CBOR(-260), .map([.init(CBOR(1), Self.map(content))])),
            ]))
    }

    private static func map(_ pairs: [(String, CBOR)]) -> CBOR {
        .map(pairs.map { CBOR.Entry(.text($0.0), $0.1) })
    }
}
