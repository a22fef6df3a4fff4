internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// For how many seconds a scanner need not ask for a newer list; past that it warns.
    static let revocationListLifetime: Int64 = 86_400
    /// After how many seconds a list is signed anew though nothing changed, so that it does not grow old.
    static let revocationListRenewal: Int64 = 3_600
    /// For how many seconds after its end a code stays in the list, for scanners whose clocks are slow.
    private static let revocationGrace: Int64 = 86_400

    /// Signs a new list where something was revoked, or the last one is an hour old or of a key that is trusted no more. Asked
    /// again and again by one caller, apart from requests. True where there is a new list.
    ///
    /// - Throws: `storageFull`, `unavailable`; what was published stays.
    @discardableResult
    public func publishRevocations() async throws(Problem) -> Bool {
        let now = dependencies.now()
        let before = try await publishedRevocations()
        try await revokeWhatIsKnown(before?.revocations.list, at: now)
        let last = try await ask { try await store.lastRevocation() }
        if let before, !isDue(before, last: last, at: now) {
            if revocations.current == nil { revocations.replace(by: before) }
            return false
        }
        let hour = now.seconds - Self.revocationGrace
        let ended = max(before?.ended ?? .distantPast, Instant(seconds: hour - hour % 3_600))
        let list = try await list(after: before, last: last, ended: ended)
        let earlier = try await ask { try await store.revocationList(nil)?.sequence } ?? 0
        // The clock keeps sequences rising where a backup was restored.
        let sequence = max(earlier + 1, UInt64(max(0, now.seconds)))
        let signed: Revocations
        do {
            signed = try Revocations(
                signing: list, sequence: sequence, at: now.seconds, lifetime: Self.revocationListLifetime,
                by: secrets.codes.tools.signing)
        } catch {
            dependencies.report("the revocation list cannot be signed: \(error)")
            throw Problem(.unavailable)
        }
        let kept = KeptRevocationList(
            sequence: sequence, last: last, ended: ended, statement: signed.statement.bytes)
        try await ask { try await store.keepRevocationList(kept) }
        revocations.replace(by: .init(revocations: signed, last: last, ended: ended, whole: signed.bytes))
        return true
    }

    /// The list as it was published last, also before a restart; nil where there is none that a key of ours signed.
    private func publishedRevocations() async throws(Problem) -> RevocationsInForce.Published? {
        if let current = revocations.current { return current }
        guard let kept = try await ask({ try await store.revocationList(nil) }), kept.last > 0 else { return nil }
        let ids = try await ask {
            try await store.revokedIDs(in: 1...kept.last, goodAt: kept.ended, limit: .max)
        }
        guard let list = try? RevocationList(ids.lazy.map(RevokedID.init(bits:))),
            let known = try? Revocations(statement: kept.statement, list: list, keys: secrets.verifier.keys)
        else { return nil }
        return .init(revocations: known, last: kept.last, ended: kept.ended, whole: known.bytes)
    }

    private func isDue(_ before: RevocationsInForce.Published, last: Int64, at now: Instant) -> Bool {
        let statement = before.revocations.statement
        let age = now.seconds - statement.issued
        return last > before.last || age < 0 || age >= Self.revocationListRenewal
            || secrets.verifier.keys[statement.keyID].isEmpty
    }

    private func list(
        after before: RevocationsInForce.Published?, last: Int64, ended: Instant
    ) async throws(Problem) -> RevocationList {
        let start = before?.last ?? 0
        let coming = try await ask {
            start < last ? try await store.revokedIDs(in: start + 1...last, goodAt: ended, limit: .max) : []
        }
        var going: [UInt64] = []
        if let before {
            going = try await ask {
                try await store.endedRevocations(
                    through: before.last, after: before.ended, until: ended, limit: .max)
            }
        }
        do {
            let list = try before?.revocations.list ?? RevocationList([])
            return try list.changed(
                adding: coming.lazy.map(RevokedID.init(bits:)), removing: going.lazy.map(RevokedID.init(bits:)))
        } catch {
            dependencies.report("more is revoked than a list may hold (\(RevocationList.largest))")
            throw Problem(.unavailable)
        }
    }

    /// Revokes what is known to be revoked elsewhere: keys, by their ring; and once, what was printed and revoked before there
    /// was a list.
    private func revokeWhatIsKnown(_ list: RevocationList?, at now: Instant) async throws(Problem) {
        let keys = secrets.codes.tools.revoked.filter { list?.contains(.key($0)) != true }
        var new = keys.map { NewRevocation(id: RevokedID.key($0).bits, what: .key, revoked: now) }
        let note = "printed-codes-listed"
        let isFirst = try await ask { try await store.note(note) } == nil
        if isFirst { new += try await ask { try await store.revokedPrintedCodes(at: now) }.flatMap(revocation()) }
        let revocations = new
        if !revocations.isEmpty { _ = try await ask { try await store.addRevocations(revocations) } }
        if isFirst { try await ask { try await store.keepNote(note, [1]) } }
    }

    /// What a scanner that has the list of a sequence needs to have the newest one.
    ///
    /// - Throws: `unavailable` where no list was published yet.
    public func revocations(since sequence: UInt64?) async throws(Problem) -> RevocationUpdate {
        guard let current = revocations.current else { throw Problem(.unavailable) }
        let whole = RevocationUpdate.whole(current.whole, sequence: current.sequence)
        guard let sequence else { return whole }
        if sequence == current.sequence { return .current(sequence: sequence) }
        if let known = current.changes[sequence] { return .change(known, from: sequence, sequence: current.sequence) }
        guard let earlier = try await ask({ try await store.revocationList(sequence) }),
            earlier.last <= current.last, earlier.ended <= current.ended,
            let change = try await change(from: earlier, to: current)
        else { return whole }
        revocations.keep(change, from: sequence, to: current.sequence)
        return .change(change, from: sequence, sequence: current.sequence)
    }

    /// The change from an earlier list; nil where the whole list is shorter.
    private func change(
        from earlier: KeptRevocationList, to current: RevocationsInForce.Published
    ) async throws(Problem) -> [UInt8]? {
        let limit = current.whole.count / 8
        let (added, removed) = try await ask {
            (
                earlier.last < current.last
                    ? try await store.revokedIDs(
                        in: earlier.last + 1...current.last, goodAt: current.ended, limit: limit + 1) : [],
                try await store.endedRevocations(
                    through: earlier.last, after: earlier.ended, until: current.ended, limit: limit + 1)
            )
        }
        guard added.count + removed.count <= limit else { return nil }
        return Revocations.change(
            to: current.revocations.statement, from: earlier.sequence, added: added.map(RevokedID.init(bits:)),
            removed: removed.map(RevokedID.init(bits:)))
    }
}
