/// Checks codes with public keys alone: no network, no database, no secret.
public struct LiveCodeVerifier: Sendable {
    /// The issuers that are trusted.
    public let keys: KeySet
    /// By how many seconds an issuer's clock may be ahead of the verifier's before a code counts as issued in the
    /// future; not negative.
    public let tolerance: Int64

    /// A verifier that trusts these keys.
    public init(keys: KeySet, tolerance: Int64 = 0) {
        self.keys = keys
        self.tolerance = max(0, tolerance)
    }

    /// The longest text that is looked at, in characters; a code has 221.
    private static let longestText = 512
    private static let rules = CBORDecoder.Rules(maximumBytes: 512, maximumDepth: 4, requiresDeterministic: true)

    /// What is to be said of a scanned text at an instant (seconds since 1970-01-01T00:00:00Z).
    public func verify(_ text: String, at now: Int64) -> Verdict<LiveCode> {
        guard text.utf8.starts(with: LiveCode.prefix.utf8) else {
            return .refused(Refusal([.init(.prefix, .notUnderstood, "The text does not begin with “JKM1:”.")]))
        }
        guard text.utf8.count - LiveCode.prefix.utf8.count <= Self.longestText else {
            return refused(.base45, .damaged, "The text is longer than a code can be.")
        }
        do {
            let characters = Array(text.utf8)[LiveCode.prefix.utf8.count...]
            return verify(token: try Base45.decode(Array(characters)), at: now)
        } catch {
            return refused(.base45, .damaged, "It is not base45: \(error.rawValue).")
        }
    }

    /// What is to be said of a signed token, as bytes.
    public func verify(token: [UInt8], at now: Int64) -> Verdict<LiveCode> {
        let message: COSESign1
        do {
            message = try COSESign1(decoding: token, tagging: .forbidden, rules: Self.rules)
        } catch .cbor(let error) {
            return refused(.cbor, .damaged, "It is not deterministic CBOR: \(error.fault.rawValue).")
        } catch {
            return refused(.cose, .damaged, "It is not an untagged COSE_Sign1 message.")
        }
        guard let payload = message.payload, let keyID = message.protected.keyID,
            message.protected.parameters.count == 2, message.unprotected.parameters.isEmpty
        else {
            return refused(.cose, .damaged, "Its headers are not those of a code.")
        }
        var reasons = signatureReasons(message, keyID)
        let code = (try? CWTClaims(decoding: payload, rules: Self.rules)).flatMap(LiveCode.init)
        guard let code else {
            reasons.append(.init(.schema, .notUnderstood, "Its claims are not those of a code."))
            return .refused(Refusal(reasons, format: .healthCode, keyID: keyID))
        }
        let timeliness = timeliness(of: code, at: now)
        guard reasons.isEmpty else {
            reasons += [timeliness.reason].compactMap(\.self)
            return .refused(Refusal(reasons, format: code.format, keyID: keyID))
        }
        return .genuine(code, timeliness, keyID: keyID)
    }

    private func signatureReasons(_ message: COSESign1, _ keyID: KeyID) -> [Reason] {
        guard message.algorithm != nil else {
            return [.init(.cose, .notUnderstood, "Its signature algorithm is not understood.")]
        }
        let keys = keys[keyID]
        if keys.isEmpty { return [.init(.key, .foreign, "No trusted issuer has the key \(keyID).")] }
        if keys.contains(where: { message.isSigned(by: $0) }) { return [] }
        return [.init(.cose, .forged, "The signature does not fit: it was edited, or made by someone else.")]
    }

    private func timeliness(of code: LiveCode, at now: Int64) -> Timeliness {
        if code.issued - tolerance > now { return .early }
        return now < code.expires ? .fresh : .aged
    }

    private func refused(_ layer: Layer, _ fault: Fault, _ text: String) -> Verdict<LiveCode> {
        .refused(Refusal([.init(layer, fault, text)], format: .healthCode))
    }
}
