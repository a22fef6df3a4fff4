import Foundation
import HealthCodeCredential
import Testing

/// How much is damaged. Signatures take a hundred times as long in a build that is not optimised, which is not the one that counts: in
/// it every 61st bit is flipped.
enum Damage {
    #if DEBUG
        static let step = 61
    #else
        static let step = 1
    #endif
}

/// Of valid vectors, what is cut or flipped is refused, or still says exactly what was signed.
@Suite("Damage to valid vectors", .enabled(if: Vectors.arePresent))
struct DamageTests {
    /// The valid ones.
    static let valid: [EUVector] = EUVector.all.filter { (try? $0.report())?.outcome == .valid }

    /// The message that a text carries.
    private func message(in vector: EUVector) throws -> [UInt8] { try HealthCertificate.message(in: vector.text) }

    @Test("Each of them, cut to every length and with every bit flipped", arguments: valid)
    func everyLengthAndBit(vector: EUVector) throws {
        let verifier = CredentialVerifier(trust: TrustList([try Signer(certificate: vector.certificate)]))
        let whole = try message(in: vector)
        let original = verifier.verify(message: whole, at: vector.clock)
        func isHarmless(_ bytes: [UInt8]) -> Bool {
            let report = verifier.verify(message: bytes, at: vector.clock)
            return report.outcome != .valid
                || (report.payload == original.payload && report.issuer == original.issuer
                    && report.issued == original.issued && report.expires == original.expires)
        }
        let lengths = (0..<whole.count).filter { !isHarmless(Array(whole[..<$0])) }
        #expect(lengths.isEmpty)
        let bits = stride(from: 0, to: whole.count * 8, by: Damage.step).filter { bit in
            var flipped = whole
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            return !isHarmless(flipped)
        }
        #expect(bits.isEmpty)
    }

    @Test("Every changed, missing or added character of the text")
    func characters() throws {
        let vector = try #require(Self.valid.first)
        let verifier = CredentialVerifier(trust: TrustList([try Signer(certificate: vector.certificate)]))
        let payload = verifier.verify(vector.text, at: vector.clock).payload
        let characters = Array(vector.text.utf8)
        for position in stride(from: 0, to: characters.count, by: 3) {
            let (before, after) = (Array(characters[..<position]), Array(characters[(position + 1)...]))
            let changed: [UInt8] = before + [characters[position] ^ 1] + after
            let added: [UInt8] = before + [0x41, characters[position]] + after
            let variants: [[UInt8]] = [before, before + after, changed, added]
            for variant in variants where variant != characters {
                let report = verifier.verify(String(decoding: variant, as: UTF8.self), at: vector.clock)
                #expect(report.outcome != .valid || report.payload == payload, "\(position)")
            }
        }
    }
}
