internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// Adds a certificate of another place to a person: kept sealed, and put on record as what the pack of their place says
    /// of it, which may be nothing. It gives no colour; what stands on record is judged by the rules as any other fact.
    ///
    /// - Throws: `noSuchPerson`; the problem that the certificate is; `insufficientCertificate`; `certificateOfAnother`
    ///   where its name or date of birth is not the person's; `certificateTaken`.
    public func addCertificate(
        _ text: String, to id: PersonID, by caller: Caller
    ) async throws(Problem) -> HeldCertificate {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        guard Self.isCertificate(text) else { throw Problem(.unreadableCertificate) }
        let policy = policy(of: person, at: now)
        let read = await read(certificate: text, under: policy, at: nil, now: now)
        if let problem = read.view.problem { throw problem }
        guard read.view.answer == .valid, let claims = read.claims, let payload = read.report.payload else {
            var problem = Problem(.insufficientCertificate)
            problem.certificate = read.view
            throw problem
        }
        guard claims.fit(try identity(of: person)) else { throw Problem(.certificateOfAnother) }
        let fact = read.fact(at: now, in: policy?.offset ?? .china)
        let new = NewCertificate(
            person: id, digest: secrets.hashes.record("certificate " + payload.sorted.text),
            sealed: try sealer(of: person).seal(Array(text.utf8), nonce: nonce()), added: now,
            fact: fact.map { NewFact($0) })
        let edition = rules.edition
        let kept = try await ask { try await store.addCertificate(new, decide: edition.decide(at: now)) }
        guard let kept else { throw Problem(.certificateTaken) }
        liveTokens.forget(id)
        return held(kept, read.view, fact, policy?.offset ?? .china)
    }

    /// The certificates of a person, the latest first, each as it stands now.
    ///
    /// - Throws: `noSuchPerson`.
    public func certificates(of id: PersonID, by caller: Caller) async throws(Problem) -> [HeldCertificate] {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        let policy = policy(of: person, at: now)
        let offset = policy?.offset ?? .china
        let kept = try await ask { try await store.certificates(of: id) }
        guard !kept.isEmpty else { return [] }
        let kinds = FactKinds(CertifiedFact.attestations.map(\.kind))
        let facts = try await ask { try await store.notedFacts(of: id, kinds: kinds) }
        var held: [HeldCertificate] = []
        for certificate in kept {
            var view: CertificateView?
            if certificate.withdrawn == nil {
                let text = String(decoding: try sealer(of: person).open(certificate.sealed), as: UTF8.self)
                view = await read(certificate: text, under: policy, at: nil, now: now).view
            }
            let fact = facts.first { $0.fact.id == certificate.fact && !$0.retracted }?.fact
            held.append(self.held(certificate, view, fact, offset))
        }
        return held
    }

    /// Takes a certificate off a person; what it put on record no longer counts.
    ///
    /// - Throws: `noSuchPerson`, `notFound`.
    public func removeCertificate(_ number: Int64, of id: PersonID, by caller: Caller) async throws(Problem) {
        let now = dependencies.now()
        _ = try await held(id, by: caller)
        let kept = try await ask { try await store.certificates(of: id) }
        guard kept.contains(where: { $0.number == number }) else { throw Problem(.notFound) }
        try await withdraw(number, of: id, because: .removed, at: now)
    }

    /// Looks again at every certificate that counts, and withdraws those that were revoked, or whose signer is no longer
    /// trusted. One that has expired, or would no longer meet a rule, stays as it was taken: what it put on record ends by
    /// itself.
    ///
    /// - Returns: how many were withdrawn.
    /// - Throws: `unavailable`.
    public func recheckCertificates() async throws(Problem) -> Int {
        let now = dependencies.now()
        var (last, withdrawn) = (Int64(0), 0)
        while true {
            let after = last
            let page = try await ask { try await store.standingCertificates(after: after, limit: 500) }
            guard let end = page.last else { return withdrawn }
            for certificate in page {
                guard let reason = try await objection(to: certificate, at: now) else { continue }
                try await withdraw(certificate.number, of: certificate.person, because: reason, at: now)
                withdrawn += 1
            }
            last = end.number
        }
    }

    /// Why a certificate that was taken counts no more; nil where it does.
    private func objection(
        to certificate: KeptCertificate, at now: Instant
    ) async throws(Problem) -> KeptCertificate.Withdrawal? {
        guard let person = try await ask({ try await store.person(certificate.person) }) else { return nil }
        let text = String(decoding: try sealer(of: person).open(certificate.sealed), as: UTF8.self)
        let policy = policy(of: person, at: now)
        let read = await read(certificate: text, under: policy, at: nil, now: now)
        switch read.view.answer {
        case .revoked: return .revoked
        case .untrusted:
            // A list that has ended, or is not at hand, says nothing of its signers.
            guard let policy, let list = read.code?.trust,
                await dependencies.shelf.trust(named: list, in: policy.region) != nil
            else { return nil }
            return .untrusted
        case .forged: return .forged
        case .unreadable: return .unreadable
        case .valid, .insufficient, .unrecognised, .expired, .notYetValid: return nil
        }
    }

    private func withdraw(
        _ number: Int64, of id: PersonID, because reason: KeptCertificate.Withdrawal, at now: Instant
    ) async throws(Problem) {
        let edition = rules.edition
        try await ask {
            try await store.withdrawCertificate(number, because: reason, at: now, decide: edition.decide(at: now))
        }
        liveTokens.forget(id)
    }

    private func held(
        _ kept: KeptCertificate, _ view: CertificateView?, _ fact: Fact?, _ offset: UTCOffset
    ) -> HeldCertificate {
        HeldCertificate(
            number: kept.number, added: kept.added, certificate: view, recorded: fact,
            recordedAs: fact.map { FactText.name(of: $0) }, withdrawn: kept.withdrawn, because: kept.because,
            offset: offset)
    }
}

extension CertificateClaims {
    /// Whether it is about this person: the name, in either order and by its letters in a passport, and the date of birth,
    /// as much of it as the certificate has, where the person's document tells it.
    func fit(_ identity: Identity) -> Bool {
        guard names.contains(where: { $0.fits(identity.name) }) else { return false }
        guard let born = identity.document.born else { return true }
        return !birth.isEmpty && born.description.hasPrefix(birth.prefix(10))
    }
}

extension ReadCertificate {
    /// As what it is put on record by the first entry that fits; nil where none does.
    func fact(at now: Instant, in offset: UTCOffset) -> Fact? {
        guard let claims, let entry = code?.records.first(where: { claims.fit($0) }) else { return nil }
        var fact = Fact(id: FactID(0), kind: entry.kind, from: now, known: now, origin: .certificate)
        if let test = claims.test {
            guard let method = test.method, test.sampled <= now else { return nil }
            fact.detail = .test(TestDetail(method: method, result: test.result, sampled: test.sampled))
            return fact
        }
        let end = [claims.end, report.expires.map { Instant(seconds: $0) }].compactMap(\.self).min()
        let span = entry.span(from: claims.event, end: end, in: offset)
        guard span.until.map({ $0 > span.from }) ?? true else { return nil }
        (fact.from, fact.until) = span
        return fact
    }
}

extension CertificateClaims {
    /// Whether an entry of a pack is for what the certificate says.
    fileprivate func fit(_ entry: CertifiedFact) -> Bool {
        guard entry.attestation == attests else { return false }
        guard let test else { return true }
        guard let method = test.method else { return false }
        return (entry.methods.isEmpty || entry.methods.contains(method))
            && (entry.results.isEmpty || entry.results.contains(test.result))
    }
}
