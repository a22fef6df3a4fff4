internal import HealthCodeCore
internal import HealthCodeCredential
internal import HealthCodePacks

/// Reads one record of a source from its JSON, and checks every field.
struct RecordReader {
    let source: Source
    let now: Instant
    let secrets: Secrets
    let randomBytes: @Sendable (Int) -> [UInt8]
    /// The record's id, as soon as it is read.
    var id: String?
    var check = FieldCheck()

    init(source: Source, now: Instant, secrets: Secrets, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.source = source
        self.now = now
        self.secrets = secrets
        self.randomBytes = randomBytes
    }

    /// - Throws: `bodyTooLarge`, `malformedJSON`, `kindNotAllowed`, `invalidFields` with everything that is wrong.
    mutating func record(_ line: [UInt8]) throws(Problem) -> SourceRecord {
        guard line.count <= HealthCode.maximumRecordBytes else { throw Problem(.bodyTooLarge) }
        let json = try json(line)
        guard case .object = json else {
            throw Problem(.invalidFields, fields: [FieldProblem("", .wrongType(expected: "object"))])
        }
        id = text(json, "id", limit: 200)
        guard let word = text(json, "kind", limit: 40) else {
            try check.finish()
            throw Problem(.invalidFields)
        }
        let (body, document) =
            word == "retraction" ? (retraction(json), Digest32?.none) : try addition(json, kind: word)
        try check.finish()
        guard let id, let body else { throw Problem(.invalidFields) }
        return SourceRecord(
            source: source.id, id: id, content: secrets.hashes.record(json.sorted.text), document: document, body: body,
            received: now)
    }

    func json(_ line: [UInt8]) throws(Problem) -> JSON {
        guard let text = String(validating: line, as: UTF8.self) else { throw .notUTF8 }
        do {
            return try JSON(parsing: text)
        } catch {
            throw Problem(malformed: text, error)
        }
    }

    mutating func retraction(_ json: JSON) -> SourceRecord.Body? {
        text(json, "retracts", limit: 200).map { .retraction(of: $0) }
    }

    private mutating func addition(_ json: JSON, kind word: String) throws(Problem) -> (SourceRecord.Body?, Digest32?) {
        let records = Edition.records.kinds
        guard let kind = FactKind(name: word), records.contains(kind) else {
            check.note("/kind", .unknownValue(allowed: records.map(\.name) + ["retraction"]))
            return (nil, nil)
        }
        guard source.kind.kinds.contains(kind) else {
            let kinds = source.kind.kinds.map(\.name) + ["retraction"]
            throw Problem(
                .kindNotAllowed,
                parameters: [
                    "kind": kind.name, "source": source.kind.rawValue, "kinds": kinds.joined(separator: ", "),
                ])
        }
        let document = document(json)
        let note = Array((text(json, "institution", limit: 200, isNeeded: false) ?? "").utf8)
        guard let fact = fact(json, kind) else { return (nil, nil) }
        let sealed = note.isEmpty ? [] : try secrets.recordNotes.seal(note, nonce: randomBytes(12))
        return (.fact(NewFact(fact, sealedNote: sealed)), document.map(secrets.hashes.document))
    }

    private mutating func document(_ json: JSON) -> Document? {
        guard let member = json["document"] else {
            check.note("/document", .missing)
            return nil
        }
        guard case .object = member else {
            check.note("/document", .wrongType(expected: "object"))
            return nil
        }
        guard let kind = text(member, "type", limit: 40, under: "/document"),
            let number = text(member, "number", limit: 40, under: "/document")
        else { return nil }
        return check.document(kind, number, at: "/document", now: now)
    }

    private mutating func fact(_ json: JSON, _ kind: FactKind) -> Fact? {
        let region =
            json["region"] == nil
            ? source.region
            : text(json, "region", limit: 12).flatMap { text in
                check.region(text, at: "/region")
            }
        // The end of a quarantine or of a listing is planned ahead.
        let until = instant(json, "until", isNeeded: false, isPlanned: true)
        let from: Instant?
        let detail: FactDetail?
        switch kind {
        case .test:
            from = instant(json, "reported", isNeeded: json["from"] == nil) ?? instant(json, "from", isNeeded: false)
            detail = test(json, reported: from)
        case .quarantine:
            from = instant(json, "from", isNeeded: true)
            detail = quarantine(json)
        case .closeContact, .secondaryContact, .caseOnset:
            from = instant(json, "from", isNeeded: true)
            let label = text(json, "case", limit: 100, isNeeded: kind == .caseOnset)
            detail = label.map { .linked(CaseNumber(label: $0)) } ?? FactDetail.none
        default:
            from = instant(json, "from", isNeeded: true)
            detail = FactDetail.none
        }
        if let from, let until, until < from { check.note("/until", .endsBeforeStart) }
        guard check.problems.isEmpty, let from, let detail, let region else { return nil }
        return Fact(
            // What happens at an instant has no end; one that is given says nothing more.
            id: FactID(0), kind: kind, from: from, until: kind.isState ? until : nil, known: now, region: region,
            origin: .source(source.id.number), detail: detail)
    }

    private mutating func test(_ json: JSON, reported: Instant?) -> FactDetail? {
        let method = word(json, "method", among: FactWords.methods)
        let result = word(json, "result", among: FactWords.results)
        let sampled = instant(json, "sampled", isNeeded: true)
        if let sampled, let reported, reported < sampled { check.note("/reported", .reportedBeforeSampled) }
        guard let method, let result, let sampled else { return nil }
        return .test(TestDetail(method: method, result: result, sampled: sampled))
    }

    private mutating func quarantine(_ json: JSON) -> FactDetail? {
        let place = word(json, "place", among: FactWords.places)
        var isRechecked = false
        switch json["symptoms_rechecked"] {
        case nil: break
        case .bool(let said): isRechecked = said
        default: check.note("/symptoms_rechecked", .wrongType(expected: "boolean"))
        }
        return place.map { .quarantine(QuarantineDetail(place: $0, symptomsRechecked: isRechecked)) }
    }
}

extension RecordReader {
    /// A member that is a text; nil, with a note, where it is something else, empty, too long, or needed and missing.
    mutating func text(
        _ json: JSON, _ name: String, limit: Int, under path: String = "", isNeeded: Bool = true
    ) -> String? {
        let pointer = "\(path)/\(name)"
        switch json[name] {
        case nil, .null:
            if isNeeded { check.note(pointer, .missing) }
        case .string(let text):
            if text.isEmpty && isNeeded { check.note(pointer, .missing) }
            if text.count > limit { check.note(pointer, .tooLong(limit: limit)) }
            return text.isEmpty || text.count > limit ? nil : text
        default: check.note(pointer, .wrongType(expected: "string"))
        }
        return nil
    }

    /// An instant with its offset; one in the future is refused where it cannot be planned ahead.
    mutating func instant(_ json: JSON, _ name: String, isNeeded: Bool, isPlanned: Bool = false) -> Instant? {
        guard let text = text(json, name, limit: 40, isNeeded: isNeeded) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            check.note("/\(name)", .badInstant)
            return nil
        }
        if isPlanned {
            if instant < .earliest { check.note("/\(name)", .absurdDate) }
        } else {
            check.past(instant, at: "/\(name)", now: now)
        }
        return instant
    }

    mutating func word<Value>(_ json: JSON, _ name: String, among words: [(String, Value)]) -> Value? {
        guard let text = text(json, name, limit: 40) else { return nil }
        guard let word = words.first(where: { $0.0 == text }) else {
            check.note("/\(name)", .unknownValue(allowed: words.map(\.0)))
            return nil
        }
        return word.1
    }
}

extension FactKinds {
    /// The kinds in the set.
    var kinds: [FactKind] { FactKind.allCases.filter(contains) }
}

extension JSON {
    /// The same value with the members of every object in the order of their names, so that one record has one text.
    var sorted: JSON {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
        default: self
        }
    }
}
