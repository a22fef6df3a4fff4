internal import Crypto
internal import CryptoExtras
internal import SwiftASN1
internal import X509

/// The fields of an X.509 certificate (RFC 5280) that say who may sign what, and when.
///
/// swift-certificates reads a certificate only where it knows the algorithm of the certificate's own signature. That signature is
/// of no account here, since the certificate is trusted as it stands, and issuers use algorithms it does not know (RSASSA-PSS,
/// ECDSA with SHA-1): so the outer shape is read here, and the parts by that library.
struct CertificateFields {
    private(set) var subject: String?
    /// The first and the last second, since 1970-01-01T00:00:00Z.
    private(set) var from: Int64 = 0
    private(set) var until: Int64 = 0
    let key: VerifyingKey.Material
    private(set) var extendedUsages: [ASN1ObjectIdentifier] = []
    /// The names of who issued it and whose it is, as they are written (DER).
    private(set) var issuerName: [UInt8] = []
    private(set) var subjectName: [UInt8] = []
    /// Whether it may issue certificates: it says that it is an authority, and no key usage says otherwise.
    private(set) var isAuthority = false
    /// What its issuer signed (DER), how, and the signature.
    private(set) var signedBytes: [UInt8] = []
    private(set) var signatureAlgorithm: ASN1ObjectIdentifier?
    private(set) var signature: [UInt8] = []
    /// How, as the signed part says it (DER); the outer part must say the same (RFC 5280 section 4.1.1.2).
    private var namedAlgorithm: [UInt8] = []

    init(der: [UInt8]) throws {
        self = try DER.sequence(try DER.parse(der), identifier: .sequence) { parts in
            let signed = try parts.required()
            var fields = try Self(signed: signed)
            fields.signedBytes = Array(signed.encodedBytes)
            let algorithm = try parts.required()
            guard Array(algorithm.encodedBytes) == fields.namedAlgorithm else {
                throw CredentialError.badCertificate("it names two algorithms of its signature")
            }
            fields.signatureAlgorithm = try DER.sequence(algorithm, identifier: .sequence) { parts in
                defer { while parts.next() != nil {} }
                return try ASN1ObjectIdentifier(derEncoded: try parts.required())
            }
            fields.signature = Array(try ASN1BitString(derEncoded: try parts.required()).bytes)
            return fields
        }
    }

    private init(signed: ASN1Node) throws {
        self = try DER.sequence(signed, identifier: .sequence) { parts in
            _ = try DER.optionalExplicitlyTagged(&parts, tagNumber: 0, tagClass: .contextSpecific) { $0 }
            _ = try parts.required()  // the serial number
            let algorithm = try parts.required()
            let issuer = try parts.required()
            let validity = try parts.required()
            let subject = try parts.required()
            var fields = Self(key: try Self.key(try parts.required()))
            fields.namedAlgorithm = Array(algorithm.encodedBytes)
            (fields.issuerName, fields.subjectName) = (Array(issuer.encodedBytes), Array(subject.encodedBytes))
            fields.subject = Self.name(try DistinguishedName(derEncoded: subject))
            try fields.readValidity(validity)
            for tag: UInt in [1, 2] {
                _ = DER.optionalImplicitlyTagged(&parts, tagNumber: tag, tagClass: .contextSpecific) { $0 }
            }
            let extensions = try DER.optionalExplicitlyTagged(&parts, tagNumber: 3, tagClass: .contextSpecific) {
                node in
                try DER.sequence(of: Certificate.Extension.self, identifier: .sequence, rootNode: node)
            }
            try fields.readUsages(extensions ?? [])
            return fields
        }
    }

    private init(key: VerifyingKey.Material) {
        self.key = key
    }

    private mutating func readUsages(_ extensions: [Certificate.Extension]) throws {
        var maySignCertificates = true
        for found in extensions {
            switch found.oid {
            case .X509ExtensionID.extendedKeyUsage:
                extendedUsages = try DER.sequence(
                    of: ASN1ObjectIdentifier.self, identifier: .sequence, rootNode: try DER.parse(found.value))
            case .X509ExtensionID.basicConstraints:
                if case .isCertificateAuthority? = try? BasicConstraints(found) { isAuthority = true }
            case .X509ExtensionID.keyUsage: maySignCertificates = (try? KeyUsage(found))?.keyCertSign ?? false
            default: break
            }
        }
        isAuthority = isAuthority && maySignCertificates
    }

    private mutating func readValidity(_ node: ASN1Node) throws {
        (from, until) = try DER.sequence(node, identifier: .sequence) { times in
            (try Self.instant(try times.required()), try Self.instant(try times.required()))
        }
    }

    private static func instant(_ node: ASN1Node) throws -> Int64 {
        if node.identifier == .utcTime {
            let time = try UTCTime(derEncoded: node)
            return try instant(time.year, time.month, time.day, time.hours * 3_600 + time.minutes * 60 + time.seconds)
        }
        let time = try GeneralizedTime(derEncoded: node)
        return try instant(time.year, time.month, time.day, time.hours * 3_600 + time.minutes * 60 + time.seconds)
    }

    private static func instant(_ year: Int, _ month: Int, _ day: Int, _ second: Int) throws -> Int64 {
        guard let days = ISO8601.days(year: Int64(year), month: Int64(month), day: Int64(day)) else {
            throw CredentialError.badCertificate("a date in it is in no calendar")
        }
        return days * 86_400 + Int64(second)
    }

    /// The country, or else the common name.
    private static func name(_ subject: DistinguishedName) -> String? {
        let attributes = subject.flatMap(Array.init)
        let types: [ASN1ObjectIdentifier] = [.RDNAttributeType.countryName, .RDNAttributeType.commonName]
        return types.lazy.compactMap { type in attributes.first { $0.type == type } }.first.map { "\($0.value)" }
    }
}

extension CertificateFields {
    private static func key(_ node: ASN1Node) throws -> VerifyingKey.Material {
        try DER.sequence(node, identifier: .sequence) { parts in
            let (algorithm, parameter) = try DER.sequence(try parts.required(), identifier: .sequence) { parts in
                (try ASN1ObjectIdentifier(derEncoded: try parts.required()), parts.next())
            }
            let bits = try ASN1BitString(derEncoded: try parts.required())
            let curve = parameter.flatMap { try? ASN1ObjectIdentifier(derEncoded: $0) }
            return try key(Array(bits.bytes), algorithm, curve)
        }
    }

    private static func key(
        _ bytes: [UInt8], _ algorithm: ASN1ObjectIdentifier, _ curve: ASN1ObjectIdentifier?
    ) throws -> VerifyingKey.Material {
        switch (algorithm, curve) {
        case (.AlgorithmIdentifier.idEcPublicKey, .NamedCurves.secp256r1):
            return .p256(try .init(x963Representation: bytes))
        case (.AlgorithmIdentifier.idEcPublicKey, .NamedCurves.secp384r1):
            return .p384(try .init(x963Representation: bytes))
        case (.AlgorithmIdentifier.idEcPublicKey, .NamedCurves.secp521r1):
            return .p521(try .init(x963Representation: bytes))
        case (.AlgorithmIdentifier.rsaEncryption, _), ([1, 2, 840, 113549, 1, 1, 10], _):
            let key = try _RSA.Signing.PublicKey(derRepresentation: bytes)
            guard key.keySizeInBits <= 8_192 else { throw CredentialError.badCertificate("its RSA key is too long") }
            return .rsa(key)
        case ([1, 3, 101, 112], _): return .ed25519(try Ed25519Point.key(bytes))
        default: throw CredentialError.badCertificate("its key is of a type that is not understood")
        }
    }
}

extension ASN1NodeCollection.Iterator {
    /// The next part, which must be there.
    fileprivate mutating func required() throws -> ASN1Node {
        guard let next = next() else { throw CredentialError.badCertificate("a part of it is missing") }
        return next
    }
}
