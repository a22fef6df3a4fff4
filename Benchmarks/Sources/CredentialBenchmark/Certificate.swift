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
        let dose: [CBOR.Entry] = [
            .init(.text("ci"), .text("URN:UVCI:01:XX:187/37512422923#B")), .init(.text("co"), .text("XX")),
            .init(.text("dn"), CBOR(2)), .init(.text("dt"), .text("2021-06-01")),
            .init(.text("is"), .text("Ministry of Health")), .init(.text("ma"), .text("ORG-100030215")),
            .init(.text("mp"), .text("EU/1/20/1528")), .init(.text("sd"), CBOR(2)),
            .init(.text("tg"), .text("840539006")), .init(.text("vp"), .text("1119349007")),
        ]
        let name: [CBOR.Entry] = [
            .init(.text("fn"), .text("Musterfrau-Gößinger")), .init(.text("gn"), .text("Gabriele")),
            .init(.text("fnt"), .text("MUSTERFRAU<GOESSINGER")), .init(.text("gnt"), .text("GABRIELE")),
        ]
        let content: [CBOR.Entry] = [
            .init(.text("v"), .array([.map(dose)])), .init(.text("dob"), .text("1964-08-12")),
            .init(.text("nam"), .map(name)), .init(.text("ver"), .text("1.3.0")),
        ]
        return CBOREncoder.encode(
            .map([
                .init(CBOR(1), .text("XX")), .init(CBOR(4), CBOR(4_000_000_000)), .init(CBOR(6), CBOR(Self.now)),
                .init(CBOR(-260), .map([.init(CBOR(1), .map(content))])),
            ]))
    }
}
