internal import Foundation

/// What the files of trust name, before anybody is trusted for it: document signers, their authorities, and bare keys.
public struct TrustFile: Sendable {
    /// X.509 certificates in DER, trusted as they stand, or, where there are authorities, for who issued them.
    public var certificates: [[UInt8]] = []
    /// The certificates of authorities, in DER: each of `certificates` must have been issued by one of them.
    public var authorities: [[UInt8]] = []
    /// JSON Web Keys.
    private(set) var webKeys: [JSON] = []

    /// Names nobody yet.
    public init() {}

    /// Reads the bytes of a file: one or several X.509 certificates in PEM, one in DER or in base64 of DER, a JWK Set, or one
    /// JSON Web Key.
    ///
    /// - Throws: `CredentialError.badCertificate` or `.badKeySet`, with the reason.
    public init(_ bytes: [UInt8]) throws(CredentialError) {
        guard bytes.count <= 16_777_216 else { throw .badCertificate("the file is longer than 16 MiB") }
        let text = String(decoding: bytes, as: UTF8.self)
        let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{feff}" }
        if start == "{" {
            webKeys = try JSONWebKey.values(in: text.replacing("\u{feff}", with: ""))
        } else if text.contains("-----BEGIN ") {
            certificates = try Self.certificates(pem: text)
        } else if bytes.first == 0x30, !text.unicodeScalars.allSatisfy(\.isASCII) {
            certificates = [bytes]
        } else {
            guard let der = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !der.isEmpty else {
                throw .badCertificate("it is neither a certificate nor a set of public keys")
            }
            certificates = [Array(der)]
        }
    }

    /// The members of a signed list.
    init(_ json: JSON) throws(CredentialError) {
        certificates = try Self.certificates(json["certificates"], "certificates")
        authorities = try Self.certificates(json["authorities"], "authorities")
        guard let keys = json["keys"] else { return }
        guard let keys = keys.array else { throw .badKeySet("“keys” is not a list") }
        webKeys = keys
    }

    /// Adds what another file names.
    public mutating func add(_ other: TrustFile) {
        certificates += other.certificates
        authorities += other.authorities
        webKeys += other.webKeys
    }

    /// Everybody whom it names.
    ///
    /// - Throws: `CredentialError.badCertificate` or `.badKeySet`, with the reason, for anybody who is damaged, and for a
    ///   certificate that none of the authorities issued.
    public func signers() throws(CredentialError) -> [Signer] {
        let issuers = try authorities.map { der throws(CredentialError) in try CertificateAuthority(der) }
        var signers: [Signer] = []
        for der in certificates {
            let signer = try Signer(certificate: der)
            if !issuers.isEmpty, !issuers.contains(where: { $0.issued(der) }) {
                throw .badCertificate("no authority of the list issued the certificate \(signer.shortName)")
            }
            signers.append(signer)
        }
        return signers + (try Signer.all(webKeys: webKeys))
    }

    /// Its members in a signed list.
    var members: [JSON.Member] {
        func base64(_ all: [[UInt8]]) -> JSON { .array(all.map { .string(Data($0).base64EncodedString()) }) }
        return [
            certificates.isEmpty ? nil : JSON.Member("certificates", base64(certificates)),
            authorities.isEmpty ? nil : JSON.Member("authorities", base64(authorities)),
            webKeys.isEmpty ? nil : JSON.Member("keys", .array(webKeys)),
        ].compactMap(\.self)
    }

    private static func certificates(_ json: JSON?, _ name: String) throws(CredentialError) -> [[UInt8]] {
        guard let json else { return [] }
        guard let texts = json.array else { throw .badCertificate("“\(name)” is not a list") }
        return try texts.map { text throws(CredentialError) in
            guard let der = text.string.flatMap({ Data(base64Encoded: $0) }), !der.isEmpty else {
                throw .badCertificate("one of “\(name)” is not base64")
            }
            return Array(der)
        }
    }

    /// The certificates between their lines of dashes (RFC 7468). Lines of any length will do, and whatever stands between the
    /// certificates is passed over, since lists of them come in both ways.
    private static func certificates(pem text: String) throws(CredentialError) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for part in text.split(separator: "-----BEGIN ").dropFirst(text.hasPrefix("-----BEGIN ") ? 0 : 1) {
            guard let label = part.firstRange(of: "-----") else { throw .badCertificate("a line of dashes is broken") }
            let kind = part[..<label.lowerBound]
            guard kind == "CERTIFICATE" else {
                throw .badCertificate("a \(kind.lowercased()) stands where certificates belong")
            }
            let rest = part[label.upperBound...]
            guard let end = rest.firstRange(of: "-----END CERTIFICATE-----"),
                let der = Data(
                    base64Encoded: String(rest[..<end.lowerBound].filter { !$0.isWhitespace })), !der.isEmpty
            else { throw .badCertificate("a certificate in PEM is broken") }
            found.append(Array(der))
        }
        return found
    }
}

extension TrustList {
    /// The signers that the bytes of a file name: one or several X.509 certificates in PEM, one in DER or in base64 of DER, a
    /// JWK Set, or one JSON Web Key.
    ///
    /// - Throws: `CredentialError.badCertificate` or `.badKeySet`, with the reason.
    public init(file bytes: [UInt8]) throws(CredentialError) {
        self.init(try TrustFile(bytes).signers())
    }
}
