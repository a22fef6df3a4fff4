import Foundation
import HealthCodeCredential
import Testing

/// Of every valid credential, each truncation and each single-bit flip is refused or still says exactly what was
/// signed: never valid with another meaning.
@Suite("Altered credentials")
struct AlterationTests {
    /// Whether an altered credential is refused, or says the same as before.
    private func isHarmless(_ altered: Report, _ original: Report) -> Bool {
        altered.outcome != .valid
            || (altered.payload == original.payload && altered.content == original.content
                && altered.issued == original.issued && altered.expires == original.expires
                && altered.issuer == original.issuer && altered.signer == original.signer)
    }

    private func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
        var edited = bytes
        edited[bit / 8] ^= 1 << UInt8(bit % 8)
        return edited
    }

    @Test("Every bit and every length of a health certificate, as message and as compressed data")
    func healthCertificate() throws {
        let issuer = try CertificateIssuer()
        let verifier = try issuer.verifier()
        let text = try issuer.text()
        let original = verifier.verify(text, at: CertificateIssuer.now)
        #expect(original.outcome == .valid)
        let message = try HealthCertificate.message(in: text)
        let compressed = try Base45.decode(text.dropFirst(4))
        for bytes in [message, compressed] {
            let isMessage = bytes == message
            func report(_ bytes: [UInt8]) -> Report {
                let text = isMessage ? HealthCertificate.text(of: bytes) : Base45.encode(bytes, prefix: "HC1:")
                return verifier.verify(text, at: CertificateIssuer.now)
            }
            for bit in 0..<bytes.count * 8 { #expect(isHarmless(report(flipped(bytes, bit)), original), "bit \(bit)") }
            for length in 0..<bytes.count {
                #expect(report(Array(bytes[..<length])).outcome != .valid, "cut to \(length) bytes")
            }
        }
    }

    @Test("Every bit and every length of a health card, and of the text that it is")
    func healthCard() throws {
        let key = SigningKey()
        let verifier = CredentialVerifier(trust: TrustList([Signer(key: key.verifyingKey, ids: [])]))
        let patient = #"{"fullUrl":"resource:0","resource":{"resourceType":"Patient"}}"#
        let bundle = #"{"resourceType":"Bundle","type":"collection","entry":[\#(patient)]}"#
        let texts = try HealthCardSigner(key: key).sign(
            bundle: JSON(parsing: bundle), issuer: "https://cards.example", notBefore: 0)
        let original = verifier.verify(texts[0], at: 1)
        #expect(original.outcome == .valid)
        let jws = try HealthCardText.Part(texts[0]).characters
        for bit in 0..<jws.count * 8 {
            let edited = String(decoding: flipped(jws, bit), as: UTF8.self)
            #expect(isHarmless(verifier.verify(jws: edited, at: 1), original), "bit \(bit)")
        }
        for length in 0..<texts[0].utf8.count {
            #expect(verifier.verify(String(texts[0].prefix(length)), at: 1).outcome != .valid)
        }
    }

    @Test("Every bit and every length of a signed list of trust")
    func trustList() throws {
        let key = SigningKey()
        let signers = try TrustFile(Array(KeySet([SigningKey().verifyingKey]).jwks.utf8))
        let list = try SignedTrustList(signing: signers, issuer: "Partners", at: 1, lifetime: 60, by: key)
        let (text, keys) = (Array(list.text.utf8), KeySet([key.verifyingKey]))
        func isHarmless(_ bytes: [UInt8]) -> Bool {
            let read = try? SignedTrustList(verifying: String(decoding: bytes, as: UTF8.self), keys: keys)
            return read.map { $0.signers == list.signers && $0.expires == list.expires } ?? true
        }
        let bits = stride(from: 0, to: text.count * 8, by: Damage.step).filter { !isHarmless(flipped(text, $0)) }
        let lengths = text.indices.filter { !isHarmless(Array(text[..<$0])) }
        #expect(bits.isEmpty && lengths.isEmpty)
    }

    @Test("Every bit and every length of a list of what is revoked")
    func revocations() throws {
        let key = SigningKey()
        let ids = (0..<40).map { RevokedID.certificate("URN:UVCI:01:XX:\($0)") }
        let list = try Revocations(signing: RevocationList(ids), sequence: 1, at: 1, lifetime: 60, by: key)
        let keys = KeySet([key.verifyingKey])
        func isHarmless(_ bytes: [UInt8]) -> Bool {
            (try? Revocations(verifying: bytes, keys: keys)).map { $0 == list } ?? true
        }
        let bits = stride(from: 0, to: list.bytes.count * 8, by: Damage.step)
            .filter { !isHarmless(flipped(list.bytes, $0)) }
        let lengths = list.bytes.indices.filter { !isHarmless(Array(list.bytes[..<$0])) }
        #expect(bits.isEmpty && lengths.isEmpty)
    }
}
