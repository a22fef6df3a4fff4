internal import Foundation
internal import SwiftASN1

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

    private static func signers(pem text: String) throws(CredentialError) -> [Signer] {
        let documents: [PEMDocument]
        do { documents = try PEMDocument.parseMultiple(pemString: text) } catch { throw .badCertificate("\(error)") }
        var signers: [Signer] = []
        for document in documents {
            guard document.discriminator == "CERTIFICATE" else {
                throw .badCertificate("a \(document.discriminator.lowercased()) stands where certificates belong")
            }
            signers.append(try Signer(certificate: document.derBytes))
        }
        guard !signers.isEmpty else { throw .badCertificate("a certificate begins in it, and none ends") }
        return signers
    }
}
