/// Asks revocation lists whether a credential, or the key that signed it, was taken back.
public struct RevocationCheck: CredentialCheck {
    /// A list, and whose signatures it may take back.
    public struct Source: Sendable {
        /// The list.
        public let revocations: Revocations
        /// The keys whose credentials it is asked about: those of its issuer. Nil for all, where one issuer is trusted alone;
        /// otherwise one jurisdiction could take back what another one signed.
        public let keys: Set<KeyID>?

        /// A list, for the credentials of these keys.
        public init(_ revocations: Revocations, for keys: Set<KeyID>?) {
            self.revocations = revocations
            self.keys = keys
        }
    }

    /// The lists that are asked.
    public let sources: [Source]

    /// A check with these lists.
    public init(_ sources: [Source]) {
        self.sources = sources
    }

    /// One reason of the layer `revocation` where any list takes it back. An old list is asked all the same: what it takes
    /// back stays so, and how old it is stands in its statement.
    public func reasons(against report: Report, at now: Int64) -> [Reason] {
        guard let key = report.keyID else { return [] }
        let lists = sources.filter { $0.keys?.contains(key) ?? true }.map(\.revocations)
        if lists.contains(where: { $0.revokes(key: key) }) {
            return [Reason(.revocation, .revoked, "The key that signed it was revoked.")]
        }
        let isRevoked = lists.contains { list in
            switch report.content {
            case .code(let code)?: list.revokes(code: code.tokenID.bytes, signedBy: key)
            case .covidCertificate(let certificate)?: list.revokes(certificate: certificate.id)
            case .healthCard(let card)?:
                card.revocationID.map { list.revokes(code: Array($0.utf8), signedBy: key) } ?? false
            case nil: false
            }
        }
        return isRevoked ? [Reason(.revocation, .revoked, "It was revoked.")] : []
    }
}
