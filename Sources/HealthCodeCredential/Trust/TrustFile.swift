internal import Foundation

extension TrustList {
    /// The signers that the bytes of a file name: one or several X.509 certificates in PEM, one in DER or in base64 of DER, a
    /// JWK Set, or one JSON Web Key.
    ///
    /// - Throws: `CredentialError.badCertificate` or `.badKeySet`, with the reason.
    public init(file bytes: [UInt8]) throws(CredentialError) {
        guard bytes.count <= 16_777_216 else { throw .badCertificate("the file is longer than 16 MiB") }
        let text = String(decoding: bytes, as: UTF8.self)
        let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{feff}" }
        if start == "{" {
            self.init(try Signer.all(jwks: text.replacing("\u{feff}", with: "")))
        } else if text.contains("-----BEGIN ") {
            self.init(try Self.signers(pem: text))
        } else if bytes.first == 0x30, !text.unicodeScalars.allSatisfy(\.isASCII) {
            self.init([try Signer(certificate: bytes)])
        } else {
            guard let der = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !der.isEmpty else {
                throw .badCertificate("it is neither a certificate nor a set of public keys")
            }
            self.init([try Signer(certificate: Array(der))])
        }
    }

    /// The certificates between their lines of dashes (RFC 7468). Lines of any length will do, and whatever stands between the
    /// certificates is passed over, since lists of them come in both ways.
    private static func signers(pem text: String) throws(CredentialError) -> [Signer] {
        var signers: [Signer] = []
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
            signers.append(try Signer(certificate: Array(der)))
        }
        return signers
    }
}
