internal import HealthCodeCore

extension HealthCode {
    /// The colours of a person, past and to come, each with its reason; to an account that may see the person's
    /// records also what made them.
    ///
    /// - Throws: `noSuchPerson`.
    public func timeline(of id: PersonID, by caller: Caller) async throws(Problem) -> [TimelineEntry] {
        let person = try await held(id, by: caller)
        guard let subject = try await ask({ try await store.subject(id) }) else { throw Problem(.noSuchPerson) }
        return try await entries(of: subject, under: rules.edition, to: person.verified ? .owner : .stranger)
    }

    /// The stretches of a timeline as an audience may read them.
    func entries(
        of subject: Subject, under edition: Edition, to audience: Audience
    ) async throws(Problem) -> [TimelineEntry] {
        let line = HealthCodeCore.timeline(of: subject, under: edition.history)
        let isVerified = audience != .stranger
        let grounds = isVerified ? line.map { line.grounds(of: $0) } : []
        let names = try await ask {
            try await store.names(
                of: Set(grounds.joined().flatMap(GroundText.regions)),
                sources: Set(grounds.joined().compactMap(GroundText.source)))
        }
        var words = GroundText(offset: line.last?.policy.offset ?? .china, names: names)
        words.isForStaff = audience == .staff
        let entries = line.enumerated().map { index, assignment in
            let why = ToldReason(
                of: assignment.colour, by: assignment.rule.id, of: edition.policy(assignment.policy.name),
                isVerified: isVerified)
            return TimelineEntry(
                from: assignment.interval.from,
                until: assignment.interval.until == .distantFuture ? nil : assignment.interval.until,
                colour: assignment.colour, rule: why.rule, reason: why.reason,
                grounds: isVerified ? grounds[index].compactMap(words.view) : [])
        }
        return entries.reduce(into: []) { joined, entry in
            guard let last = joined.last, entry.continues(last) else { return joined.append(entry) }
            joined[joined.count - 1].take(entry)
        }
    }
}

extension TimelineEntry {
    /// Whether nothing is another than in the stretch before: a new pack with the same rule changes nothing for people.
    fileprivate func continues(_ entry: TimelineEntry) -> Bool {
        (colour, rule) == (entry.colour, entry.rule) && reason == entry.reason && entry.until == from
    }

    /// Goes on as the one that follows it does.
    fileprivate mutating func take(_ next: TimelineEntry) {
        until = next.until
        grounds += next.grounds.filter { ground in !grounds.contains { $0.description == ground.description } }
    }
}
