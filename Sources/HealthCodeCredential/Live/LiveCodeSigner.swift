/// Issues codes with one signing key and one sealing master.
public struct LiveCodeSigner: Sendable {
    /// Seals, and opens, the references of its codes.
    public let sealing: SealingKey
    private let cose: COSESigner

    /// A signer with these keys.
    public init(key: SigningKey, sealing: SealingKey) {
        self.sealing = sealing
        cose = COSESigner(key: key, isTagged: false)
    }

    /// The key that others check its codes with.
    public var verifyingKey: VerifyingKey { cose.key.verifyingKey }

    /// A new code, as the text that its QR holds: 221 characters until the year 2106.
    ///
    /// - Parameters:
    ///   - person: whose code it is.
    ///   - colour: the person's colour at `now`.
    ///   - kind: on a phone or on paper.
    ///   - now: the instant of issue, in seconds since 1970-01-01T00:00:00Z.
    ///   - lifetime: how long it is fresh, in seconds; at most `kind.longestLife`.
    ///   - tokenID: its id, new and random.
    /// - Throws: `CredentialError.badLifetime`, or `.signing` where the cryptographic library fails.
    public func issue(
        person: Int64, colour: LiveCode.Colour, kind: LiveCode.Kind, at now: Int64, lifetime: Int64, tokenID: TokenID
    ) throws(CredentialError) -> String {
        LiveCode.text(
            of: try token(
                person: person, colour: colour, kind: kind, at: now, lifetime: lifetime, tokenID: tokenID))
    }

    /// The same as bytes; `LiveCode.text` makes the text of them.
    ///
    /// - Throws: as `issue`.
    public func token(
        person: Int64, colour: LiveCode.Colour, kind: LiveCode.Kind, at now: Int64, lifetime: Int64, tokenID: TokenID
    ) throws(CredentialError) -> [UInt8] {
        let (expires, overflow) = now.addingReportingOverflow(lifetime)
        guard !overflow, now >= 0 else { throw .badLifetime }
        let code = try LiveCode(
            kind: kind, colour: colour, issued: now, expires: expires, tokenID: tokenID,
            reference: sealing.seal(person: person, kind: kind, issued: now, tokenID: tokenID))
        return try sign(code)
    }

    /// The signed token of a code, as bytes.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func sign(_ code: LiveCode) throws(CredentialError) -> [UInt8] {
        try cose.sign(code.claims)
    }
}
