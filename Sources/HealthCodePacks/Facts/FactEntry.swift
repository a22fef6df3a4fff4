public import HealthCodeCore

/// A fact as a file writes it: every field that a record, a declaration or a scenario can have, and no more.
///
/// The same shape is read from a scenario's YAML and from NDJSON; `append(to:)` makes facts of it, or says
/// which field is wrong for its kind.
public struct FactEntry: Hashable, Sendable {
    /// A stay that a declaration tells of.
    public struct Stay: Hashable, Sendable {
        public var region: RegionCode
        public var from: Instant
        public var until: Instant?

        /// Makes a stay.
        public init(region: RegionCode, from: Instant, until: Instant? = nil) {
            self.region = region
            self.from = from
            self.until = until
        }
    }

    public var kind: FactKind
    /// When the fact takes effect. A test that says nothing else does so when it is reported.
    public var from: Instant?
    /// When what lasts ended. Every record may name it; of what only happens it says nothing.
    public var until: Instant?
    /// When the fact became known; with its effect where nothing is said.
    public var known: Instant?
    public var region: RegionCode?
    /// Of a quarantine.
    public var place: QuarantineDetail.Place?
    /// Of a quarantine.
    public var symptomsRechecked: Bool?
    /// Of a test.
    public var method: TestDetail.Method?
    /// Of a test.
    public var result: TestDetail.Result?
    /// Of a test.
    public var sampled: Instant?
    /// Of a test.
    public var reported: Instant?
    /// Of a declaration, a check-in or a screening, as are the next three.
    public var symptoms: Symptoms?
    public var diagnosis: Answers.Diagnosis?
    public var contact: Bool?
    public var temperature: Temperature?
    /// Of a contact or a `case_onset`: what those who trace contacts call the case.
    public var caseNumber: CaseNumber?
    /// Of a declaration.
    public var stays: [Stay] = []

    /// Makes an entry that says no more than its kind.
    public init(kind: FactKind) {
        self.kind = kind
    }
}

/// What is wrong with a field of an entry.
public struct FieldMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field's word, such as `sampled`.
    public var field: String
    /// What is wrong.
    public var text: LocalizedText

    /// Makes a mistake, in English and in Chinese.
    public init(field: String, message: String, zh chinese: String) {
        self.field = field
        text = LocalizedText(simplifiedChinese: chinese, english: message)
    }

    /// What is wrong, in English.
    public var message: String { text[.english] }
    public var description: String { message }
}

extension FactEntry {
    /// Appends the facts that the entry tells of: itself, and the stays of a declaration. Their ids are 0; numbers are
    /// given where a person's facts come together.
    /// - Throws: the first field that is missing, too much, or against another.
    public func append(to facts: inout [Fact]) throws(FieldMistake) {
        try checkFields()
        let effect = try effect()
        try checkTimes(effect: effect)
        let known = known ?? effect
        let detail = try detail(effect: effect)
        facts.append(
            Fact(
                id: FactID(0), kind: kind, from: effect, until: kind.isState ? until : nil, known: known,
                region: region, origin: origin, detail: detail))
        for stay in stays {
            facts.append(
                Fact(
                    id: FactID(0), kind: .stay, from: stay.from, until: stay.until, known: known, region: stay.region,
                    origin: .person))
        }
    }

    private var origin: FactOrigin {
        switch kind {
        case .registered, .declaration, .checkIn, .stay, .residence: .person
        case .screening: .checkpoint
        default: .source(0)
        }
    }

    private func effect() throws(FieldMistake) -> Instant {
        let reported = kind == .test ? reported ?? from ?? sampled : from
        guard let reported else {
            if kind == .test {
                throw FieldMistake(field: "reported", message: "'reported' is missing", zh: "缺少“reported”")
            }
            throw FieldMistake(field: "from", message: "'from' is missing", zh: "缺少“from”")
        }
        return reported
    }

    private func detail(effect: Instant) throws(FieldMistake) -> FactDetail {
        switch kind {
        case .test:
            guard let method else {
                throw FieldMistake(field: "method", message: "a test needs 'method'", zh: "检测要写“method”")
            }
            guard let result else {
                throw FieldMistake(field: "result", message: "a test needs 'result'", zh: "检测要写“result”")
            }
            let sampled = sampled ?? effect
            guard sampled <= effect else {
                throw FieldMistake(
                    field: "sampled", message: "'sampled' is later than the test was reported",
                    zh: "“sampled”（采样）晚于报告时间")
            }
            return .test(TestDetail(method: method, result: result, sampled: sampled))
        case .quarantine:
            guard let place else {
                throw FieldMistake(field: "place", message: "a quarantine needs 'place'", zh: "隔离要写“place”")
            }
            return .quarantine(QuarantineDetail(place: place, symptomsRechecked: symptomsRechecked ?? false))
        case .declaration, .checkIn, .screening:
            let answers = Answers(
                symptoms: symptoms ?? [], diagnosis: diagnosis ?? .none, contact: contact ?? false,
                temperature: temperature)
            return .answers(answers)
        case .caseOnset, .closeContact, .secondaryContact:
            guard let caseNumber else {
                if kind == .caseOnset {
                    throw FieldMistake(field: "case", message: "a case_onset needs 'case'", zh: "case_onset 要写“case”")
                }
                return .none
            }
            return .linked(caseNumber)
        case .stay, .residence:
            guard region != nil else {
                throw FieldMistake(
                    field: "region", message: "a \(kind.name) needs 'region'", zh: "\(kind.name) 要写“region”")
            }
            return .none
        default:
            return .none
        }
    }

    private func checkTimes(effect: Instant) throws(FieldMistake) {
        if let until, until < from ?? effect {
            throw FieldMistake(field: "until", message: "'until' is earlier than 'from'", zh: "“until”早于“from”")
        }
        for stay in stays {
            if let until = stay.until, until < stay.from {
                throw FieldMistake(
                    field: "stays", message: "'until' of a stay is earlier than its 'from'", zh: "停留的“until”早于它的“from”")
            }
        }
    }

    /// Refuses fields that say nothing of this kind: they would be lost without a word.
    private func checkFields() throws(FieldMistake) {
        let answers = kind == .declaration || kind == .checkIn || kind == .screening
        try check("place", given: place != nil, fits: kind == .quarantine)
        try check("symptoms_rechecked", given: symptomsRechecked != nil, fits: kind == .quarantine)
        try check("method", given: method != nil, fits: kind == .test)
        try check("result", given: result != nil, fits: kind == .test)
        try check("sampled", given: sampled != nil, fits: kind == .test)
        try check("reported", given: reported != nil, fits: kind == .test)
        try check("symptoms", given: symptoms != nil, fits: answers)
        try check("diagnosis", given: diagnosis != nil, fits: answers)
        try check("contact", given: contact != nil, fits: answers)
        try check("temperature", given: temperature != nil, fits: answers)
        try check("case", given: caseNumber != nil, fits: FactWords.linked.contains(kind))
        try check("stays", given: !stays.isEmpty, fits: kind == .declaration)
    }

    private func check(_ field: StaticString, given: Bool, fits: Bool) throws(FieldMistake) {
        if given, !fits {
            throw FieldMistake(
                field: "\(field)", message: "'\(field)' has no place in \(kind.name)", zh: "\(kind.name) 里不写“\(field)”")
        }
    }
}
