internal import HealthCodeCore
public import HealthCodePacks

extension HealthCode {
    /// Publishes a pack: from its `since` on it governs, and everyone whom it concerns is decided anew. False, and
    /// nothing done, where the same bytes are published already.
    ///
    /// - Parameter scenarios: what it was tried with, for whoever proposes its successor.
    /// - Throws: `exists` where another text was published under this version; `storageFull`, `unavailable`.
    public func publish(_ pack: Pack, scenarios: String = "") async throws(Problem) -> Bool {
        let now = dependencies.now()
        let digest = Digest32(sha256: pack.bytes)
        let published = try await ask { try await store.packs() }
        guard !published.contains(where: { $0.name == pack.policy.name && $0.digest == digest }) else { return false }
        let entry = PublishedPack(
            name: pack.policy.name, since: pack.policy.since, text: pack.source, digest: digest, published: now,
            scenarios: scenarios)
        guard try await ask({ try await store.publishPack(entry) }) else { throw Problem(.exists) }
        try await reload()
        _ = try await reassessConcerned()
        return true
    }

    /// Reads the packs and notices anew where another process has changed them; cheap where none has.
    ///
    /// - Throws: `unavailable`.
    public func reload() async throws(Problem) {
        do {
            try await readRules()
        } catch {
            dependencies.report("the published rules cannot be read: \(error)")
            throw Problem(.unavailable)
        }
    }

    func readRules() async throws(StartProblem) {
        do {
            let (allPublished, said) = (try await store.packs(), try await store.keptNotices())
            guard !rules.edition.isMade(of: allPublished, said) else { return }
            var packs: [Pack] = []
            for published in allPublished {
                do throws(Mistakes) {
                    packs.append(try Pack(yaml: published.text, file: "\(published.name.region)"))
                } catch {
                    throw StartProblem.badPack(published.name, error.description)
                }
            }
            rules.replace(
                by: Edition(policies: packs.map(\.policy), said: said, published: allPublished))
            if try await store.openReassessments() == 0 { rules.settle(rules.edition.mark) }
        } catch {
            throw StartProblem(error)
        }
    }

    /// Makes the changes that time alone has brought since the last call; gives how many. What fell due while the
    /// service was down is due at the first call.
    ///
    /// - Throws: `storageFull`, `unavailable`.
    public func advanceDueChanges() async throws(Problem) -> Int {
        let now = dependencies.now()
        var count = 0
        while true {
            let due = try await ask { try await store.due(at: now, limit: Self.batch) }
            if due.isEmpty { return count }
            try await reassign(due, at: now)
            count += due.count
            if due.count < Self.batch { return count }
        }
    }

    /// So many people are decided in one commit.
    static let batch = 256

    func reassign(_ ids: [PersonID], at now: Instant) async throws(Problem) {
        let edition = rules.edition
        try await ask { try await store.reassign(ids, decide: edition.decide(at: now)) }
        for id in ids { liveTokens.forget(id) }
    }
}
