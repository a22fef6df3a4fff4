import Foundation
import HealthCodeCredential

// What one core does with certificates, pictures and revocation lists.
//
//     CredentialBenchmark                     prints a certificate: its text, its message, and the key that checks it
//     CredentialBenchmark ROUNDS PICTURE…     measures, with pictures of that text

let certificate = try Certificate()
let arguments = CommandLine.arguments.dropFirst()
if let rounds = arguments.first.flatMap({ Int($0) }) {
    try Signatures(certificate).measure(rounds: rounds)
    try Pictures(certificate.verifier, files: Array(arguments.dropFirst())).measure(rounds: rounds)
    try RevocationLists().measure()
} else {
    let message = try certificate.signer.sign(certificate.payload)
    print("text", HealthCertificate.text(of: message))
    print("message", message.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    print("key", KeySet([certificate.key.verifyingKey]).jwks)
}
