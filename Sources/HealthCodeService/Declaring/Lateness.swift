internal import HealthCodeCore

// A colour is due within hours, by the risk level of the region in which a person lives (HB-05). Of all colours only a
// grey that stands for one still due can be late (Settled 2).
extension HealthCode {
    /// How many people have a grey that is overdue by their place's own promise, counted to 10,000.
    ///
    /// - Throws: `unavailable`.
    public func lateColours() async throws(Problem) -> Int {
        let now = dependencies.now()
        let edition = rules.edition
        var count = 0
        for policy in edition.history.policies where !policy.options.due.isEmpty {
            for rule in policy.rules where rule.isPending {
                let waiting = try await ask {
                    try await store.waiting(under: policy.name, rule: rule.id, since: now, limit: Self.mostLate)
                }
                count += waiting.count { since in
                    edition.dueAt(since.since, in: since.region, by: policy).map { $0 <= now } ?? false
                }
            }
        }
        return min(count + (try await lateNewcomers(at: now, by: edition)), Self.mostLate)
    }

    /// Newcomers have no colour that could be looked up; only where the rules of a region give them such a grey are they
    /// asked one by one.
    private func lateNewcomers(at now: Instant, by edition: Edition) async throws(Problem) -> Int {
        let moment = PolicyMoment(edition.history, at: now)
        return try await ask {
            let regions = try await store.newcomers().keys.filter { region in
                switch moment.sharedVerdict(in: region) {
                case .none: false
                case .same(let verdict): verdict.rule.isPending
                case .dependsOnRegistration:
                    edition.policy(governing: region, at: now)?.rules.contains(where: \.isPending) ?? false
                }
            }
            guard !regions.isEmpty else { return 0 }
            let waiting = Set(regions)
            var count = 0
            try await eachStretch { numbers in
                try await store.newcomers(in: numbers).count { newcomer in
                    let subject = Subject.newcomer(at: newcomer.registered, in: newcomer.region)
                    return waiting.contains(newcomer.region)
                        && edition.isOverdue(edition.assignment(of: subject, at: now), in: newcomer.region, at: now)
                }
            } take: { part, _, _ in
                count += part
            }
            return count
        }
    }

    private static let mostLate = 10_000
}

extension Edition {
    /// Whether an assignment only stands for a colour that should have been given by now.
    func isOverdue(_ assignment: StoredAssignment, in region: RegionCode, at now: Instant) -> Bool {
        guard let due = dueAt(assignment, in: region) else { return false }
        return due <= now
    }

    /// When the colour that an assignment stands for is due; nil where it stands for none, or nothing was promised.
    func dueAt(_ assignment: StoredAssignment, in region: RegionCode) -> Instant? {
        guard assignment.colour == .grey, let known = policy(assignment.policy),
            known.rule(assignment.rule)?.rule.isPending ?? false
        else { return nil }
        return dueAt(assignment.since, in: region, by: known.policy)
    }

    /// When a colour is due of which the person has been told since an instant that it is to come.
    fileprivate func dueAt(_ since: Instant, in region: RegionCode, by policy: Policy) -> Instant? {
        let level = history.notices.risk(of: region, at: since)
        return policy.options.due[level].map { since.advanced(by: $0, in: policy.offset) }
    }
}
