import Crypto
import HealthCodeCredential

/// Issuing and verifying, in turns of a hundred with swift-crypto over as many bytes, so that a busy moment of the machine
/// meets both.
struct Signatures {
    private let certificate: Certificate
    private let message: [UInt8]
    private let text: String
    /// As long as what is signed of the message: its headers and claims in a Sig_structure.
    private let signed: [UInt8]
    private let signature: P256.Signing.ECDSASignature

    init(_ certificate: Certificate) throws {
        self.certificate = certificate
        message = try certificate.signer.sign(certificate.payload)
        text = HealthCertificate.text(of: message)
        signed = Array(message.dropLast(64)) + [UInt8](repeating: 0, count: 12)
        signature = try certificate.bareKey.signature(for: signed)
    }

    func measure(rounds: Int) throws {
        let (key, publicKey) = (certificate.bareKey, certificate.bareKey.publicKey)
        try compare("issue", rounds) {
            try key.signature(for: signed).rawRepresentation.count
        } ours: {
            try certificate.signer.sign(certificate.payload).count
        }
        compare("verify", rounds) {
            publicKey.isValidSignature(signature, for: signed) ? 1 : 0
        } ours: {
            certificate.verifier.verify(message: message, at: Certificate.now).outcome == .valid ? 1 : 0
        }
        compare("text", rounds) {
            publicKey.isValidSignature(signature, for: signed) ? 1 : 0
        } ours: {
            certificate.verifier.verify(text, at: Certificate.now).outcome == .valid ? 1 : 0
        }
    }

    /// Prints how often a second each is done. What they give is summed up, so that no work can be left out.
    private func compare(
        _ name: String, _ rounds: Int, alone: () throws -> Int, ours: () throws -> Int
    ) rethrows {
        let turn = 100
        var (aloneSum, oursSum) = (0, 0)
        var (aloneTime, oursTime) = (Duration.zero, Duration.zero)
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            aloneTime += try clock.measure { for _ in 0..<turn { aloneSum += try alone() } }
            oursTime += try clock.measure { for _ in 0..<turn { oursSum += try ours() } }
        }
        let count = Double(rounds * turn)
        precondition(aloneSum >= rounds * turn && oursSum >= rounds * turn, "\(name) was not done")
        print("\(name) \(count / (oursTime / .seconds(1)))")
        print("\(name)_alone \(count / (aloneTime / .seconds(1)))")
    }
}
