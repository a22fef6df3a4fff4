internal import HealthCodeCore

extension HealthCode {
    /// The colours of a person, past and to come, each with its reason; to an account that may see the person's
    /// records also what made them.
    ///
    /// - Throws: `noSuchPerson`.
    public func timeline(of id: PersonID, by caller: Caller) async throws(Problem) -> [TimelineEntry] {
        let person = try await held(id, by: caller)
        guard let subject = try await ask({ try await store.subject(id) }) else { throw Problem(.noSuchPerson) }
        let edition = rules.edition
        let line = HealthCodeCore.timeline(of: subject, under: edition.history)
        let grounds = person.verified ? line.map { line.grounds(of: $0) } : []
        let words = try await words(for: grounds.joined(), offset: line.last?.policy.offset ?? .china)
        return line.enumerated().map { index, assignment in
            let why = Explanation(
                of: assignment.colour, by: assignment.rule.id, of: edition.policy(assignment.policy.name),
                isVerified: person.verified)
            return TimelineEntry(
                from: assignment.interval.from,
                until: assignment.interval.until == .distantFuture ? nil : assignment.interval.until,
                colour: assignment.colour, rule: why.rule, reason: why.reason,
                grounds: person.verified ? grounds[index].compactMap(words.view) : [])
        }
    }

    /// The names with which grounds are told.
    private func words(
        for grounds: some Sequence<Ground>, offset: UTCOffset
    ) async throws(Problem) -> GroundText {
        var text = GroundText(offset: offset)
        for region in Set(grounds.flatMap(GroundText.regions)) {
            text.regions[region] = try await ask { try await store.region(region)?.name }
        }
        for source in try await ask({ try await store.sources() }) { text.sources[source.id.number] = source.name }
        return text
    }
}
