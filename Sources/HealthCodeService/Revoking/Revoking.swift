internal import HealthCodeCore
public import HealthCodeCredential

extension HealthCode {
    /// Revokes the code in a scanned text, live or printed, on behalf of an administrator of the region in which its holder
    /// lives. The list has it within a second, and a scanner as soon as it asks.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`; `noSuchPerson` for a holder who lives elsewhere; `notACode`, `forgedCode`,
    ///   `foreignCode`, `revokedCode`, `unknownHolder`.
    public func revoke(
        code text: String, because reason: RevocationReason, byAdministrator caller: Caller
    ) async throws(Problem) {
        let duties = try administering(caller)
        let (code, keyID) = try genuine(text)
        let person = try await holder(of: code)
        guard let duty = duties.first(where: { $0.region.contains(person.region) }) else {
            throw Problem(.noSuchPerson)
        }
        try await revoke(code, signedBy: keyID, by: duty.id, because: reason)
    }

    /// Revokes the code in a scanned text, for the operator.
    ///
    /// - Throws: `notACode`, `forgedCode`, `foreignCode`, `revokedCode`.
    public func revoke(code text: String) async throws(Problem) {
        let (code, keyID) = try genuine(text)
        try await revoke(code, signedBy: keyID, by: nil, because: nil)
    }

    /// Revokes what hashed ids name, for the operator; gives how many were not revoked before.
    ///
    /// - Throws: `storageFull`, `unavailable`.
    public func revoke(_ ids: [RevokedID]) async throws(Problem) -> Int {
        let now = dependencies.now()
        return try await ask {
            try await store.addRevocations(
                ids.map { NewRevocation(id: $0.bits, what: .listed, revoked: now) })
        }
    }

    /// The code in a text that a key of ours signed, whenever that was.
    private func genuine(_ text: String) throws(Problem) -> (LiveCode, KeyID) {
        let verdict = secrets.verifier.verify(text, at: dependencies.now().seconds)
        try refuseRevoked(verdict)
        let (code, _, keyID) = try Self.reading(verdict)
        return (code, keyID)
    }

    private func revoke(
        _ code: LiveCode, signedBy keyID: KeyID, by staff: StaffID?, because reason: RevocationReason?
    ) async throws(Problem) {
        let now = dependencies.now()
        if code.kind == .printed, let known = try await ask({ try await store.printedCode(token: code.tokenID.bytes) })
        {
            guard known.revoked == nil else { throw Problem(.revokedCode) }
            let revoke = revocation(by: staff, because: reason)
            return try await ask { try await store.revokePrintedCode(known.number, at: now, revoke: revoke) }
        }
        let new = NewRevocation(
            id: RevokedID.code(code.tokenID.bytes, signedBy: keyID).bits, what: .live, revoked: now,
            expires: Instant(seconds: code.expires), staff: staff, reason: reason)
        _ = try await ask { try await store.addRevocations([new]) }
    }

    /// What the list will hold of a printed code: it was signed at each drawing by the key that signed then, so it stands there
    /// under every one of ours.
    func revocation(by staff: StaffID? = nil, because reason: RevocationReason? = nil) -> Revoke {
        let keys = secrets.verifier.keys.entries.map(\.id)
        return { code in
            keys.map { key in
                NewRevocation(
                    id: RevokedID.code(code.token, signedBy: key).bits, what: .printed,
                    revoked: code.revoked ?? code.made,
                    expires: code.expires, staff: staff, reason: reason)
            }
        }
    }

    /// Refuses a live code that is in the list, and whatever a revoked key signed. A printed code is refused by its own row,
    /// which says since when.
    ///
    /// - Throws: `revokedCode`.
    func refuseRevoked(_ verdict: Verdict<LiveCode>) throws(Problem) {
        let isRevoked =
            switch verdict {
            case .genuine(let code, _, let keyID): code.kind == .live && isListed(code, signedBy: keyID)
            case .refused(let refusal):
                refusal.fault == .foreign && refusal.keyID.map { secrets.codes.tools.revoked.contains($0) } == true
            }
        if isRevoked { throw Problem(.revokedCode) }
    }

    /// Whether the list that was published last has a code, under the key that signed it or, without one, under any.
    func isListed(_ code: LiveCode, signedBy keyID: KeyID? = nil) -> Bool {
        guard let list = revocations.list else { return false }
        let keys = keyID.map { [$0] } ?? secrets.verifier.keys.entries.map(\.id)
        return keys.contains { list.contains(.code(code.tokenID.bytes, signedBy: $0)) }
    }
}
