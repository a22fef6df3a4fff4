internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// Refuses a source that may not report on regions.
    ///
    /// - Throws: `kindNotAllowed`.
    public func requireRegionReporting(by source: Source) throws(Problem) {
        guard !source.kind.reportsRegions else { return }
        let kinds = source.kind.kinds.map(\.name) + ["retraction"]
        throw Problem(
            .kindNotAllowed,
            parameters: [
                "kind": "region_risk", "source": source.kind.rawValue, "kinds": kinds.joined(separator: ", "),
            ])
    }

    /// Takes what a source says of regions, each the bytes of one JSON object, and answers in order. Each stands alone.
    /// What is accepted is durable and in force when this returns; everyone concerned is decided anew by
    /// `reassessConcerned`.
    ///
    /// - Throws: `revokedSource`, `kindNotAllowed`; `storageFull` and `unavailable`, where none of it was taken.
    public func receiveNotices(_ lines: [[UInt8]], from source: Source) async throws(Problem) -> [RecordAnswer] {
        guard source.revoked == nil else { throw Problem(.revokedSource) }
        try requireRegionReporting(by: source)
        let now = dependencies.now()
        var answers: [RecordAnswer] = []
        var taken: [(position: Int, notice: NewNotice)] = []
        for line in lines {
            var reader = RecordReader(source: source, now: now, secrets: secrets, randomBytes: dependencies.randomBytes)
            do throws(Problem) {
                let notice = try reader.notice(line)
                if case .notice(let said) = notice.body, try await ask({ try await store.region(said.region) }) == nil {
                    throw Problem(.unknownRegion, fields: [FieldProblem("/region", .badRegion)])
                }
                taken.append((answers.count, notice))
                answers.append(RecordAnswer(id: notice.id, outcome: .accepted))
            } catch {
                answers.append(RecordAnswer(id: reader.id, outcome: .refused(error)))
            }
        }
        let notices = taken.map(\.notice)
        let outcomes = try await ask { try await store.receiveNotices(notices) }
        for (entry, outcome) in zip(taken, outcomes) {
            answers[entry.position].outcome = RecordAnswer.Outcome(outcome)
        }
        if outcomes.contains(.accepted) { try await reload() }
        return answers
    }
}

extension RecordReader {
    /// Reads what a source says of a region: `{"id","region","level","from","until"?}`, or a retraction.
    ///
    /// - Throws: `bodyTooLarge`, `malformedJSON`, `invalidFields` with everything that is wrong.
    mutating func notice(_ line: [UInt8]) throws(Problem) -> NewNotice {
        guard line.count <= HealthCode.maximumRecordBytes else { throw Problem(.bodyTooLarge) }
        let json = try json(line)
        guard case .object = json else {
            throw Problem(.invalidFields, fields: [FieldProblem("", .wrongType(expected: "object"))])
        }
        id = text(json, "id", limit: 200)
        let body = json["retracts"] == nil ? said(json) : retracted(json)
        try check.finish()
        guard let id, let body else { throw Problem(.invalidFields) }
        return NewNotice(
            origin: .source(source.id), id: id, content: secrets.hashes.record(json.sorted.text), body: body,
            received: now)
    }

    private mutating func retracted(_ json: JSON) -> NewNotice.Body? {
        if let kind = text(json, "kind", limit: 40, isNeeded: false), kind != "retraction" {
            check.note("/kind", .unknownValue(allowed: ["retraction"]))
        }
        return text(json, "retracts", limit: 200).map { .retraction(of: $0) }
    }

    private mutating func said(_ json: JSON) -> NewNotice.Body? {
        let region = text(json, "region", limit: 12).flatMap { check.region($0, at: "/region") }
        if let region, !source.region.contains(region) { check.note("/region", .beyondOwnRegion) }
        let what = word(json, "level", among: RegionNotice.What.named)
        let from = instant(json, "from", isNeeded: true, isPlanned: true)
        let until = instant(json, "until", isNeeded: false, isPlanned: true)
        if let from, let until, until < from { check.note("/until", .endsBeforeStart) }
        guard check.problems.isEmpty, let region, let what, let from else { return nil }
        let interval = Interval(from: from, until: until ?? .distantFuture)
        return .notice(RegionNotice(region: region, what: what, interval: interval, known: now))
    }
}
