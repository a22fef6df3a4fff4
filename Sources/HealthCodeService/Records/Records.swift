public import HealthCodeCore
internal import HealthCodeCredential

/// What came of one record.
public struct RecordAnswer: Hashable, Sendable {
    /// The four answers.
    public enum Outcome: Hashable, Sendable {
        /// Durable, and everyone concerned decided anew.
        case accepted
        /// Durable; nobody has registered the document yet.
        case waiting
        /// The same record was taken before.
        case repeated
        /// Nothing of it was taken.
        case refused(Problem)
    }

    /// The source's own id, where one could be read.
    public var id: String?
    public var outcome: Outcome

    public init(id: String?, outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }
}

extension SourceKind {
    /// The kinds of record that a source of this kind may send, beside retractions of its own. This table is the
    /// whole rule.
    public var kinds: [FactKind] {
        switch self {
        case .hospital:
            [.confirmed, .clinical, .suspected, .asymptomatic, .recovered, .excluded, .feverClinic, .test]
        case .clinic: [.feverClinic, .suspected, .excluded, .test]
        case .laboratory: [.test]
        case .cdc:
            [
                .confirmed, .clinical, .suspected, .asymptomatic, .recovered, .excluded, .closeContact,
                .secondaryContact, .caseOnset, .feverClinic, .test, .quarantine, .managed, .whitelisted,
            ]
        case .border: [.entry, .quarantine, .test]
        case .police: [.entry, .falseDeclaration, .managed, .whitelisted]
        case .jurisdiction: []
        }
    }

    /// Whether a source of this kind may report risk levels and closed management of its region and what lies under it
    /// (HU-08). The rest of the same table.
    public var reportsRegions: Bool { self == .cdc }
}

extension HealthCode {
    /// The longest record, in bytes.
    public static let maximumRecordBytes = 65_536

    /// The source of a key.
    ///
    /// - Throws: `unknownSource`, `revokedSource`.
    public func source(key: String) async throws(Problem) -> Source {
        guard let bytes = Base64URL.decode(key), bytes.count == 32,
            let source = try await ask({ try await store.source(key: Digest32(sha256: bytes)) })
        else { throw Problem(.unknownSource) }
        guard source.revoked == nil else { throw Problem(.revokedSource) }
        return source
    }

    /// Takes the records of a source, each the bytes of one JSON object, and answers them in order. Each stands
    /// alone: one that is refused leaves the others as they are. All that are accepted are durable when this returns.
    ///
    /// - Throws: `revokedSource`; `storageFull` and `unavailable`, where none of them was taken.
    public func receive(_ lines: [[UInt8]], from source: Source) async throws(Problem) -> [RecordAnswer] {
        guard source.revoked == nil else { throw Problem(.revokedSource) }
        let now = dependencies.now()
        var answers: [RecordAnswer] = []
        var records: [SourceRecord] = []
        var positions: [Int] = []
        // A laboratory's records are all of a few regions.
        var known: Set<RegionCode> = []
        for line in lines {
            var reader = RecordReader(source: source, now: now, secrets: secrets, randomBytes: dependencies.randomBytes)
            do throws(Problem) {
                let record = try reader.record(line)
                try await checkRegion(of: record, &known)
                records.append(record)
                positions.append(answers.count)
                answers.append(RecordAnswer(id: record.id, outcome: .accepted))
            } catch {
                answers.append(RecordAnswer(id: reader.id, outcome: .refused(error)))
            }
        }
        guard !records.isEmpty else { return answers }
        let edition = rules.edition
        let taken = records
        let outcomes = try await ask { try await store.receive(taken, decide: edition.decide(at: now)) }
        for (position, outcome) in zip(positions, outcomes) {
            answers[position].outcome = RecordAnswer.Outcome(outcome)
        }
        return answers
    }

    private func checkRegion(of record: SourceRecord, _ known: inout Set<RegionCode>) async throws(Problem) {
        guard case .fact(let new) = record.body, let region = new.fact.region, !known.contains(region) else { return }
        if try await ask({ try await store.region(region) }) == nil {
            throw Problem(.unknownRegion, fields: [FieldProblem("/region", .badRegion)])
        }
        known.insert(region)
    }
}

extension RecordAnswer.Outcome {
    init(_ outcome: RecordOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .waiting: .waiting
            case .repeated: .repeated
            case .conflict: .refused(Problem(.recordConflict))
            case .nothingToRetract: .refused(Problem(.nothingToRetract))
            }
    }
}
