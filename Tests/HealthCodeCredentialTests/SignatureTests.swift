import Crypto
import CryptoExtras
import HealthCodeCredential
import Testing

/// Signatures in every encoding that is not theirs, in the way of Project Wycheproof.
@Suite("Signatures that are refused")
struct SignatureTests {
    private static let message = Array("This is the content.".utf8)

    /// The order of P-256, and of the group of Ed25519 in its little-endian form.
    private static let order256 = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
    private static let order25519 = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")

    private static func sum(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
        var carry = 0
        let digits = zip(one, other).reversed().map { pair -> UInt8 in
            carry += Int(pair.0) + Int(pair.1)
            defer { carry >>= 8 }
            return UInt8(carry & 0xff)
        }
        return (carry > 0 ? [UInt8(carry)] : []) + digits.reversed()
    }

    @Test("ECDSA: zero, the order, what is not reduced, other lengths and DER")
    func ecdsa() throws {
        let key = P256.Signing.PrivateKey()
        let verifying = VerifyingKey(key.publicKey)
        let signature = Array(try key.signature(for: Self.message).rawRepresentation)
        let (r, s) = (Array(signature[..<32]), Array(signature[32...]))
        let zero = [UInt8](repeating: 0, count: 32)
        let ones = [UInt8](repeating: 0xff, count: 32)
        #expect(verifying.isValid(signature, for: Self.message))
        let bad: [[UInt8]] = [
            [], r, zero + zero, zero + s, r + zero, Self.order256 + s, r + Self.order256, ones + ones, s + r,
            Self.sum(r, Self.order256) + s, r + Self.sum(s, Self.order256), [0] + r + s, r + s + [0],
            [0] + r + [0] + s, Array(signature.dropLast()), Array(signature.dropFirst()), r + s + r + s,
            Array(try key.signature(for: Self.message).derRepresentation),
            zero.dropLast() + [1] + zero.dropLast() + [1],
        ]
        for signature in bad { #expect(!verifying.isValid(signature, for: Self.message), "\(signature)") }
    }

    @Test("ECDSA: every curve goes with every hash, and only with the one that was used")
    func curves() throws {
        let (p256, p384, p521) = (P256.Signing.PrivateKey(), P384.Signing.PrivateKey(), P521.Signing.PrivateKey())
        let message = Self.message
        let cases: [(VerifyingKey.Material, SignatureAlgorithm, [UInt8])] = [
            (
                .p256(p256.publicKey), .es256,
                Array(try p256.signature(for: SHA256.hash(data: message)).rawRepresentation)
            ),
            (
                .p256(p256.publicKey), .es512,
                Array(try p256.signature(for: SHA512.hash(data: message)).rawRepresentation)
            ),
            (
                .p384(p384.publicKey), .es256,
                Array(try p384.signature(for: SHA256.hash(data: message)).rawRepresentation)
            ),
            (
                .p384(p384.publicKey), .es384,
                Array(try p384.signature(for: SHA384.hash(data: message)).rawRepresentation)
            ),
            (
                .p521(p521.publicKey), .es512,
                Array(try p521.signature(for: SHA512.hash(data: message)).rawRepresentation)
            ),
        ]
        for (material, used, signature) in cases {
            for algorithm in SignatureAlgorithm.allCases {
                let key = VerifyingKey(material)
                #expect(
                    key.isValid(signature, for: message, by: algorithm) == (algorithm == used), "\(used) \(algorithm)")
            }
        }
    }

    @Test("A key for one algorithm alone checks no other, and none that is not its type's")
    func pinned() throws {
        let key = P256.Signing.PrivateKey()
        let signature = Array(try key.signature(for: SHA512.hash(data: Self.message)).rawRepresentation)
        #expect(VerifyingKey(.p256(key.publicKey)).isValid(signature, for: Self.message, by: .es512))
        let pinned = try #require(VerifyingKey(.p256(key.publicKey), for: .es256))
        #expect(!pinned.isValid(signature, for: Self.message, by: .es512))
        #expect(VerifyingKey(.p256(key.publicKey), for: .edDSA) == nil)
    }

    @Test("EdDSA: a second S that fits too, other lengths, and an edited message")
    func edDSA() throws {
        let key = Curve25519.Signing.PrivateKey()
        let verifying = VerifyingKey(.ed25519(key.publicKey))
        let signature = Array(try key.signature(for: Self.message))
        #expect(verifying.isValid(signature, for: Self.message))
        #expect(verifying.isValid(signature, for: Self.message, by: .edDSA))
        let bigEndianSum = Self.sum(signature[32...].reversed(), Self.order25519.reversed())
        let malleable = Array(signature[..<32]) + bigEndianSum.suffix(32).reversed()
        let swapped = Array(signature[32...] + signature[..<32])
        for bad in [malleable, Array(signature.dropLast()), signature + [0], [], swapped] {
            #expect(!verifying.isValid(bad, for: Self.message))
        }
        #expect(!verifying.isValid(signature, for: Self.message + [0]))
        #expect(!verifying.isValid(signature, for: Self.message, by: .es256))
    }

    @Test("RSA-PSS: another hash, PKCS #1 v1.5, other lengths")
    func rsa() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let verifying = VerifyingKey(.rsa(key.publicKey))
        let digest = SHA256.hash(data: Self.message)
        let signature = Array(try key.signature(for: digest, padding: .PSS).rawRepresentation)
        #expect(verifying.isValid(signature, for: Self.message, by: .ps256))
        #expect(!verifying.isValid(signature, for: Self.message, by: .ps384))
        #expect(!verifying.isValid(signature, for: Self.message, by: .es256))
        let older = Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        for bad in [older, [0] + signature, signature + [0], Array(signature.dropLast()), []] {
            #expect(!verifying.isValid(bad, for: Self.message, by: .ps256))
        }
    }

    @Test("An RSA key of fewer than 2048 bits is not taken")
    func shortRSA() throws {
        let key = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))
        let primitives = try key.publicKey.getKeyPrimitives()
        let n = Base64URL.encode(Array(primitives.modulus))
        #expect(throws: CredentialError.self) {
            try TrustList(file: Array(#"{"kty":"RSA","n":"\#(n)","e":"AQAB"}"#.utf8))
        }
    }

    @Test("The JWK Thumbprint is that of the example of RFC 7638 section 3.1")
    func webThumbprint() throws {
        let n = [
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B",
            "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F",
            "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4",
            "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        ].joined()
        let text = #"{"kty":"RSA","n":"\#(n)","e":"AQAB","alg":"PS256","kid":"2011-04-29"}"#
        let signer = try #require(try TrustList(file: Array(text.utf8)).signers.first)
        #expect(Base64URL.encode(signer.key.webThumbprint) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        #expect(signer.key.algorithms == [.ps256])
        #expect(signer.ids.contains(KeyID(Array("2011-04-29".utf8))))
    }
}
