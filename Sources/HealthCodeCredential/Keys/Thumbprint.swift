internal import Crypto

extension VerifyingKey {
    /// The first 8 bytes of the COSE Key Thumbprint: the id of our own keys.
    public var id: KeyID { KeyID(Array(thumbprint.prefix(8))) }

    /// The COSE Key Thumbprint with SHA-256, 32 bytes: the hash of the deterministic COSE_Key of the required parameters alone
    /// (RFC 9679 sections 3 and 4).
    public var thumbprint: [UInt8] {
        let curve = curve.map { CBOR($0.number) }
        let parameters: [CBOR.Entry] =
            switch material {
            case .rsa:
                [.init(CBOR(1), CBOR(3)), .init(CBOR(-1), .bytes(numbers[0])), .init(CBOR(-2), .bytes(numbers[1]))]
            case .ed25519:
                [.init(CBOR(1), CBOR(1)), .init(CBOR(-1), curve ?? .null), .init(CBOR(-2), .bytes(x))]
            case .p256, .p384, .p521:
                [
                    .init(CBOR(1), CBOR(2)), .init(CBOR(-1), curve ?? .null), .init(CBOR(-2), .bytes(x)),
                    .init(CBOR(-3), .bytes(y)),
                ]
            }
        return Array(SHA256.hash(data: CBOREncoder.encode(.map(parameters))))
    }

    /// The JWK Thumbprint with SHA-256, 32 bytes (RFC 7638): the `kid` of SMART Health Cards.
    public var webThumbprint: [UInt8] { Array(SHA256.hash(data: Array(JSON.object(webMembers).text.utf8))) }

    /// The members that a JSON Web Key must have, in alphabetical order.
    var webMembers: [JSON.Member] {
        let numbers = numbers.map { JSON.string(Base64URL.encode($0)) }
        switch material {
        case .rsa: return [.init("e", numbers[1]), .init("kty", .string("RSA")), .init("n", numbers[0])]
        case .ed25519:
            return [.init("crv", .string(curve?.name ?? "")), .init("kty", .string("OKP")), .init("x", numbers[0])]
        case .p256, .p384, .p521:
            return [
                .init("crv", .string(curve?.name ?? "")), .init("kty", .string("EC")), .init("x", numbers[0]),
                .init("y", numbers[1]),
            ]
        }
    }

    /// The curve in COSE keys and in JSON Web Keys; nil for RSA.
    private var curve: (number: Int64, name: String)? {
        switch material {
        case .p256: (1, "P-256")
        case .p384: (2, "P-384")
        case .p521: (3, "P-521")
        case .ed25519: (6, "Ed25519")
        case .rsa: nil
        }
    }
}
