/// What an issuer signs of a revocation list: which it is in their row, from when until when it is to be relied on, and the
/// hash of its bytes.
///
/// It is an untagged COSE_Sign1 (RFC 9052) in deterministic CBOR with the protected header of our codes, over CWT claims
/// (RFC 8392):
///
///     { 4: expires, 6: issued, -65539: [sequence, SHA-256 of the list] }
public struct RevocationStatement: Sendable, Equatable {
    /// Its number; each later list of an issuer has a higher one.
    public let sequence: UInt64
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    public let issued: Int64
    /// Until when the issuer asks for no newer one; a checker that is offline goes on with it, and says its age.
    public let expires: Int64
    /// The SHA-256 of the list, 32 bytes.
    public let digest: [UInt8]
    /// The key that signed it.
    public let keyID: KeyID
    /// The statement as it travels.
    public let bytes: [UInt8]

    /// The private claim key (RFC 8392 section 9.1).
    private static let claim: Int64 = -65_539
    private static let rules = CBORDecoder.Rules(maximumBytes: 1024, maximumDepth: 4, requiresDeterministic: true)

    /// Signs a statement.
    ///
    /// - Throws: `CredentialError.badLifetime` where it would begin before 1970 or end before it begins; `signing`.
    init(
        sequence: UInt64, digest: [UInt8], at now: Int64, lifetime: Int64, by key: SigningKey
    ) throws(CredentialError) {
        let (expires, overflow) = now.addingReportingOverflow(lifetime)
        guard now >= 0, lifetime > 0, !overflow else { throw .badLifetime }
        let claims = CBOR.map([
            .init(CBOR(4), CBOR(expires)), .init(CBOR(6), CBOR(now)),
            .init(CBOR(Self.claim), .array([.unsigned(sequence), .bytes(digest)])),
        ])
        bytes = try COSESigner(key: key, isTagged: false).sign(CBOREncoder.encode(claims))
        (self.sequence, self.digest, self.expires) = (sequence, digest, expires)
        issued = now
        keyID = key.id
    }

    /// The statement that these bytes are, if one of these keys signed it.
    ///
    /// - Throws: `RevocationError.damaged`, `foreign` or `forged`.
    init(verifying bytes: [UInt8], keys: KeySet) throws(RevocationError) {
        let message: COSESign1
        (self, message) = try Self.reading(bytes)
        let candidates = keys[keyID]
        guard !candidates.isEmpty else { throw .foreign(keyID) }
        guard candidates.contains(where: { message.isSigned(by: $0) }) else { throw .forged }
    }

    /// What these bytes say, whoever signed them.
    ///
    /// - Throws: `RevocationError.damaged`.
    init(unproven bytes: [UInt8]) throws(RevocationError) {
        self = try Self.reading(bytes).0
    }

    private init(_ bytes: [UInt8], by keyID: KeyID, _ sequence: UInt64, _ times: ClosedRange<Int64>, _ digest: [UInt8])
    {
        (self.bytes, self.keyID, self.sequence, self.digest) = (bytes, keyID, sequence, digest)
        (issued, expires) = (times.lowerBound, times.upperBound)
    }

    private static func reading(_ bytes: [UInt8]) throws(RevocationError) -> (Self, COSESign1) {
        guard let message = try? COSESign1(decoding: bytes, tagging: .forbidden, rules: rules),
            let payload = message.payload, let keyID = message.protected.keyID,
            message.protected.parameters.count == 2, message.unprotected.parameters.isEmpty,
            let claims = try? CWTClaims(decoding: payload, rules: rules)
        else { throw .damaged("the statement is not a signed set of claims") }
        guard case .array(let parts)? = claims.others.first?.value, claims.others.count == 1,
            claims.others[0].key.integer == claim, parts.count == 2,
            case .unsigned(let sequence) = parts[0], case .bytes(let digest) = parts[1], digest.count == 32,
            let issued = claims.issued, let expires = claims.expires, issued >= 0, expires > issued
        else { throw .damaged("the claims are not those of a revocation list") }
        return (Self(bytes, by: keyID, sequence, issued...expires, digest), message)
    }

    /// How the statement stands to the clock, in seconds since 1970-01-01T00:00:00Z.
    ///
    /// - Parameter tolerance: by how many seconds the issuer's clock may be ahead.
    public func timeliness(at now: Int64, tolerance: Int64 = 0) -> Timeliness {
        if issued - tolerance > now { return .early }
        return now < expires ? .fresh : .aged
    }
}
